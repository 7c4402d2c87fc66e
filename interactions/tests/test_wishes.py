"""A child's wish: seen by the guardians alone, who say yes or not now."""

import pytest
from django.utils import timezone

from accounts.factories import GuardianshipFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from interactions.tests.people import scene
from pets.models import Pet


@pytest.fixture
def it(db):
    return scene("wish", "wish")


def purchases():
    return list(
        UserInteraction.objects.order_by("pk").values_list(
            "user__username", "status", "content", "decided_by__username"
        )
    )


def grant(browser, it, text="We have room for Bella."):
    return browser.post(f"/interactions/{it.row.pk}/grant/", {"text": text})


def test_yes_makes_the_guardians_own_request_in_their_own_words(it, sign_in):
    response = grant(sign_in(it.people["guardian"]), it)
    assert (response.status_code, response["Location"]) == (302, "/requests/")
    assert purchases() == [
        ("kit", "granted", "Please", "greta"),
        ("greta", "requested", "We have room for Bella.", None),
    ]


def test_not_now_sends_nothing(it, sign_in):
    response = sign_in(it.people["guardian"]).post(f"/interactions/{it.row.pk}/not-now/")
    assert (response.status_code, response["Location"]) == (302, "/waiting/")
    assert purchases() == [("kit", "declined", "Please", "greta")]


def test_the_second_guardian_may_say_yes_too(it, sign_in, owner):
    GuardianshipFactory(child=it.people["author"], guardian=owner, place=2)
    grant(sign_in(owner), it)
    assert purchases()[1][:2] == ("olivia", "requested")
    assert grant(sign_in(it.people["guardian"]), it).status_code == 422
    assert len(purchases()) == 2


def test_looking_at_the_page_says_nothing_yet(it, sign_in):
    text = sign_in(it.people["guardian"]).get(f"/interactions/{it.row.pk}/grant/").text
    assert "Our family would like to give Bella a home.</textarea>" in text
    assert "What kit wrote does not." in text
    assert purchases() == [("kit", "wish", "Please", None)]


def test_a_guardian_who_has_asked_already_keeps_that_request(it, sign_in):
    mine = UserInteractionFactory(request=True, user=it.people["guardian"], pet=it.row.pet, content="Mine")
    grant(sign_in(it.people["guardian"]), it)
    assert purchases() == [("kit", "granted", "Please", "greta"), ("greta", "requested", "Mine", None)]
    mine.refresh_from_db()
    assert mine.status == "requested"


@pytest.mark.parametrize("availability", ["shown", "reserved", "rehomed"])
def test_when_the_pet_cannot_be_asked_for_the_wish_stays_open(it, sign_in, availability):
    Pet.objects.update(availability=availability)
    browser = sign_in(it.people["guardian"])
    assert "<textarea" not in browser.get(f"/interactions/{it.row.pk}/grant/").text
    assert grant(browser, it).status_code == 422
    assert purchases() == [("kit", "wish", "Please", None)]


def test_a_guardian_does_not_ask_for_their_own_pet(it, sign_in):
    Pet.objects.update(user=it.people["guardian"])
    response = grant(sign_in(it.people["guardian"]), it)
    assert "This pet lives with you already." in response.text
    assert purchases() == [("kit", "wish", "Please", None)]


def test_yes_without_words_to_the_owner_is_asked_again(it, sign_in):
    response = grant(sign_in(it.people["guardian"]), it, " ")
    assert response.status_code == 422
    assert "Write a few words to the owner." in response.text
    assert purchases() == [("kit", "wish", "Please", None)]


@pytest.mark.parametrize("status", ["granted", "declined", "withdrawn"])
def test_an_answered_wish_is_not_answered_again(it, sign_in, status):
    UserInteraction.objects.update(status=status)
    browser = sign_in(it.people["guardian"])
    assert "This has changed in the meantime" in browser.get(f"/interactions/{it.row.pk}/grant/").text
    assert grant(browser, it).status_code == 422
    assert purchases() == [("kit", status, "Please", None)]


def test_nobody_else_says_yes(it, sign_in, client):
    for name in set(it.people) - {"guardian", "visitor"}:
        browser = sign_in(it.people[name])
        assert (browser.get(f"/interactions/{it.row.pk}/grant/").status_code, name) == (404, name)
        assert (grant(browser, it).status_code, name) == (404, name)
        with pytest.raises(services.Refused, match="not_yours"):
            services.grant(wish=it.row, by=it.people[name], text="Please", now=timezone.now())
    assert grant(client, it)["Location"] == "/accounts/sign-in/?next=/"
    assert purchases() == [("kit", "wish", "Please", None)]


def test_another_method_is_refused(it, sign_in):
    assert sign_in(it.people["guardian"]).put(f"/interactions/{it.row.pk}/grant/").status_code == 405


# --- What the child reads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "availability", "says"),
    [
        ("wish", "available", "Your grown-up can see your wish and decides."),
        ("granted", "available", "Your grown-up said yes and has asked for Bella. Now the owner decides."),
        ("granted", "rehomed", "Bella has found a home. We hope that you find a pet, too."),
        ("declined", "available", "Your grown-up said: not now. You can talk about it together."),
        ("declined", "rehomed", "Bella has found a home. We hope that you find a pet, too."),
        ("withdrawn", "available", "You took your wish back. That is fine."),
    ],
)
def test_the_child_reads_how_the_wish_stands(it, sign_in, status, availability, says):
    UserInteraction.objects.update(status=status)
    Pet.objects.update(availability=availability)
    text = sign_in(it.people["author"]).get("/requests/").text
    assert f'<p class="next">{says}</p>' in text
    assert (f'action="/interactions/{it.row.pk}/withdraw/"' in text) == (status == "wish")


def test_the_child_reads_that_the_wish_came_true(it, sign_in):
    UserInteraction.objects.update(status="granted", decided_by=it.people["guardian"])
    Pet.objects.update(availability="rehomed", user=it.people["guardian"])
    text = sign_in(it.people["author"]).get("/requests/").text
    assert '<p class="next">Bella lives with your family now.</p>' in text


def test_the_owner_hears_nothing_of_a_wish(it, sign_in):
    for status in ("wish", "granted", "declined", "withdrawn"):
        UserInteraction.objects.update(status=status)
        text = sign_in(it.people["owner"]).get("/requests/").text
        assert "No requests for your pets yet." in text
        assert "kit" not in text
        assert "Please" not in text


def test_the_owner_reads_the_guardians_words_and_not_the_childs(it, sign_in):
    it.row.content = "Childish words"
    it.row.save()
    grant(sign_in(it.people["guardian"]), it, "Grown-up words")
    text = sign_in(it.people["owner"]).get("/requests/").text
    assert "Grown-up words" in text
    assert "Childish words" not in text
    assert "kit" not in text
