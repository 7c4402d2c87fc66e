"""What people do with pets: the table ``user_interactions`` of the contract."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pets.models import Pet


class UserInteractionQuerySet(models.QuerySet):
    def likes(self):
        return self.filter(interaction_type=UserInteraction.Type.LIKE)

    def shares(self):
        return self.filter(interaction_type=UserInteraction.Type.SHARE)

    def comments(self):
        return self.filter(interaction_type=UserInteraction.Type.COMMENT)

    def purchases(self):
        """Requests for a pet and children's wishes; not purchases of products, which have no pet."""
        return self.filter(interaction_type=UserInteraction.Type.PURCHASE, pet__isnull=False)

    def open(self):
        """Purchases that still go on."""
        return self.filter(status__in=UserInteraction.OPEN_STATUSES)

    def approved(self):
        """Comments that everyone may read."""
        return self.filter(status=UserInteraction.Status.APPROVED)

    def visible_to(self, person):
        """Comments that this person may read: the approved ones, and their own unless they took them down."""
        approved = Q(status=UserInteraction.Status.APPROVED)
        if not person.is_authenticated:
            return self.filter(approved)
        return self.filter(approved | Q(user=person) & ~Q(status=UserInteraction.Status.TAKEN_DOWN))

    def by_children_of(self, guardian):
        """What the children in this grown-up's care did."""
        if guardian.is_child:
            return self.none()
        return self.filter(user__user_role="child", user__guardians=guardian)

    def waiting(self):
        """Comments that nobody has looked at, and wishes without an answer."""
        comment = Q(interaction_type=UserInteraction.Type.COMMENT, status__in=UserInteraction.UNDECIDED_STATUSES)
        wish = Q(interaction_type=UserInteraction.Type.PURCHASE, status=UserInteraction.Status.WISH)
        return self.filter(comment | wish, pet__isnull=False)

    def incoming(self, owner):
        """Requests for the pets of this person, and those that this person answered before a pet moved on.

        Only grown-ups' requests: a child's wish is its guardians' alone, and so is a row that has not been sent.
        Whoever takes over a pet does not read what others wrote to the owner before.
        """
        status = UserInteraction.Status
        handed_over_since = UserInteraction.objects.filter(
            pet=OuterRef("pet"),
            interaction_type=UserInteraction.Type.PURCHASE,
            status=status.COMPLETED,
            decided_at__gte=OuterRef("created_at"),
        )
        return (
            self.purchases()
            .filter(user__user_role="pet_owner")
            .exclude(user=owner)
            .exclude(status__in=[status.NEW, status.WISH, status.GRANTED])
            .filter(Q(pet__user=owner) & ~Exists(handed_over_since) | Q(decided_by=owner))
        )

    def newest_first(self):
        return self.order_by("-created_at", "-interaction_id")

    def oldest_first(self):
        return self.order_by("created_at", "interaction_id")

    def before(self, interaction_id):
        """What comes after this row when the newest is first; nothing when there is no such row.

        The row's time is compared inside the database: SQLite keeps times as texts of different lengths.
        """
        at = Subquery(UserInteraction.objects.filter(pk=interaction_id).values("created_at"))
        return self.filter(Q(created_at__lt=at) | Q(pk__lt=interaction_id), created_at__lte=at)


class UserInteraction(models.Model):
    """One like, comment, share or purchase of one person.

    ``status`` is the platform's: where a comment is on its way to being read, and a purchase on its way to a
    home. A row that a client of the contract wrote is ``new``: nobody has looked at it, so a comment is not
    shown, and a purchase has not reached the owner.
    """

    class Type(models.TextChoices):
        LIKE = "like", _("like")
        COMMENT = "comment", _("comment")
        SHARE = "share", _("share")
        PURCHASE = "purchase", _("purchase")

    class Status(models.TextChoices):
        NEW = "new", _("new")
        # comments
        WAITING = "waiting", _("waiting for a grown-up to look")
        APPROVED = "approved", _("approved")
        TAKEN_DOWN = "taken_down", _("taken down")
        # purchases; `declined` is a comment's too
        WISH = "wish", _("wish")
        GRANTED = "granted", _("granted")
        REQUESTED = "requested", _("requested")
        ACCEPTED = "accepted", _("accepted")
        COMPLETED = "completed", _("completed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("cancelled")

    #: Purchases that still go on: a person has one of them at most for a pet.
    OPEN_STATUSES = (Status.WISH, Status.REQUESTED, Status.ACCEPTED)
    #: Comments that nobody has looked at yet.
    UNDECIDED_STATUSES = (Status.NEW, Status.WAITING)

    interaction_id = models.AutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="interactions", verbose_name=_("person")
    )
    pet = models.ForeignKey(
        Pet, models.DB_CASCADE, related_name="interactions", blank=True, null=True, verbose_name=_("pet")
    )
    interaction_type = models.CharField(_("type"), max_length=20, choices=Type)
    content = models.TextField(_("content"), blank=True, null=True)
    created_at = models.DateTimeField(_("when"), null=True, db_default=Now(), editable=False)

    # What the platform adds.
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.NEW, db_default=Status.NEW
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        related_name="decisions",
        blank=True,
        null=True,
        editable=False,
        verbose_name=_("decided by"),
    )

    objects = UserInteractionQuerySet.as_manager()

    class Meta:
        db_table = "user_interactions"
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        constraints = [
            models.CheckConstraint(
                condition=Q(interaction_type__in=["like", "comment", "share", "purchase"]),
                name="user_interactions_interaction_type_known",
                violation_error_message=_("Choose like, comment, share or purchase."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "new",
                        "waiting",
                        "approved",
                        "taken_down",
                        "wish",
                        "granted",
                        "requested",
                        "accepted",
                        "completed",
                        "declined",
                        "withdrawn",
                        "expired",
                        "cancelled",
                    ]
                ),
                name="user_interactions_status_known",
            ),
            models.UniqueConstraint(
                fields=["user", "pet"],
                condition=Q(interaction_type="like"),
                name="user_interactions_one_like",
                violation_error_message=_("You like this pet already."),
            ),
            models.UniqueConstraint(
                fields=["user", "pet"],
                condition=Q(interaction_type="purchase", status__in=["wish", "requested", "accepted"]),
                name="user_interactions_one_open_request",
                violation_error_message=_("You have asked for this pet already."),
            ),
            # One pet, one home: the database itself refuses a second promise.
            models.UniqueConstraint(
                fields=["pet"],
                condition=Q(interaction_type="purchase", status="accepted"),
                name="user_interactions_one_accepted",
                violation_error_message=_("This pet is promised to someone else."),
            ),
        ]
        indexes = [
            models.Index(
                F("pet"),
                F("interaction_type"),
                F("created_at").desc(),
                F("interaction_id").desc(),
                name="user_interactions_of_pet",
            ),
            models.Index(
                F("user"),
                F("interaction_type"),
                F("created_at").desc(),
                F("interaction_id").desc(),
                name="user_interactions_of_user",
            ),
        ]

    def __str__(self):
        return f"{self.get_interaction_type_display()} {self.pk}"

    @property
    def contacts_are_open(self):
        """Whether the one who asked and the owner may see how to reach each other: both said yes."""
        return self.status in (self.Status.ACCEPTED, self.Status.COMPLETED)

    @property
    def owner_then(self):
        """The owner who accepted the request, or handed the pet over; None when that person is gone."""
        if self.status == self.Status.COMPLETED:
            return self.decided_by
        return self.decided_by or self.pet.user
