"""F2: a new token at sign-in and whenever rights change, and no token that we did not give."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.factories import PASSWORD
from sessions_app.models import Session
from sessions_app.tests.conftest import cookie_of, is_signed_in

pytestmark = pytest.mark.urls("sessions_app.tests.pages")
PLANTED = "planted-by-somebody-else-0123456789-abcdefg"


def test_f2_a_planted_token_is_not_adopted_at_sign_in(owner, browser):
    assert len(PLANTED) == 43
    client = browser(PLANTED)
    client.post("/accounts/sign-in/", {"username": "olivia", "password": PASSWORD})
    assert cookie_of(client) != PLANTED
    assert is_signed_in(client) is True
    assert is_signed_in(browser(PLANTED)) is False


def test_f2_looking_around_with_a_planted_token_gives_it_no_session(db, browser):
    client = browser(PLANTED)
    client.get("/keeps/")
    assert cookie_of(client) != PLANTED
    assert Session.objects.count() == 0


def test_f2_a_visitors_key_is_replaced_at_sign_in_and_what_was_kept_stays(owner, client):
    client.get("/keeps/?kept=bone")
    before = cookie_of(client)
    client.get("/signs_in/?as=olivia")
    assert cookie_of(client) != before
    assert client.get("/reads/").text == "bone"
    assert client.get("/who/").text == "olivia"


def test_f2_signing_in_as_somebody_else_leaves_nothing_behind(owner, stranger, client):
    client.get("/signs_in/?as=olivia")
    client.get("/keeps/?kept=bone")
    before = cookie_of(client)
    client.get("/signs_in/?as=samira")
    assert cookie_of(client) != before
    assert client.get("/who/").text == "samira"
    assert client.get("/reads/").text == "nothing"
    assert list(Session.objects.order_by("pk").values_list("user", "expired")) == [
        (owner.pk, True),
        (stranger.pk, False),
    ]


def test_f2_signing_in_again_is_another_row_with_another_token(owner, client, browser):
    client.get("/signs_in/?as=olivia")
    before = cookie_of(client)
    client.get("/signs_in/?as=olivia")
    assert cookie_of(client) != before
    assert browser(before).get("/who/").text == "AnonymousUser"
    assert list(Session.objects.order_by("pk").values_list("expired", flat=True)) == [True, False]


def test_f2_a_new_key_keeps_the_row_and_its_times(owner, client, browser, row_of):
    client.get("/signs_in/?as=olivia")
    before, row = cookie_of(client), row_of(cookie_of(client))
    client.get("/cycles/")
    after = row_of(cookie_of(client))
    assert cookie_of(client) != before
    assert (after.pk, after.created_at, after.last_accessed) == (row.pk, row.created_at, row.last_accessed)
    assert client.get("/who/").text == "olivia"
    assert browser(before).get("/who/").text == "AnonymousUser"
    assert Session.objects.count() == 1


def test_f2_changing_the_password_gives_this_session_a_new_token(owner, client, browser):
    client.get("/signs_in/?as=olivia")
    before = cookie_of(client)
    client.get("/changes_password/?to=another-long-walk")
    assert cookie_of(client) != before
    assert client.get("/who/").text == "olivia"
    assert browser(before).get("/who/").text == "AnonymousUser"


def test_f2_a_key_of_none_never_becomes_the_cookie_none(owner, client, browser):
    """Each way to a page without a session: none of them sends a cookie of that name."""
    for path in ("ignores", "who", "reads", "drops", "clears", "flushes", "cycles"):
        for visitor in (Client(), browser("None"), browser("x" * 43), browser("a:b:c")):
            response = visitor.get(f"/{path}/")
            sent = response.cookies.get(settings.SESSION_COOKIE_NAME)
            assert sent is None or sent.value == "", path


def test_f2_the_cookie_none_opens_nothing(db, browser):
    assert browser("None").get("/who/").text == "AnonymousUser"
