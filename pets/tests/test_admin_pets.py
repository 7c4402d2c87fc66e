import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pets.factories import PetFactory

pytestmark = pytest.mark.django_db


def typed(pet, **changes):
    """Return what the form of the admin sends for this pet."""
    names = ("pet_name", "pet_type", "breed", "age", "weight", "price", "size", "activity_level", "availability")
    values = {name: getattr(pet, name) for name in names}
    values = {name: "" if value is None else value for name, value in values.items()}
    return values | {"user": pet.user_id, "description": "", "good_with_children": "unknown"} | changes


def test_staff_see_a_picture_and_the_facts_in_the_list(sign_in, staff, owner):
    PetFactory(user=owner, pet_name="Momo", breed="Beagle")
    text = sign_in(staff).get("/admin/pets/pet/").text
    assert '<img class="pet-thumbnail" src="/static/pictures/dog-' in text
    assert "Momo" in text
    assert re.search(r'<td class="field-user[^"]*">(<a[^>]*>)?olivia', text)


def test_the_list_costs_the_same_for_one_pet_and_for_three(sign_in, staff, owner):
    client = sign_in(staff)
    counts = []
    for number in (1, 2):
        PetFactory.create_batch(number)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/pets/pet/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("query", "found"), [("momo", True), ("BEAG", True), ("olivia", True), ("zzz", False)])
def test_search_finds_by_name_breed_and_owner(sign_in, staff, owner, query, found):
    PetFactory(user=owner, pet_name="Momo", breed="Beagle")
    assert ("Momo" in sign_in(staff).get("/admin/pets/pet/", {"q": query}).text) is found


def test_the_sources_cannot_be_typed(sign_in, staff, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="large", size_source="breed")
    text = sign_in(staff).get(f"/admin/pets/pet/{pet.pk}/change/").text
    assert 'name="size_source"' not in text
    assert "usual for the breed" in text


def test_a_size_that_staff_choose_stands_like_the_owners_word(sign_in, staff, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="large", size_source="breed", activity_source="breed")
    response = sign_in(staff).post(f"/admin/pets/pet/{pet.pk}/change/", typed(pet, size="small"))
    assert response.status_code == 302
    pet.refresh_from_db()
    assert (pet.size, pet.size_source, pet.activity_source) == ("small", "owner", "breed")


def test_a_size_that_staff_empty_is_derived_again(sign_in, staff, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="small", size_source="owner")
    sign_in(staff).post(f"/admin/pets/pet/{pet.pk}/change/", typed(pet, size=""))
    pet.refresh_from_db()
    assert (pet.size, pet.size_source) == ("large", "breed")
    assert (pet.activity_level, pet.activity_source) == ("medium", "owner")


def test_another_breed_corrects_what_was_derived(sign_in, staff, owner):
    pet = PetFactory(user=owner, breed="Great Dane", size="large", size_source="breed", weight=None)
    sign_in(staff).post(f"/admin/pets/pet/{pet.pk}/change/", typed(pet, breed="Chihuahua"))
    pet.refresh_from_db()
    assert (pet.size, pet.size_source) == ("small", "breed")


def test_the_admin_has_the_colours_of_the_site(sign_in, staff):
    text = sign_in(staff).get("/admin/").text
    assert '<link rel="stylesheet" href="/static/css/admin.css">' in text
    assert "Petshop, behind the counter" in text


def test_an_owner_is_not_let_in(sign_in, owner):
    response = sign_in(owner).get("/admin/pets/pet/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
