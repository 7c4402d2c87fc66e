"""Two processes at once: a session that was ended never comes back, and a replaced token opens nothing."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.utils import timezone

from accounts.models import User
from sessions_app import services
from sessions_app.engine import SessionStore
from sessions_app.models import Session
from sessions_app.tests.conftest import cookie_of, sign_in_to

pytestmark = pytest.mark.django_db


def opened_twice(open_session, user):
    """Return two stores of one session, loaded at the same time as by two processes."""
    key = open_session(user).session_key
    here, there = SessionStore(key), SessionStore(key)
    assert here.person == there.person == user
    return here, there


def test_a_save_after_the_end_is_refused_and_writes_nothing(open_session, owner):
    here, there = opened_twice(open_session, owner)
    here.flush()
    there["kept"] = "too late"
    with pytest.raises(UpdateError):
        there.save()
    session = Session.objects.get()
    assert (session.expired, session.payload.data) == (True, "")


def test_a_new_key_after_the_end_is_refused(open_session, owner):
    here, there = opened_twice(open_session, owner)
    services.end_all_sessions(owner, now=timezone.now())
    with pytest.raises(SessionInterrupted):
        there.cycle_key()
    session = Session.objects.get()
    assert session.expired is True
    assert here.session_key == there.session_key


def test_a_use_that_is_noted_after_the_end_touches_nothing(open_session, owner, age):
    store = open_session(owner)
    age(store.session_id, used=timedelta(minutes=5))
    store = SessionStore(store.session_key)
    assert store.person == owner
    ended_at = timezone.now() - timedelta(minutes=4)
    services.end_all_sessions(owner, now=ended_at)
    store.note_use()
    session = Session.objects.get()
    assert (session.expired, session.last_accessed) == (True, ended_at)


def test_a_use_noted_with_a_replaced_token_touches_nothing(open_session, owner, age):
    key = open_session(owner).session_key
    age(Session.objects.get().pk, used=timedelta(minutes=5))
    here, there = SessionStore(key), SessionStore(key)
    assert here.person == there.person == owner
    here.cycle_key()
    before = Session.objects.get().last_accessed
    there.note_use()
    assert Session.objects.get().last_accessed == before


def test_a_save_under_a_replaced_token_is_refused(open_session, owner):
    """What it would write back may be older than what replaced the token: the old proof of the password, say."""
    here, there = opened_twice(open_session, owner)
    here["kept"] = "new"
    here.cycle_key()
    there["kept"] = "old"
    with pytest.raises(UpdateError):
        there.save()
    assert SessionStore(here.session_key)["kept"] == "new"
    assert SessionStore(there.session_key).person is None


def test_of_two_new_keys_at_once_one_wins(open_session, owner):
    here, there = opened_twice(open_session, owner)
    here.cycle_key()
    with pytest.raises(UpdateError):
        there.cycle_key()
    assert SessionStore(here.session_key).person == owner
    assert Session.objects.count() == 1


def test_signing_out_with_a_replaced_token_ends_nothing_of_the_new_one(open_session, owner):
    here, there = opened_twice(open_session, owner)
    here.cycle_key()
    there.flush()
    assert SessionStore(here.session_key).person == owner


def test_two_saves_of_one_session_leave_the_later_one(open_session, owner):
    here, there = opened_twice(open_session, owner)
    here["kept"] = "first"
    here.save()
    there["kept"] = "second"
    there.save()
    assert SessionStore(here.session_key)["kept"] == "second"


def test_nobody_signs_in_as_a_person_who_was_erased_meanwhile(owner):
    store = SessionStore()
    sign_in_to(store, owner)
    User.objects.filter(pk=owner.pk).delete()
    with pytest.raises(UpdateError):
        store.save()
    with pytest.raises(UpdateError):
        store.create()
    assert Session.objects.count() == 0


# --- The same, page by page ------------------------------------------------------------------------------------


@pytest.mark.urls("sessions_app.tests.pages")
@pytest.mark.parametrize("path", ["/is_ended_meanwhile/", "/is_ended_before_cycling/"])
def test_a_page_whose_session_ended_meanwhile_answers_400_and_brings_nothing_back(owner, sign_in, path):
    client = sign_in(owner)
    response = client.get(path)
    assert response.status_code == 400
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert Session.objects.get().expired is True
    assert client.get("/who/").text == "AnonymousUser"


@pytest.mark.urls("sessions_app.tests.pages")
def test_a_page_asked_for_with_the_old_token_does_not_take_the_new_cookie_away(owner, sign_in, browser):
    """Both answers go to one browser: this one must not delete what the other has just brought."""
    client = sign_in(owner)
    late = browser(cookie_of(client))
    client.get("/cycles/")
    response = late.get("/who/")
    assert response.text == "AnonymousUser"
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert client.get("/who/").text == "olivia"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_ending_and_saving_at_the_same_moment_always_leaves_it_ended(open_session, owner):
    for _ in range(15):
        store = open_session(owner)
        late = SessionStore(store.session_key)
        late["kept"] = "late"
        start, outcome = threading.Barrier(2), []

        def save(late=late, start=start, outcome=outcome):
            try:
                start.wait()
                late.save()
                outcome.append("saved")
            except UpdateError:
                outcome.append("refused")
            finally:
                connection.close()

        def end(start=start):
            try:
                start.wait()
                services.end_all_sessions(owner, now=timezone.now())
            finally:
                connection.close()

        threads = [threading.Thread(target=save), threading.Thread(target=end)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert outcome in (["saved"], ["refused"])
        session = Session.objects.select_related("payload").get(pk=store.row.pk)
        assert (session.expired, session.payload.data) == (True, "")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_of_many_new_keys_at_the_same_moment_exactly_one_opens_the_session(open_session, owner):
    key = open_session(owner).session_key
    stores = [SessionStore(key) for _ in range(6)]
    assert {store.person for store in stores} == {owner}
    start, refused = threading.Barrier(6), []

    def cycle(store):
        try:
            start.wait()
            store.cycle_key()
        except UpdateError:
            refused.append(store)
        finally:
            connection.close()

    threads = [threading.Thread(target=cycle, args=[store]) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    (winner,) = [store for store in stores if store not in refused]
    assert SessionStore(winner.session_key).person == owner
    assert SessionStore(key).person is None
