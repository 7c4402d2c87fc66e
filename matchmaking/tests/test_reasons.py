"""The words for scores and sets of criteria."""

from types import SimpleNamespace

import pytest

from matchmaking import reasons, scoring
from matchmaking.models import MatchmakingCriteria


def wish(start=None, end=None, size="any", activity="any", pet_type="dog"):
    return MatchmakingCriteria(
        preferred_pet_type=pet_type,
        age_range_start=start,
        age_range_end=end,
        size_preference=size,
        activity_level=activity,
    )


def reason(criteria, age=None, size=None, level=None):
    pet = SimpleNamespace(age=age, size=size, activity_level=level)
    (part,) = reasons.parts(criteria, pet, scoring.score(criteria, pet))
    return part["reason"]


@pytest.mark.parametrize(
    ("start", "end", "age", "expected"),
    [
        (1, 3, 3, "3 years: you asked for 1 to 3."),
        (1, 3, 1, "1 year: you asked for 1 to 3."),
        (1, 3, 0, "Under a year: you asked for 1 to 3, one year off."),
        (1, 3, 5, "5 years: you asked for 1 to 3, 2 years off."),
        (1, 3, 80, "80 years: you asked for 1 to 3, 77 years off."),
        (1, 3, None, "Age not known, you asked for 1 to 3."),
        (4, None, 3, "3 years: you asked for 4 or older, one year off."),
        (None, 4, 6, "6 years: you asked for 4 or younger, 2 years off."),
        (None, 0, 0, "Under a year: you asked for under a year."),
    ],
)
def test_the_reason_for_the_age(start, end, age, expected):
    assert reason(wish(start, end), age=age) == expected


@pytest.mark.parametrize(
    ("wanted", "size", "expected"),
    [
        ("small", "small", "Small, as you asked."),
        ("small", "medium", "Medium: you asked for small, one step off."),
        ("large", "small", "Small: you asked for large, 2 steps off."),
        ("large", None, "Size not known, you asked for large."),
    ],
)
def test_the_reason_for_the_size(wanted, size, expected):
    assert reason(wish(size=wanted), size=size) == expected


@pytest.mark.parametrize(
    ("wanted", "level", "expected"),
    [
        ("low", "low", "Activity low, as you asked."),
        ("low", "medium", "Activity medium: you asked for low, one step off."),
        ("low", "high", "Activity high: you asked for low, 2 steps off."),
        ("high", None, "Activity not known, you asked for high."),
    ],
)
def test_the_reason_for_the_activity(wanted, level, expected):
    assert reason(wish(activity=wanted), level=level) == expected


def test_parts_that_were_left_open_are_not_named():
    criteria = wish(1, 3, activity="low")
    pet = SimpleNamespace(age=2, size="small", activity_level=None)
    parts = reasons.parts(criteria, pet, scoring.score(criteria, pet))
    assert [(part["name"], part["label"], part["points"], part["out_of"]) for part in parts] == [
        ("age", "Age", 57, 57),
        ("activity", "Activity", 22, 43),
    ]


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        (wish(), "Dog"),
        (wish(pet_type="any"), "Any pet"),
        (wish(1, 3, "small", "low", "cat"), "Cat, age 1 to 3, small, activity low"),
        (wish(2, None), "Dog, age 2 or older"),
        (wish(None, 9, activity="high"), "Dog, age 9 or younger, activity high"),
    ],
)
def test_a_set_in_a_line(criteria, words):
    assert reasons.describe(criteria) == words


def test_what_could_be_asked_less():
    assert reasons.ways_to_relax(wish(1, 3, "small", "low")) == [
        "Allow more ages.",
        "Let the size be any.",
        "Let the activity be any.",
        "Look at another kind of pet too.",
    ]
    assert reasons.ways_to_relax(wish(pet_type="any")) == []
