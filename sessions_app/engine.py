"""The session engine of the site: the table ``sessions`` says who is signed in, and visitors leave no row.

It keeps the whole contract of `django.contrib.sessions.backends.base.SessionBase`, in two shapes:

* **A visitor's** session lives in the visitor's own cookie, signed. The database knows nothing of it.
* **A signed-in person's** cookie holds 256 random bits. A row of ``sessions`` holds their SHA-256 and the
  person, and ``session_payloads`` beside it holds the rest. Row, payload and person come in one query.

A session is a person's from the first `save` after ``auth.login()`` has put the person's id into it; that is when
the row is inserted. (``login()`` calls `cycle_key` *before*, when there is nobody to insert a row for.) From then
on the row alone says whose it is, whatever the payload says. Ending a session sets ``expired``; nothing sets it
back, so that a session that was ended meanwhile cannot be brought back by a late save.

``docs/decisions/sessions.md`` says why it is made like this.
"""

import secrets
from contextvars import ContextVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core import signing
from django.db import router, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from sessions_app import limits, services
from sessions_app.devices import describe
from sessions_app.models import Session, SessionPayload
from sessions_app.prepared import live_session
from sessions_app.tokens import hash_of, is_token, new_token

#: The session of the request at hand, or None: whoever changes their own password stays signed in here.
in_use = ContextVar("in_use", default=None)

# What the row says, and the payload therefore does not.
_KEPT_OUTSIDE_THE_DATA = (SESSION_KEY, HASH_SESSION_KEY)
_EXPIRY = "_session_expiry"  # where SessionBase.set_expiry() keeps its argument


class SessionEndedError(UpdateError, SessionInterrupted):
    """The session was ended, or given another token, while it was being used. Django answers with 400."""


