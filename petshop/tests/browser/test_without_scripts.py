"""The story of a pet and its new home, by forms and links alone: no script runs."""

import re

import pytest

from interactions.models import UserInteraction
from matchmaking.models import MatchmakingCriteria
from pets.models import Pet
from petshop.tests.browser.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.browser


def press(tab, name):
    """Press the button of the content with this name; links that look like buttons have its role."""
    tab.locator("main").get_by_role("button", name=name, exact=True).click()


def request_with(tab, words):
    """Return the entry of the page of requests that holds these words."""
    return tab.locator("main article").filter(has_text=words)


def test_a_pet_finds_its_home(visit):
    owner, neighbour = visit("owner", scripts=False), visit("neighbour", scripts=False)

    owner.goto("/pets/mine/")
    press(owner, "Add a pet")
    owner.get_by_label("Name").fill("Widget")
    owner.get_by_label("Kind of pet").select_option("dog")
    owner.get_by_label("Breed").fill("Beagle")
    owner.get_by_label("Age in years").fill("2")
    press(owner, "Save")
    pet = Pet.objects.get(pet_name="Widget")
    assert (pet.user.username, pet.size, pet.size_source) == ("owner", "small", "breed")

    neighbour.goto("/pets/")
    neighbour.get_by_label("Name or breed").fill("Widget")
    press(neighbour, "Show pets")
    assert neighbour.locator("main .pet-card").count() == 1
    neighbour.get_by_role("link", name="Widget", exact=True).click()
    press(neighbour, "Like Widget 0")
    assert UserInteraction.objects.likes().filter(pet=pet).get().user.username == "neighbour"
    neighbour.get_by_label("Your comment").fill("What a fine dog.")
    press(neighbour, "Post the comment")
    assert pet.interactions.comments().get().content == "What a fine dog."

    neighbour.goto(pet.get_absolute_url())
    press(neighbour, "Ask for Widget")
    neighbour.get_by_label("Your message to the owner").fill("We have a garden and time.")
    press(neighbour, "Send my request")
    request = pet.interactions.purchases().get()
    assert (request.user.username, request.status) == ("neighbour", "requested")

    owner.get_by_role("link", name="Requests").first.click()
    request_with(owner, "We have a garden and time.").get_by_role("button", name=re.compile("^Accept")).click()
    if "/accept/" in owner.url:  # The page that asks once more.
        owner.locator("main").get_by_role("button", name=re.compile("^Accept")).click()
    pet.refresh_from_db()
    request.refresh_from_db()
    assert (pet.availability, request.status) == ("reserved", "accepted")


def test_a_child_finds_a_pet_that_fits_and_a_grown_up_asks_for_it(visit):
    child = visit("child", scripts=False)
    child.get_by_role("link", name="Matches").first.click()
    press(child, "Add a set")
    child.get_by_label("Cat", exact=True).check()
    child.get_by_label("Youngest age").fill("1")
    child.get_by_label("Oldest age").fill("5")
    child.get_by_role("group", name="How big, when it is grown up?").get_by_label("Medium").check()
    child.get_by_role("group", name="How lively?").get_by_label("Low").check()
    press(child, "Show me pets")
    criteria = MatchmakingCriteria.objects.filter(user__username="child").latest("pk")
    assert child.url.endswith(f"/matches/{criteria.pk}/")
    assert (criteria.preferred_pet_type, criteria.age_range_start, criteria.age_range_end) == ("cat", 1, 5)
    assert (criteria.size_preference, criteria.activity_level) == ("medium", "low")

    cards = child.locator(".match-card").all()
    scores = [int(card.locator(".match-score strong").inner_text()) for card in cards]
    assert len(cards) > 3
    assert scores == sorted(scores, reverse=True)
    for card, score in zip(cards, scores, strict=True):
        parts = [
            re.search(r"(\d+) of (\d+)", part).groups() for part in card.locator("li strong").all_inner_texts()
        ]
        assert sum(int(points) for points, _ in parts) == score
        assert sum(int(out_of) for _, out_of in parts) == 100

    links = [card.locator(".card-name a").get_attribute("href") for card in cards]
    keys = [int(link.strip("/").split("/")[-1]) for link in links]
    pet = next(
        pet
        for pet in map(Pet.objects.in_bulk(keys).get, keys)
        if pet.user.username != "owner" and pet.availability == "available"
    )
    child.locator(f".card-name a[href='{pet.get_absolute_url()}']").click()
    press(child, f"Wish for {pet.pet_name}")
    child.get_by_label("Why do you wish for this pet?").fill("It could sleep on my bed.")
    press(child, "Send my wish")
    wish = pet.interactions.purchases().get(user__username="child")
    assert (wish.status, wish.content) == ("wish", "It could sleep on my bed.")

    guardian, keeper = visit("owner", scripts=False), visit(pet.user.username, scripts=False)
    keeper.goto("/requests/")
    assert request_with(keeper, pet.pet_name).filter(has_text="child").count() == 0

    guardian.goto("/waiting/")
    request_with(guardian, "It could sleep on my bed.").get_by_role("button", name="Yes, ask the owner").click()
    guardian.get_by_label("Your message to the owner").fill("Our family has room for it.")
    press(guardian, "Yes, ask the owner")
    wish.refresh_from_db()
    assert wish.status == "granted"
    assert pet.interactions.purchases().get(user__username="owner").status == "requested"

    keeper.goto("/requests/")
    assert request_with(keeper, "Our family has room for it.").filter(has_text="owner asks").count() == 1
    assert "It could sleep on my bed." not in keeper.locator("main").inner_text()


def test_the_second_page_of_pets_is_a_link(visit):
    tab = visit(scripts=False)
    tab.goto("/pets/")
    first = tab.locator("main .card-name a").evaluate_all("links => links.map(link => link.href)")
    press(tab, "More pets")
    second = tab.locator("main .card-name a").evaluate_all("links => links.map(link => link.href)")
    assert len(first) > 5
    assert len(second) > 5
    assert set(first).isdisjoint(second)


def test_a_wrong_password_keeps_the_name_and_says_so(visit):
    tab = visit(scripts=False)
    tab.goto("/accounts/sign-in/")
    tab.get_by_label("User name or e-mail").fill("owner")
    tab.get_by_label("Password").fill("not-the-password")
    press(tab, "Sign in")
    assert tab.title() == "Error: Sign in – Petshop"
    assert tab.get_by_label("User name or e-mail").input_value() == "owner"
    assert tab.locator(".error-summary").count() == 1
    sign_in(tab, "owner", PASSWORD)
    tab.locator("details.account summary").click()
    tab.get_by_role("button", name="Sign out").click()
    assert tab.get_by_role("navigation", name="Main").get_by_role("link", name="Sign in").count() == 1
