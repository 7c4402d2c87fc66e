"""Asking for a pet, and what stands in the way."""

import pytest

from accounts.factories import GuardianshipFactory, UserFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from interactions.tests.pages import draw
from pets.factories import PetFactory
from pets.models import Pet

REASONS = {
    "own_pet": "This pet lives with you already.",
    "family_pet": "This pet lives with your family already.",
    "no_guardian": "First a grown-up of your family needs to join you here.",
    "asked_already": "You have asked for this pet already.",
    "shown": "This pet is only here to be admired. It has its home.",
    "reserved": "This pet is reserved for someone right now.",
    "rehomed": "This pet has found a home.",
}


@pytest.fixture
def pet(db):
    return PetFactory(pet_name="Bella")


def send(browser, pet, text="We have a garden."):
    return browser.post(f"/pets/{pet.pk}/ask/", {"text": text})


def requests_for(pet):
    rows = pet.interactions.order_by("pk")
    return list(rows.values_list("user__username", "interaction_type", "status", "content"))


def test_a_request_is_one_row_for_the_owner(sign_in, stranger, pet):
    response = send(sign_in(stranger), pet)
    assert (response.status_code, response["Location"]) == (302, "/requests/")
    assert requests_for(pet) == [("samira", "purchase", "requested", "We have a garden.")]
    pet.refresh_from_db()
    assert pet.availability == "available"


def test_a_childs_is_a_wish(sign_in, child, pet):
    response = send(sign_in(child), pet, "He looks funny.")
    assert response["Location"] == "/requests/"
    assert requests_for(pet) == [("kit", "purchase", "wish", "He looks funny.")]


def test_a_wish_needs_no_words(sign_in, child, pet):
    send(sign_in(child), pet, "")
    assert requests_for(pet) == [("kit", "purchase", "wish", "")]


def test_the_page_says_what_happens_next(sign_in, stranger, child, pet):
    for_grown_ups = sign_in(stranger).get(f"/pets/{pet.pk}/ask/").text
    for_children = sign_in(child).get(f"/pets/{pet.pk}/ask/").text
    assert "The owner of Bella reads your message and sees your user name, nothing more." in for_grown_ups
    assert "Your grown-up sees your wish. Nobody else does." in for_children
    for text in (for_grown_ups, for_children):
        assert '<h2 id="next-steps-title">What happens next</h2>' in text
    assert requests_for(pet) == []


def blocked(code):
    """Return a person and a pet that this reason keeps apart."""
    pet = PetFactory()
    if code == "own_pet":
        return pet.user, pet
    if code == "family_pet":
        return GuardianshipFactory(guardian=pet.user).child, pet
    if code == "no_guardian":
        return UserFactory(child=True), pet
    if code == "asked_already":
        return UserInteractionFactory(request=True, pet=pet).user, pet
    Pet.objects.filter(pk=pet.pk).update(availability=code)
    return UserFactory(), Pet.objects.get(pk=pet.pk)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_against_it_is_said_and_nothing_is_sent(db, sign_in, code):
    person, pet = blocked(code)
    before = requests_for(pet)
    browser = sign_in(person)
    page = browser.get(f"/pets/{pet.pk}/ask/")
    assert page.status_code == 200
    assert f" {REASONS[code]}</p>" in page.text
    assert "<textarea" not in page.text
    answer = send(browser, pet, "We have a garden.")
    assert answer.status_code == 422
    assert f"<li>{REASONS[code]}</li>" in answer.text
    assert "We have a garden.</textarea>" in answer.text
    with pytest.raises(services.Refused) as refused:
        services.ask(pet=pet, by=person, text="Please", now=pet.created_at)
    assert [blocker.code for blocker in refused.value.blockers] == [code]
    assert requests_for(pet) == before


@pytest.mark.parametrize("code", sorted(REASONS))
def test_the_pets_page_says_the_reason_in_place_of_the_button(db, code):
    person, pet = blocked(code)
    text = draw("{% interactions_on pet %}", person, pet=pet)
    # An owner need not be told whose pet it is.
    assert [reason for reason in REASONS.values() if reason in text] == [REASONS[code]] * (code != "own_pet")
    assert f'href="/pets/{pet.pk}/ask/"' not in text


