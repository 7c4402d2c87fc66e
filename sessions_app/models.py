"""Who is signed in: the table ``sessions`` of the contract, and what a session carries."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.contract import Touched, TouchedDateTimeField, length_constraint
from sessions_app import limits

#: Not ended. NULL, which the contract allows, is not ended either, but nobody is signed in by it.
OPEN = Q(expired=False) | Q(expired__isnull=True)


def signs_in(now):
    """Return the condition on `Session`: it signs somebody in at `now`.

    It has not ended, the person is active, and every limit is kept. Beside the limits of `sessions_app.limits` a
    session may have one of its own (``set_expiry``), which can only be shorter.
    """
    return (
        Q(expired=False, user__is_active=True)
        & limits.within(now)
        & (Q(payload__expires_at__isnull=True) | Q(payload__expires_at__gt=now))
    )


class SessionQuerySet(models.QuerySet):
    def live(self, now):
        """Those that sign somebody in at `now`."""
        return self.filter(signs_in(now))

    def with_state(self, now):
        """Each with `is_live`: whether it signs somebody in at `now`."""
        return self.annotate(is_live=Case(When(signs_in(now), then=True), default=False))

    def lapsed(self, now, after=0):
        """Those that nobody has ended and that sign nobody in any more, with an id above `after`.

        The bound is given to both halves of the query, so that a walk in batches passes over each row once.
        """
        live = Session.objects.live(now).filter(pk=models.OuterRef("pk"), pk__gt=after)
        return self.filter(OPEN, pk__gt=after).exclude(models.Exists(live))

    def end(self, now):
        """End those that are open, and return how many there were.

        An ended row is left alone: the database moves ``last_accessed`` on every update, so from here on that
        column says when the session ended. What the session carried is forgotten.
        """
        with transaction.atomic(using=self.db):
            open_rows = self.filter(OPEN).order_by("pk").select_for_update(of=("self",)).only("pk")
            ids = [session.pk for session in open_rows]
            self.model.objects.using(self.db).filter(pk__in=ids).update(expired=True, last_accessed=now)
            SessionPayload.objects.using(self.db).filter(pk__in=ids).update(data="", auth_hash="")
        return len(ids)


class Session(Touched):
    """One sign-in of one person. The row outlives the session as history, with ``expired`` set."""

    session_id = models.AutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="sessions", verbose_name=_("person")
    )
    # SHA-256 of what the cookie holds: the table alone signs nobody in.
    session_token = models.CharField(_("hash of the token"), max_length=255, unique=True, editable=False)
    created_at = models.DateTimeField(_("signed in"), null=True, db_default=Now(), editable=False)
    last_accessed = TouchedDateTimeField(_("last used"), null=True, db_default=Now(), editable=False)
    # NULL, which the contract allows, is not live either: the engine asks for FALSE.
    expired = models.BooleanField(_("ended"), null=True, default=False, db_default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        db_table = "sessions"
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [length_constraint("sessions", "session_token", 255)]
        # For the sweep, whose cost must not grow with the history. Neither index has a column that using a
        # session changes, so that noting a use stays cheap (a heap-only update in PostgreSQL).
        indexes = [
            models.Index(fields=["session_id"], name="sessions_open", condition=OPEN),
            models.Index(fields=["last_accessed"], name="sessions_ended", condition=Q(expired=True)),
        ]

    def __str__(self):
        return f"{self.user_id} – {self.session_id}"

    @property
    def device(self):
        """The browser and the system in words, as a person knows them: "Firefox on Windows"."""
        payload = getattr(self, "payload", None)
        browser, system = (payload.browser, payload.system) if payload else ("", "")
        if browser and system:
            return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        return browser or system or gettext("Unknown device")


class SessionPayload(models.Model):
    """What a session carries beside who is signed in. Beside the table, never a column of it."""

    session = models.OneToOneField(
        Session, models.DB_CASCADE, primary_key=True, related_name="payload", verbose_name=_("session")
    )
    data = models.TextField(_("data"), default="", db_default="")
    # What User.get_session_auth_hash() said at sign-in: another answer now means that the password, the e-mail
    # address or the rights have changed since.
    auth_hash = models.CharField(_("hash of the credentials"), max_length=64, default="", db_default="")
    # Only of a session that called set_expiry().
    expires_at = models.DateTimeField(_("ends at the latest"), null=True, blank=True)
    browser = models.CharField(_("browser"), max_length=50, blank=True, default="", db_default="")
    system = models.CharField(_("system"), max_length=50, blank=True, default="", db_default="")

    class Meta:
        db_table = "session_payloads"
        verbose_name = _("session payload")
        verbose_name_plural = _("session payloads")
        constraints = [
            length_constraint("session_payloads", "auth_hash", 64),
            length_constraint("session_payloads", "browser", 50),
            length_constraint("session_payloads", "system", 50),
        ]

    def __str__(self):
        return str(self.session_id)
