import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pets import search
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def names(response):
    return re.findall(r'class="card-name"><a href="/pets/\d+/">([^<]+)</a>', response.text)


def found(client, query=""):
    response = client.get("/pets/" + query)
    assert response.status_code == 200
    return names(response)


@pytest.fixture
def shop(owner):
    """Five pets that differ in everything that can be filtered by; the last came in last."""
    rows = [
        {"pet_name": "Ada", "pet_type": "dog", "breed": "Beagle", "age": 0, "size": "small", "price": 0},
        {"pet_name": "Bob", "pet_type": "dog", "breed": "Great Dane", "age": 3, "size": "large", "price": "250"},
        {"pet_name": "Cleo", "pet_type": "cat", "breed": "Siamese", "age": 9, "size": None, "price": None},
        {"pet_name": "Dodo", "pet_type": "bird", "breed": None, "age": None, "size": "small", "price": "12.50"},
        {"pet_name": "Élan", "pet_type": "other", "breed": "Rabbit", "age": 3, "size": "medium", "price": "9"},
    ]
    extra = [
        {"activity_level": "high", "good_with_children": True},
        {"activity_level": "low", "good_with_children": False, "availability": "reserved"},
        {"activity_level": None, "good_with_children": None, "availability": "shown"},
        {"activity_level": "high", "good_with_children": None, "availability": "rehomed"},
        {"activity_level": "medium", "good_with_children": True},
    ]
    return [
        PetFactory(user=owner, created_at=MONDAY + timedelta(days=day), **row, **more)
        for day, (row, more) in enumerate(zip(rows, extra, strict=True))
    ]


ALL = ["Élan", "Cleo", "Bob", "Ada"]


def test_a_visitor_sees_all_pets_but_the_rehomed_newest_first(client, shop):
    assert found(client) == ALL


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?type=dog", ["Bob", "Ada"]),
        ("?type=fish", []),
        ("?breed=dane", ["Bob"]),
        ("?breed=SIAM", ["Cleo"]),
        ("?age_from=3", ["Élan", "Cleo", "Bob"]),
        ("?age_to=3", ["Élan", "Bob", "Ada"]),
        ("?age_from=1&age_to=3", ["Élan", "Bob"]),
        ("?age_from=3&age_to=3", ["Élan", "Bob"]),
        ("?age_to=0", ["Ada"]),
        ("?age_from=0", ["Élan", "Cleo", "Bob", "Ada"]),
        ("?size=small", ["Ada"]),
        ("?size=medium", ["Élan"]),
        ("?activity=high", ["Ada"]),
        ("?activity=low", ["Bob"]),
        ("?availability=available", ["Élan", "Ada"]),
        ("?availability=reserved", ["Bob"]),
        ("?availability=shown", ["Cleo"]),
        ("?availability=rehomed", ["Dodo"]),
        ("?free=on", ["Ada"]),
        ("?price_to=9", ["Élan", "Ada"]),
        ("?price_to=8.99", ["Ada"]),
        ("?price_to=0", ["Ada"]),
        ("?good_with_children=on", ["Élan", "Ada"]),
        ("?q=da", ["Bob", "Ada"]),
        ("?q=BEAGLE", ["Ada"]),
        ("?q=dane+bob", ["Bob"]),
        ("?q=dane+ada", []),
        ("?q=%C3%A9lan", ["Élan"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?type=dog&free=on&size=small", ["Ada"]),
        ("?type=&size=&q=&age_from=&sort=", ALL),
    ],
)
def test_a_filter_shows_exactly_what_fits(client, shop, query, expected):
    assert found(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sort=newest", ALL),
        ("?sort=waiting", ["Ada", "Bob", "Cleo", "Élan"]),
        ("?sort=price", ["Ada", "Élan", "Bob", "Cleo"]),
        ("?sort=age", ["Ada", "Bob", "Élan", "Cleo"]),
    ],
)
def test_sorting(client, shop, query, expected):
    assert found(client, query) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["A", "C", "B"]),
        ("waiting", ["B", "C", "A"]),
        ("price", ["B", "C", "A"]),
        ("age", ["B", "C", "A"]),
    ],
)
def test_equal_values_come_in_the_order_in_which_the_pets_came(client, owner, sort, expected):
    for name in "BCA":
        PetFactory(user=owner, pet_name=name, price="5", age=2, created_at=MONDAY)
    assert found(client, f"?sort={sort}") == expected


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("?type=dragon", "Kind"),
        ("?size=huge", "Size"),
        ("?activity=none", "How active"),
        ("?availability=sold", "Looking for a home?"),
        ("?age_from=old", "Age from"),
        ("?age_to=-1", "Age to"),
        ("?age_to=99999999999999999999", "Age to"),
        ("?price_to=NaN", "Price up to, in €"),
        ("?price_to=1e400", "Price up to, in €"),
        ("?sort=luck", "Sort by"),
        ("?breed=" + "x" * 51, "Breed"),
        ("?q=" + "x" * 101, "Name or breed"),
        ("?q=a%00b", "Name or breed"),
        ("?age_from=5&age_to=2", "Age to"),
    ],
)
def test_a_filter_that_cannot_be_read_is_left_out_and_named(client, shop, query, label):
    response = client.get("/pets/" + query)
    assert response.status_code == 200
    assert f"We could not read this, so we left it out: {label}." in response.text
    if query != "?age_from=5&age_to=2":
        assert names(response) == ALL


