import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pets import search
from pets.factories import PetFactory

pytestmark = pytest.mark.django_db


def names(response):
    return re.findall(r'<h2><a href="/pets/\d+/">([^<]+)</a></h2>', response.text)


def test_an_owner_sees_all_own_pets_wherever_they_stand_and_no_other(sign_in, owner, stranger):
    for state in ("shown", "available", "reserved", "rehomed"):
        PetFactory(user=owner, pet_name=state, availability=state)
    PetFactory(user=stranger)
    assert names(sign_in(owner).get("/pets/mine/")) == ["rehomed", "reserved", "available", "shown"]


def test_each_pet_has_its_links(sign_in, owner):
    pet = PetFactory(user=owner)
    text = sign_in(owner).get("/pets/mine/").text
    assert f'href="/pets/{pet.pk}/edit/"' in text
    assert f'href="/pets/{pet.pk}/take-down/"' in text


def test_without_pets_the_page_says_what_to_do(sign_in, owner):
    text = sign_in(owner).get("/pets/mine/").text
    assert "No pets yet" in text
    assert '<a role="button" href="/pets/add/">' in text


def test_many_pets_come_in_pages(sign_in, owner, monkeypatch):
    monkeypatch.setattr(search.page_of, "__defaults__", (None, 2))
    pets = PetFactory.create_batch(3, user=owner)
    client = sign_in(owner)
    first = client.get("/pets/mine/")
    assert names(first) == [pets[2].pet_name, pets[1].pet_name]
    link = re.search(r'rel="next" href="([^"]+)"', first.text)[1]
    assert link == f"?after={pets[1].pk}"
    second = client.get("/pets/mine/" + link)
    assert names(second) == [pets[0].pet_name]
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "%00", str(2**63)])
def test_an_odd_place_in_the_list_is_the_first_page(sign_in, owner, after):
    pet = PetFactory(user=owner)
    assert names(sign_in(owner).get(f"/pets/mine/?after={after}")) == [pet.pet_name]


def test_one_pet_and_three_cost_the_same(sign_in, owner):
    client = sign_in(owner)
    counts = []
    for _ in range(2):
        PetFactory.create_batch(len(counts) + 1, user=owner)
        with CaptureQueriesContext(connection) as captured:
            client.get("/pets/mine/")
        counts.append(len(captured))
    # who is signed in, the pets
    assert counts == [2, 2]


def test_a_child_is_told_kindly_that_this_is_for_grown_ups(sign_in, child):
    response = sign_in(child).get("/pets/mine/")
    assert response.status_code == 403
    assert "Only grown-ups can list pets." in response.text
    assert '<body class="for-child">' in response.text


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/pets/mine/")["Location"] == "/accounts/sign-in/?next=/pets/mine/"


def test_the_page_is_only_read(sign_in, owner):
    assert sign_in(owner).post("/pets/mine/").status_code == 405
