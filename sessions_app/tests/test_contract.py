"""What Django asks of every session engine (SessionBase), of visitors and of people, sync and async alike."""

import json
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from accounts.factories import UserFactory
from sessions_app.engine import SessionStore
from sessions_app.models import Session
from sessions_app.tests.conftest import sign_in_to

SIGN_IN_KEYS = {SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY}


class Asynchronously:
    """A store whose methods are called by their asynchronous names, so that one test asks for both."""

    def __init__(self, store):
        self.__dict__["store"] = store

    def __getattr__(self, name):
        method = getattr(self.store, f"a{name}", None)
        return async_to_sync(method) if callable(method) else getattr(self.store, name)

    def __setattr__(self, name, value):
        setattr(self.store, name, value)

    def __setitem__(self, key, value):
        async_to_sync(self.store.aset)(key, value)

    def __getitem__(self, key):
        async_to_sync(self.store.aget)(key)  # loads
        return self.store[key]

    def __contains__(self, key):
        return async_to_sync(self.store.ahas_key)(key)


@pytest.fixture(params=["visitor", "person"])
def kind(request, db):
    return request.param


@pytest.fixture(params=["sync", "async"])
def reopen(request):
    """Return a function that opens a store by a key, in the way of calling that this round tests."""
    return SessionStore if request.param == "sync" else lambda key=None: Asynchronously(SessionStore(key))


@pytest.fixture
def session(kind, reopen):
    """A new session, not saved; a person's has the three keys of a sign-in."""
    session = reopen()
    if kind == "person":
        sign_in_to(session, UserFactory())
        session.modified = session.accessed = False
    return session


def content(session):
    """Return what is in a session beside the keys of a sign-in."""
    return {key: value for key, value in session.items() if key not in SIGN_IN_KEYS}


def test_a_new_session_is_neither_accessed_nor_modified(db):
    session = SessionStore()
    assert (session.accessed, session.modified, session.session_key) == (False, False, None)
    assert bool(session) is False


def test_an_absent_key_gives_the_default(session):
    assert session.get("cat") is None
    assert session.get("cat", "dog") == "dog"
    assert session.modified is False


def test_a_value_is_stored_and_popped(session):
    session["cat"] = "dog"
    assert (session.accessed, session.modified) == (True, True)
    session.modified = session.accessed = False
    assert session.pop("cat") == "dog"
    assert (session.accessed, session.modified) == (True, True)
    assert session.get("cat") is None


def test_popping_what_is_absent_modifies_nothing(session):
    assert session.pop("cat", "none") == "none"
    assert (session.accessed, session.modified) == (True, False)
    with pytest.raises(KeyError):
        session.pop("cat")


def test_setdefault_keeps_what_is_there(session):
    assert session.setdefault("cat", "tabby") == "tabby"
    assert session.modified is True
    session.modified = False
    assert session.setdefault("cat", "siamese") == "tabby"
    assert session.modified is False


def test_update_adds_several(session):
    session.update({"cat": 1, "dog": 2})
    assert (session.accessed, session.modified) == (True, True)
    assert content(session) == {"cat": 1, "dog": 2}


def test_asking_for_a_key_accesses_and_does_not_modify(session):
    session["cat"] = 1
    session.modified = session.accessed = False
    assert "cat" in session
    assert session.has_key("cat") is True
    assert session.has_key("dog") is False
    assert (session.accessed, session.modified) == (True, False)


@pytest.mark.parametrize(
    ("view", "expected"), [("keys", ["cat"]), ("values", [1]), ("items", [("cat", 1)])], ids=str
)
def test_keys_values_and_items(reopen, view, expected):
    session = reopen()
    session["cat"] = 1
    session.modified = session.accessed = False
    assert list(getattr(session, view)()) == expected
    assert (session.accessed, session.modified) == (True, False)


def test_clear_leaves_nothing(session):
    session["cat"] = 1
    session.modified = session.accessed = False
    session.clear()
    assert list(session.items()) == []
    assert (session.accessed, session.modified) == (True, True)


