"""The prepared query is the query of ``Session.objects.live()``, and gives what that gives."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.factories import UserFactory
from sessions_app.factories import SessionFactory
from sessions_app.models import Session
from sessions_app.prepared import LiveSession, live_session
from sessions_app.tests.conftest import FIREFOX

pytestmark = pytest.mark.django_db


def plain(token_hash, now):
    sessions = Session.objects.select_related("user", "payload")
    return sessions.filter(session_token=token_hash).live(now)


def test_sql_and_parameters_are_those_of_the_plain_query():
    now = datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)
    sql, parameters = plain("f" * 64, now).query.get_compiler("default").as_sql()
    prepared = live_session("default")
    assert (prepared.sql, prepared.parameters("f" * 64, now)) == (sql, list(parameters))


@pytest.mark.parametrize("trait", [{}, {"child": True}, {"staff": True}], ids=["adult", "child", "staff"])
def test_row_person_and_payload_are_the_same_to_the_last_field(open_session, trait, django_assert_num_queries):
    store = open_session(UserFactory(**trait), agent=FIREFOX)
    store.set_expiry(timedelta(hours=1))
    store.save()
    token_hash, now = store.row.session_token, timezone.now()
    expected = plain(token_hash, now).get()
    with django_assert_num_queries(1):
        session = live_session("default").get(token_hash, now)
        found = [session, session.user, session.payload]
    for ours, theirs in zip(found, [expected, expected.user, expected.payload], strict=True):
        fields = [field.attname for field in theirs._meta.concrete_fields]
        assert {name: ours.__dict__[name] for name in fields} == {name: theirs.__dict__[name] for name in fields}
        assert {type(ours.__dict__[name]) for name in fields} == {type(theirs.__dict__[name]) for name in fields}
        assert (ours._state.adding, ours._state.db) == (False, "default")


def test_a_row_without_a_payload_says_so_without_a_query(django_assert_num_queries):
    made = SessionFactory()
    session = live_session("default").get(made.session_token, timezone.now())
    assert session == made
    with django_assert_num_queries(0):
        assert getattr(session, "payload", None) is None


def test_nothing_is_found_for_another_hash():
    SessionFactory()
    assert live_session("default").get("0" * 64, timezone.now()) is None


def test_it_is_built_once():
    assert live_session("default") is live_session("default")


def test_a_moment_that_it_does_not_know_is_noticed_when_it_is_built(monkeypatch):
    """A limit that somebody adds elsewhere than in KINDS would otherwise stand still."""
    monkeypatch.setattr("sessions_app.limits.KINDS", ())
    monkeypatch.setattr("sessions_app.limits.within", lambda now: plain_condition(now))
    with pytest.raises(AssertionError, match="not the query of"):
        LiveSession(connection.alias)


def plain_condition(now):
    from django.db.models import Q

    return Q(created_at__gt=now - timedelta(days=3))
