"""What the tests of sessions need: sessions of people, and a clock that they can be moved against."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone

from sessions_app.engine import SessionStore
from sessions_app.models import Session
from sessions_app.tokens import hash_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def sign_in_to(store, user):
    """Put into a session what ``auth.login()`` puts there."""
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()


@pytest.fixture
def open_session(db):
    """Return a function that signs a person in and returns the saved store; `agent` is the browser's header."""

    def open_session(user, agent=""):
        store = SessionStore()
        store.agent = agent
        sign_in_to(store, user)
        store.save()
        return store

    return open_session


@pytest.fixture
def age():
    """Return a function that makes a session older: last used `used` ago, signed in `signed_in` ago."""

    def age(session_id, *, used, signed_in=None):
        now = timezone.now()
        changed = Session.objects.filter(pk=session_id).update(
            last_accessed=now - used, created_at=now - (used if signed_in is None else signed_in)
        )
        assert changed == 1

    return age


@pytest.fixture
def browser():
    """Return a function that gives a browser whose session cookie holds this key."""

    def browser(key, **defaults):
        client = Client(**defaults)
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return browser


@pytest.fixture
def row_of():
    """Return a function that gives the row of a key, as the table holds it now."""

    def row_of(key):
        return Session.objects.get(session_token=hash_of(key))

    return row_of


def cookie_of(client):
    """Return the session cookie that a browser holds, or None; a cookie that was taken back is none."""
    morsel = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel and morsel.value else None


def is_signed_in(client):
    """Return whether a private page opens; otherwise it must send to the sign-in page."""
    response = client.get("/accounts/devices/")
    if response.status_code == 200:
        return True
    assert (response.status_code, response["Location"]) == (302, "/accounts/sign-in/?next=/accounts/devices/")
    return False
