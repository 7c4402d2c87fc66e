"""A child's user name tells nothing about the child (SAFETY C2)."""

import pytest

from accounts.factories import UserFactory
from accounts.rules import username_blockers

NAMES = "Leave out real names and e-mail addresses. An invented name keeps a child private."
NUMBERS = "Leave out long numbers: they look like a telephone number or a birthday."


@pytest.fixture
def people():
    return [
        UserFactory.build(first_name="Zoë Ann", last_name="O'Hara-Müller", email="z.kay77@example.org"),
        UserFactory.build(first_name="Jo", last_name="Al-Bo", email="x@example.org"),
        UserFactory.build(child=True, first_name="Kim", email="fox@children.invalid"),
    ]


@pytest.mark.parametrize(
    "username",
    ["zoe", "ZOE-27", "little.zoe", "ann-the-fox", "zoeann", "ohara", "o-hara", "Muller", "mul.ler", "z.kay77",
     "zkay77", "jo", "jo-27", "otter.jo", "kim2", "27kim", "albo27", "littleann"],
)  # fmt: skip
def test_a_name_that_holds_a_real_name_or_an_address_is_refused(people, username):
    assert username_blockers(username, people) == [NAMES]


@pytest.mark.parametrize("username", ["otter-030-123456", "0171.23.45", "kit20150412", "12-34-56"])
def test_a_name_that_holds_a_long_number_is_refused(people, username):
    assert username_blockers(username, people) == [NUMBERS]


def test_every_reason_is_given(people):
    assert username_blockers("zoe-123456", people) == [NAMES, NUMBERS]


@pytest.mark.parametrize(
    "username", ["otter-maple-27", "jolly-banjo", "fox-star-11", "example", "children", "cat12345", "hara", "o"]
)
def test_an_invented_name_is_fine(people, username):
    """A short name counts as a whole word only, and an address that gets no mail is no secret."""
    expected = [NAMES] if username in ("hara", "o") else []
    assert username_blockers(username, people) == expected


def test_people_without_names_forbid_nothing():
    nobody = UserFactory.build(first_name=None, last_name="", email="a@children.invalid")
    assert username_blockers("otter-maple-27", [nobody]) == []
