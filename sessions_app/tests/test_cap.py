"""F4: ten live sessions a person, the oldest ends."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sessions_app.factories import SessionFactory
from sessions_app.models import Session


def live_ids(user):
    return list(user.sessions.live(timezone.now()).order_by("pk").values_list("pk", flat=True))


def test_f4_the_eleventh_sign_in_ends_the_oldest(open_session, owner):
    opened = [open_session(owner).session_id for _ in range(10)]
    assert live_ids(owner) == opened
    opened.append(open_session(owner).session_id)
    assert live_ids(owner) == opened[1:]
    assert Session.objects.get(pk=opened[0]).expired is True


def test_f4_the_oldest_is_the_one_that_signed_in_first_whatever_its_use(open_session, owner, age):
    opened = [open_session(owner).session_id for _ in range(10)]
    age(opened[0], used=timedelta(days=3), signed_in=timedelta(days=4))
    age(opened[7], used=timedelta(hours=1), signed_in=timedelta(days=9))
    open_session(owner)
    assert Session.objects.get(expired=True).pk == opened[7]


def test_f4_the_new_one_stays_when_clocks_disagree(open_session, owner):
    later = timezone.now() + timedelta(hours=1)
    for _ in range(10):
        SessionFactory(user=owner, created_at=later)
    newest = open_session(owner)
    assert newest.session_id in live_ids(owner)
    assert len(live_ids(owner)) == 10


def test_f4_more_than_one_too_many_end_together(open_session, owner):
    SessionFactory.create_batch(13, user=owner)
    open_session(owner)
    assert len(live_ids(owner)) == 10


def test_f4_ended_and_lapsed_sessions_do_not_count(open_session, owner, age):
    opened = [open_session(owner) for _ in range(10)]
    opened[4].delete()
    age(opened[5].session_id, used=timedelta(days=15))
    open_session(owner)
    open_session(owner)
    assert len(live_ids(owner)) == 10
    assert set(live_ids(owner)) >= {opened[i].session_id for i in (0, 1, 2, 3, 6, 7, 8, 9)}


def test_f4_each_person_has_ten(open_session, owner, stranger):
    theirs = [open_session(stranger).session_id for _ in range(10)]
    for _ in range(11):
        open_session(owner)
    assert live_ids(stranger) == theirs


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one at a time by itself.")
def test_f4_sign_ins_at_the_same_moment_leave_ten(open_session, owner):
    for _ in range(8):
        open_session(owner)
    start = threading.Barrier(6)

    def sign_in_at_once():
        try:
            start.wait()
            open_session(owner)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_in_at_once) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Session.objects.count() == 14
    assert len(live_ids(owner)) == 10
