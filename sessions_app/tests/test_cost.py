"""F8: what a page costs."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions_app.engine import SessionStore
from sessions_app.middleware import AuthenticationMiddleware
from sessions_app.models import Session
from sessions_app.tests.conftest import cookie_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sessions_app.tests.pages")]
SECOND = timedelta(seconds=1)


def test_f8_a_page_that_does_not_look_at_the_session_costs_no_query(owner, sign_in, django_assert_num_queries):
    client = sign_in(owner)
    with django_assert_num_queries(0):
        response = client.get("/ignores/")
    assert response.text == "nobody asked"
    assert "Cookie" not in response.headers["Vary"]


def test_f8_a_signed_in_page_reads_session_and_person_in_one_query(owner, sign_in, django_assert_num_queries):
    client = sign_in(owner)
    with django_assert_num_queries(1) as queries:
        response = client.get("/who/")
    assert response.text == "olivia"
    assert "Cookie" in response.headers["Vary"]
    (sql,) = [query["sql"] for query in queries.captured_queries]
    assert all(
        f'FROM "{table}"' in sql or f'JOIN "{table}"' in sql for table in ("sessions", "users", "session_payloads")
    )


def test_f8_who_and_what_they_keep_come_in_the_same_query(owner, sign_in, django_assert_num_queries):
    client = sign_in(owner)
    client.get("/keeps/?kept=bone")
    store = SessionStore(cookie_of(client))
    with django_assert_num_queries(1):
        assert (store["kept"], store.person.email) == ("bone", owner.email)


def test_f8_an_asynchronous_page_costs_one_query_too(owner):
    client = AsyncClient()
    client.force_login(owner)
    with CaptureQueriesContext(connection) as queries:
        response = async_to_sync(client.get)("/who_async/")
    assert response.text == "olivia"
    assert len(queries) == 1


def test_f8_the_person_of_the_request_is_the_one_that_came_with_the_session(owner, rf):
    request = rf.get("/")
    request.session = SessionStore()
    login(request, owner)
    request.session.save()
    again = rf.get("/")
    again.session = SessionStore(request.session.session_key)
    AuthenticationMiddleware(lambda request: None).process_request(again)
    assert again.user == owner
    assert again.user.pk == again.session.person.pk
    assert again.user._wrapped is again.session.person
    assert async_to_sync(again.auser)() is again.session.person


def used_at(session_id):
    return Session.objects.values_list("last_accessed", flat=True).get(pk=session_id)


def test_f8_a_use_within_the_minute_is_not_noted(owner, sign_in, age):
    client = sign_in(owner)
    session = Session.objects.get()
    age(session.pk, used=58 * SECOND)
    before = used_at(session.pk)
    client.get("/who/")
    assert used_at(session.pk) == before


def test_f8_a_use_after_a_minute_is_noted(owner, sign_in, age):
    client = sign_in(owner)
    session = Session.objects.get()
    age(session.pk, used=61 * SECOND)
    client.get("/who/")
    assert timezone.now() - used_at(session.pk) < 5 * SECOND


def test_f8_a_burst_of_requests_writes_once(owner, sign_in, age):
    client = sign_in(owner)
    age(Session.objects.get().pk, used=timedelta(minutes=5))
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            client.get("/who/")
    assert [query["sql"].split()[0] for query in queries] == ["SELECT", "UPDATE"] + 4 * ["SELECT"]


def test_f8_of_requests_at_the_same_moment_one_writes(owner, open_session, age):
    key = open_session(owner).session_key
    pk = Session.objects.get().pk
    age(pk, used=timedelta(minutes=5))
    at_once = [SessionStore(key) for _ in range(3)]
    assert [store.person for store in at_once] == [owner] * 3
    times = []
    for store in at_once:
        store.note_use()
        times.append(used_at(pk))
    assert times == [times[0]] * 3


def test_f8_a_page_that_does_not_look_at_the_session_notes_no_use(owner, sign_in, age):
    client = sign_in(owner)
    session = Session.objects.get()
    age(session.pk, used=timedelta(minutes=5))
    before = used_at(session.pk)
    client.get("/ignores/")
    assert used_at(session.pk) == before


def test_f8_saving_is_no_use_of_its_own(owner, sign_in, age):
    client = sign_in(owner)
    session = Session.objects.get()
    age(session.pk, used=30 * SECOND)
    before = used_at(session.pk)
    client.get("/keeps/")
    client.get("/cycles/")
    assert used_at(session.pk) == before


def test_f8_use_keeps_a_session_alive(owner, sign_in, age):
    client = sign_in(owner)
    age(Session.objects.get().pk, used=timedelta(days=13), signed_in=timedelta(days=13))
    assert client.get("/who/").text == "olivia"
    assert Session.objects.live(timezone.now() + timedelta(days=13)).count() == 1


def test_f8_an_unknown_token_costs_two_queries_and_keeps_its_cookie(db, browser, django_assert_num_queries):
    """A new token may be on its way to this browser: taking the cookie back would sign the person out."""
    client = browser("x" * 43)
    with django_assert_num_queries(2):
        response = client.get("/who/")
    assert response.text == "AnonymousUser"
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_f8_the_cookie_of_an_ended_session_is_taken_back(owner, sign_in):
    client = sign_in(owner)
    Session.objects.update(expired=True)
    response = client.get("/who/")
    assert response.text == "AnonymousUser"
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0


def test_f8_what_is_no_token_costs_no_query(db, browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        for key in ("None", "x" * 42, "a:b:c", "\x00", "ü" * 43):
            assert browser(key).get("/who/").text == "AnonymousUser"


def test_f8_signing_in_costs_six_statements(owner, django_assert_num_queries):
    """Savepoint, the person, the row, the payload, too many?, release; the hash of the password apart."""
    store = SessionStore()
    store["_auth_user_id"] = str(owner.pk)
    with django_assert_num_queries(6):
        store.save()
