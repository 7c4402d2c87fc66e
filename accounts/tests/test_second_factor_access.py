"""Whose pages these are: staff's, while the second factor is switched on."""

import pytest

from accounts.second_factor.urls import urlpatterns
from accounts.tests.second_factor import OVERVIEW, give_second_factor

PAGES = [f"{OVERVIEW}{pattern.pattern}" for pattern in urlpatterns]
ANYTHING = {"code": "123456", "current_password": "x"}


def test_there_are_eight():
    assert len(set(PAGES)) == 8


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["owner", "child"])
def test_for_others_there_is_nothing_here(second_factor, request, sign_in, who, address):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get(address).status_code == 404
    if address != OVERVIEW:
        assert browser.post(address, ANYTHING).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_while_it_is_switched_off_there_is_nothing_here(sign_in, staff, address):
    give_second_factor(staff)
    assert sign_in(staff).get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_is_sent_to_sign_in(second_factor, client, db, address):
    assert client.get(address)["Location"] == f"/accounts/sign-in/?next={address}"
    assert client.post(address, ANYTHING)["Location"] == "/accounts/sign-in/?next=/"
