"""The score by hand: fits, weights, rounding, parts that add up."""

from fractions import Fraction
from itertools import product
from types import SimpleNamespace

import pytest

from matchmaking import scoring


def wishes(start=None, end=None, size="any", activity="any", pet_type="dog"):
    return SimpleNamespace(
        preferred_pet_type=pet_type,
        age_range_start=start,
        age_range_end=end,
        size_preference=size,
        activity_level=activity,
    )


def a_pet(age=2, size="small", activity="low", pet_type="dog", availability="available", user_id=1):
    return SimpleNamespace(
        pet_type=pet_type,
        age=age,
        size=size,
        activity_level=activity,
        availability=availability,
        user_id=user_id,
    )


@pytest.mark.parametrize(
    ("age", "start", "end", "sixths"),
    [
        (1, 1, 3, 6),
        (2, 1, 3, 6),
        (3, 1, 3, 6),
        (0, 1, 3, 4),
        (4, 1, 3, 4),
        (5, 1, 3, 2),
        (6, 1, 3, 0),
        (80, 1, 3, 0),
        (100_000, 1, 3, 0),
        (None, 1, 3, 3),
        (0, 0, 1, 6),
        (0, 4, 5, 0),
        (1, 4, 5, 0),
        (2, 4, 5, 2),
        (0, None, 2, 6),
        (2, None, 2, 6),
        (3, None, 2, 4),
        (5, 6, None, 4),
        (6, 6, None, 6),
        (100_000, 6, None, 6),
        (None, 6, None, 3),
        (None, None, 2, 3),
    ],
)
def test_the_fit_of_an_age_falls_by_a_third_for_each_year_outside_the_range(age, start, end, sixths):
    assert scoring.age_fit(age, start, end) == sixths


@pytest.mark.parametrize(
    ("value", "wanted", "sixths"),
    [
        ("small", "small", 6),
        ("medium", "medium", 6),
        ("large", "large", 6),
        ("medium", "small", 3),
        ("medium", "large", 3),
        ("small", "medium", 3),
        ("large", "medium", 3),
        ("large", "small", 0),
        ("small", "large", 0),
        (None, "small", 3),
        (None, "large", 3),
    ],
)
def test_the_fit_of_a_size_falls_by_a_half_for_each_step(value, wanted, sixths):
    assert scoring.scale_fit(value, wanted, scoring.SIZES) == sixths


@pytest.mark.parametrize(
    ("value", "wanted", "sixths"),
    [("low", "low", 6), ("medium", "low", 3), ("high", "low", 0), ("low", "high", 0), (None, "high", 3)],
)
def test_the_fit_of_an_activity_level_falls_by_a_half_for_each_step(value, wanted, sixths):
    assert scoring.scale_fit(value, wanted, scoring.ACTIVITY_LEVELS) == sixths


@pytest.mark.parametrize(
    ("criteria", "pet", "exact", "shown", "parts"),
    [
        # everything asked, everything fits
        (wishes(1, 3, "small", "low"), a_pet(2), Fraction(100), 100, (40, 30, 30)),
        # one year off: 26 2/3 + 30 + 30
        (wishes(1, 3, "small", "low"), a_pet(4), Fraction(260, 3), 87, (27, 30, 30)),
        # two years off and one step: 13 1/3 + 15 + 30
        (wishes(1, 3, "medium", "low"), a_pet(5), Fraction(175, 3), 58, (13, 15, 30)),
        # nothing known: half of everything
        (wishes(1, 3, "small", "low"), a_pet(None, None, None), Fraction(50), 50, (20, 15, 15)),
        # nothing fits
        (wishes(1, 3, "large", "high"), a_pet(9), Fraction(0), 0, (0, 0, 0)),
        # age and size: 400/7 and 300/7 of the hundred
        (wishes(1, 3, "small"), a_pet(2), Fraction(100), 100, (57, 43, None)),
        (wishes(1, 3, "small"), a_pet(4), Fraction(1700, 21), 81, (38, 43, None)),
        (wishes(1, 3, "medium"), a_pet(2), Fraction(550, 7), 79, (57, 22, None)),
        # age and activity
        (wishes(1, 3, activity="low"), a_pet(5), Fraction(1300, 21), 62, (19, None, 43)),
        (wishes(1, 3, activity="high"), a_pet(2), Fraction(400, 7), 57, (57, None, 0)),
        # size and activity
        (wishes(size="small", activity="medium"), a_pet(), Fraction(75), 75, (None, 50, 25)),
        # one alone
        (wishes(None, 3), a_pet(4), Fraction(200, 3), 67, (67, None, None)),
        (wishes(5, None), a_pet(3), Fraction(100, 3), 33, (33, None, None)),
        (wishes(size="medium"), a_pet(), Fraction(50), 50, (None, 50, None)),
        (wishes(activity="high"), a_pet(), Fraction(0), 0, (None, None, 0)),
        # nothing asked
        (wishes(), a_pet(None, None, None), Fraction(100), 100, (None, None, None)),
    ],
)
def test_the_score_and_its_parts(criteria, pet, exact, shown, parts):
    score = scoring.score(criteria, pet)
    assert (score.exact, score.shown) == (exact, shown)
    assert score.parts == dict(zip(("age", "size", "activity"), parts, strict=True))


