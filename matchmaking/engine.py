"""The best pets for a set of criteria: exact, always fresh, at one cost with a thousand pets or ten million.

The order is: exact score, then newest, then higher id. Nothing is stored or precomputed beside the index of the
pets (see `cells`), so a pet can be found in the transaction that saves it, also when plain SQL wrote it.

A page takes one statement as a rule, and a second one when few pets fit well:

1. The newest of the best tier. If they fill the page, they are it. A broad tier, of many cells (someone leaves
   most things open), is looked for among the newest pets of all instead, in a window of limited size: most likely
   it is there. If not, and there are pets behind the window, the cells are read after all.
2. Then the tiers from there on, several in one statement.
"""

import heapq
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from django.core import signing

from matchmaking import cells, statements
from matchmaking.matches import Match
from pets.models import Pet

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Position:
    """The place of a pet in the order of matches, from which a later page goes on."""

    exact: Fraction
    listed: str | None
    pet_id: int

    def token(self):
        """Return the position as text for an address; signed, since databases choke on made-up dates."""
        return signing.dumps([*self.exact.as_integer_ratio(), self.listed, self.pet_id], salt=__name__)

    @classmethod
    def from_token(cls, token):
        """Return the position that `token()` gave; None for any other text."""
        try:
            numerator, denominator, listed, pet_id = signing.loads(token, salt=__name__)
        except signing.BadSignature:
            return None
        return cls(Fraction(numerator, denominator), listed, pet_id)


def best(criteria, *, person_id, limit, after=None):
    """Return the best matches, best first.

    Args:
        criteria: the set of criteria.
        person_id: whose set it is; their own pets are left out.
        limit: how many at most, 1 or more.
        after: a `Position`; only what comes behind it is returned.

    Returns:
        list of `Match`; each has a `position`.
    """
    database = statements.database()
    tiers = cells.tiers(criteria)
    behind = None
    if after is not None:
        tiers = [tier for tier in tiers if tier.exact <= after.exact]
        if tiers and tiers[0].exact == after.exact:
            behind = statements.After(after.listed, after.pet_id)
    found, first, cells_at_once = [], True, database.cells_at_once
    while tiers and len(found) < limit:
        sought = {"person_id": person_id, "limit": limit - len(found), "after": behind}
        many_cells = len(tiers[0].cells) > cells_at_once
        broad = (first or many_cells) and database.is_broad(tiers[0])
        batch = tiers[:1]
        pets = _newest_of_broad_tier(database, batch[0], sought, many_cells) if broad else None
        if pets is None:
            if not behind and (broad or not first):
                batch = _batch(tiers, database.tiers_at_once, cells_at_once)
            pets = _best_of_tiers(database, batch, sought)
        found += _matches(criteria, batch, pets)
        tiers = tiers[len(batch) :]
        cells_at_once *= 1 if first else 4
        behind, first = None, False
    return found


def every(criteria, *, person_id, at_once=500):
    """Yield all matches, best first, `at_once` read at a time."""
    after = None
    while matches := best(criteria, person_id=person_id, limit=at_once, after=after):
        yield from matches
        after = matches[-1].position


def every_of_all(sets, *, person_id, at_once=500):
    """Yield the matches of several sets of one person, best first; each pet once, with the set it fits best.

    Of two sets that a pet fits alike, the one that comes first in `sets` counts.
    """
    streams = [every(criteria, person_id=person_id, at_once=at_once) for criteria in sets]
    seen = set()
    for match in heapq.merge(*streams, key=_order, reverse=True):
        if match.pet.pk not in seen:
            seen.add(match.pet.pk)
            yield match


def _order(match):
    return match.position.exact, match.pet.created_at or _LONG_AGO, match.pet.pk


def _batch(tiers, tiers_at_once, cells_at_once):
    """Return the tiers for one statement: the first, and those after it as long as they have few cells."""
    batch = tiers[:1]
    for tier in tiers[1:tiers_at_once]:
        cells_at_once -= len(tier.cells)
        if cells_at_once < 0:
            break
        batch.append(tier)
    return batch


def _best_of_tiers(database, tiers, sought):
    pets = _read(database.newest(tiers, **sought))
    if database.undated_first and sought["after"] is None and any(pet.created_at is None for pet in pets):
        pets = _read(database.newest(tiers, **sought, undated_apart=True))
    return pets


def _newest_of_broad_tier(database, tier, sought, many_cells):
    """Return the newest pets of a broad tier from among the newest of all; None when its cells must be read.

    Whether the window was all there is takes a statement more, which only many cells are worth.
    """
    if sought["after"] and sought["after"].listed is None:
        return None
    pets = _read(database.newest_in_window(tier, **sought))
    if len(pets) == sought["limit"]:
        return pets
    rest = _read(database.rest_of_window(tier, **sought)) if many_cells else []
    if not many_cells or any(pet.tier == statements.BEYOND for pet in rest):
        return None
    return (pets + rest)[: sought["limit"]]


def _read(statement):
    return list(Pet.objects.raw(statement.sql, statement.params))


def _matches(criteria, tiers, pets):
    return [Match(criteria, pet, Position(tiers[pet.tier].exact, pet.listed, pet.pk)) for pet in pets]
