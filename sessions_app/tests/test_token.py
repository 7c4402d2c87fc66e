"""F1: what the cookie holds, and what the table holds of it."""

import base64
import hashlib

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.test import Client

from accounts.factories import PASSWORD
from sessions_app import tokens
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import cookie_of, is_signed_in


def sign_in_by_form(username, client=None):
    client = client or Client()
    response = client.post("/accounts/sign-in/", {"username": username, "password": PASSWORD})
    assert response.status_code == 302
    return client, response


def test_f1_the_cookie_holds_256_random_bits(owner):
    cookies = {cookie_of(sign_in_by_form("olivia")[0]) for _ in range(5)}
    assert len(cookies) == 5
    assert {len(base64.urlsafe_b64decode(cookie + "=")) * 8 for cookie in cookies} == {256}


def test_f1_a_token_is_drawn_from_the_systems_random_source(monkeypatch):
    asked = []
    monkeypatch.setattr(tokens.secrets, "token_urlsafe", lambda size: asked.append(size) or "t" * 43)
    assert tokens.new_token() == "t" * 43
    assert asked == [32]


def test_f1_the_table_holds_the_sha256_of_the_cookie(owner):
    client, _ = sign_in_by_form("olivia")
    session = Session.objects.get()
    assert session.session_token == hashlib.sha256(cookie_of(client).encode()).hexdigest()
    assert (session.user, session.expired) == (owner, False)


def test_f1_nothing_in_the_database_holds_the_cookie(owner):
    client, _ = sign_in_by_form("olivia")
    client.get("/accounts/devices/")
    kept = [*Session.objects.values_list(), *SessionPayload.objects.values_list()]
    assert len(kept) == 2
    assert [value for row in kept for value in row if cookie_of(client) in str(value)] == []


def test_f1_a_leak_of_the_table_signs_nobody_in(owner, browser):
    sign_in_by_form("olivia")
    session = Session.objects.get()
    payload = session.payload
    for stolen in (
        session.session_token,
        session.session_token[:43],
        str(session.pk),
        payload.data,
        payload.auth_hash,
    ):
        assert is_signed_in(browser(stolen)) is False
    session.refresh_from_db()
    assert session.expired is False


def test_f1_the_cookie_itself_signs_in(owner, browser):
    client, _ = sign_in_by_form("olivia")
    assert is_signed_in(browser(cookie_of(client))) is True


def test_f1_a_payload_that_names_somebody_else_changes_nobody(owner, staff, open_session, browser):
    """The row says who it is, so that writing to the payload alone is of no use."""
    store = open_session(owner)
    payload = SessionPayload.objects.get()
    payload.data = store.encode(dict(store.items()) | {SESSION_KEY: str(staff.pk)})
    payload.save()
    response = browser(store.session_key).get("/accounts/devices/")
    assert response.context["user"] == owner


def test_f1_the_payload_does_not_repeat_what_the_row_and_its_column_say(owner, open_session):
    store = open_session(owner)
    store["kept"] = "bone"
    store.save()
    assert store.decode(SessionPayload.objects.get().data).keys() == {BACKEND_SESSION_KEY, "kept"}


@pytest.mark.parametrize(
    "key", [None, "", "x" * 42, "x" * 44, "x" * 42 + "=", "x" * 43 + "\n", "x" * 21 + ":" + "x" * 21]
)
def test_f1_only_43_characters_of_url_safe_base64_have_the_shape_of_a_token(key):
    assert tokens.is_token(key) is False


def test_f1_a_row_that_a_plain_sql_client_wrote_signs_in(owner, browser):
    """The table is the authority, and the contract has no payload."""
    Session.objects.create(user=owner, session_token=hashlib.sha256(b"k" * 43).hexdigest())
    client = browser("k" * 43)
    assert is_signed_in(client) is True
    assert client.session["_auth_user_id"] == str(owner.pk)


@pytest.mark.urls("sessions_app.tests.pages")
def test_f1_such_a_row_can_keep_something(owner, browser):
    Session.objects.create(user=owner, session_token=hashlib.sha256(b"k" * 43).hexdigest())
    client = browser("k" * 43)
    client.get("/keeps/?kept=bone")
    assert client.get("/reads/").text == "bone"
    assert SessionPayload.objects.get().auth_hash == owner.get_session_auth_hash()
