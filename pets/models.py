"""Pets: the table ``pets`` of the contract, with what the platform adds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.contract import Touched, TouchedDateTimeField, length_constraint


class PetQuerySet(models.QuerySet):
    def available(self):
        """Pets that can be asked for, and that matching finds."""
        return self.filter(availability=Pet.Availability.AVAILABLE)

    def newest_first(self):
        return self.order_by("-created_at", "-pet_id")


class Pet(Touched):
    """A pet that its owner shows, or offers to a new home."""

    class Type(models.TextChoices):
        DOG = "dog", _("dog")
        CAT = "cat", _("cat")
        BIRD = "bird", _("bird")
        REPTILE = "reptile", _("reptile")
        FISH = "fish", _("fish")
        OTHER = "other", _("other")

    class Size(models.TextChoices):
        SMALL = "small", _("small")
        MEDIUM = "medium", _("medium")
        LARGE = "large", _("large")

    class Activity(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class Availability(models.TextChoices):
        SHOWN = "shown", _("only to be admired")
        AVAILABLE = "available", _("looking for a home")
        RESERVED = "reserved", _("reserved")
        REHOMED = "rehomed", _("has a home")

    class Source(models.TextChoices):
        """Where the size or the activity level of a pet comes from."""

        OWNER = "owner", _("the owner says so")
        BREED = "breed", _("usual for the breed")
        WEIGHT = "weight", _("from the weight")

    pet_id = models.AutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="pets", verbose_name=_("owner")
    )
    pet_name = models.CharField(_("name"), max_length=50)
    pet_type = models.CharField(_("type"), max_length=20, choices=Type)
    breed = models.CharField(_("breed"), max_length=50, blank=True, null=True)
    age = models.IntegerField(_("age in years"), blank=True, null=True)
    weight = models.DecimalField(_("weight in kg"), max_digits=5, decimal_places=2, blank=True, null=True)
    created_at = models.DateTimeField(_("listed"), null=True, db_default=Now(), editable=False)
    updated_at = TouchedDateTimeField(_("changed"), null=True, db_default=Now(), editable=False)

    # What the platform adds. NULL means not known.
    size = models.CharField(_("adult size"), max_length=10, choices=Size, blank=True, null=True)
    size_source = models.CharField(
        _("size from"), max_length=10, choices=Source, blank=True, default="", db_default="", editable=False
    )
    activity_level = models.CharField(_("activity level"), max_length=10, choices=Activity, blank=True, null=True)
    activity_source = models.CharField(
        _("activity from"),
        max_length=10,
        choices=Source,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    availability = models.CharField(
        _("availability"),
        max_length=10,
        choices=Availability,
        default=Availability.AVAILABLE,
        db_default=Availability.AVAILABLE,
    )
    price = models.DecimalField(
        _("price"), max_digits=8, decimal_places=2, blank=True, null=True, help_text=_("0 is free.")
    )
    description = models.TextField(_("description"), blank=True, default="", db_default="")
    good_with_children = models.BooleanField(_("good with children"), blank=True, null=True)
    # What a shelter's file calls this animal: the same record is never imported twice.
    import_key = models.CharField(
        _("key in the imported file"), max_length=100, blank=True, null=True, editable=False
    )

    objects = PetQuerySet.as_manager()

    class Meta:
        db_table = "pets"
        verbose_name = _("pet")
        verbose_name_plural = _("pets")
        constraints = [
            models.CheckConstraint(
                condition=Q(pet_type__in=["dog", "cat", "bird", "reptile", "fish", "other"]),
                name="pets_pet_type_known",
                violation_error_message=_("Choose one of the types."),
            ),
            models.CheckConstraint(
                condition=Q(age__gte=0),
                name="pets_age_not_negative",
                violation_error_message=_("An age is 0 or more."),
            ),
            # The upper end is that of DECIMAL(5,2), which SQLite does not hold by itself; it keeps out NaN too.
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lt=1000),
                name="pets_weight_range",
                violation_error_message=_("A weight is 0 kg or more, and less than 1000 kg."),
            ),
            models.CheckConstraint(
                condition=Q(size__in=["small", "medium", "large"]),
                name="pets_size_known",
                violation_error_message=_("Choose small, medium or large."),
            ),
            models.CheckConstraint(
                condition=Q(activity_level__in=["low", "medium", "high"]),
                name="pets_activity_level_known",
                violation_error_message=_("Choose low, medium or high."),
            ),
            models.CheckConstraint(
                condition=Q(size_source__in=["", "owner", "breed", "weight"]), name="pets_size_source_known"
            ),
            models.CheckConstraint(
                condition=Q(activity_source__in=["", "owner", "breed"]), name="pets_activity_source_known"
            ),
            models.CheckConstraint(
                condition=Q(availability__in=["shown", "available", "reserved", "rehomed"]),
                name="pets_availability_known",
                violation_error_message=_("Choose one of the four."),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0, price__lt=1_000_000),
                name="pets_price_range",
                violation_error_message=_("A price is 0 or more, and less than a million."),
            ),
            models.UniqueConstraint(
                fields=["user", "import_key"],
                name="pets_import_key_once",
                violation_error_message=_("This record was imported before."),
            ),
            length_constraint("pets", "pet_name", 50),
            length_constraint("pets", "breed", 50),
            length_constraint("pets", "import_key", 100),
        ]
        indexes = [
            # The cells that matching walks, newest first within each (see matchmaking).
            models.Index(
                F("pet_type"),
                F("size"),
                F("activity_level"),
                F("age"),
                F("created_at").desc(),
                F("pet_id").desc(),
                condition=Q(availability="available"),
                name="pets_matching_cells",
            ),
            # The list of pets, all and by type, without sorting.
            models.Index(F("created_at").desc(), F("pet_id").desc(), name="pets_newest"),
            models.Index(F("pet_type"), F("created_at").desc(), F("pet_id").desc(), name="pets_type_newest"),
            models.Index(Lower("breed"), name="pets_breed_any_case"),
        ]

    def __str__(self):
        return self.pet_name

    def get_absolute_url(self):
        return reverse("pets:detail", args=[self.pk])

    @property
    def is_available(self):
        return self.availability == self.Availability.AVAILABLE
