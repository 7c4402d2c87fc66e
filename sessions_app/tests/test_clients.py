"""The session where it is used: Django's test clients, an asynchronous server, cookies of an https site."""

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as site_settings
from django.test import AsyncClient

from sessions_app.engine import in_use
from sessions_app.models import Session
from sessions_app.tests.conftest import cookie_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sessions_app.tests.pages")]


@pytest.fixture
def async_browser(owner):
    """An asynchronous browser in which olivia is signed in, whose methods are called without await."""

    class Browser:
        client = AsyncClient()
        cookies = client.cookies

        def get(self, path):
            return async_to_sync(self.client.get)(path)

    async_to_sync(Browser.client.aforce_login)(owner)
    return Browser()


def test_the_test_client_signs_in_and_out(owner, client):
    client.force_login(owner)
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert client.get("/who/").text == "olivia"
    client.logout()
    assert client.get("/who/").text == "AnonymousUser"
    assert Session.objects.get().expired is True


def test_the_test_client_changes_the_session_of_a_person(owner, client):
    client.force_login(owner)
    session = client.session
    session["kept"] = "bone"
    session.save()
    assert client.get("/reads/").text == "bone"


def test_the_test_client_signs_in_after_a_visit(owner, client):
    client.get("/keeps/?kept=bone")
    client.force_login(owner)
    assert client.get("/who/").text == "olivia"
    assert client.get("/reads/").text == "bone"


def test_whoever_is_not_active_is_not_signed_in_by_the_test_client_either(owner, client):
    owner.is_active = False
    owner.save()
    client.force_login(owner)
    assert client.get("/who/").text == "AnonymousUser"


def test_an_asynchronous_server_keeps_and_ends_sessions(owner, async_browser):
    async_browser.get("/keeps/?kept=bone")
    assert async_browser.get("/reads/").text == "bone"
    response = async_browser.get("/flushes/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert async_browser.get("/who_async/").text == "AnonymousUser"
    assert Session.objects.get().expired is True


def test_on_an_asynchronous_server_a_change_of_password_spares_the_session_at_hand(owner, sign_in, async_browser):
    elsewhere = sign_in(owner)
    before = cookie_of(async_browser)
    assert async_browser.get("/changes_password/?to=another-long-walk").text == "changed"
    assert cookie_of(async_browser) != before
    assert async_browser.get("/who_async/").text == "olivia"
    assert elsewhere.get("/who/").text == "AnonymousUser"


def test_a_request_leaves_no_session_in_use_behind(owner, sign_in):
    client = sign_in(owner)
    client.get("/who/")
    assert in_use.get() is None
    owner.set_password("another-long-walk")
    owner.save()
    assert Session.objects.get().expired is True


def test_the_cookies_of_an_https_site_are_set_and_taken_back_as_browsers_ask_of_that_name(owner, client, settings):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-session", True
    assert site_settings.SESSION_COOKIE_NAME == "__Host-session"
    given = client.get("/signs_in/?as=olivia", secure=True).cookies["__Host-session"]
    taken = client.get("/flushes/", secure=True).cookies["__Host-session"]
    for cookie in (given, taken):
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert given["httponly"] is True
    assert (taken.value, taken["max-age"]) == ("", 0)