def test_two_ages_in_the_wrong_order_leave_the_first(client, shop):
    assert found(client, "?age_from=4&age_to=2") == ["Cleo"]


@pytest.mark.parametrize("query", ["?q=%FF%FE", "?type=dog&type=cat", "?unknown=1", "?after=", "?free=", "?=&&"])
def test_odd_addresses_show_a_page(client, shop, query):
    response = client.get("/pets/" + query)
    assert response.status_code == 200
    assert "We could not read this" not in response.text


def test_what_is_typed_is_never_markup(client, shop):
    response = client.get("/pets/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in response.text


# --- Chips ---------------------------------------------------------------------------------------------------


def chips(response):
    return re.findall(r'<a class="chip" href="/pets/([^"]*)">([^<]+?) <svg', response.text)


def test_chosen_filters_are_chips_that_take_themselves_away_and_keep_the_others(client, shop):
    response = client.get("/pets/?type=dog&size=small&free=on&sort=age&after=1")
    assert chips(response) == [
        ("?size=small&amp;free=on&amp;sort=age", "Kind: Dog"),
        ("?type=dog&amp;free=on&amp;sort=age", "Size: Small"),
        ("?type=dog&amp;size=small&amp;sort=age", "Free only"),
    ]


def test_age_0_is_a_chip_too(client, shop):
    assert chips(client.get("/pets/?age_to=0")) == [("?", "Age to: 0")]


def test_without_filters_there_are_no_chips(client, shop):
    response = client.get("/pets/?sort=age&q=")
    assert 'class="chips"' not in response.text


def test_kinds_keep_the_other_filters_and_mark_the_chosen_one(client, shop):
    text = client.get("/pets/?type=dog&size=small&after=3").text
    assert 'href="/pets/?type=cat&amp;size=small"' in text
    assert 'href="/pets/?size=small"' in text
    assert 'href="/pets/?type=dog&amp;size=small" aria-current="true"' in text
    assert text.count('aria-current="true"') == 1


def test_the_form_keeps_the_chosen_kind_and_opens_when_more_is_chosen(client, shop):
    text = client.get("/pets/?type=dog&size=small").text
    assert '<input type="hidden" name="type" value="dog">' in text
    assert '<details class="more" open>' in text
    assert '<details class="more">' in client.get("/pets/?type=dog").text


def test_the_breeds_offered_are_those_of_the_chosen_kind(client, db):
    text = client.get("/pets/?type=reptile").text
    assert '<option value="Ball Python"></option>' in text
    assert '<option value="Beagle"></option>' not in text
    assert '<option value="Beagle"></option>' in client.get("/pets/").text


def test_an_empty_list_says_what_to_do(client, shop):
    text = client.get("/pets/?type=fish").text
    assert "No pets like that right now" in text
    assert "Take a filter away, or look at all pets." in text
    assert '<a role="button" href="/pets/">See all pets</a>' in text


def test_an_empty_shop_says_so(client, db):
    text = client.get("/pets/").text
    assert "Come back soon: new pets come in all the time." in text


# --- A card --------------------------------------------------------------------------------------------------


def test_a_card_says_name_kind_age_and_where_it_stands(client, shop):
    card = client.get("/pets/?q=ada").text.split('<article class="pet-card">')[1]
    assert "Beagle&nbsp;· Under a year&nbsp;· Free</p>" in card
    assert '<span class="badge available">Looking for a home</span>' in card
    assert 'alt="Drawing of a dog" loading="lazy"' in card
    assert 'width="480" height="320"' in card


def test_names_are_escaped(client, owner):
    PetFactory(user=owner, pet_name="<b>Bo</b>", breed="<i>x</i>")
    text = client.get("/pets/").text
    assert "&lt;b&gt;Bo&lt;/b&gt;" in text
    assert "<i>x</i>" not in text


# --- Pages ---------------------------------------------------------------------------------------------------


def pages(client, query, monkeypatch, size=2):
    """Follow the links to the next page and return the names on each page."""
    monkeypatch.setattr(search.page_of, "__defaults__", (None, size))
    shown, address = [], "/pets/" + query
    while address and len(shown) < 20:
        response = client.get(address)
        shown.append(names(response))
        link = re.search(r'rel="next" href="([^"]+)"', response.text)
        address = link and link[1].replace("&amp;", "&")
    return shown


@pytest.mark.parametrize("sort", ["newest", "waiting", "price", "age"])
def test_pages_show_every_pet_once_also_those_with_equal_or_unknown_values(client, owner, monkeypatch, sort):
    for price, age in ((None, None), ("5", 2), ("5", 2), (None, 2), ("5", None), ("1", 7), ("9.99", 0)):
        PetFactory(user=owner, price=price, age=age, created_at=MONDAY)
    late = PetFactory(user=owner, price="5", age=2)
    Pet.objects.filter(pk=late.pk).update(created_at=None)
    expected = list(search.ORDERS[sort].apply(Pet.objects.all()).values_list("pet_name", flat=True))
    shown = pages(client, f"?sort={sort}", monkeypatch)
    assert [name for page in shown for name in page] == expected
    assert [len(page) for page in shown] == [2, 2, 2, 2]
    assert len(set(expected)) == 8


def test_two_pets_without_a_time_follow_each_other(client, owner, monkeypatch):
    for pet in PetFactory.create_batch(3, user=owner):
        Pet.objects.filter(pk=pet.pk).update(created_at=None)
    PetFactory(user=owner, pet_name="Timed")
    shown = pages(client, "?sort=newest", monkeypatch, size=1)
    assert sorted(name for page in shown for name in page) == sorted(
        Pet.objects.values_list("pet_name", flat=True)
    )


def test_times_that_the_database_set_do_not_repeat_a_pet(client, owner, monkeypatch):
    made = [PetFactory(user=owner).pet_name for _ in range(3)]
    shown = pages(client, "", monkeypatch, size=1)
    assert sorted(name for page in shown for name in page) == sorted(made)
    assert len(shown) == 3


def test_the_next_page_keeps_the_filters(client, owner, monkeypatch):
    PetFactory.create_batch(3, user=owner)
    PetFactory(user=owner, pet_type="cat")
    assert [len(page) for page in pages(client, "?type=dog&sort=age", monkeypatch)] == [2, 1]


def test_the_first_page_says_how_many_and_the_second_leads_back(client, owner, monkeypatch):
    PetFactory.create_batch(3, user=owner)
    monkeypatch.setattr(search.page_of, "__defaults__", (None, 2))
    first = client.get("/pets/?type=dog").text
    assert ">3 pets</p>" in first
    assert "<p>2 of 3</p>" in first
    last = Pet.objects.order_by("-created_at", "-pet_id")[1]
    second = client.get(f"/pets/?type=dog&after={last.pk}").text
    assert 'href="/pets/?type=dog">' in second
    assert "First page" in second
    assert 'rel="next"' not in second


def test_a_full_page_without_more_has_no_next_link(client, owner, monkeypatch):
    PetFactory.create_batch(2, user=owner)
    assert [len(page) for page in pages(client, "", monkeypatch)] == [2]


def test_many_are_not_counted_to_the_end(client, owner, monkeypatch):
    monkeypatch.setattr(search, "COUNT_LIMIT", 2)
    monkeypatch.setattr(search.page_of, "__defaults__", (None, 1))
    PetFactory.create_batch(4, user=owner)
    assert "More than 2 pets" in client.get("/pets/").text
    assert search.count_up_to_limit(Pet.objects.all()) == 3


def test_a_page_after_a_pet_that_is_gone_begins_again_and_says_so(client, shop):
    response = client.get("/pets/?after=99999")
    assert names(response) == ALL
    assert "The list has changed since, so it begins again here." in response.text


@pytest.mark.parametrize("after", ["x", "-1", "0", "9" * 30, "1%00"])
def test_an_odd_place_in_the_list_is_the_first_page(client, shop, after):
    assert found(client, f"?after={after}") == ALL


def test_a_place_beyond_the_numbers_of_the_database_is_the_first_page(client, shop):
    assert found(client, f"?after={2**31}") == ALL
    assert found(client, f"?after={2**63}") == ALL


# --- Cost and method -----------------------------------------------------------------------------------------


def queries(client, address="/pets/"):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_visitor_costs_one_query_whatever_the_number_of_pets(client, owner):
    PetFactory(user=owner)
    assert queries(client) == 1
    PetFactory.create_batch(2, user=owner)
    assert queries(client) == 1


def test_more_than_a_page_costs_one_query_more_and_so_does_a_later_page(client, owner, monkeypatch):
    monkeypatch.setattr(search.page_of, "__defaults__", (None, 1))
    pet = PetFactory.create_batch(3, user=owner)[-1]
    assert queries(client) == 2
    assert queries(client, f"/pets/?after={pet.pk}") == 2


def test_someone_signed_in_costs_the_same_for_one_pet_and_for_three(sign_in, owner, stranger):
    PetFactory(user=owner)
    client = sign_in(stranger)
    client.get("/pets/")
    one = queries(client)
    PetFactory.create_batch(2, user=owner)
    assert queries(client) == one == 3


def test_the_list_is_only_read(client, db):
    response = client.post("/pets/")
    assert response.status_code == 405
