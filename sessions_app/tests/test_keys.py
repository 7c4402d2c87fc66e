"""Rotating SECRET_KEY, with the old one among the fallbacks, signs nobody out."""

import pytest
from django.conf import settings as site_settings

from sessions_app.engine import SessionStore
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import cookie_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sessions_app.tests.pages")]


@pytest.fixture
def rotate(settings):
    """Return a function that puts a new key in the place of the old one, which becomes a fallback or is gone."""

    def rotate(new, *, keep_old=True):
        fallbacks = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS] if keep_old else []
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = fallbacks, new

    return rotate


def test_a_person_stays_signed_in_with_what_they_kept_and_with_their_token(owner, sign_in, rotate):
    client = sign_in(owner)
    client.get("/keeps/?kept=bone")
    key = cookie_of(client)
    rotate("the second key")
    assert client.get("/who/").text == "olivia"
    assert client.get("/reads/").text == "bone"
    assert cookie_of(client) == key


def test_a_visitor_keeps_what_they_kept(client, rotate):
    client.get("/keeps/?kept=bone")
    rotate("the second key")
    assert client.get("/reads/").text == "bone"


def test_a_session_that_is_used_between_rotations_outlives_them_all(owner, sign_in, rotate, settings):
    client = sign_in(owner)
    for number in range(2, 6):
        rotate(f"key number {number}")
        settings.SECRET_KEY_FALLBACKS = settings.SECRET_KEY_FALLBACKS[:1]
        assert client.get("/who/").text == "olivia"


def test_after_one_use_the_old_key_is_not_needed(owner, sign_in, rotate, settings):
    client = sign_in(owner)
    client.get("/keeps/?kept=bone")
    rotate("the second key")
    client.get("/who/")
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/who/").text == "olivia"
    assert client.get("/reads/").text == "bone"
    assert SessionPayload.objects.get().auth_hash == owner.get_session_auth_hash()


def test_pages_that_one_browser_asks_for_at_once_all_stay_signed_in(owner, sign_in, rotate, browser):
    """The token is not replaced here, so they do not take it from each other."""
    key = cookie_of(sign_in(owner))
    rotate("the second key")
    assert [browser(key).get("/who/").text for _ in range(3)] == ["olivia"] * 3


def test_an_old_key_that_is_no_fallback_signs_everybody_out(owner, sign_in, client, rotate):
    signed_in = sign_in(owner)
    client.get("/keeps/?kept=bone")
    rotate("the second key", keep_old=False)
    assert signed_in.get("/who/").text == "AnonymousUser"
    assert client.get("/reads/").text == "nothing"
    assert Session.objects.get().expired is True


def test_an_old_key_does_not_excuse_an_old_password(owner, sign_in, rotate):
    client = sign_in(owner)
    rotate("the second key")
    type(owner).objects.filter(pk=owner.pk).update(password="another hash")
    assert client.get("/who/").text == "AnonymousUser"


def test_a_change_of_a_person_spares_sessions_that_were_signed_in_under_the_old_key(owner, open_session, rotate):
    """Unused since the rotation, and still right: only what really changed ends them."""
    store = open_session(owner)
    rotate("the second key")
    owner.is_active = True
    owner._credentials_before = None  # as if something had changed
    owner.save()
    assert Session.objects.get().expired is False
    assert SessionStore(store.session_key).person == owner


def test_the_name_of_the_backend_must_be_one_of_the_settings(owner, sign_in, settings):
    client = sign_in(owner)
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert site_settings.AUTHENTICATION_BACKENDS == settings.AUTHENTICATION_BACKENDS
    assert client.get("/who/").text == "AnonymousUser"
