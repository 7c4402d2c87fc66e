"""F3: idle and absolute limits by kind of person, held in the query."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.factories import PASSWORD, UserFactory
from sessions_app import limits
from sessions_app.engine import SessionStore
from sessions_app.models import Session
from sessions_app.tests.conftest import cookie_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOMENT = timedelta(seconds=30)
#: (trait of the person, idle limit, absolute limit)
KINDS = [
    pytest.param({}, 14 * DAY, 30 * DAY, id="adult"),
    pytest.param({"child": True}, 2 * HOUR, 7 * DAY, id="child"),
    pytest.param({"staff": True}, 30 * MINUTE, 12 * HOUR, id="staff"),
]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("trait", "idle", "absolute"), KINDS)
def test_f3_a_session_ends_when_it_lay_unused_for_the_idle_limit(open_session, age, trait, idle, absolute):
    store = open_session(UserFactory(**trait))
    age(store.session_id, used=idle - MOMENT)
    assert SessionStore(store.session_key).person == store.person
    age(store.session_id, used=idle + MOMENT)
    assert SessionStore(store.session_key).person is None


@pytest.mark.parametrize(("trait", "idle", "absolute"), KINDS)
def test_f3_a_session_ends_at_the_absolute_limit_however_much_it_is_used(open_session, age, trait, idle, absolute):
    store = open_session(UserFactory(**trait))
    age(store.session_id, used=timedelta(0), signed_in=absolute - MOMENT)
    assert SessionStore(store.session_key).person == store.person
    age(store.session_id, used=timedelta(0), signed_in=absolute + MOMENT)
    assert SessionStore(store.session_key).person is None


def test_f3_the_limit_itself_is_reached():
    """At the very moment the session has ended: live means strictly within."""
    now = timezone.now()
    user = UserFactory()
    for column, limit in (("last_accessed", 14 * DAY), ("created_at", 30 * DAY)):
        session = Session.objects.create(user=user, session_token=column)
        Session.objects.filter(pk=session.pk).update(**{"last_accessed": now, column: now - limit})
        assert Session.objects.filter(pk=session.pk).live(now).exists() is False
        assert Session.objects.filter(pk=session.pk).live(now - timedelta(microseconds=1000)).exists() is True


@pytest.mark.parametrize("column", ["last_accessed", "created_at"])
def test_f3_a_time_that_is_missing_is_taken_as_reached(open_session, owner, column):
    store = open_session(owner)
    times = {"last_accessed": timezone.now(), "created_at": timezone.now()}
    Session.objects.update(**times | {column: None})
    assert SessionStore(store.session_key).person is None


def test_f3_whoever_becomes_staff_has_the_limits_of_staff(open_session, owner, age):
    store = open_session(owner)
    age(store.session_id, used=HOUR)
    type(owner).objects.update(is_staff=True)
    assert SessionStore(store.session_key).person is None


def test_f3_the_limits_are_part_of_the_query(open_session, owner):
    store = open_session(owner)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert SessionStore(store.session_key).person == owner
    (query,) = queries.captured_queries
    condition = query["sql"].split("WHERE")[1]
    assert condition.count('"sessions"."last_accessed" >') == condition.count('"sessions"."created_at" >') == 3


@pytest.mark.parametrize(
    ("trait", "limit"), [({}, limits.ADULT), ({"child": True}, limits.CHILD), ({"staff": True}, limits.STAFF)]
)
def test_f3_each_kind_of_person_has_its_limit(trait, limit):
    assert limits.limit_of(UserFactory(**trait)) is limit


def sign_in_by_form(client, trait):
    user = UserFactory(**trait)
    client.post("/accounts/sign-in/", {"username": user.username, "password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME]


@pytest.mark.parametrize(("trait", "age_of_cookie"), [({}, 30 * DAY), ({"staff": True}, 12 * HOUR)])
def test_f3_the_cookie_lasts_until_the_absolute_limit(client, trait, age_of_cookie):
    cookie = sign_in_by_form(client, trait)
    seconds = age_of_cookie.total_seconds()
    assert seconds - 30 <= cookie["max-age"] <= seconds
    assert cookie["expires"]


def test_f3_a_childs_cookie_is_gone_with_the_browser(client):
    cookie = sign_in_by_form(client, {"child": True})
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.urls("sessions_app.tests.pages")
def test_f3_no_expiry_of_its_own_makes_a_childs_cookie_last(client):
    sign_in_by_form(client, {"child": True})
    client.get("/expires/?seconds=99999999")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.urls("sessions_app.tests.pages")
def test_f3_an_expiry_of_its_own_shortens_and_never_lengthens(client, age):
    sign_in_by_form(client, {})
    client.get("/expires/?seconds=600")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 600
    client.get("/expires/?seconds=99999999")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] <= 30 * DAY.total_seconds()
    age(Session.objects.get().pk, used=14 * DAY + MOMENT)
    assert client.get("/who/").text == "AnonymousUser"


@pytest.mark.urls("sessions_app.tests.pages")
def test_f3_an_expiry_of_zero_sends_a_cookie_without_an_age(client):
    sign_in_by_form(client, {})
    client.get("/expires/?seconds=0")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert client.get("/who/").text.startswith("owner")


@pytest.mark.urls("sessions_app.tests.pages")
def test_f3_a_new_token_does_not_move_the_absolute_limit(client, age):
    sign_in_by_form(client, {})
    age(Session.objects.get().pk, used=timedelta(0), signed_in=29 * DAY)
    client.get("/cycles/")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert DAY.total_seconds() - 30 <= cookie["max-age"] <= DAY.total_seconds()
    age(Session.objects.get().pk, used=timedelta(0), signed_in=30 * DAY + MOMENT)
    assert client.get("/who/").text == "AnonymousUser"


def test_f3_the_engine_answers_with_the_idle_limit(open_session):
    ages = [
        open_session(UserFactory(**trait)).get_expiry_age() for trait in ({}, {"child": True}, {"staff": True})
    ]
    assert ages == [14 * 24 * 3600, 2 * 3600, 30 * 60]


def test_f3_a_child_is_told_that_the_session_goes_with_the_browser(open_session, child, owner):
    assert open_session(child).get_expire_at_browser_close() is True
    assert open_session(owner).get_expire_at_browser_close() is False


@pytest.mark.urls("sessions_app.tests.pages")
def test_f3_a_lapsed_session_that_is_used_ends_and_its_cookie_is_taken_back(client, age):
    sign_in_by_form(client, {})
    age(Session.objects.get().pk, used=15 * DAY)
    response = client.get("/who/")
    assert response.text == "AnonymousUser"
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert cookie_of(client) is None
    assert Session.objects.get().expired is True


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (14 * DAY, "14 days"),
        (DAY, "1 day"),
        (2 * HOUR, "2 hours"),
        (30 * MINUTE, "30 minutes"),
        (90 * MINUTE, "90 minutes"),
    ],
)
def test_f3_limits_are_said_in_words(duration, words):
    assert limits.in_words(duration) == words
