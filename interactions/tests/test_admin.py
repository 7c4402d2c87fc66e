"""Interactions in the admin: found, read, and decided about by the services."""

import re

import pytest

from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory

LIST = "/admin/interactions/userinteraction/"


@pytest.fixture
def browser(sign_in, staff):
    return sign_in(staff)


def act(browser, action, *rows):
    return browser.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def found(browser, query=""):
    return sorted(map(int, re.findall(r'name="_selected_action" value="(\d+)"', browser.get(LIST + query).text)))


def state(row):
    return UserInteraction.objects.values_list("status", "decided_by__username").get(pk=row.pk)


def test_a_row_shows_who_did_what_with_which_pet(browser, child):
    pet = PetFactory(pet_name="Bella")
    UserInteractionFactory(user=child, pet=pet, comment=True, status="waiting", content="So soft! " * 20)
    text = browser.get(LIST).text
    for column in ("comment", "kit", "Bella", "waiting for a grown-up to look"):
        assert f">{column}<" in text
    assert "So soft! So soft!" in text
    assert "So soft! " * 8 not in text


def test_the_list_is_searched_by_words_person_and_pet(browser):
    words = UserInteractionFactory(comment=True, content="Wonderful ears")
    person = UserInteractionFactory(user__username="wonderwoman")
    pet = UserInteractionFactory(pet__pet_name="Wonder")
    UserInteractionFactory()
    assert found(browser, "?q=wonder") == [words.pk, person.pk, pet.pk]
    assert found(browser, "?q=ears") == [words.pk]


def test_the_list_is_filtered(browser, child):
    waiting = UserInteractionFactory(user=child, comment=True, status="waiting")
    UserInteractionFactory(comment=True)
    like = UserInteractionFactory()
    assert found(browser, "?interaction_type__exact=like") == [like.pk]
    assert found(browser, "?status__exact=waiting") == [waiting.pk]
    assert found(browser, "?user__user_role__exact=child") == [waiting.pk]
    assert "waiting for a grown-up to look (1)" in browser.get(LIST).text


@pytest.mark.parametrize(
    ("action", "status", "becomes"),
    [
        ("approve", "waiting", "approved"),
        ("approve", "new", "approved"),
        ("turn_down", "waiting", "declined"),
        ("take_down", "approved", "taken_down"),
    ],
)
def test_staff_decide_about_a_comment(browser, child, action, status, becomes):
    row = UserInteractionFactory(user=child, comment=True, status=status)
    other = UserInteractionFactory(user=child, comment=True, status=status)
    text = act(browser, action, row).text
    assert "1 comment was changed." in text
    assert (state(row), state(other)) == ((becomes, "stella"), (status, None))


def test_what_is_no_comment_or_is_decided_stays_as_it_is(browser):
    waiting = UserInteractionFactory(comment=True, status="waiting")
    declined = UserInteractionFactory(comment=True, status="declined")
    request = UserInteractionFactory(request=True)
    text = act(browser, "approve", waiting, declined, request).text
    assert "1 comment was changed." in text
    assert "2 rows were left as they are: the step is not possible for them." in text
    assert [state(row)[0] for row in (waiting, declined, request)] == ["approved", "declined", "requested"]


def test_the_state_cannot_be_typed_in(browser):
    row = UserInteractionFactory(request=True, content="Please")
    browser.post(f"{LIST}{row.pk}/change/", {"content": "Pretty please", "status": "accepted", "pet": ""})
    row.refresh_from_db()
    assert (row.content, row.status, row.pet_id is None) == ("Pretty please", "requested", False)


def test_a_second_like_is_refused_with_a_sentence(browser):
    like = UserInteractionFactory()
    fields = {"user": like.user_id, "pet": like.pet_id, "interaction_type": "like", "content": ""}
    assert "You like this pet already." in browser.post(f"{LIST}add/", fields).text
    assert UserInteraction.objects.count() == 1


def test_a_pet_owner_has_no_list(sign_in, owner):
    UserInteractionFactory(comment=True, content="Words")
    response = sign_in(owner).get(LIST, follow=True)
    assert "Words" not in response.text
    assert "_selected_action" not in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_more_rows_cost_no_more_queries(browser, rows, django_assert_num_queries):
    for _ in range(rows):
        UserInteractionFactory(comment=True)
    browser.get(LIST)
    with django_assert_num_queries(10):
        browser.get(LIST)
