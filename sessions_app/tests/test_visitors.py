"""F7: visitors leave no row; what they must keep is in a signed cookie."""

import logging
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core import signing
from django.test import Client
from django.utils import timezone

from sessions_app import middleware
from sessions_app.engine import SessionStore
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import cookie_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sessions_app.tests.pages")]


def test_f7_a_visitor_who_keeps_something_has_a_cookie_and_no_row(client):
    client.get("/keeps/?kept=bone")
    assert cookie_of(client) is not None
    assert client.get("/reads/").text == "bone"
    assert Session.objects.count() == SessionPayload.objects.count() == 0


def test_f7_keeping_and_reading_cost_a_visitor_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/keeps/?kept=bone")
        client.get("/reads/")
        client.get("/who/")


@pytest.mark.parametrize("path", ["/ignores/", "/reads/", "/who/", "/drops/", "/flushes/", "/clears/", "/pets/"])
def test_f7_a_visitor_with_nothing_to_keep_gets_no_cookie(client, path):
    assert settings.SESSION_COOKIE_NAME not in client.get(path).cookies


def test_f7_the_cookie_goes_when_there_is_nothing_left_to_keep(client):
    client.get("/keeps/")
    response = client.get("/drops/")
    assert (response.cookies[settings.SESSION_COOKIE_NAME].value, cookie_of(client)) == ("", None)
    assert "Cookie" in response.headers["Vary"]


def test_f7_reading_sends_no_cookie_again(client):
    client.get("/keeps/")
    response = client.get("/reads/")
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert "Cookie" in response.headers["Vary"]


def test_f7_the_cookie_lasts_two_weeks_and_has_the_flags_of_the_settings(client):
    cookie = client.get("/keeps/").cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        14 * 24 * 3600,
        "/",
        True,
        "Lax",
    )


def test_f7_a_cookie_that_was_changed_is_worth_nothing(client, browser):
    client.get("/keeps/?kept=bone")
    key = cookie_of(client)
    swapped = key[:-1] + ("A" if key[-1] != "A" else "B")
    for forged in (swapped, "x" + key, key.rpartition(":")[0], key + ":x", "::" + key):
        visitor = browser(forged)
        assert visitor.get("/reads/").text == "nothing"
        assert cookie_of(visitor) is None


def test_f7_a_cookie_signed_for_another_purpose_is_worth_nothing(browser):
    forged = signing.dumps([{"kept": "bone"}, 99999999999, "nonce"], salt="another purpose")
    assert browser(forged).get("/reads/").text == "nothing"


@pytest.mark.parametrize("content", [{"kept": "bone"}, [], ["one"], [{}, 1, 2, 3], 5])
def test_f7_a_signed_cookie_of_another_shape_is_worth_nothing(browser, content):
    forged = signing.dumps(content, salt=SessionStore.visitor_salt)
    assert browser(forged).get("/reads/").text == "nothing"


def test_f7_a_cookie_is_worth_nothing_after_two_weeks(client):
    client.get("/keeps/?kept=bone")
    now = timezone.now()
    with mock.patch("django.utils.timezone.now", return_value=now + timedelta(days=14, seconds=1)):
        assert client.get("/reads/").text == "nothing"


def test_f7_a_visitors_cookie_signs_nobody_in_whatever_it_says(owner, browser):
    """Even one that we signed: only a row of the table says who is signed in."""
    sign_in = {
        SESSION_KEY: str(owner.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: owner.get_session_auth_hash(),
    }
    expires_at = timezone.now().timestamp() + 1000
    client = browser(signing.dumps([sign_in, expires_at, "nonce"], salt=SessionStore.visitor_salt))
    assert client.get("/who/").text == "AnonymousUser"
    client.get("/keeps/")
    assert client.get("/who/").text == "AnonymousUser"
    assert Session.objects.count() == 0


def test_f7_a_cookie_stays_under_4096_bytes(client, caplog):
    """What does not fit is not kept, and what was kept before stays."""
    client.get("/keeps/?kept=bone")
    incompressible = "".join(signing.Signer().signature(str(n)) for n in range(100))
    with caplog.at_level(logging.WARNING, logger="sessions_app.middleware"):
        response = client.get("/keeps/", {"kept": incompressible})
    assert (response.status_code, settings.SESSION_COOKIE_NAME in response.cookies) == (200, False)
    assert [record.name for record in caplog.records] == ["sessions_app.middleware"]
    assert client.get("/reads/").text == "bone"


def test_f7_the_longest_cookie_that_fits_is_kept(client):
    noise = "".join(signing.Signer().signature(str(n)) for n in range(100))
    length = {}
    for size in range(2000, 2400):
        response = Client().get("/keeps/", {"kept": noise[:size]})
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        length[size] = len(cookie.OutputString().encode()) if cookie else None
    kept = [size for size in length.values() if size]
    assert kept
    assert max(kept) <= middleware.LONGEST_COOKIE == 4095


def test_f7_a_persons_session_may_be_long(client, owner):
    client.force_login(owner)
    client.post("/keeps/")
    client.get("/keeps/", {"kept": "b" * 6000})
    assert client.get("/reads/").text == "b" * 6000
    assert len(cookie_of(client)) == 43


@pytest.mark.expects_error_log
def test_f7_a_failed_page_keeps_nothing(client):
    client.raise_request_exception = False
    response = client.get("/keeps_and_fails/")
    assert (response.status_code, settings.SESSION_COOKIE_NAME in response.cookies) == (500, False)


def test_f7_the_test_client_works_for_visitors(client):
    session = client.session
    session["kept"] = "bone"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert client.get("/reads/").text == "bone"
    assert client.session["kept"] == "bone"


def test_f7_every_request_can_save_if_the_settings_say_so(client, owner, settings):
    settings.SESSION_SAVE_EVERY_REQUEST = True
    assert settings.SESSION_COOKIE_NAME not in client.get("/ignores/").cookies
    client.get("/keeps/")
    assert client.get("/ignores/").cookies[settings.SESSION_COOKIE_NAME].value
    client.force_login(owner)
    key = cookie_of(client)
    assert client.get("/ignores/").cookies[settings.SESSION_COOKIE_NAME].value == key
