"""Finding pets: what the filters of the list mean as a query, and pages that go on after a pet.

A page goes on from the last pet of the page before (a keyset): it costs the same on page 1 and on page 1000, and
nothing is shown twice because a new pet came in meanwhile.
"""

import re
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, Q, Subquery

from pets.models import Pet

PAGE_SIZE = 24
#: Beyond this many the page says "more than": counting all rows would cost more than showing a page.
COUNT_LIMIT = 1000
LONGEST_SEARCH_WORDS = 6


class Order(NamedTuple):
    """One way to sort. Rows with the same value come by key, in the same direction.

    nulls_last: None leaves NULL where the database puts it, so that an index serves.
    """

    field: str
    descending: bool = False
    nulls_last: bool | None = None

    def apply(self, pets):
        field, key = F(self.field), F("pet_id")
        if self.descending:
            return pets.order_by(field.desc(nulls_last=self.nulls_last), key.desc())
        return pets.order_by(field.asc(nulls_last=self.nulls_last), key.asc())

    @property
    def null_comes_last(self):
        if self.nulls_last is not None:
            return self.nulls_last
        # PostgreSQL holds NULL for the highest value, SQLite for the lowest.
        null_is_highest = connection.vendor == "postgresql"
        return null_is_highest != self.descending

    def after(self, pet_id):
        """Return the condition "behind this pet in this order", or None when that pet is gone.

        On SQLite the value is compared inside the database: a time that it stores with three digits would not be
        equal to itself after a way through Python. PostgreSQL plans better when it sees the value.
        """
        is_null = Q(**{f"{self.field}__isnull": True})
        anchor = Pet.objects.filter(pk=pet_id).order_by()
        rows = list(anchor.values_list(self.field, Exists(Pet.objects.filter(is_null))))
        if not rows:
            return None
        value, there_are_nulls = rows[0]
        behind = "lt" if self.descending else "gt"
        key_behind = Q(**{f"pet_id__{behind}": pet_id})
        if value is None:
            condition = is_null & key_behind
            return condition if self.null_comes_last else condition | ~is_null
        if connection.vendor == "sqlite":
            value = Subquery(anchor.values(self.field))
        condition = Q(**{f"{self.field}__{behind}e": value}) & (
            Q(**{f"{self.field}__{behind}": value}) | key_behind
        )
        # "or is null" keeps an index from being used, so it is said only when there are such rows.
        return condition | is_null if self.null_comes_last and there_are_nulls else condition


ORDERS = {
    "newest": Order("created_at", descending=True),
    "waiting": Order("created_at"),
    "price": Order("price", nulls_last=True),
    "age": Order("age", nulls_last=True),
}
DEFAULT_ORDER = "newest"


class Page(NamedTuple):
    """pets: those to show; next_after: the key after which the next page goes on, None on the last page.

    restarted: the pet that the page should go on from is gone, so this is the first page.
    """

    pets: list
    next_after: int | None
    restarted: bool = False


def is_given(value):
    """Say whether a filter was chosen. 0 is a value: pets under a year, or free ones."""
    return value is not None and value is not False and value != ""


def find(filters):
    """Return the pets that fit, unsorted.

    Args:
        filters: a dict with the fields of `pets.forms.FilterForm`; what is absent or empty does not filter.
    """
    given = {name: value for name, value in filters.items() if is_given(value)}
    pets = Pet.objects.all()
    if "availability" in given:
        pets = pets.filter(availability=given["availability"])
    else:
        pets = pets.exclude(availability=Pet.Availability.REHOMED)
    same = {"type": "pet_type", "size": "size", "activity": "activity_level"}
    pets = pets.filter(**{column: given[name] for name, column in same.items() if name in given})
    if "breed" in given:
        pets = pets.filter(contains("breed", given["breed"]))
    if "age_from" in given:
        pets = pets.filter(age__gte=given["age_from"])
    if "age_to" in given:
        pets = pets.filter(age__lte=given["age_to"])
    if "price_to" in given:
        pets = pets.filter(price__lte=given["price_to"])
    if "free" in given:
        pets = pets.filter(price=0)
    if "good_with_children" in given:
        pets = pets.filter(good_with_children=True)
    for word in given.get("q", "").split()[:LONGEST_SEARCH_WORDS]:
        pets = pets.filter(contains("pet_name", word) | contains("breed", word))
    return pets


def contains(field, text):
    """Return the condition that a field contains a text, in capitals or not."""
    lookup = "icontains"
    if connection.vendor == "sqlite" and not text.isascii():
        # SQLite's LIKE knows the capitals of ASCII alone; its regular expressions are Python's.
        lookup, text = "iregex", re.escape(text)
    return Q(**{f"{field}__{lookup}": text})


def page_of(pets, order, after=None, size=PAGE_SIZE):
    """Return a `Page` of these pets.

    Args:
        order: a key of `ORDERS`.
        after: key of the pet after which the page goes on; None is the first page.
        size: how many a page shows.
    """
    order, restarted = ORDERS[order], False
    ordered = order.apply(pets)
    if after is not None:
        behind = order.after(after)
        restarted = behind is None
        if behind is not None:
            ordered = ordered.filter(behind)
    # One more than is shown tells whether there are more, without counting.
    rows = list(ordered.defer("description")[: size + 1])
    shown = rows[:size]
    return Page(shown, shown[-1].pk if len(rows) > size else None, restarted)


def count_up_to_limit(pets):
    """Return how many pets there are, but never more than `COUNT_LIMIT` + 1."""
    return pets.order_by()[: COUNT_LIMIT + 1].count()
