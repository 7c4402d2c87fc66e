"""How well a pet fits a set of criteria: a number from 0 to 100, and the parts that it is made of.

Pure functions, no database. They read attributes only, so `criteria` may be a `MatchmakingCriteria` or anything
that has its fields, and `pet` likewise.

All arithmetic is exact. A fit is 1, 2/3, 1/2, 1/3 or 0, so fits are counted **in sixths**: whole numbers from 0 to
`SIXTHS`.

    fit of age       6 inside the range, 2 less for each year outside, 0 from three years on
    fit of a scale   6 equal, 3 one step off, 0 two steps off (size: small - medium - large; activity alike)
    not known        3

A part that the person left open is None: it counts neither for nor against.
"""

from dataclasses import dataclass
from fractions import Fraction

SIXTHS = 6
UNKNOWN_FIT = 3

#: The parts and their weights. Where order matters (ties in rounding, reading), it is this order.
WEIGHTS = {"age": 40, "size": 30, "activity": 30}

SIZES = ("small", "medium", "large")
ACTIVITY_LEVELS = ("low", "medium", "high")
ANY = "any"

#: A match scores this or more, by the exact score. No score lies between 49.5 and 50, so the shown number agrees.
MATCH_FROM = 50


@dataclass(frozen=True, slots=True)
class Score:
    """What one pet scores with one set of criteria.

    Attributes:
        exact: the score, 0 to 100, as a `Fraction`; pets are ordered by it.
        shown: the score rounded half up.
        fits: name of the part -> its fit in sixths; None for a part that was left open.
        parts: name of the part -> whole points; None for a part that was left open. They add up to `shown`.
        out_of: name of the part -> the points of a pet that fits in everything; None likewise.
    """

    exact: Fraction
    shown: int
    fits: dict
    parts: dict
    out_of: dict

    @property
    def is_match(self):
        return self.exact >= MATCH_FROM


def years_outside(age, start, end):
    """Return how many years `age` lies outside the range; both ends belong to it, an end of None is open."""
    below = 0 if start is None else start - age
    above = 0 if end is None else age - end
    return max(0, below, above)


def age_fit(age, start, end):
    """Return the fit, in sixths, of an age in whole years (None: not known) with a range."""
    if age is None:
        return UNKNOWN_FIT
    return max(0, SIXTHS - 2 * years_outside(age, start, end))


def scale_fit(value, wanted, scale):
    """Return the fit, in sixths, of a value on a three-step scale (None: not known) with the wanted one."""
    if value is None:
        return UNKNOWN_FIT
    return SIXTHS - 3 * abs(scale.index(value) - scale.index(wanted))


def asks_for_age(criteria):
    return criteria.age_range_start is not None or criteria.age_range_end is not None


def asks_for_size(criteria):
    return criteria.size_preference != ANY


def asks_for_activity(criteria):
    return criteria.activity_level != ANY


def fits(criteria, pet):
    """Return the fit of each part, in sixths; None for a part that the person left open."""
    return {
        "age": age_fit(pet.age, criteria.age_range_start, criteria.age_range_end)
        if asks_for_age(criteria)
        else None,
        "size": scale_fit(pet.size, criteria.size_preference, SIZES) if asks_for_size(criteria) else None,
        "activity": scale_fit(pet.activity_level, criteria.activity_level, ACTIVITY_LEVELS)
        if asks_for_activity(criteria)
        else None,
    }


def passes_type(criteria, pet):
    """Return whether the pet is of the wanted type. Nobody can wish for `other`: those pets pass `any` alone."""
    return criteria.preferred_pet_type in (ANY, pet.pet_type)


def passes_gates(criteria, pet, person_id):
    """Return whether the pet may be scored for this person at all: its type, available, not the person's own."""
    return passes_type(criteria, pet) and pet.availability == "available" and pet.user_id != person_id


def score(criteria, pet):
    """Return the `Score` of a pet with a set of criteria, gates left aside (see `passes_gates`)."""
    return score_of_fits(fits(criteria, pet))


def score_of_fits(fits):
    """Return the `Score` of fits as `fits()` gives them."""
    exact, shown, parts = _share_out(fits)
    _, _, out_of = _share_out({name: None if fit is None else SIXTHS for name, fit in fits.items()})
    return Score(exact, shown, fits, parts, out_of)


def _share_out(fits):
    """Return the exact score, the shown score, and whole parts that add up to the shown score.

    The parts are rounded by the method of the largest remainder: each is cut to a whole number, then the points
    that are missing go one each to the parts that lost most, on a tie in the order of `WEIGHTS`.
    """
    asked = [name for name in WEIGHTS if fits[name] is not None]
    parts = dict.fromkeys(WEIGHTS)
    if not asked:
        return Fraction(100), 100, parts
    # One point is `unit` of these small ones, so that everything stays a whole number.
    unit = SIXTHS * sum(WEIGHTS[name] for name in asked)
    earned = {name: 100 * WEIGHTS[name] * fits[name] for name in asked}
    total = sum(earned.values())
    shown = (2 * total + unit) // (2 * unit)
    for name in asked:
        parts[name] = earned[name] // unit
    missing = shown - sum(parts[name] for name in asked)
    for name in sorted(asked, key=lambda name: earned[name] % unit, reverse=True)[:missing]:
        parts[name] += 1
    return Fraction(total, unit), shown, parts
