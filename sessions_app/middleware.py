"""The session's cookie on its way in and out, and who is signed in."""

import logging
import time
from functools import partial

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth import middleware as auth_middleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions import middleware as sessions_middleware
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.utils.cache import patch_vary_headers
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.http import http_date

from accounts.middleware import CLEAR_SITE_DATA
from sessions_app.engine import SessionStore, in_use

logger = logging.getLogger(__name__)

# A browser may drop a longer one, name and attributes counted.
LONGEST_COOKIE = 4095


class SessionMiddleware(sessions_middleware.SessionMiddleware):
    """Django's, with what the engine adds: visitors without a cookie, and uses that are noted.

    A page that does not ask for the session costs no query.
    """

    def process_request(self, request):
        request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        request.session.agent = request.headers.get("User-Agent", "")
        in_use.set(request.session)

    def process_response(self, request, response):
        in_use.set(None)
        session = getattr(request, "session", None)
        if session is None:
            return response
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session.modified or (settings.SESSION_SAVE_EVERY_REQUEST and not session.is_empty()):
            if session.holds_nothing():
                session.flush()
                if cookie is not None:
                    self._take_cookie_back(response)
            elif response.status_code < 500:
                self._save(session)
                self._set_cookie(session, response)
        elif session.accessed and cookie is not None and session.holds_nothing() and session.is_spent(cookie):
            self._take_cookie_back(response)
        if session.ended_here and session.holds_nothing():
            response.headers.setdefault("Clear-Site-Data", CLEAR_SITE_DATA)
        if session.accessed:
            session.note_use()
            patch_vary_headers(response, ("Cookie",))
        return response

    def _save(self, session):
        try:
            session.save()
        except UpdateError as ended:
            raise SessionInterrupted("The session ended before the request did.") from ended

    def _set_cookie(self, session, response):
        name, age = settings.SESSION_COOKIE_NAME, session.cookie_age()
        response.set_cookie(
            name,
            session.session_key,
            max_age=age,
            expires=None if age is None else http_date(time.time() + age),
            domain=settings.SESSION_COOKIE_DOMAIN,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE or None,
            httponly=settings.SESSION_COOKIE_HTTPONLY or None,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
        length = len(response.cookies[name].OutputString())
        if length > LONGEST_COOKIE:
            # Only a visitor's: what the browser has from before is better than a cookie that it refuses.
            logger.warning("A visitor's session is not kept: its cookie would have %d characters.", length)
            del response.cookies[name]

    def _take_cookie_back(self, response):
        response.delete_cookie(
            settings.SESSION_COOKIE_NAME,
            path=settings.SESSION_COOKIE_PATH,
            domain=settings.SESSION_COOKIE_DOMAIN,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
        patch_vary_headers(response, ("Cookie",))


def person_of(request):
    """Return who is signed in, or `AnonymousUser`: the person whom the engine loaded with the session.

    `django.contrib.auth.get_user` asks the same and costs another query. As there, a session that was signed in
    with other credentials than the person has now is ended.
    """
    session = request.session
    person = session.person
    if person is None:
        return AnonymousUser()
    signed_in_with = session.get(HASH_SESSION_KEY, "")
    if session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS:
        now = person.get_session_auth_hash()
        if constant_time_compare(signed_in_with, now):
            return person
        if any(constant_time_compare(signed_in_with, old) for old in person.get_session_auth_fallback_hash()):
            # SECRET_KEY was rotated. Nobody's rights changed, so the token stays: requests that run side by
            # side in one browser would otherwise take it from each other.
            session[HASH_SESSION_KEY] = now
            return person
    session.flush()
    return AnonymousUser()


def _cached_person_of(request):
    if not hasattr(request, "_cached_user"):
        request._cached_user = person_of(request)
    return request._cached_user


class AuthenticationMiddleware(auth_middleware.AuthenticationMiddleware):
    """Gives requests ``user`` and ``auser``, who come with the session instead of by a query of their own."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _cached_person_of(request))
        request.auser = partial(sync_to_async(_cached_person_of), request)
