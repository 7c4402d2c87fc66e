from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.factories import UserFactory
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db


def facts(response):
    """Return the list of facts as a dict of the words on the page."""
    import re

    rows = re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", response.text)
    return {name: re.sub(r"<[^>]+>|\s+", " ", value).split() for name, value in rows}


def said(response):
    return {name: " ".join(words) for name, words in facts(response).items()}


def test_a_visitor_reads_all_that_is_known(client, owner):
    pet = PetFactory(
        user=owner,
        pet_name="Momo",
        breed="Beagle",
        age=3,
        weight=Decimal("10.50"),
        size="small",
        size_source="breed",
        activity_level="high",
        activity_source="owner",
        price=Decimal("40"),
        good_with_children=True,
        created_at=timezone.now() - timedelta(days=21, hours=1),
        description="Loves\nthe rain.",
    )
    response = client.get(f"/pets/{pet.pk}/")
    assert said(response) == {
        "Kind": "Dog",
        "Breed": "Beagle",
        "Age": "3 years",
        "Weight": "10.5 kg (23.1 lb)",
        "Size when grown up": "Small usual for the breed",
        "How active": "High the owner says so",
        "Good with children": "Yes",
        "Price": "€40",
    }
    assert "<h1>Momo</h1>" in response.text
    assert "<title>Momo, Beagle – Petshop</title>" in response.text
    assert "Shown by olivia · listed 3\xa0weeks ago" in response.text
    assert "<p>Loves<br>the rain.</p>" in response.text
    assert '<p class="price">Price: €40</p>' in response.text
    assert "A drawing, not a photo." in response.text


def test_what_is_not_known_is_said_rather_than_left_out(client, owner):
    pet = Pet.objects.create(user=owner, pet_name="Nobody", pet_type="other")
    response = client.get(f"/pets/{pet.pk}/")
    assert said(response) == {
        "Kind": "Other",
        "Breed": "Not known",
        "Age": "Not known",
        "Weight": "Not known",
        "Size when grown up": "Not known",
        "How active": "Not known",
        "Good with children": "Not known",
        "Price": "Ask the owner",
    }
    assert "The owner has not written anything yet." in response.text
    assert "Ask the owner about the price" in response.text


def test_a_size_from_the_weight_says_so_and_one_without_a_source_says_nothing(client, owner):
    pet = PetFactory(user=owner, size="large", size_source="weight", activity_level="low", activity_source="")
    page = said(client.get(f"/pets/{pet.pk}/"))
    assert page["Size when grown up"] == "Large from the weight"
    assert page["How active"] == "Low"


def test_free_and_not_good_with_children_are_said(client, owner):
    pet = PetFactory(user=owner, price=0, good_with_children=False, age=0)
    response = client.get(f"/pets/{pet.pk}/")
    page = said(response)
    assert (page["Price"], page["Good with children"], page["Age"]) == ("Free", "No", "Under a year")
    assert '<p class="price">Free</p>' in response.text


@pytest.mark.parametrize(
    ("availability", "words"),
    [
        ("shown", "Only to be admired"),
        ("available", "Looking for a home"),
        ("reserved", "Reserved"),
        ("rehomed", "Has a home"),
    ],
)
def test_every_pet_has_a_page_wherever_it_stands(client, owner, availability, words):
    pet = PetFactory(user=owner, availability=availability)
    response = client.get(f"/pets/{pet.pk}/")
    assert response.status_code == 200
    assert f'<span class="badge {availability}">{words}</span>' in response.text


def test_a_pet_without_a_time_has_a_page(client, owner):
    pet = PetFactory(user=owner)
    Pet.objects.filter(pk=pet.pk).update(created_at=None)
    text = client.get(f"/pets/{pet.pk}/").text
    assert "Shown by olivia</p>" in text


def test_what_the_owner_wrote_is_text(client, owner):
    pet = PetFactory(user=owner, pet_name="<i>Bo</i>", description="<script>x</script>", breed="<b>y</b>")
    text = client.get(f"/pets/{pet.pk}/").text
    for written in ("<i>Bo", "<script>x", "<b>y"):
        assert written not in text
    assert "&lt;script&gt;x&lt;/script&gt;" in text


def test_nothing_of_the_owner_but_the_user_name_is_shown(client):
    owner = UserFactory(
        username="ralf", email="canary@example.org", first_name="Canaryfirst", last_name="Canarylast"
    )
    pet = PetFactory(user=owner)
    text = client.get(f"/pets/{pet.pk}/").text
    assert "ralf" in text
    assert "canary" not in text.lower()


def test_a_child_is_never_named_as_an_owner(client):
    child = UserFactory(child=True, username="canarychild")
    pet = PetFactory(user=child)  # as a client of the contract may have written it
    assert "canarychild" not in client.get(f"/pets/{pet.pk}/").text


def test_the_owner_gets_the_links_to_change_it(sign_in, owner, stranger, client):
    pet = PetFactory(user=owner)
    change, take_down = f'href="/pets/{pet.pk}/edit/"', f'href="/pets/{pet.pk}/take-down/"'
    text = sign_in(owner).get(f"/pets/{pet.pk}/").text
    assert change in text
    assert take_down in text
    for other in (sign_in(stranger), client):
        text = other.get(f"/pets/{pet.pk}/").text
        assert change not in text
        assert take_down not in text


@pytest.mark.parametrize("address", ["0", "999999", str(2**31), str(2**63), "9" * 40])
def test_a_pet_that_does_not_exist_is_not_found(client, address):
    assert client.get(f"/pets/{address}/").status_code == 404


def test_a_page_for_a_visitor_costs_a_few_queries(client, owner):
    pet = PetFactory(user=owner)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/pets/{pet.pk}/")
    # the pet with its owner, the likes, the comments
    assert len(captured) == 3


def test_the_page_is_only_read(client, owner):
    assert client.post(f"/pets/{PetFactory(user=owner).pk}/").status_code == 405
