"""Who is signed in: the table ``sessions`` of the contract, and what a session carries."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.contract import Touched, TouchedDateTimeField, length_constraint


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

    class Meta:
        db_table = "sessions"
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [length_constraint("sessions", "session_token", 255)]

    def __str__(self):
        return f"{self.user_id} – {self.session_id}"


class SessionPayload(models.Model):
    """What a session carries beside who is signed in. Beside the table, never a column of it."""

    session = models.OneToOneField(
        Session, models.DB_CASCADE, primary_key=True, related_name="payload", verbose_name=_("session")
    )
    data = models.TextField(_("data"), default="", db_default="")

    class Meta:
        db_table = "session_payloads"
        verbose_name = _("session payload")
        verbose_name_plural = _("session payloads")

    def __str__(self):
        return str(self.session_id)
