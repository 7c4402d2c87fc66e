"""A link that shows the pet and nothing about who shared it."""

import re

import pytest

from interactions import links
from interactions.factories import UserInteractionFactory
from pets.factories import PetFactory


@pytest.fixture
def pet(db):
    return PetFactory(pet_name="Bella")


def address_on(html):
    return re.search(r'<a href="(/s/[^"]+)">http://testserver\1</a>', html)[1]


def shares_of(pet):
    return list(pet.interactions.order_by("user__username").values_list("user__username", "interaction_type"))


def test_sharing_shows_the_address_and_counts_once_a_person(sign_in, owner, stranger, pet):
    browser = sign_in(owner)
    for _ in range(2):
        response = browser.post(f"/pets/{pet.pk}/share/")
        assert response["Location"] == f"/pets/{pet.pk}/share/"
    sign_in(stranger).post(f"/pets/{pet.pk}/share/")
    assert address_on(browser.get(f"/pets/{pet.pk}/share/").text)
    assert shares_of(pet) == [("olivia", "share"), ("samira", "share")]


def test_looking_at_the_address_is_not_sharing(sign_in, owner, pet):
    assert sign_in(owner).get(f"/pets/{pet.pk}/share/").status_code == 200
    assert shares_of(pet) == []


def test_two_rows_of_another_program_are_no_obstacle(sign_in, owner, pet):
    UserInteractionFactory.create_batch(2, user=owner, pet=pet, share=True)
    assert sign_in(owner).post(f"/pets/{pet.pk}/share/").status_code == 302
    assert len(shares_of(pet)) == 2


def test_htmx_gets_the_address_alone(sign_in, owner, pet):
    text = sign_in(owner).post(f"/pets/{pet.pk}/share/", headers={"HX-Request": "true"}).text
    assert address_on(text) == f"/s/{links.token_of(pet.pk)}/"
    assert "<html" not in text
    assert shares_of(pet) == [("olivia", "share")]


def test_everyone_hands_out_the_same_address(sign_in, owner, child, pet):
    addresses = {
        address_on(sign_in(person).post(f"/pets/{pet.pk}/share/", follow=True).text) for person in (owner, child)
    }
    assert addresses == {f"/s/{links.token_of(pet.pk)}/"}


def test_a_child_shares_too(sign_in, child, pet):
    sign_in(child).post(f"/pets/{pet.pk}/share/")
    assert shares_of(pet) == [("kit", "share")]


def test_whoever_has_the_address_sees_the_pet_and_leaves_no_row(client, pet):
    response = client.get(f"/s/{links.token_of(pet.pk)}/")
    assert (response.status_code, response["Location"]) == (302, f"/pets/{pet.pk}/")
    assert shares_of(pet) == []


def test_the_address_of_a_pet_that_is_gone_is_404(client, pet):
    address = f"/s/{links.token_of(pet.pk)}/"
    pet.delete()
    assert client.get(address).status_code == 404


def test_sharing_a_missing_pet_is_404(sign_in, owner, pet):
    assert sign_in(owner).post(f"/pets/{pet.pk + 1}/share/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, pet):
    response = client.post(f"/pets/{pet.pk}/share/")
    assert response["Location"] == "/accounts/sign-in/?next=/"
    assert shares_of(pet) == []


def test_a_shared_address_is_not_for_posting(client, pet):
    assert client.post(f"/s/{links.token_of(pet.pk)}/").status_code == 405


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "1",
        "-",
        "1-",
        "-abc",
        "1-aaaaaaaa",
        "0-{seal}",
        "01-{seal}",
        "1 -{seal}",
        "%00",
        "²-{seal}",
        "9" * 500,
        "1-{seal}x",
        "1-{seal}-",
        "{upper}",
        "2147483648-aaaaaaaa",
        "%ff-%fe",
    ],
)
def test_an_unknown_token_is_404(client, db, token):
    PetFactory(pk=1)
    seal = links.token_of(1).partition("-")[2]
    token = token.replace("{seal}", seal).replace("{upper}", links.token_of(1).upper())
    assert client.get(f"/s/{token}/").status_code == 404


def test_a_token_is_short_and_belongs_to_one_pet():
    assert re.fullmatch(r"12-[a-z2-7]{8}", links.token_of(12))
    assert len({links.token_of(n).partition("-")[2] for n in range(100)}) == 100
    assert [links.pet_id_of(links.token_of(n)) for n in (1, 12, 2**31 - 1)] == [1, 12, 2**31 - 1]


def test_an_address_outlives_the_change_of_the_key(settings):
    token = links.token_of(12)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert links.token_of(12) != token
    assert links.pet_id_of(token) == 12
    settings.SECRET_KEY_FALLBACKS = []
    assert links.pet_id_of(token) is None
