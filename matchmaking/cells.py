"""The cells that one set of criteria admits, in falling score.

A score depends on four facts of a pet alone: type, size, activity level, age. All pets with the same four facts
are a *cell*, and the index `pets_matching_cells` holds each cell newest first. So the best pets need no scoring of
rows: take the cells in falling score, and the newest pets of each. Cells of equal score form a *tier*.

Pure functions, no database.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import NamedTuple

from matchmaking import scoring
from pets.models import Pet

#: Above every age that a database can hold (SQLite's integers have 64 bits).
MAX_AGE = 2**63 - 1
#: Ages up to this one are cells of their own. Few pets are older: what lies beyond is one cell, sorted when read.
LAST_SINGLE_AGE = 40


class Cell(NamedTuple):
    """Pets that score alike. A size, level or age of None is unknown; an age is a number or (lowest, highest)."""

    pet_type: str
    size: str | None
    activity_level: str | None
    age: int | tuple[int, int] | None


class Block(NamedTuple):
    """Every combination of these: `ages` holds (lowest, highest) pairs, and None for unknown."""

    ages: tuple
    sizes: tuple
    activity_levels: tuple


@dataclass(frozen=True)
class Tier:
    """The pets that have one exact score."""

    exact: Fraction
    pet_types: tuple
    blocks: tuple

    @cached_property
    def cells(self):
        return [
            Cell(pet_type, size, level, age)
            for block in self.blocks
            for pet_type, size, level, age in product(
                self.pet_types, block.sizes, block.activity_levels, single_ages(block.ages)
            )
        ]


def tiers(criteria):
    """Return the tiers of all matches of a set of criteria, best first; every cell is in one tier at most."""
    asked = {
        "age": scoring.asks_for_age(criteria),
        "size": scoring.asks_for_size(criteria),
        "activity": scoring.asks_for_activity(criteria),
    }
    weights = {name: weight if asked[name] else 0 for name, weight in scoring.WEIGHTS.items()}
    full = scoring.SIXTHS * sum(weights.values())
    blocks_by_points = {}
    for (age_fit, ages), (size_fit, sizes), (activity_fit, levels) in product(
        _ages_by_fit(criteria, asked["age"]).items(),
        _values_by_fit(criteria.size_preference, scoring.SIZES, asked["size"]).items(),
        _values_by_fit(criteria.activity_level, scoring.ACTIVITY_LEVELS, asked["activity"]).items(),
    ):
        points = weights["age"] * age_fit + weights["size"] * size_fit + weights["activity"] * activity_fit
        if 100 * points >= scoring.MATCH_FROM * full:
            blocks_by_points.setdefault(points, []).append(Block(tuple(ages), tuple(sizes), tuple(levels)))
    wanted = criteria.preferred_pet_type
    pet_types = tuple(Pet.Type.values) if wanted == scoring.ANY else (wanted,)
    return [
        Tier(Fraction(100 * points, full) if full else Fraction(100), pet_types, tuple(blocks_by_points[points]))
        for points in sorted(blocks_by_points, reverse=True)
    ]


def single_ages(ages):
    """Return the ages of a block one by one, where there are not too many: see `LAST_SINGLE_AGE`."""
    singles = []
    for age in ages:
        if age is None or age[0] == age[1]:
            singles.append(age and age[0])
            continue
        lowest, highest = age
        singles.extend(range(lowest, min(highest, LAST_SINGLE_AGE) + 1))
        if highest > LAST_SINGLE_AGE:
            singles.append((max(lowest, LAST_SINGLE_AGE + 1), highest))
    return singles


def _ages_by_fit(criteria, asked):
    """Return {fit in sixths: [(lowest age, highest age) or None]}; all under one key when age was not asked."""
    if not asked:
        return {scoring.SIXTHS: [(0, MAX_AGE), None]}
    start, end = criteria.age_range_start, criteria.age_range_end
    ranges = {scoring.SIXTHS: [(0 if start is None else start, MAX_AGE if end is None else end)]}
    for fit, years in ((4, 1), (2, 2)):
        below = [] if start is None else [(start - years, start - years)]
        above = [] if end is None else [(end + years, end + years)]
        ranges[fit] = below + above
    below = [] if start is None else [(0, start - 3)]
    above = [] if end is None else [(end + 3, MAX_AGE)]
    ranges[0] = below + above
    by_fit = {
        fit: [_clip(low, high) for low, high in ages if low <= high and high >= 0 and low <= MAX_AGE]
        for fit, ages in ranges.items()
    }
    by_fit[scoring.UNKNOWN_FIT] = [None]
    return {fit: ages for fit, ages in by_fit.items() if ages}


def _clip(low, high):
    return max(low, 0), min(high, MAX_AGE)


def _values_by_fit(wanted, scale, asked):
    """Return {fit in sixths: [values of the scale, None for unknown]}; all under one key when it was not asked."""
    if not asked:
        return {scoring.SIXTHS: [*scale, None]}
    by_fit = {}
    for value in (*scale, None):
        by_fit.setdefault(scoring.scale_fit(value, wanted, scale), []).append(value)
    return by_fit