def test_the_test_cookie_works_and_goes(session):
    session.set_test_cookie()
    assert session.test_cookie_worked() is True
    session.delete_test_cookie()
    assert session.test_cookie_worked() is False
    assert session.modified is True


def test_what_is_saved_is_there_when_opened_again(session, reopen):
    session["cat"] = {"name": "Tom", "ages": [1, None, "ü\u0000"]}
    session.save()
    key = session.session_key
    assert session.exists(key) is True
    again = reopen(key)
    assert content(again) == {"cat": {"name": "Tom", "ages": [1, None, "ü\u0000"]}}
    assert again.session_key == key
    assert again.modified is False


def test_saving_does_not_clear_what_is_in_hand(session):
    session["cat"] = 1
    session.save()
    assert content(session) == {"cat": 1}


def test_an_empty_session_gets_a_key_when_it_is_saved(session):
    session.save()
    assert isinstance(session.session_key, str)
    assert session.exists(session.session_key) is True


def test_create_gives_a_new_key_and_keeps_what_is_in_hand(session, reopen):
    session["cat"] = 1
    session.save()
    before = session.session_key
    session.modified = False
    session.create()
    assert session.session_key not in (None, before)
    assert session.modified is True
    assert content(reopen(session.session_key)) == {"cat": 1}


def test_a_deleted_session_is_gone(session):
    session["cat"] = 1
    session.save()
    key = session.session_key
    session.delete(key)
    assert session.exists(key) is False


def test_deleting_without_a_key_deletes_the_session_in_hand(session):
    session.save()
    key = session.session_key
    session.delete()
    assert session.exists(key) is False


def test_deleting_a_new_session_or_an_unknown_key_does_nothing(session):
    session.delete()
    session.delete("1")
    assert Session.objects.count() == 0


def test_flush_forgets_data_and_key(session):
    session["cat"] = 1
    session.save()
    before = session.session_key
    session.modified = session.accessed = False
    session.flush()
    assert session.exists(before) is False
    assert session.session_key is None
    assert list(session.items()) == []
    assert (session.accessed, session.modified) == (True, True)


def test_cycle_key_changes_the_key_and_keeps_the_data(session, reopen):
    session["cat"], session["dog"] = 1, 2
    session.save()
    before, items = session.session_key, dict(session.items())
    session.modified = False
    session.cycle_key()
    assert session.session_key not in (None, before)
    assert dict(session.items()) == items
    assert session.modified is True
    assert dict(reopen(session.session_key).items()) == items


def test_cycle_key_loads_what_was_not_loaded_yet(session, reopen):
    session["cat"] = 1
    session.save()
    items = dict(session.items())
    again = reopen(session.session_key)
    again.cycle_key()
    assert dict(again.items()) == items


@pytest.mark.parametrize(
    "key", ["1", "", "None", "abcdefgh", "x" * 43, "a:b:c", "\x00" * 43, "ü" * 43, "\ud800:::", "y" * 5000]
)
def test_a_key_that_we_did_not_give_is_never_adopted(db, reopen, key):
    session = reopen(key)
    assert session.get("cat") is None
    assert session.session_key is None
    assert session.exists(key) is False
    session.save()
    assert session.session_key != key
    assert Session.objects.count() == 0


def test_loading_an_unknown_key_makes_no_record(db, reopen):
    session = reopen("x" * 43)
    assert session.load() == {}
    assert session.session_key is None
    assert session.exists(session.session_key) is False
    assert Session.objects.count() == 0


def test_the_key_is_read_only(session):
    with pytest.raises(AttributeError):
        SessionStore().session_key = "x" * 43


def test_new_keys_differ():
    assert len({SessionStore()._get_new_session_key() for _ in range(100)}) == 100


def test_a_late_save_does_not_bring_back_a_session_that_ended_elsewhere(open_session, owner, reopen):
    session = reopen(open_session(owner).session_key)
    session["cat"] = "before"
    session.save()
    reopen(session.session_key).delete()
    session["cat"] = "after"
    with pytest.raises(UpdateError):
        session.save()
    assert session.load() == {}
    assert Session.objects.get().expired is True


