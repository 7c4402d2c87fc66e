"""The one query of every signed-in page, built once.

The ORM takes longer to build this query, three tables and three kinds of limits, than PostgreSQL to answer it:
with it a page would be slower than with Django's own engine, which asks twice (``bench/sessions.py``). So the SQL
is built once for each database, from the same `Session.objects.live` that everybody else asks, and each request
fills in the hash of its token and the moment.
"""

import functools
from datetime import UTC, datetime, timedelta

from django.db import connections

from accounts.models import User
from sessions_app import limits
from sessions_app.models import Session, SessionPayload

_MODELS = (Session, User, SessionPayload)


class LiveSession:
    """``Session.objects.live(now).select_related("user", "payload").filter(session_token=...)`` for one database.

    Args:
        using: the alias of the database.
    """

    def __init__(self, using):
        self.using = using
        token_hash, now = "the hash of a token", datetime(2000, 1, 1, tzinfo=UTC)
        compiler = self._query(token_hash, now).get_compiler(using)
        self.sql, parameters = compiler.as_sql()
        adapt = compiler.connection.ops.adapt_datetimefield_value
        ages = {timedelta(0), *(age for kind in limits.KINDS for age in (kind.idle, kind.absolute))}
        moments = {adapt(now - age): age for age in ages}
        # What stands at each place: the hash, a moment so long ago, or something that is always the same.
        self.places = [(parameter == token_hash, moments.get(parameter), parameter) for parameter in parameters]
        columns = [column for column, *_ in compiler.select]
        self.converters = compiler.get_converters(columns)
        self.positions = {
            model: {column.target.attname: i for i, column in enumerate(columns) if column.target.model is model}
            for model in _MODELS
        }
        self._check()

    def _query(self, token_hash, now):
        sessions = Session.objects.using(self.using).select_related("user", "payload")
        return sessions.filter(session_token=token_hash).live(now).query

    def _check(self):
        """Fail at the first use, and not now and then, if the query has a moment that we do not know."""
        token_hash, now = "another", datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
        sql, parameters = self._query(token_hash, now).get_compiler(self.using).as_sql()
        if (sql, list(parameters)) != (self.sql, self.parameters(token_hash, now)):
            raise AssertionError("The prepared query is not the query of Session.objects.live().")

    def parameters(self, token_hash, now):
        """Return the parameters of the statement for this token at this moment."""
        adapt = connections[self.using].ops.adapt_datetimefield_value
        return [
            token_hash if is_token else constant if age is None else adapt(now - age)
            for is_token, age, constant in self.places
        ]

    def get(self, token_hash, now):
        """Return the live session of a token with ``user`` and ``payload`` loaded, or None."""
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters(token_hash, now))
            row = cursor.fetchone()
        if row is None:
            return None
        row = list(row)
        for position, (converters, column) in self.converters.items():
            for convert in converters:
                row[position] = convert(row[position], column, connection)
        session, user, payload = (self._instance(model, row) for model in _MODELS)
        Session._meta.get_field("user").set_cached_value(session, user)
        Session._meta.get_field("payload").set_cached_value(session, payload if payload.pk else None)
        return session

    def _instance(self, model, row):
        positions = self.positions[model]
        return model.from_db(self.using, list(positions), [row[position] for position in positions.values()])


@functools.cache
def live_session(using):
    """Return the `LiveSession` of this database, built at the first call."""
    return LiveSession(using)
