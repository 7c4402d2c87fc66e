"""What the session engine costs: ``python bench/sessions.py [--rows 10000 100000 1000000] [--rounds 60]``.

On PostgreSQL, in a database of its own that is dropped at the end (``DATABASE_URL`` names the server).

* A signed-in page with our engine against the same page with Django's ``db`` and ``cached_db``: queries, and
  requests per second of one process. They take turns, round by round, so that noise hits all alike. ``cached_db``
  has the fastest cache there is, this process's own memory; several processes need one over the network.
* A table of growing history: loading by token, the devices page, and ``clearsessions`` with the same work to do.

Answers are compared before anything is timed.
"""

import argparse
import logging
import os
import random
import secrets
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = "sessions_app.engine"
ENGINES = [OURS, "django.contrib.sessions.backends.db", "django.contrib.sessions.backends.cached_db"]
INSTEAD = {
    "sessions_app.middleware.SessionMiddleware": "django.contrib.sessions.middleware.SessionMiddleware",
    "sessions_app.middleware.AuthenticationMiddleware": "django.contrib.auth.middleware.AuthenticationMiddleware",
}
PAGES = {"only who it is": "/bench/who/", "the profile page": "/accounts/profile/"}
REQUESTS = 20
LOOK_UPS = 300
LIVE = 400
LAPSED = OLD = 5000


def set_up(name, server):
    """Create the database and Django's own table of sessions beside ours."""
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True
    connection.cursor().execute(f'CREATE DATABASE "{name}"')
    os.environ |= {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}", "SECRET_KEY": "bench", "DEBUG": "false"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "petshop.settings"
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.sessions"]
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return connection


# --- A page --------------------------------------------------------------------------------------------------


class Site:
    """The site with one session engine, and a browser that is signed in."""

    def __init__(self, engine, user):
        from django.conf import settings
        from django.core.handlers.base import BaseHandler
        from django.test import Client, RequestFactory, override_settings

        middleware = settings.MIDDLEWARE
        if engine != OURS:
            middleware = [INSTEAD.get(name, name) for name in middleware]
        self.settings = override_settings(SESSION_ENGINE=engine, MIDDLEWARE=middleware)
        with self.settings:
            self.handler = BaseHandler()
            self.handler.load_middleware()
            client = Client()
            client.force_login(user)
        self.requests = RequestFactory(headers={"cookie": client.cookies.output(header="", sep=";")})
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.requests.cookies[settings.SESSION_COOKIE_NAME] = key

    def get(self, address):
        return self.handler.get_response(self.requests.get(address))

    def per_second(self, address):
        start = time.perf_counter()
        for _ in range(REQUESTS):
            self.get(address)
        return REQUESTS / (time.perf_counter() - start)


def who(request):
    from django.http import HttpResponse

    return HttpResponse(str(request.user))


def measure_pages(rounds):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    from accounts.factories import UserFactory
    from petshop import urls

    urls.urlpatterns.append(path("bench/who/", who))
    user = UserFactory(username="bench")
    sites = {engine: Site(engine, user) for engine in ENGINES}
    for title, address in PAGES.items():
        answers = {engine: site.get(address) for engine, site in sites.items()}
        assert {answer.status_code for answer in answers.values()} == {200}
        assert all("bench" in answer.text for answer in answers.values())
        queries = {}
        for engine, site in sites.items():
            with CaptureQueriesContext(connection) as captured:
                site.get(address)
            queries[engine] = len(captured)
        speeds = {engine: [] for engine in ENGINES}
        for _ in range(rounds):
            for engine in random.sample(ENGINES, len(ENGINES)):
                speeds[engine].append(sites[engine].per_second(address))
        base = speeds[ENGINES[1]]
        print(f"\nA signed-in page, {title} ({rounds} rounds of {REQUESTS} requests, median)")
        print(f"{'engine':<45}{'queries':>8}{'per second':>12}{'to db':>8}")
        for engine in ENGINES:
            median = statistics.median(speeds[engine])
            # Of the same round, as the machine was then.
            ratio = statistics.median(mine / dbs for mine, dbs in zip(speeds[engine], base, strict=True))
            print(f"{engine:<45}{queries[engine]:>8}{median:>12.0f}{ratio:>8.2f}")


# --- A table of growing history ------------------------------------------------------------------------------

PEOPLE = """INSERT INTO users (username, password_hash, email, user_role)
    SELECT 'person' || n, '', 'person' || n || '@example.org',
        CASE WHEN n %% 5 = 0 THEN 'child' ELSE 'pet_owner' END
    FROM generate_series(%(first)s, %(last)s) n"""
# Twenty sign-ins each, which ended in the last 80 days; the first people have one that was used within the hour.
HISTORY = """INSERT INTO sessions (user_id, session_token, created_at, last_accessed, expired)
    SELECT u.user_id, encode(sha256((u.user_id || '-' || n || '-' || %(salt)s)::bytea), 'hex'),
        at - interval '1 minute', at, NOT live
    FROM users u CROSS JOIN generate_series(1, 20) n
    CROSS JOIN LATERAL (SELECT n = 1 AND substr(u.username, 7)::int <= %(live)s AS live) AS state
    CROSS JOIN LATERAL (SELECT now() - random() * CASE WHEN live THEN interval '1 hour'
                                                  ELSE interval '80 days' END AS at) AS times
    WHERE u.username BETWEEN 'person' AND 'personz' AND u.user_id > %(after)s"""