class SessionStore(SessionBase):
    """A session: a dictionary, and the cookie's value as `session_key`.

    Attributes:
        row: the live `Session` once loaded or inserted, with ``row.user``; None for visitors.
        agent: the User-Agent of the request; a new row is described by it.
        ended_here: whether this request ended a live session, as signing out does.
    """

    key_salt = "sessions_app.payload"
    visitor_salt = "sessions_app.visitor"

    def __init__(self, session_key=None):
        super().__init__(session_key)
        self.row = None
        self.agent = ""
        self.ended_here = False

    # --- Who it is ---------------------------------------------------------------------------------------

    @property
    def person(self):
        """The person who is signed in, loaded with the session, or None. Their credentials are not checked."""
        self._get_session()
        return self.row.user if self.row else None

    @property
    def session_id(self):
        """The id of the row, or None for visitors."""
        self._get_session()
        return self.row.pk if self.row else None

    def holds_nothing(self):
        """Return whether there is nothing to keep, so that no cookie is due. An unread session stays unread."""
        data = getattr(self, "_session_cache", None)
        return not self.session_key if data is None else not data

    # --- Loading -----------------------------------------------------------------------------------------

    def load(self):
        """Return the data of the session that the key opens; empty, and the key gone, if it opens none."""
        self.row = None
        key = self.session_key
        if is_token(key):
            # From the database that is written to: a replica may not have heard yet that a session has ended.
            using = router.db_for_write(Session)
            self.row = live_session(using).get(hash_of(key), timezone.now())
            if self.row:
                return self._data_of(self.row)
        elif (data := self._visitors_data(key)) is not None:
            return data
        # Never adopt a key that we did not give, or that has ended.
        self._session_key = None
        return {}

    def _data_of(self, row):
        payload = getattr(row, "payload", None)
        if payload is None:
            # Written by a plain SQL client. The table has the last word, so the person is signed in.
            backend = settings.AUTHENTICATION_BACKENDS[0]
            data = {BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: row.user.get_session_auth_hash()}
        else:
            data = self.decode(payload.data)
            if payload.auth_hash:
                data[HASH_SESSION_KEY] = payload.auth_hash
        data[SESSION_KEY] = str(row.user_id)
        return data

    def _visitors_data(self, key):
        """Return what a visitor's cookie holds, or None unless it is signed by us and its time has not come."""
        if key is None:
            return None
        try:
            data, expires_at, _ = signing.loads(key, salt=self.visitor_salt, serializer=self.serializer)
        except (signing.BadSignature, TypeError, ValueError):
            return None
        if expires_at <= timezone.now().timestamp() or SESSION_KEY in data:
            return None
        return data

    def exists(self, session_key):
        """Return whether this key opens a session. A visitor's is known to nobody but the store that holds it."""
        if is_token(session_key):
            sessions = Session.objects.using(router.db_for_write(Session))
            return sessions.filter(session_token=hash_of(session_key)).live(timezone.now()).exists()
        return session_key == self.session_key and self._visitors_data(session_key) is not None

    # --- Saving ------------------------------------------------------------------------------------------

    def save(self, must_create=False):
        """Keep the session: a visitor's in the key itself, a person's in the database.

        Raises `SessionEndedError`, an `UpdateError`, if the session has ended meanwhile or the person is gone.
        """
        data = self._get_session(no_load=must_create)
        if SESSION_KEY not in data:
            self._save_visitor(data)
        elif self._continues(data) and not must_create:
            self._update(data)
        else:
            self._insert(data)

    def create(self):
        """Begin a session under a new key; what is in hand stays in it."""
        self.save(must_create=True)
        self.modified = True

    def cycle_key(self):
        """Give the session a new key, of which the old one knows nothing, and keep the data.

        A person's sign-in goes on: the row stays, and with it the time that the absolute limit counts from.
        """
        data = self._get_session()
        if self._continues(data):
            self._update(data, token=self._get_new_session_key())
        else:
            self.save()
        self.modified = True

    def sign_in_anew(self):
        """Let the next save begin another sign-in, with a row of its own; the row of this one ends then."""
        self.row = None

    def _continues(self, data):
        return self.row is not None and str(data.get(SESSION_KEY)) == str(self.row.user_id)

    def _save_visitor(self, data):
        left = self.session_key
        # The nonce makes every key a new one, also within one tick of the clock.
        signed = [data, self.get_expiry_date().timestamp(), secrets.token_urlsafe(6)]
        self._session_key = signing.dumps(
            signed, salt=self.visitor_salt, serializer=self.serializer, compress=True
        )
        self._leave(left)
        self.row = None

    def _insert(self, data):
        now = timezone.now()
        using = router.db_for_write(Session)
        left, token = self.session_key, new_token()
        with transaction.atomic(using=using):
            # One sign-in of a person at a time, so that the number of live sessions is exact.
            people = User.objects.using(using).select_for_update(no_key=True)
            user = people.filter(pk=data[SESSION_KEY]).first()
            if user is None:
                raise SessionEndedError("The person was erased before the session was kept.")
            row = Session(user=user, session_token=hash_of(token), expired=not user.is_active)
            row.save(using=using, force_insert=True)
            browser, system = describe(self.agent)
            row.payload = SessionPayload(session=row, browser=browser, system=system, **self._columns(data))
            row.payload.save(using=using, force_insert=True)
            self._leave(left)
            others = user.sessions.using(using).live(now).exclude(pk=row.pk).order_by("-created_at", "-pk")
            surplus = [session.pk for session in others.only("pk")[limits.LIVE_SESSIONS - 1 :]]
            if surplus:
                user.sessions.using(using).filter(pk__in=surplus).end(now)
        self.row = row
        self._session_key = token

    def _update(self, data, token=None):
        using = router.db_for_write(Session)
        with transaction.atomic(using=using):
            # By the token too: whoever had it replaced may have changed what this save would write back.
            row = Session.objects.using(using).filter(
                pk=self.row.pk, session_token=hash_of(self.session_key), expired=False
            )
            if not row.select_for_update(no_key=True).only("pk").first():
                raise SessionEndedError("The session was ended while it was being used.")
            if token:
                # A new token is not a use: the database would move the time otherwise.
                row.update(session_token=hash_of(token), last_accessed=F("last_accessed"))
            columns = self._columns(data)
            SessionPayload.objects.using(using).bulk_create(
                [SessionPayload(session=self.row, **columns)],
                update_conflicts=True,
                unique_fields=["session"],
                update_fields=list(columns),
            )
        if token:
            self._session_key = token

    def _columns(self, data):
        """Return the columns of the payload that follow from the data."""
        kept = {key: value for key, value in data.items() if key not in _KEPT_OUTSIDE_THE_DATA}
        return {
            "data": self.encode(kept),
            "auth_hash": data.get(HASH_SESSION_KEY, ""),
            "expires_at": self.get_expiry_date() if data.get(_EXPIRY) else None,
        }

    # --- Ending ------------------------------------------------------------------------------------------

    def delete(self, session_key=None):
        """End the session with this key, or this one. The row stays, as history."""
        key = self.session_key if session_key is None else session_key
        if is_token(key):
            if self._leave(key) and key == self.session_key:
                self.ended_here = True
        elif key == self.session_key:
            self._session_key = None

    def flush(self):
        """End the session and forget what it held, as signing out does."""
        self.clear()
        self.delete()
        self._session_key = None
        self.row = None

    def _leave(self, key):
        """End the row that this key opens, if it opens one, and return whether it did."""
        if not is_token(key):
            return False
        sessions = Session.objects.using(router.db_for_write(Session))
        return bool(sessions.filter(session_token=hash_of(key), expired=False).end(timezone.now()))

    @classmethod
    def clear_expired(cls):
        """End what has lapsed and delete old history, as the command ``clearsessions`` does."""
        services.sweep(now=timezone.now())

    # --- Time --------------------------------------------------------------------------------------------

    def get_session_cookie_age(self):
        """Return the seconds that the session lasts unused, unless ``set_expiry`` says less."""
        if self.row:
            return int(limits.limit_of(self.row.user).idle.total_seconds())
        return super().get_session_cookie_age()

    def get_expire_at_browser_close(self):
        """Return whether the cookie has no age: always for a child, otherwise as ``set_expiry`` says."""
        asked = super().get_expire_at_browser_close()
        return asked or bool(self.row and limits.limit_of(self.row.user).gone_with_browser)

    def cookie_age(self):
        """Return the seconds that the browser keeps the cookie, or None: until it is closed.

        A person's cookie lasts until the absolute limit. The idle limit, which every use moves on, is the
        database's to know; a cookie that ended with it would have to be sent with every page.
        """
        if self.get_expire_at_browser_close():
            return None
        if not self.row:
            return self.get_expiry_age()
        ends_at = self.row.created_at + limits.limit_of(self.row.user).absolute
        left = int((ends_at - timezone.now()).total_seconds())
        return max(min(left, self.get_expiry_age()) if self.get(_EXPIRY) else left, 0)

    def note_use(self):
        """Move ``last_accessed`` to the present if it is a minute old; of several requests at once, one does."""
        now = timezone.now()
        noted_before = now - limits.USE_IS_NOTED_EVERY
        if self.row and self.row.last_accessed <= noted_before:
            Session.objects.using(router.db_for_write(Session)).filter(
                pk=self.row.pk,
                session_token=hash_of(self.session_key),
                last_accessed__lte=noted_before,
                expired=False,
            ).update(last_accessed=now)

    # --- The cookie of a session that opened nothing ---------------------------------------------------------

    def is_spent(self, key):
        """Return whether a key that opened nothing will never open anything, so that the cookie can go.

        A token without a row may just have been replaced: the answer with the new cookie is under way, and
        taking the cookie back would sign the person out. One whose row has ended, or has lapsed and is
        therefore ended here, is spent.
        """
        if not is_token(key):
            return True
        sessions = Session.objects.using(router.db_for_write(Session)).filter(session_token=hash_of(key))
        if not sessions.exists():
            return False
        sessions.lapsed(timezone.now()).end(timezone.now())
        return not self.exists(key)

    # --- The same, asynchronous: what SessionBase does not hand to the synchronous methods by itself -------------

    async def acycle_key(self):
        await sync_to_async(self.cycle_key)()

    async def aflush(self):
        await sync_to_async(self.flush)()

    async def aget_expire_at_browser_close(self):
        await self._aget_session()
        return self.get_expire_at_browser_close()

    def _get_new_session_key(self):
        return new_token()

    async def _aget_new_session_key(self):
        return new_token()