def test_parts_say_out_of_how_many():
    assert scoring.score(wishes(1, 3, "large", "high"), a_pet(9)).out_of == {"age": 40, "size": 30, "activity": 30}
    assert scoring.score(wishes(1, 3, "large"), a_pet(9)).out_of == {"age": 57, "size": 43, "activity": None}
    assert scoring.score(wishes(activity="low"), a_pet()).out_of == {"age": None, "size": None, "activity": 100}


def every_fit():
    scale = (None, 0, 3, 6)
    for age, size, activity in product((None, 0, 2, 3, 4, 6), scale, scale):
        yield {"age": age, "size": size, "activity": activity}


def test_whatever_the_fits_the_parts_add_up_and_stay_beside_the_exact_points():
    for fits in every_fit():
        score = scoring.score_of_fits(fits)
        asked = [name for name, fit in fits.items() if fit is not None]
        weights = sum(scoring.WEIGHTS[name] for name in asked)
        assert [name for name, points in score.parts.items() if points is not None] == asked
        if not asked:
            continue
        assert sum(score.parts[name] for name in asked) == score.shown
        assert sum(score.out_of[name] for name in asked) == 100
        assert abs(score.shown - score.exact) <= Fraction(1, 2)
        for name in asked:
            exact = Fraction(100 * scoring.WEIGHTS[name] * fits[name], 6 * weights)
            assert abs(score.parts[name] - exact) < 1
            assert 0 <= score.parts[name] <= score.out_of[name]


def test_the_missing_points_go_to_the_parts_that_lost_most():
    for fits in every_fit():
        score = scoring.score_of_fits(fits)
        asked = [name for name, fit in fits.items() if fit is not None]
        weights = sum(scoring.WEIGHTS[name] for name in asked)
        lost = {}
        for name in asked:
            exact = Fraction(100 * scoring.WEIGHTS[name] * fits[name], 6 * weights)
            lost[name] = (exact - exact // 1, score.parts[name] == exact // 1 + 1)
        raised = [remainder for remainder, up in lost.values() if up]
        kept = [remainder for remainder, up in lost.values() if not up]
        if raised and kept:
            assert min(raised) >= max(kept)


def test_the_shown_number_is_50_or_more_exactly_for_a_match():
    for fits in every_fit():
        score = scoring.score_of_fits(fits)
        assert score.is_match == (score.exact >= 50) == (score.shown >= 50)


@pytest.mark.parametrize(
    ("wanted", "pet_type", "passes"),
    [
        ("dog", "dog", True),
        ("dog", "cat", False),
        ("any", "cat", True),
        ("any", "other", True),
        ("dog", "other", False),
        ("fish", "other", False),
    ],
)
def test_the_gate_of_the_type(wanted, pet_type, passes):
    assert scoring.passes_gates(wishes(pet_type=wanted), a_pet(pet_type=pet_type), person_id=2) is passes


@pytest.mark.parametrize("availability", ["shown", "reserved", "rehomed"])
def test_a_pet_that_is_not_available_passes_no_gate(availability):
    assert scoring.passes_gates(wishes(), a_pet(availability=availability), person_id=2) is False


def test_ones_own_pet_passes_no_gate():
    assert scoring.passes_gates(wishes(), a_pet(user_id=2), person_id=2) is False
    assert scoring.passes_gates(wishes(), a_pet(user_id=2), person_id=3) is True
