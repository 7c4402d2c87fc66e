"""Limits on how often something may be tried, counted in the cache (SAFETY E4).

The counts live in Django's cache: with several processes, give them one cache (``CACHE_URL``), or each of them
counts for itself.
"""

import contextlib
import hashlib
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render


@dataclass(frozen=True)
class Limit:
    """So many attempts within a time; then a pause of the same length, which trying again does not prolong.

    An attempt is counted before it is made, so that many at once are no way around. `who` is whatever the limit
    is kept for: an address, a name and an address, a person's id.

    Args:
        name: tells the limits apart in the cache.
        attempts: how many are allowed.
        seconds: within which time, and how long the pause is.
    """

    name: str
    attempts: int
    seconds: int

    def allows(self, *who):
        """Count one attempt, and return whether it may be made."""
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            used = cache.incr(key)
        except ValueError:  # it ran out this very moment
            cache.set(key, 1, self.seconds)
            used = 1
        if used == self.attempts:
            # From the last attempt that is allowed the pause has its whole length.
            cache.touch(key, self.seconds)
        return used <= self.attempts

    def take_back(self, *who):
        """Uncount one attempt: it was not a failure."""
        with contextlib.suppress(ValueError):  # it ran out meanwhile
            cache.decr(self._key(who))

    def forget(self, *who):
        """Begin anew."""
        cache.delete(self._key(who))

    def _key(self, who):
        # Hashed: a key of the cache is short and plain, and nobody's name stands in it.
        return f"limit:{self.name}:{hashlib.sha256(repr(who).encode()).hexdigest()}"


QUARTER, HOUR = 15 * 60, 60 * 60

#: For a name from one address. Whoever knows the name cannot lock its owner out, who is at another address.
SIGN_IN = Limit("sign-in", attempts=5, seconds=QUARTER)
#: For an address, whatever the names: many people may share one, a school for example.
SIGN_IN_ADDRESS = Limit("sign-in-address", attempts=100, seconds=QUARTER)
#: For a name from all addresses together that have not been right about it before (`address_was_right`): many
#: addresses are no way around the first limit, and whoever signs in where they always do is not held up by it.
SIGN_IN_NAME = Limit("sign-in-name", attempts=30, seconds=QUARTER)
#: For a person who is signed in and types their password once more.
PASSWORD_AGAIN = Limit("password-again", attempts=5, seconds=QUARTER)
#: For a person who is signed in and types a code of the second factor.
SECOND_FACTOR = Limit("second-factor", attempts=5, seconds=QUARTER)
SIGN_UP = Limit("sign-up", attempts=30, seconds=HOUR)
#: For the address that the mail goes to.
JOIN_MAIL = Limit("join-mail", attempts=3, seconds=HOUR)
#: For a guardian.
ADD_CHILD = Limit("add-child", attempts=30, seconds=HOUR)
RESET = Limit("reset", attempts=20, seconds=HOUR)
#: For the person whom the mail goes to: nobody's mailbox is flooded.
RESET_MAIL = Limit("reset-mail", attempts=3, seconds=HOUR)


def client_address(request):
    """Return the network address that a request comes from, as text.

    Behind a proxy (``BEHIND_PROXY``) it is the last one in X-Forwarded-For, which the proxy itself wrote. Of an
    IPv6 address only the network counts, for a household has 2^64 addresses.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a server behind a unix socket knows no address
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address


#: How long an address is remembered that was right about a name, in seconds.
RIGHT_ADDRESS_LASTS = 30 * 24 * HOUR


def note_right_address(name, address):
    """Remember that this address knew the password of this name."""
    cache.set(_right_address_key(name, address), True, RIGHT_ADDRESS_LASTS)


def address_was_right(name, address):
    """Return whether this address has known the password of this name lately."""
    return cache.get(_right_address_key(name, address), False)


def _right_address_key(name, address):
    return f"right-address:{hashlib.sha256(repr((name, address)).encode()).hexdigest()}"


def too_many_attempts(request, limit):
    """Return the page that asks for patience, with status 429."""
    response = render(request, "429.html", {"minutes": limit.seconds // 60}, status=429)
    response.headers["Retry-After"] = str(limit.seconds)
    return response