KNOWN = """SELECT session_id FROM sessions JOIN users USING (user_id)
    WHERE NOT expired AND username LIKE 'person%%' ORDER BY random() LIMIT %s"""
WAKE = """UPDATE sessions SET expired = FALSE, created_at = now(), last_accessed = now()
    WHERE mod(session_id, 20) = 0 AND expired"""
WORK = """INSERT INTO sessions (user_id, session_token, created_at, last_accessed, expired)
    SELECT user_id, encode(sha256((user_id || %(salt)s)::bytea), 'hex'),
        now() - %(age)s::interval, now() - %(age)s::interval, %(expired)s
    FROM users WHERE username LIKE 'person%%' ORDER BY random() LIMIT %(limit)s"""
PAYLOADS = """INSERT INTO session_payloads (session_id, data, browser, system)
    SELECT session_id, repeat('x', 120), 'Firefox', 'Windows' FROM sessions s
    WHERE NOT EXISTS (SELECT FROM session_payloads p WHERE p.session_id = s.session_id)"""


def grow(cursor, rows):
    """Add people with 20 sign-ins each until the table has this many rows."""
    cursor.execute("SELECT count(*), coalesce(max(user_id), 0) FROM users")
    people, after = cursor.fetchone()
    cursor.execute("SELECT count(*) FROM sessions")
    missing = (rows - cursor.fetchone()[0]) // 20
    cursor.execute(PEOPLE, {"first": people + 1, "last": people + missing})
    cursor.execute(HISTORY, {"salt": secrets.token_hex(4), "after": after, "live": LIVE})
    cursor.execute(PAYLOADS)


def add_work(cursor):
    """Add what a sweep has to do: rows that have lapsed, and rows that ended long ago."""
    for age, expired, limit in (("40 days", False, LAPSED), ("91 days", True, OLD)):
        for _ in range(0, limit, 250):
            cursor.execute(WORK, {"salt": secrets.token_hex(4), "age": age, "expired": expired, "limit": 250})
    cursor.execute(PAYLOADS)


def times(run, cases):
    """Return (median, 99th percentile) in milliseconds of one run for each case."""
    spent = []
    for case in cases:
        start = time.perf_counter()
        run(case)
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=100)[98]


def measure_table(rows, wake=False):
    from django.db import connection
    from django.utils import timezone

    from accounts.models import User
    from sessions_app import services
    from sessions_app.engine import SessionStore
    from sessions_app.models import Session
    from sessions_app.tokens import hash_of, new_token
    from sessions_app.views import listing

    with connection.cursor() as cursor:
        grow(cursor, rows)
        if wake:
            cursor.execute(WAKE)
        cursor.execute("VACUUM ANALYZE")
        # Tokens that are known, put into live rows at random.
        tokens = {}
        cursor.execute(KNOWN, [LOOK_UPS])
        for (session_id,) in cursor.fetchall():
            token = new_token()
            tokens[token] = session_id
            Session.objects.filter(pk=session_id).update(session_token=hash_of(token))

    def load(token):
        store = SessionStore(token)
        assert store.session_id == tokens[token]

    def list_plainly(user):
        sessions = sorted(user.sessions.all(), key=lambda session: session.pk, reverse=True)
        live = [session for session in sessions if not session.expired]
        live.sort(key=lambda session: session.last_accessed, reverse=True)
        return live + [session for session in sessions if session.expired][:20]

    def list_devices(user):
        listed = listing(user, None)
        assert listed["live"]

    people = list(User.objects.filter(sessions__in=tokens.values()).distinct())
    for user in people[:20]:
        listed = listing(user, None)
        assert listed["live"] + listed["past"] == list_plainly(user)
    loading, listing_ms = times(load, tokens), times(list_devices, people)

    durations = []
    end_batch, delete_batch = services._end_batch, services._delete_batch
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE NOT expired) FROM sessions")
        before, live = cursor.fetchone()
        add_work(cursor)
    services._end_batch, services._delete_batch = timed(end_batch, durations), timed(delete_batch, durations)
    start = time.perf_counter()
    swept = services.sweep(now=timezone.now())
    seconds = time.perf_counter() - start
    services._end_batch, services._delete_batch = end_batch, delete_batch
    assert (swept.ended, swept.deleted) == (LAPSED, OLD), swept
    longest = max(durations) * 1000
    idle = time.perf_counter()
    assert services.sweep(now=timezone.now()) == services.Swept()
    idle = time.perf_counter() - idle
    print(
        f"{before:>10,}{live:>8,}"
        f"{loading[0]:>9.2f} /{loading[1]:>6.2f}{listing_ms[0]:>9.2f} /{listing_ms[1]:>6.2f}"
        f"{seconds:>12.2f}{longest:>14.0f}{idle:>14.2f}"
    )


def timed(function, durations):
    def run(*arguments):
        start = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            durations.append(time.perf_counter() - start)

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    server = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    name = f"petshop_bench_sessions_{os.getpid()}"
    outside = set_up(name, server)
    try:
        measure_pages(arguments.rounds)
        print(f"\nA growing history; a sweep ends {LAPSED:,} and deletes {OLD:,}. Median / p99 in ms.")
        headings = f"{'rows':>10}{'live':>8}{'load by token':>17}{'devices page':>17}"
        print(headings + f"{'sweep, s':>12}{'batch, ms':>14}{'no work, s':>14}")
        for rows in sorted(arguments.rows):
            measure_table(rows)
        measure_table(max(arguments.rows), wake=True)
    finally:
        from django.db import connections

        connections.close_all()
        outside.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
