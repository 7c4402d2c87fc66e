"""A client of the contract: plain SQL, knowing only the five tables as they were first written."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError


class PlainClient:
    """Sends statements and gives back rows, as a program that has never heard of Django would."""

    def run(self, sql, *params):
        """Run one statement; return its rows, or None when it gives none."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else None

    def insert(self, table, **values):
        """Insert one row and return its key."""
        columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        (row,) = self.run(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {KEYS[table]}", *values.values()
        )
        return row[0]

    def value(self, table, column, key):
        """Return one value of one row."""
        ((value,),) = self.run(f"SELECT {column} FROM {table} WHERE {KEYS[table]} = %s", key)
        return value

    def count(self, table):
        ((count,),) = self.run(f"SELECT COUNT(*) FROM {table}")
        return count

    def refuses(self, sql, *params):
        """Whether the database refuses the statement; nothing of it stays."""
        try:
            with transaction.atomic():
                self.run(sql, *params)
                # Foreign keys are checked at the end of the transaction.
                connection.check_constraints()
        except DatabaseError:
            return True
        return False

    def refuses_row(self, table, **values):
        columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        return self.refuses(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *values.values())


KEYS = {
    "users": "user_id",
    "pets": "pet_id",
    "user_interactions": "interaction_id",
    "matchmaking_criteria": "criteria_id",
    "sessions": "session_id",
}


@pytest.fixture
def sql(db):
    return PlainClient()


@pytest.fixture
def rows(sql):
    """The least row of each table: only what the contract requires."""

    class Rows:
        user = {
            "username": "ada",
            "password_hash": "x",
            "email": "ada@example.org",
            "user_role": "pet_owner",
        }

        @staticmethod
        def pet(user_id):
            return {"user_id": user_id, "pet_name": "Rex", "pet_type": "dog"}

        @staticmethod
        def interaction(user_id):
            return {"user_id": user_id, "interaction_type": "like"}

        @staticmethod
        def criteria(user_id):
            return {
                "user_id": user_id,
                "preferred_pet_type": "any",
                "size_preference": "any",
                "activity_level": "any",
            }

        @staticmethod
        def session(user_id):
            return {"user_id": user_id, "session_token": "token"}

    return Rows


@pytest.fixture
def user_id(sql, rows):
    return sql.insert("users", **rows.user)


@pytest.fixture
def pet_id(sql, rows, user_id):
    return sql.insert("pets", **rows.pet(user_id))
