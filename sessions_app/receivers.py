"""What ends sessions, or begins a new one, when something happens to a person elsewhere.

Bookkeeping of sessions only: `accounts` knows nothing of this app, so it cannot call the services itself.
"""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_init, post_save
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from sessions_app import services
from sessions_app.engine import SessionStore, in_use

#: The fields of a person that signing in rests on: those in User.get_session_auth_hash(), and being active.
CREDENTIALS = ("password", "email", "user_role", "is_staff", "is_superuser", "is_active")


@receiver(user_logged_in, dispatch_uid="sessions_app.sign_in_anew")
def sign_in_anew(sender, request, **kwargs):
    """Each sign-in is a row and a token of its own, also that of a person who was signed in here already."""
    if isinstance(getattr(request, "session", None), SessionStore):
        request.session.sign_in_anew()


def _credentials_of(person):
    # Not by attribute: a field that was not loaded is not worth a query.
    return [person.__dict__.get(field) for field in CREDENTIALS]


@receiver(post_init, sender=User, dispatch_uid="sessions_app.remember_credentials")
def remember_credentials(sender, instance, **kwargs):
    """Keep what the person had when loaded, so that a save that changes nothing of it costs no query."""
    instance._credentials_before = _credentials_of(instance)


@receiver(post_save, sender=User, dispatch_uid="sessions_app.end_outdated_sessions")
def end_outdated_sessions(sender, instance, created, update_fields, raw=False, **kwargs):
    """End the sessions of a person whose password, address or rights changed, or who is no longer active.

    The session of the request at hand is left if it is that person's own: a view that wants it to go on calls
    ``update_session_auth_hash()``; otherwise it is refused from the next request on.
    """
    if raw or (update_fields is not None and update_fields.isdisjoint(CREDENTIALS)):
        return
    before, instance._credentials_before = instance._credentials_before, _credentials_of(instance)
    if created or before == instance._credentials_before:
        return
    row = getattr(in_use.get(), "row", None)
    services.end_outdated_sessions(instance, keep=row and row.pk, now=timezone.now())
