"""Tables, columns, required columns and defaults of the contract."""

import datetime

import pytest
from django.db import connection

CONTRACT = {
    "users": {
        "user_id",
        "username",
        "password_hash",
        "email",
        "first_name",
        "last_name",
        "user_role",
        "created_at",
        "updated_at",
    },
    "pets": {
        "pet_id",
        "user_id",
        "pet_name",
        "pet_type",
        "breed",
        "age",
        "weight",
        "created_at",
        "updated_at",
    },
    "user_interactions": {
        "interaction_id",
        "user_id",
        "pet_id",
        "interaction_type",
        "content",
        "created_at",
    },
    "matchmaking_criteria": {
        "criteria_id",
        "user_id",
        "preferred_pet_type",
        "age_range_start",
        "age_range_end",
        "size_preference",
        "activity_level",
    },
    "sessions": {"session_id", "user_id", "session_token", "created_at", "last_accessed", "expired"},
}

REQUIRED = {
    "users": {"username", "password_hash", "email", "user_role"},
    "pets": {"user_id", "pet_name", "pet_type"},
    "user_interactions": {"user_id", "interaction_type"},
    "matchmaking_criteria": {"user_id", "preferred_pet_type", "size_preference", "activity_level"},
    "sessions": {"user_id", "session_token"},
}


def required_columns(table):
    """Columns that an INSERT must name: neither nullable nor with a default, and not the key."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA table_info({table})")
            return {
                name
                for _cid, name, _type, not_null, default, key in cursor.fetchall()
                if not_null and default is None and not key
            }
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("table", CONTRACT)
def test_each_table_has_the_columns_of_the_contract(db, table):
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    assert CONTRACT[table] - columns == set()


@pytest.mark.parametrize("table", REQUIRED)
def test_an_insert_must_name_what_the_contract_requires_and_nothing_else(db, table):
    """Every column that Django or the platform added is nullable or filled in by the database."""
    assert required_columns(table) == REQUIRED[table]


def test_there_is_no_session_table_of_djangos(db):
    assert "django_session" not in connection.introspection.table_names()


def test_the_least_user(sql, user_id):
    assert sql.run("SELECT first_name, last_name FROM users") == [(None, None)]
    assert sql.value("users", "created_at", user_id) is not None
    assert sql.value("users", "updated_at", user_id) is not None


def test_the_least_pet(sql, pet_id):
    assert sql.run("SELECT breed, age, weight FROM pets") == [(None, None, None)]
    assert sql.value("pets", "created_at", pet_id) is not None
    assert sql.value("pets", "updated_at", pet_id) is not None
    assert sql.value("pets", "availability", pet_id) == "available"


def test_the_least_interaction(sql, rows, user_id):
    interaction_id = sql.insert("user_interactions", **rows.interaction(user_id))
    assert sql.run("SELECT pet_id, content FROM user_interactions") == [(None, None)]
    assert sql.value("user_interactions", "created_at", interaction_id) is not None


def test_the_least_criteria(sql, rows, user_id):
    sql.insert("matchmaking_criteria", **rows.criteria(user_id))
    assert sql.run("SELECT age_range_start, age_range_end FROM matchmaking_criteria") == [(None, None)]


def test_the_least_session(sql, rows, user_id):
    session_id = sql.insert("sessions", **rows.session(user_id))
    assert not sql.value("sessions", "expired", session_id)
    assert sql.value("sessions", "expired", session_id) is not None
    assert sql.value("sessions", "created_at", session_id) is not None
    assert sql.value("sessions", "last_accessed", session_id) is not None


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "username"),
        ("users", "password_hash"),
        ("users", "email"),
        ("users", "user_role"),
        ("pets", "user_id"),
        ("pets", "pet_name"),
        ("pets", "pet_type"),
        ("user_interactions", "user_id"),
        ("user_interactions", "interaction_type"),
        ("matchmaking_criteria", "user_id"),
        ("matchmaking_criteria", "preferred_pet_type"),
        ("matchmaking_criteria", "size_preference"),
        ("matchmaking_criteria", "activity_level"),
        ("sessions", "user_id"),
        ("sessions", "session_token"),
    ],
)
def test_what_is_required_cannot_be_null(sql, rows, user_id, table, column):
    values = {
        "users": rows.user | {"username": "bo", "email": "bo@example.org"},
        "pets": rows.pet(user_id),
        "user_interactions": rows.interaction(user_id),
        "matchmaking_criteria": rows.criteria(user_id),
        "sessions": rows.session(user_id),
    }[table]
    assert sql.refuses_row(table, **values | {column: None})
    assert not sql.refuses_row(table, **values)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "created_at"),
        ("users", "updated_at"),
        ("pets", "created_at"),
        ("pets", "updated_at"),
        ("user_interactions", "created_at"),
        ("sessions", "created_at"),
        ("sessions", "last_accessed"),
    ],
)
def test_null_given_for_a_timestamp_means_the_present(sql, rows, table, column):
    user_id = sql.insert("users", **rows.user | {"username": "bo", "email": "bo@example.org"})
    values = {
        "users": rows.user,
        "pets": rows.pet(user_id),
        "user_interactions": rows.interaction(user_id),
        "sessions": rows.session(user_id),
    }[table]
    key = sql.insert(table, **values | {column: None})
    moment = sql.value(table, column, key)
    if moment.tzinfo is None:  # SQLite knows no zones; what it holds is UTC
        moment = moment.replace(tzinfo=datetime.UTC)
    assert abs(datetime.datetime.now(datetime.UTC) - moment) < datetime.timedelta(minutes=1)
