"""The pages of matches: whose sets, which pets, in pages, with parts and reasons."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from interactions.factories import UserInteractionFactory
from matchmaking import engine
from matchmaking.factories import MatchmakingCriteriaFactory
from matchmaking.views import MATCHES_ON_PAGE
from pets.factories import PetFactory

pytestmark = pytest.mark.django_db

LIST = "/matches/"


def names(response):
    return re.findall(r'class="card-name"><a href="[^"]*">(.*?)</a>', response.text)


def next_page(response):
    link = re.search(r'rel="next" href="([^"]*)"', response.text)
    return link and link[1].replace("&amp;", "&")


def set_links(response):
    return re.findall(r'<li><a href="(/matches/\d+/)"( aria-current="page")?>(.*?)</a></li>', response.text)


def test_the_matches_of_a_set_come_best_first_with_score_parts_and_reasons(owner, stranger, sign_in):
    wishes = MatchmakingCriteriaFactory(user=stranger, size_preference="small", activity_level="low")
    PetFactory(user=owner, pet_name="Bo", age=4, size="small", activity_level="high")
    PetFactory(user=owner, pet_name="Ada", age=2, size="small", activity_level=None)
    PetFactory(user=owner, pet_name="Near miss", age=5, size="large", activity_level="low")
    response = sign_in(stranger).get(f"/matches/{wishes.pk}/")
    assert response.status_code == 200
    assert names(response) == ["Ada", "Bo"]
    assert re.findall(r'class="match-score"><strong>(\d+)</strong>', response.text) == ["85", "57"]
    assert re.findall(r"<li[^>]*><strong>(.*?)</strong>\s*<span>(.*?)</span>", response.text) == [
        ("Age 40 of 40", "2 years: you asked for 1 to 3."),
        ("Size 30 of 30", "Small, as you asked."),
        ("Activity 15 of 30", "Activity not known, you asked for low."),
        ("Age 27 of 40", "4 years: you asked for 1 to 3, one year off."),
        ("Size 30 of 30", "Small, as you asked."),
        ("Activity 0 of 30", "Activity high: you asked for low, 2 steps off."),
    ]


def test_a_child_sees_matches_too(owner, child, sign_in):
    MatchmakingCriteriaFactory(user=child)
    PetFactory(user=owner, pet_name="Ada")
    response = sign_in(child).get(LIST)
    assert names(response) == ["Ada"]
    assert 'class="for-child"' in response.text


def test_the_list_shows_the_first_set_and_links_to_the_others(owner, stranger, sign_in):
    dogs = MatchmakingCriteriaFactory(user=stranger, name="A dog")
    cats = MatchmakingCriteriaFactory(user=stranger, preferred_pet_type="cat")
    MatchmakingCriteriaFactory(user=owner, name="Not mine")
    PetFactory(user=owner, pet_name="Ada")
    PetFactory(user=owner, pet_name="Mia", pet_type="cat")
    browser = sign_in(stranger)
    first = browser.get(LIST)
    assert names(first) == ["Ada"]
    assert set_links(first) == [
        (f"/matches/{dogs.pk}/", ' aria-current="page"', "A dog"),
        (f"/matches/{cats.pk}/", "", "Cat, age 1 to 3"),
    ]
    second = browser.get(f"/matches/{cats.pk}/")
    assert names(second) == ["Mia"]
    assert [current != "" for _link, current, _name in set_links(second)] == [False, True]


def test_a_like_shows_on_the_card(owner, stranger, sign_in):
    MatchmakingCriteriaFactory(user=stranger)
    pet = PetFactory(user=owner)
    UserInteractionFactory(user=stranger, pet=pet, interaction_type="like")
    assert 'aria-pressed="true"' in sign_in(stranger).get(LIST).text


def test_pages_go_on_from_a_cursor_until_every_match_was_shown(owner, stranger, sign_in):
    wishes = MatchmakingCriteriaFactory(user=stranger, age_range_start=3, age_range_end=4)
    for number in range(2 * MATCHES_ON_PAGE + 1):
        PetFactory(user=owner, pet_name=f"No. {number}", age=3 + number % 3)
    browser, address, shown = sign_in(stranger), f"/matches/{wishes.pk}/", []
    while address:
        response = browser.get(address)
        shown.append(names(response))
        address = next_page(response)
    assert [len(page) for page in shown] == [MATCHES_ON_PAGE, MATCHES_ON_PAGE, 1]
    expected = [match.pet.pet_name for match in engine.every(wishes, person_id=stranger.pk)]
    assert [name for page in shown for name in page] == expected


def test_a_page_that_is_just_full_has_no_next(owner, stranger, sign_in):
    MatchmakingCriteriaFactory(user=stranger)
    PetFactory.create_batch(MATCHES_ON_PAGE, user=owner)
    response = sign_in(stranger).get(LIST)
    assert len(names(response)) == MATCHES_ON_PAGE
    assert next_page(response) is None


@pytest.mark.parametrize("cursor", ["x", "%00", "%ff%fe", "WzEsMSxudWxsLDFd:1:x", "9" * 3000])
def test_a_cursor_that_cannot_be_read_begins_again_and_says_so(owner, stranger, sign_in, cursor):
    MatchmakingCriteriaFactory(user=stranger)
    PetFactory(user=owner, pet_name="Ada")
    response = sign_in(stranger).get(f"{LIST}?after={cursor}")
    assert response.status_code == 200
    assert names(response) == ["Ada"]
    assert "it begins again here" in response.text


def test_behind_the_last_match_the_page_says_that_this_was_all(owner, stranger, sign_in):
    wishes = MatchmakingCriteriaFactory(user=stranger)
    PetFactory(user=owner)
    (last,) = engine.best(wishes, person_id=stranger.pk, limit=20)
    response = sign_in(stranger).get(f"/matches/{wishes.pk}/?after={last.position.token()}")
    assert names(response) == []
    assert "You have seen them all." in response.text
    assert "Nothing fits right now" not in response.text


def test_without_a_set_the_page_says_how_to_begin(stranger, sign_in):
    response = sign_in(stranger).get(LIST)
    assert "Which pet fits you?" in response.text
    assert f'href="{reverse("matchmaking:add")}"' in response.text


def test_when_nothing_fits_the_page_says_what_to_change(stranger, sign_in):
    wishes = MatchmakingCriteriaFactory(user=stranger, size_preference="small")
    response = sign_in(stranger).get(LIST)
    assert re.findall(r"<li>([^<]*)</li>", response.text.split("Nothing fits right now")[1].split("</ul>")[0]) == [
        "Allow more ages.",
        "Let the size be any.",
        "Look at another kind of pet too.",
    ]
    assert f'href="/matches/{wishes.pk}/edit/"' in response.text


def test_ones_own_pets_do_not_show(stranger, sign_in):
    MatchmakingCriteriaFactory(user=stranger)
    PetFactory(user=stranger)
    assert names(sign_in(stranger).get(LIST)) == []


def test_one_pet_and_three_pets_cost_the_same_queries(owner, stranger, sign_in, django_assert_num_queries):
    """Session with person, sets, matches, likes. Fewer matches than a page holds take every tier there is."""
    MatchmakingCriteriaFactory(user=stranger)
    browser = sign_in(stranger)
    matches = 2 if connection.vendor == "postgresql" else 3
    for _ in range(3):
        PetFactory(user=owner)
        browser.get(LIST)
        with django_assert_num_queries(3 + matches):
            browser.get(LIST)


@pytest.mark.parametrize("page", ["", "edit/", "delete/"])
def test_a_stranger_gets_404(owner, stranger, sign_in, page):
    theirs = MatchmakingCriteriaFactory(user=owner)
    MatchmakingCriteriaFactory(user=stranger)
    browser = sign_in(stranger)
    assert browser.get(f"/matches/{theirs.pk}/{page}").status_code == 404
    if page:
        assert browser.post(f"/matches/{theirs.pk}/{page}", {"name": "Mine now"}).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.user, theirs.name) == (owner, "")


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
@pytest.mark.parametrize("page", ["", "edit/", "delete/"])
def test_a_number_that_is_no_set_gets_404(stranger, sign_in, number, page):
    assert sign_in(stranger).get(f"/matches/{number}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "add/", "1/", "1/edit/", "1/delete/"])
def test_a_visitor_is_sent_to_sign_in(client, page):
    response = client.get(f"/matches/{page}")
    assert response.status_code == 302
    assert response.url == f"{reverse('accounts:sign_in')}?next=/matches/{page}"


def test_the_pages_of_matches_are_only_read(stranger, sign_in):
    wishes = MatchmakingCriteriaFactory(user=stranger)
    browser = sign_in(stranger)
    assert browser.post(LIST).status_code == 405
    assert browser.post(f"/matches/{wishes.pk}/").status_code == 405