def test_the_pets_page_offers_to_ask_or_to_wish(pet, stranger, child):
    for person, word in ((stranger, "Ask for Bella"), (child, "Wish for Bella"), (None, "Ask for Bella")):
        text = draw("{% interactions_on pet %}", person, pet=pet)
        assert f'href="/pets/{pet.pk}/ask/"' in text
        assert word in text


def test_a_visitor_reads_why_a_pet_cannot_be_asked_for(pet):
    pet.availability = "rehomed"
    text = draw("{% interactions_on pet %}", pet=pet)
    assert REASONS["rehomed"] in text
    assert f'href="/pets/{pet.pk}/ask/"' not in text


def test_nobody_writes_to_a_child(db, sign_in, stranger):
    pet = PetFactory(user=UserFactory(child=True))
    assert REASONS["shown"] in sign_in(stranger).get(f"/pets/{pet.pk}/ask/").text
    assert send(sign_in(stranger), pet).status_code == 422
    assert requests_for(pet) == []


@pytest.mark.parametrize("status", ["wish", "requested", "accepted"])
def test_asking_twice_is_refused_while_the_first_goes_on(db, stranger, pet, status):
    UserInteractionFactory(request=True, user=stranger, pet=pet, status=status)
    with pytest.raises(services.Refused, match="asked_already"):
        services.ask(pet=pet, by=stranger, text="Please", now=pet.created_at)


@pytest.mark.parametrize(
    "status", ["new", "granted", "declined", "withdrawn", "expired", "cancelled", "completed"]
)
def test_one_may_ask_again_afterwards(stranger, pet, status):
    UserInteractionFactory(request=True, user=stranger, pet=pet, status=status)
    services.ask(pet=pet, by=stranger, text="Please", now=pet.created_at)
    assert [row[2] for row in requests_for(pet)] == [status, "requested"]


def test_a_pet_that_was_reserved_since_the_page_was_read_is_refused(stranger, pet):
    read_before = Pet.objects.get(pk=pet.pk)
    Pet.objects.filter(pk=pet.pk).update(availability="reserved")
    with pytest.raises(services.Refused, match="reserved"):
        services.ask(pet=read_before, by=stranger, text="Please", now=pet.created_at)
    assert requests_for(pet) == []


def test_a_pet_that_was_deleted_since_is_refused(stranger, pet):
    read_before = Pet.objects.get(pk=pet.pk)
    Pet.objects.filter(pk=pet.pk).delete()
    with pytest.raises(services.Refused, match="changed"):
        services.ask(pet=read_before, by=stranger, text="Please", now=pet.created_at)
    assert not UserInteraction.objects.exists()


def test_a_pet_that_is_not_there_is_404(sign_in, stranger, pet):
    assert sign_in(stranger).get(f"/pets/{pet.pk + 1}/ask/").status_code == 404
    assert sign_in(stranger).post(f"/pets/{2**50}/ask/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, pet):
    assert send(client, pet)["Location"] == "/accounts/sign-in/?next=/"
    assert requests_for(pet) == []


def test_another_method_is_refused(sign_in, stranger, pet):
    assert sign_in(stranger).delete(f"/pets/{pet.pk}/ask/").status_code == 405


@pytest.mark.parametrize(("text", "says"), [("", "Write a few words to the owner."), ("x" * 1001, "1000")])
def test_what_is_amiss_is_said_and_what_was_typed_stays(sign_in, stranger, pet, text, says):
    response = send(sign_in(stranger), pet, text)
    assert response.status_code == 422
    assert says in response.text
    assert f"{text}</textarea>" in response.text
    assert requests_for(pet) == []


def test_of_a_pet_at_home_nothing_else_is_said(owner, child):
    for pet in (PetFactory(user=owner, availability=availability) for availability in ("reserved", "rehomed")):
        for person, code in ((owner, "own_pet"), (child, "family_pet")):
            with pytest.raises(services.Refused) as refused:
                services.ask(pet=pet, by=person, text="Please", now=pet.created_at)
            assert [blocker.code for blocker in refused.value.blockers] == [code]
