"""Making, changing and deleting sets of criteria."""

import re

import pytest
from django.core.exceptions import ValidationError

from matchmaking import rules, services
from matchmaking.factories import MatchmakingCriteriaFactory
from matchmaking.models import MatchmakingCriteria

pytestmark = pytest.mark.django_db

ADD = "/matches/add/"
OPEN = {"preferred_pet_type": "any", "size_preference": "any", "activity_level": "any"}
FULL = {
    "preferred_pet_type": "cat",
    "age_range_start": "1",
    "age_range_end": "3",
    "size_preference": "small",
    "activity_level": "low",
    "name": "For the flat",
}


def values(criteria):
    return {
        "user": criteria.user,
        "preferred_pet_type": criteria.preferred_pet_type,
        "ages": (criteria.age_range_start, criteria.age_range_end),
        "size_preference": criteria.size_preference,
        "activity_level": criteria.activity_level,
        "name": criteria.name,
    }


def errors(response):
    return dict(response.context["form"].errors)


@pytest.mark.parametrize("who", ["stranger", "child"])
def test_a_set_is_added_and_its_matches_shown(request, sign_in, who):
    person = request.getfixturevalue(who)
    response = sign_in(person).post(ADD, FULL)
    criteria = MatchmakingCriteria.objects.get()
    assert values(criteria) == {
        "user": person,
        "preferred_pet_type": "cat",
        "ages": (1, 3),
        "size_preference": "small",
        "activity_level": "low",
        "name": "For the flat",
    }
    assert (response.status_code, response.url) == (302, f"/matches/{criteria.pk}/")


def test_everything_may_stay_open(stranger, sign_in):
    sign_in(stranger).post(ADD, OPEN)
    assert values(MatchmakingCriteria.objects.get()) == {
        "user": stranger,
        "preferred_pet_type": "any",
        "ages": (None, None),
        "size_preference": "any",
        "activity_level": "any",
        "name": "",
    }


@pytest.mark.parametrize(("start", "end"), [("0", ""), ("", "0"), ("", "5"), ("0", "1"), ("249", "250")])
def test_an_end_of_the_age_may_stay_open(stranger, sign_in, start, end):
    sign_in(stranger).post(ADD, OPEN | {"age_range_start": start, "age_range_end": end})
    ages = tuple(int(age) if age else None for age in (start, end))
    assert values(MatchmakingCriteria.objects.get())["ages"] == ages


def test_the_form_begins_with_everything_open_and_offers_any_first(stranger, sign_in):
    page = sign_in(stranger).get(ADD).text
    radios = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"[^>]*?( checked)?>', page)
    assert [(name, value) for name, value, _ in radios] == [
        *(("preferred_pet_type", value) for value in ("any", "dog", "cat", "bird", "reptile", "fish")),
        *(("size_preference", value) for value in ("any", "small", "medium", "large")),
        *(("activity_level", value) for value in ("any", "low", "medium", "high")),
    ]
    assert [value for _, value, checked in radios if checked] == ["any", "any", "any"]


def test_a_set_is_changed(stranger, sign_in):
    criteria = MatchmakingCriteriaFactory(user=stranger, name="Before")
    browser = sign_in(stranger)
    assert 'value="Before"' in browser.get(f"/matches/{criteria.pk}/edit/").text
    response = browser.post(f"/matches/{criteria.pk}/edit/", FULL)
    assert (response.status_code, response.url) == (302, f"/matches/{criteria.pk}/")
    assert values(MatchmakingCriteria.objects.get(pk=criteria.pk)) == {
        "user": stranger,
        "preferred_pet_type": "cat",
        "ages": (1, 3),
        "size_preference": "small",
        "activity_level": "low",
        "name": "For the flat",
    }


def test_a_set_is_deleted_by_the_button_and_not_by_the_link(stranger, sign_in):
    gone, kept = MatchmakingCriteriaFactory(user=stranger, name="Old"), MatchmakingCriteriaFactory(user=stranger)
    browser = sign_in(stranger)
    page = browser.get(f"/matches/{gone.pk}/delete/")
    assert "Delete “Old”?" in page.text
    assert MatchmakingCriteria.objects.count() == 2
    response = browser.post(f"/matches/{gone.pk}/delete/")
    assert (response.status_code, response.url) == (302, "/matches/")
    assert list(MatchmakingCriteria.objects.all()) == [kept]


def test_the_service_deletes_nobody_elses_set(owner, stranger):
    theirs = MatchmakingCriteriaFactory(user=owner)
    services.delete_set(theirs, by=stranger)
    assert list(MatchmakingCriteria.objects.all()) == [theirs]


@pytest.mark.parametrize(("start", "end"), [("3", "3"), ("3", "1"), ("1", "0")])
def test_an_oldest_age_that_is_not_higher_is_explained(stranger, sign_in, start, end):
    response = sign_in(stranger).post(ADD, FULL | {"age_range_start": start, "age_range_end": end})
    assert response.status_code == 422
    example = f"{start} and {int(start) + 1}"
    assert errors(response) == {
        "age_range_end": [f"The oldest age must be higher than the youngest. For example: {example}."]
    }
    assert f'name="age_range_end" value="{end}"' in response.text
    assert MatchmakingCriteria.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("age_range_start", "-1", "An age is 0 or more."),
        ("age_range_start", "old", "Type the age as a whole number, such as 3."),
        ("age_range_start", "1.5", "Type the age as a whole number, such as 3."),
        ("age_range_end", "251", "That is older than any pet we know."),
        ("age_range_end", str(10**30), "That is older than any pet we know."),
        ("preferred_pet_type", "other", "Choose one of these."),
        ("preferred_pet_type", "", "Choose a kind, or any."),
        ("size_preference", "huge", "Choose one of these."),
        ("size_preference", "", "Choose a size, or any."),
        ("activity_level", "wild", "Choose one of these."),
        ("activity_level", "", "Choose one, or any."),
        ("name", "N" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("name", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(stranger, sign_in, field, typed, message):
    response = sign_in(stranger).post(ADD, FULL | {field: typed})
    assert response.status_code == 422
    assert errors(response) == {field: [message]}
    assert MatchmakingCriteria.objects.count() == 0


def test_an_empty_post_is_answered_with_the_form(stranger, sign_in):
    response = sign_in(stranger).post(ADD)
    assert response.status_code == 422
    assert set(errors(response)) == {"preferred_pet_type", "size_preference", "activity_level"}


def test_a_person_keeps_20_sets_at_most(stranger, sign_in):
    MatchmakingCriteriaFactory.create_batch(rules.MOST_SETS - 1, user=stranger)
    browser = sign_in(stranger)
    assert browser.post(ADD, OPEN).status_code == 302
    response = browser.post(ADD, OPEN)
    assert response.status_code == 409
    assert "You have 20 sets. That is the most." in response.text
    assert stranger.criteria.count() == 20


def test_the_service_refuses_what_the_table_would_refuse(stranger):
    with pytest.raises(ValidationError) as refused:
        services.save_set(MatchmakingCriteria(**OPEN, age_range_start=3, age_range_end=2), by=stranger)
    assert refused.value.messages == ["The second age must be higher than the first."]


@pytest.mark.parametrize("page", ["add/", "1/edit/", "1/delete/"])
def test_other_methods_are_refused(stranger, sign_in, page):
    assert sign_in(stranger).put(f"/matches/{page}").status_code == 405
