"""The tiers of a set of criteria against the score of each cell."""

from itertools import product
from types import SimpleNamespace

import pytest

from matchmaking import cells, scoring
from matchmaking.models import MatchmakingCriteria

TYPES = ["dog", "cat", "bird", "reptile", "fish", "other"]
SIZES = [*scoring.SIZES, None]
LEVELS = [*scoring.ACTIVITY_LEVELS, None]
AGES = [None, *range(50), 79, 80, 81, 100, 100_000, 2**31 - 1, 2**63 - 1]


def wish(pet_type="dog", start=None, end=None, size="any", activity="any"):
    return MatchmakingCriteria(
        preferred_pet_type=pet_type,
        age_range_start=start,
        age_range_end=end,
        size_preference=size,
        activity_level=activity,
    )


def holds(cell, age):
    if isinstance(cell.age, tuple):
        return age is not None and cell.age[0] <= age <= cell.age[1]
    return cell.age == age


@pytest.mark.parametrize(
    ("size", "activity"), [("any", "any"), ("small", "any"), ("any", "high"), ("medium", "low")]
)
@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), (1, 3), (0, 1), (2, 60), (39, 41), (77, 81), (5, None), (100, None), (None, 0), (None, 45)],
)
def test_every_cell_lies_in_the_tier_of_its_score_and_in_no_other(start, end, size, activity):
    criteria = wish("cat", start, end, size, activity)
    tiers = cells.tiers(criteria)
    for pet_size, level, age in product(SIZES, LEVELS, AGES):
        pet = SimpleNamespace(age=age, size=pet_size, activity_level=level)
        score = scoring.score(criteria, pet)
        found = [
            tier.exact
            for tier in tiers
            for cell in tier.cells
            if cell[:3] == ("cat", pet_size, level) and holds(cell, age)
        ]
        assert found == ([score.exact] if score.is_match else []), (pet, criteria)


def test_tiers_come_in_falling_score():
    exact = [tier.exact for tier in cells.tiers(wish("dog", 1, 3, "small", "low"))]
    assert exact == sorted(set(exact), reverse=True)
    assert (exact[0], exact[-1]) == (100, 50)


def test_nobody_who_wants_one_type_meets_another():
    assert {cell.pet_type for tier in cells.tiers(wish("fish", 1, 3)) for cell in tier.cells} == {"fish"}
    assert {cell.pet_type for tier in cells.tiers(wish("any", 1, 3)) for cell in tier.cells} == set(TYPES)


def test_ages_that_few_pets_reach_are_one_cell():
    assert cells.single_ages(((38, 50),)) == [38, 39, 40, (41, 50)]
    assert cells.single_ages(((60, 90), None, (99, 99))) == [(60, 90), None, 99]