# --- Encoding --------------------------------------------------------------------------------------------------


def test_what_is_encoded_can_be_decoded():
    data = {"cat": ["Tom", 3]}
    assert SessionStore().decode(SessionStore().encode(data)) == data


def test_damaged_data_is_reported_to_the_security_log_and_empty(caplog):
    assert SessionStore().decode("flaskdj:alkdjf") == {}
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("django.security.SuspiciousSession", "WARNING")
    assert "corrupted" in record.message


def test_the_serializer_of_the_settings_is_used(db, settings):
    settings.SESSION_SERIALIZER = f"{__name__}.Shouting"
    session = SessionStore()
    session["cat"] = "tom"
    session.save()
    assert dict(SessionStore(session.session_key).items()) == {"cat": "TOM"}


class Shouting:
    def dumps(self, data):
        return json.dumps(data).encode()

    def loads(self, data):
        return json.loads(data.decode().replace("tom", "TOM"))


# --- Expiry ----------------------------------------------------------------------------------------------------


def test_without_an_expiry_of_its_own_a_session_lasts_two_weeks(session):
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    session.save()
    assert session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    session.set_expiry(0)
    assert session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_an_expiry_in_seconds(session):
    now = timezone.now()
    session.set_expiry(10)
    assert session.get_expiry_date(modification=now) == now + timedelta(seconds=10)
    assert session.get_expiry_age(modification=now) == 10


def test_an_expiry_as_a_timedelta(session):
    now = timezone.now()
    with mock.patch("django.utils.timezone.now", return_value=now):
        session.set_expiry(timedelta(seconds=10))
    assert session.get_expiry_date(modification=now) == now + timedelta(seconds=10)
    assert session.get_expiry_age(modification=now) == 10


def test_an_expiry_as_a_moment(session):
    now = timezone.now()
    session.set_expiry(now + timedelta(seconds=10))
    assert session.get_expiry_date(modification=now) == now + timedelta(seconds=10)
    assert session.get_expiry_age(modification=now) == 10


def test_an_expiry_is_taken_back(session):
    session.set_expiry(None)
    session.set_expiry(10)
    session.set_expiry(None)
    session.save()
    assert session.get_expiry_age() == settings.SESSION_COOKIE_AGE


@pytest.mark.parametrize(("by_setting", "asked"), [(True, [False, True, True]), (False, [False, True, False])])
def test_whether_the_cookie_goes_with_the_browser(session, settings, by_setting, asked):
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = by_setting
    answers = []
    for expiry in (10, 0, None):
        session.set_expiry(expiry)
        answers.append(session.get_expire_at_browser_close())
    assert answers == asked


@pytest.mark.parametrize(
    "expiry",
    [timedelta(seconds=-10), -10, datetime(2020, 1, 1, tzinfo=UTC)],
    ids=["timedelta", "seconds", "moment"],
)
def test_an_expiry_in_the_past_ends_the_session_at_once(session, reopen, expiry):
    session["cat"] = 1
    session.set_expiry(expiry)
    session.save()
    assert "cat" not in reopen(session.session_key)


def test_an_expiry_to_come_ends_the_session_when_it_comes(session, reopen):
    session["cat"] = 1
    session.set_expiry(600)
    session.save()
    now = timezone.now()
    with mock.patch("django.utils.timezone.now", return_value=now + timedelta(seconds=590)):
        assert "cat" in reopen(session.session_key)
    with mock.patch("django.utils.timezone.now", return_value=now + timedelta(seconds=601)):
        assert "cat" not in reopen(session.session_key)


def test_an_expiry_that_is_taken_back_ends_nothing_any_more(session, reopen):
    session["cat"] = 1
    session.set_expiry(600)
    session.save()
    session.set_expiry(None)
    session.save()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(seconds=601)):
        assert "cat" in reopen(session.session_key)


def test_clear_expired_is_the_sweep(open_session, owner, age, reopen):
    session = open_session(owner)
    age(session.session_id, used=timedelta(days=15))
    reopen().clear_expired()
    assert Session.objects.get().expired is True
