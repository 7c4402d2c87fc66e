"""Migrations run from nothing to the newest, back to nothing, and forth again."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

SCRATCH = "petshop_scratch_of_the_migration_test"


@pytest.fixture
def scratch_database(tmp_path, django_db_blocker):
    """The address of an empty database of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'scratch.sqlite3'}"
        return
    parameters = connection.settings_dict
    name = f"{SCRATCH}_{os.getpid()}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    password = f":{parameters['PASSWORD']}" if parameters["PASSWORD"] else ""
    host = parameters["HOST"] or "127.0.0.1"
    yield f"postgres://{parameters['USER']}{password}@{host}:{parameters['PORT'] or 5432}/{name}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_migrations_run_both_ways(scratch_database):
    def manage(*arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": scratch_database},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate")
    # Everything hangs on the people, so this takes all of it away.
    assert "Unapplying accounts.0001_initial... OK" in manage("migrate", "accounts", "zero")
    assert "Applying accounts.0001_initial... OK" in manage("migrate")
    assert "[ ]" not in manage("showmigrations")
