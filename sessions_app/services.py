"""What ends sessions. Each function returns how many it ended; an ended session is never touched again."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from sessions_app import limits
from sessions_app.models import OPEN, Session


def end_session(session, *, now):
    """End one session: 1, or 0 when it had ended before."""
    return Session.objects.filter(pk=session.pk).end(now)


def end_other_sessions(user, *, keep, now):
    """End the sessions of a person but the one with the id `keep`, which may be None."""
    return user.sessions.exclude(pk=keep).end(now)


def end_all_sessions(user, *, now):
    """End every session of a person."""
    return user.sessions.all().end(now)


def end_everyones_sessions(*, now, batch=1000):
    """End every session there is, in batches: nothing loads the table into memory or locks it as a whole."""
    ended, after = 0, 0
    open_ids = Session.objects.filter(OPEN).order_by("pk").values_list("pk", flat=True)
    while ids := list(open_ids.filter(pk__gt=after)[:batch]):
        ended += Session.objects.filter(pk__in=ids).end(now)
        after = ids[-1]
    return ended


def end_outdated_sessions(user, *, keep, now):
    """End the sessions that were signed in with credentials or rights that the person has no more.

    Called after the person was saved. Everything ends when the person is no longer active; otherwise `keep`,
    the id of the session in which the person made the change themselves or None, is left, and so is every
    session whose `auth_hash` still holds.
    """
    if not user.is_active:
        return end_all_sessions(user, now=now)
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    # A row that a plain SQL client wrote has no payload: nothing shows that it still holds, so it ends too.
    return user.sessions.exclude(payload__auth_hash__in=hashes).exclude(pk=keep).end(now)


@dataclass
class Swept:
    """What a sweep did: sessions that lapsed and were ended, and old ones that were deleted."""

    ended: int = 0
    deleted: int = 0


def sweep(*, now, batch=1000, dry_run=False):
    """End the sessions that have lapsed, then delete those that ended longer than `limits.RETENTION` ago.

    Works in batches, each a short transaction, over rows that nobody else holds: requests go on, and several
    machines may sweep at once. With `dry_run` it only counts.
    """
    # Ended, by a client that left no time: there is nothing to wait for.
    old = Session.objects.filter(
        Q(last_accessed__lt=now - limits.RETENTION) | Q(last_accessed__isnull=True), expired=True
    )
    if dry_run:
        return Swept(ended=Session.objects.lapsed(now).count(), deleted=old.count())
    swept, after = Swept(), 0
    while ids := _end_batch(Session.objects.lapsed(now, after), batch, now):
        swept.ended += len(ids)
        after = ids[-1]  # what lies before is live, or held by another sweep
    while ids := _delete_batch(old, batch):
        swept.deleted += len(ids)
    return swept


def _lock(sessions, batch):
    """Lock up to `batch` of these rows, passing over what another process holds, and return their ids."""
    locked = sessions.select_for_update(of=("self",), skip_locked=True).only("pk")
    return [session.pk for session in locked[:batch]]


@transaction.atomic
def _end_batch(lapsed, batch, now):
    ids = _lock(lapsed.order_by("pk"), batch)
    Session.objects.filter(pk__in=ids).end(now)
    return ids


@transaction.atomic
def _delete_batch(old, batch):
    ids = _lock(old.order_by("last_accessed"), batch)
    Session.objects.filter(pk__in=ids).delete()
    return ids
