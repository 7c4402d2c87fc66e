"""How long a sign-in lasts, and how many a person has at once: the one place that says so (SAFETY F3, F4).

``docs/decisions/session-limits.md`` tells why the figures are what they are.

A session ends when it has not been used for `idle`, and in any case `absolute` after the sign-in. Both are
conditions of the query that loads a session (`within`), so no code path can forget to look at the clock.
"""

import functools
import operator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import ngettext

from accounts.models import User


@dataclass(frozen=True)
class Limit:
    """What holds for one kind of person.

    Attributes:
        who: the sessions that it holds for, as a condition on `Session`.
        idle: how long a session may lie unused.
        absolute: how long after signing in it ends, however much it is used.
        gone_with_browser: whether the cookie has no age, so that closing the browser drops it.
    """

    who: Q
    idle: timedelta
    absolute: timedelta
    gone_with_browser: bool = False

    @property
    def idle_in_words(self):
        return in_words(self.idle)

    @property
    def absolute_in_words(self):
        return in_words(self.absolute)


def in_words(duration):
    """Return a duration of whole minutes in its largest unit: "14 days", "2 hours", "90 minutes"."""
    minutes = int(duration.total_seconds()) // 60
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


STAFF = Limit(
    who=Q(user__is_staff=True),
    idle=timedelta(minutes=30),
    absolute=timedelta(hours=12),
)
CHILD = Limit(
    who=Q(user__is_staff=False, user__user_role=User.Role.CHILD),
    idle=timedelta(hours=2),
    absolute=timedelta(days=7),
    gone_with_browser=True,
)
ADULT = Limit(
    who=Q(user__is_staff=False, user__user_role=User.Role.PET_OWNER),
    idle=timedelta(days=14),
    absolute=timedelta(days=30),
)

KINDS = (ADULT, CHILD, STAFF)

# Live sessions of one person; one more ends the oldest.
LIVE_SESSIONS = 10
# `last_accessed` moves at most this often, so that a burst of requests writes once.
USE_IS_NOTED_EVERY = timedelta(minutes=1)
# How long an ended session stays as history.
RETENTION = timedelta(days=90)


def limit_of(user):
    """Return the `Limit` that holds for this person: being staff counts before the role."""
    if user.is_staff:
        return STAFF
    return CHILD if user.is_child else ADULT


def within(now):
    """Return the condition on `Session`: idle and absolute limit are not reached at `now`.

    A time that is missing (the contract allows NULL) is taken as reached.
    """
    return functools.reduce(
        operator.or_,
        (
            limit.who & Q(last_accessed__gt=now - limit.idle, created_at__gt=now - limit.absolute)
            for limit in KINDS
        ),
    )
