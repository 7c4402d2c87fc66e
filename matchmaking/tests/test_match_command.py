"""manage.py match."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from matchmaking.factories import MatchmakingCriteriaFactory
from pets.factories import PetFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def match(*arguments, **options):
    out = StringIO()
    call_command("match", *arguments, stdout=out, **options)
    return out.getvalue()


def match_json(*arguments, **options):
    return json.loads(match(*arguments, "--json", **options))


@pytest.fixture
def wishes(stranger):
    return MatchmakingCriteriaFactory(user=stranger, size_preference="small", name="For the flat")


@pytest.fixture
def pets(owner):
    """Three dogs that fit, worse and worse, and two pets that do not."""
    best = PetFactory(user=owner, pet_name="Ada", age=2, size="small", created_at=NOON)
    older = PetFactory(user=owner, pet_name="Bo", age=4, size="small", created_at=NOON)
    unknown = PetFactory(user=owner, pet_name="Cleo", age=3, size=None, created_at=NOON)
    PetFactory(user=owner, pet_type="cat")
    PetFactory(user=owner, age=9, size="large")
    return [best, older, unknown]


def test_json_gives_the_matches_best_first_with_parts_that_add_up(wishes, pets):
    best, older, unknown = pets
    assert match_json("samira") == [
        {"pet_id": best.pk, "score": 100, "parts": {"age": 57, "size": 43, "activity": None}},
        {"pet_id": older.pk, "score": 81, "parts": {"age": 38, "size": 43, "activity": None}},
        {"pet_id": unknown.pk, "score": 79, "parts": {"age": 57, "size": 22, "activity": None}},
    ]


def test_json_prints_nothing_but_the_array(wishes, pets):
    printed = match("samira", "--json")
    assert printed.startswith("[{")
    assert printed.endswith("}]\n")


def test_the_table_says_the_same_within_100_columns(wishes, pets):
    best, older, unknown = pets
    lines = match("samira").splitlines()
    assert lines[0] == f"Set {wishes.pk} “For the flat”: Dog, age 1 to 3, small"
    table = [line.split() for line in lines[2:7]]
    set_id = str(wishes.pk)
    assert table[0] == [
        "Score",
        "Age",
        "Size",
        "Active",
        "Set",
        "Pet",
        "Name",
        "Type",
        "Years",
        "Size",
        "Activity",
    ]
    assert table[2:] == [
        ["100", "57/57", "43/43", "-", set_id, str(best.pk), "Ada", "dog", "2", "small", "medium"],
        ["81", "38/57", "43/43", "-", set_id, str(older.pk), "Bo", "dog", "4", "small", "medium"],
        ["79", "57/57", "22/43", "-", set_id, str(unknown.pk), "Cleo", "dog", "3", "?", "medium"],
    ]
    assert lines[-1] == "3 in all. A ? is not known, a - was not asked for."


def test_no_line_of_the_table_is_longer_than_100_columns(owner, stranger):
    MatchmakingCriteriaFactory(user=stranger, age_range_start=None, size_preference="large", name="N" * 50)
    PetFactory(user=owner, pet_name="W" * 50, pet_type="dog", age=None, size="large", activity_level="medium")
    lines = match("samira").splitlines()
    assert max(len(line) for line in lines) == 100
    assert "W" * 15 + "  dog" in lines[-3]


def test_control_characters_in_a_name_do_not_reach_the_terminal(owner, stranger):
    MatchmakingCriteriaFactory(user=stranger)
    PetFactory(user=owner, pet_name="Rex\x1b[2J\n")
    assert "Rex [2J" in match("samira")
    assert "\x1b" not in match("samira")


def test_a_user_name_is_found_in_capitals_too(wishes, pets):
    assert match_json("SAMIRA") == match_json("samira")


def test_limit_cuts_the_list_and_says_so(wishes, pets):
    assert [line["pet_id"] for line in match_json("samira", "--limit", "2")] == [pets[0].pk, pets[1].pk]
    assert match("samira", "--limit", "2").endswith(
        "The best 2, --limit 0 shows all. A ? is not known, a - was not asked for.\n"
    )


def test_20_matches_are_shown_unless_asked_otherwise_and_0_is_all(wishes, owner):
    made = [PetFactory(user=owner, age=2, size="small", created_at=NOON) for _ in range(23)]
    newest_first = [pet.pk for pet in reversed(made)]
    assert [line["pet_id"] for line in match_json("samira")] == newest_first[:20]
    assert [line["pet_id"] for line in match_json("samira", "--limit", "0")] == newest_first


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5", ""])
def test_a_limit_that_is_no_number_of_0_or_more_is_refused(wishes, wrong):
    with pytest.raises(CommandError, match="is not a number of 0 or more"):
        match("samira", "--limit", wrong)
    with pytest.raises(CommandError, match="is not a number of 0 or more"):
        match("samira", limit=wrong)


def test_an_unknown_person_is_refused():
    with pytest.raises(CommandError, match="Nobody is called 'quentin'"):
        match("quentin")


def test_a_person_without_criteria_is_told_so(stranger, pets):
    assert match("samira") == (
        "samira has no criteria yet. A set of them is made on the site, at /matches/add/.\n"
    )
    assert match("samira", "--json") == "[]\n"


def test_criteria_that_nothing_fits_give_an_empty_array(stranger, pets):
    wishes = MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="fish")
    assert match("samira") == f"Set {wishes.pk}: Fish, age 1 to 3\n\nNo pet fits.\n"
    assert match("samira", "--json") == "[]\n"


def test_set_chooses_one_of_several(wishes, pets, stranger):
    cats = MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="cat")
    assert [line["score"] for line in match_json("samira", "--set", str(wishes.pk))] == [100, 81, 79]
    assert [line["score"] for line in match_json("samira", "--set", str(cats.pk))] == [100]


def test_a_set_of_somebody_else_is_refused(wishes, owner):
    others = MatchmakingCriteriaFactory(user=owner)
    for unknown in (others.pk, 2**40):
        with pytest.raises(CommandError, match=f"samira has no set {unknown}. Sets of samira: {wishes.pk}."):
            match("samira", "--set", str(unknown))


def test_with_several_sets_each_pet_comes_once_with_its_best_score(owner, stranger):
    young = MatchmakingCriteriaFactory(user=stranger, age_range_start=1, age_range_end=2)
    old = MatchmakingCriteriaFactory(user=stranger, age_range_start=3, age_range_end=4, size_preference="small")
    ages = {pet.age: pet for pet in (PetFactory(user=owner, age=age, created_at=NOON) for age in (1, 3, 5))}
    newer = PetFactory(user=owner, age=2, created_at=NOON + timedelta(days=1))
    unknown = PetFactory(user=owner, age=None, size=None, created_at=NOON)
    found = match_json("samira")
    assert found == [
        {"pet_id": newer.pk, "score": 100, "parts": {"age": 100, "size": None, "activity": None}},
        {"pet_id": ages[3].pk, "score": 100, "parts": {"age": 57, "size": 43, "activity": None}},
        {"pet_id": ages[1].pk, "score": 100, "parts": {"age": 100, "size": None, "activity": None}},
        {"pet_id": ages[5].pk, "score": 81, "parts": {"age": 38, "size": 43, "activity": None}},
        # Both sets give 50: the older one counts.
        {"pet_id": unknown.pk, "score": 50, "parts": {"age": 50, "size": None, "activity": None}},
    ]
    of_old = [ages[3], newer, ages[5], ages[1], unknown]
    assert [line["pet_id"] for line in match_json("samira", "--set", str(old.pk))] == [pet.pk for pet in of_old]
    assert f"Set {young.pk}: Dog, age 1 to 2\nSet {old.pk}: Dog, age 3 to 4, small\n" in match("samira")
