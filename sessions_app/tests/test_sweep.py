"""F9: the sweep ends what has lapsed, deletes what is old, and touches nothing else."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.factories import UserFactory
from sessions_app import services
from sessions_app.factories import SessionFactory
from sessions_app.models import Session, SessionPayload, SessionQuerySet
from sessions_app.services import Swept

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MOMENT = timedelta(seconds=30)


@pytest.fixture
def session(db):
    """Return a function that makes a row that was signed in and last used so long ago."""

    def session(used, signed_in=None, **fields):
        made = SessionFactory(**fields)
        now = timezone.now()
        Session.objects.filter(pk=made.pk).update(
            last_accessed=now - used, created_at=now - (used if signed_in is None else signed_in)
        )
        return made

    return session


def sweep(**arguments):
    return services.sweep(now=timezone.now(), **arguments)


def states():
    return dict(Session.objects.values_list("pk", "expired"))


@pytest.mark.parametrize(
    ("trait", "idle", "absolute"),
    [({}, 14 * DAY, 30 * DAY), ({"child": True}, 2 * HOUR, 7 * DAY), ({"staff": True}, 30 * MINUTE, 12 * HOUR)],
    ids=["adult", "child", "staff"],
)
def test_f9_what_has_lapsed_ends_and_what_has_not_stays(session, trait, idle, absolute):
    user = UserFactory(**trait)
    rows = {
        session(idle - MOMENT, user=user).pk: False,
        session(idle + MOMENT, user=user).pk: True,
        session(timedelta(0), absolute - MOMENT, user=user).pk: False,
        session(timedelta(0), absolute + MOMENT, user=user).pk: True,
    }
    assert sweep() == Swept(ended=2, deleted=0)
    assert states() == rows


def test_f9_a_row_that_lapsed_long_ago_ends_now_and_is_history_from_now_on(session):
    """Nobody knows when it ended but that it has now: the 90 days begin here."""
    row = session(400 * DAY)
    assert sweep() == Swept(ended=1, deleted=0)
    row.refresh_from_db()
    assert row.expired is True
    assert timezone.now() - row.last_accessed < MINUTE


def test_f9_a_live_row_is_not_touched(session):
    row = session(3 * DAY)
    before = Session.objects.values().get(pk=row.pk)
    sweep()
    assert Session.objects.values().get(pk=row.pk) == before


def test_f9_an_ended_row_is_never_touched_so_that_it_ages_out(session):
    row = session(89 * DAY, 100 * DAY, expired=True)
    before = Session.objects.values().get(pk=row.pk)
    assert [sweep(), sweep()] == [Swept(), Swept()]
    assert Session.objects.values().get(pk=row.pk) == before
    now = timezone.now()
    assert services.sweep(now=now + 2 * DAY) == Swept(ended=0, deleted=1)


def test_f9_history_is_deleted_90_days_after_the_end(session):
    kept = session(90 * DAY - MOMENT, 200 * DAY, expired=True)
    session(90 * DAY + MOMENT, 200 * DAY, expired=True)
    assert sweep() == Swept(ended=0, deleted=1)
    assert states() == {kept.pk: True}


def test_f9_a_row_whose_state_is_null_ends(session):
    row = session(timedelta(0))
    Session.objects.filter(pk=row.pk).update(expired=None)
    assert sweep() == Swept(ended=1, deleted=0)
    assert states() == {row.pk: True}


def test_f9_a_row_whose_times_are_null_ends_and_goes(session):
    unknown_use, unknown_start = session(timedelta(0)), session(timedelta(0))
    Session.objects.filter(pk=unknown_use.pk).update(last_accessed=None)
    Session.objects.filter(pk=unknown_start.pk).update(created_at=None)
    gone = session(timedelta(0), expired=True)
    Session.objects.filter(pk=gone.pk).update(last_accessed=None)
    assert sweep() == Swept(ended=2, deleted=1)
    assert states() == {unknown_use.pk: True, unknown_start.pk: True}


def test_f9_the_rows_of_people_who_are_not_active_end(session):
    row = session(timedelta(0))
    type(row.user).objects.update(is_active=False)
    assert sweep() == Swept(ended=1, deleted=0)


def test_f9_a_session_with_an_expiry_of_its_own_ends_then(open_session, owner):
    store = open_session(owner)
    store.set_expiry(600)
    store.save()
    assert sweep() == Swept()
    assert services.sweep(now=timezone.now() + timedelta(seconds=601)) == Swept(ended=1, deleted=0)


def test_f9_payloads_go_with_their_sessions(open_session, owner, age):
    store = open_session(owner)
    store.delete()
    age(store.session_id, used=91 * DAY)
    assert SessionPayload.objects.count() == 1
    assert sweep() == Swept(ended=0, deleted=1)
    assert SessionPayload.objects.count() == 0


def test_f9_batches_reach_every_row(session):
    live = [session(HOUR).pk for _ in range(3)]
    for _ in range(7):
        session(15 * DAY)
    for _ in range(5):
        session(91 * DAY, expired=True)
    assert sweep(batch=2) == Swept(ended=7, deleted=5)
    assert {pk for pk, expired in states().items() if not expired} == set(live)


def test_f9_each_batch_is_a_transaction_of_its_own(session, monkeypatch):
    for _ in range(5):
        session(15 * DAY)
    outside, nested, end = len(connection.savepoint_ids), [], SessionQuerySet.end

    def watched(self, now):
        nested.append(len(connection.savepoint_ids) - outside)
        return end(self, now)

    monkeypatch.setattr(SessionQuerySet, "end", watched)
    sweep(batch=2)
    assert nested == [1, 1, 1, 1]


def test_f9_a_dry_run_counts_and_changes_nothing(session):
    session(15 * DAY)
    session(91 * DAY, expired=True)
    before = list(Session.objects.order_by("pk").values())
    assert sweep(dry_run=True) == Swept(ended=1, deleted=1)
    assert list(Session.objects.order_by("pk").values()) == before
    assert sweep() == Swept(ended=1, deleted=1)


def test_f9_a_dry_run_says_what_a_run_would_do_to_a_row_that_lapsed_long_ago(session):
    session(400 * DAY)
    assert sweep(dry_run=True) == sweep() == Swept(ended=1, deleted=0)


def run(*arguments):
    out = StringIO()
    call_command("clearsessions", *arguments, stdout=out)
    return out.getvalue()


def test_f9_the_command_prints_counts(session):
    for _ in range(2):
        session(15 * DAY)
    session(91 * DAY, expired=True)
    assert run("--dry-run") == "Nothing is changed. Sessions to be ended: 2, deleted: 1\n"
    assert run() == "Sessions ended: 2, deleted: 1\n"
    assert run() == "Sessions ended: 0, deleted: 0\n"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_f9_a_sweep_passes_over_what_another_machine_holds(session):
    held, free = session(15 * DAY), session(15 * DAY)
    swept = []

    def sweep_elsewhere():
        try:
            swept.append(sweep(batch=1))
        finally:
            connection.close()

    with transaction.atomic():
        Session.objects.select_for_update().get(pk=held.pk)
        thread = threading.Thread(target=sweep_elsewhere)
        thread.start()
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert swept == [Swept(ended=1, deleted=0)]
    assert states() == {held.pk: False, free.pk: True}
    assert sweep() == Swept(ended=1, deleted=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_f9_several_machines_sweep_each_row_once(session):
    user = UserFactory()
    for _ in range(30):
        session(15 * DAY, user=user)
    for _ in range(30):
        session(91 * DAY, user=user, expired=True)
    swept, start = [], threading.Barrier(3)

    def sweep_at_once():
        try:
            start.wait()
            swept.append(sweep(batch=4))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep_at_once) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(s.ended for s in swept), sum(s.deleted for s in swept)) == (30, 30)
    assert set(states().values()) == {True}
    assert len(states()) == 30
