"""Private pages stay out of every cache (SAFETY G1)."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.middleware import NoStoreMiddleware


@pytest.mark.parametrize("who", ["owner", "child", "staff"])
@pytest.mark.parametrize("address", ["/", "/accounts/profile/", "/accounts/nothing-here/"])
def test_what_somebody_sees_who_is_signed_in_is_not_stored(request, sign_in, who, address):
    response = sign_in(request.getfixturevalue(who)).get(address)
    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"no-store", "private"}


def test_a_public_page_may_be_stored_for_visitors(client, db):
    assert "Cache-Control" not in client.get("/").headers


@pytest.mark.parametrize("name", ["sign_in", "sign_up", "password_reset"])
def test_the_doors_are_not_stored(client, db, name):
    assert "no-store" in client.get(reverse(f"accounts:{name}"))["Cache-Control"]


def test_a_page_that_does_not_look_at_the_session_is_left_alone(db):
    """The middleware must not be what looks: that would cost a query, and make every page private."""

    class Request:
        session = SimpleNamespace(accessed=False)

        @property
        def user(self):
            raise AssertionError("looked at")

    response = NoStoreMiddleware(lambda request: HttpResponse("the same for everyone"))(Request())
    assert "Cache-Control" not in response.headers
