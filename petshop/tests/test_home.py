import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pets.factories import PetFactory

pytestmark = pytest.mark.django_db


def names(response):
    return re.findall(r'class="card-name"><a href="/pets/\d+/">([^<]+)</a>', response.text)


def test_a_visitor_reads_what_this_is_and_sees_pets_at_once(client, owner):
    PetFactory(user=owner, pet_name="Momo")
    response = client.get("/")
    assert response.status_code == 200
    assert "<h1>Find the pet that fits.</h1>" in response.text
    assert "Petshop is where owners show their pets" in response.text
    assert names(response) == ["Momo"]


def test_the_newest_eight_that_look_for_a_home_are_shown_newest_first(client, owner):
    for number in range(10):
        PetFactory(user=owner, pet_name=f"P{number}")
    for state in ("shown", "reserved", "rehomed"):
        PetFactory(user=owner, pet_name=state, availability=state)
    assert names(client.get("/")) == [f"P{number}" for number in range(9, 1, -1)]


def test_each_kind_is_a_picture_that_leads_to_its_pets(client):
    links = re.findall(
        r'<a href="(/pets/\?type=\w+)"><img src="/static/pictures/kind-(\w+)\.webp"', client.get("/").text
    )
    assert links == [(f"/pets/?type={kind}", kind) for kind in ("dog", "cat", "bird", "reptile", "fish", "other")]


def test_an_empty_shop_says_so(client):
    assert "The first ones will show up here." in client.get("/").text


def test_an_owner_finds_own_pets_requests_and_family(sign_in, owner):
    text = sign_in(owner).get("/").text
    assert "<h1>Hello, olivia!</h1>" in text
    tiles = text.split('<ul class="tiles">')[1].split("</ul>")[0]
    assert re.findall(r'<a href="([^"]+)"', tiles) == ["/pets/mine/", "/requests/", "/accounts/family/"]
    assert "Find the pet that fits." not in text


def test_a_child_finds_wishes_and_nothing_for_grown_ups(sign_in, child):
    text = sign_in(child).get("/").text
    assert "<h1>Hello, kit!</h1>" in text
    assert '<body class="for-child">' in text
    tiles = text.split('<ul class="tiles">')[1].split("</ul>")[0]
    assert re.findall(r'<a href="([^"]+)"', tiles) == ["/requests/", "/accounts/profile/"]
    for address in ("/pets/mine/", "/pets/add/", "/accounts/family/"):
        assert f'href="{address}"' not in text


def test_the_number_of_pets_does_not_change_the_number_of_queries(client, sign_in, owner, stranger):
    signed_in = sign_in(stranger)
    counts = []
    for more in (1, 2):
        PetFactory.create_batch(more, user=owner)
        for browser in (client, signed_in):
            with CaptureQueriesContext(connection) as captured:
                browser.get("/")
            counts.append(len(captured))
    # a visitor: the pets; someone signed in: who it is, the pets, which of them are liked
    assert counts == [1, 3, 1, 3]


def test_the_home_page_is_only_read(client):
    assert client.post("/").status_code == 405
