"""``updated_at`` and ``last_accessed``: moved by the database on every UPDATE that does not set them."""

import datetime
import time

import pytest
from django.db import connection

from accounts.factories import UserFactory
from pets.factories import PetFactory
from pets.models import Pet
from sessions_app.factories import SessionFactory

TOUCHED = [
    ("users", "updated_at", "first_name", "Ada"),
    ("pets", "updated_at", "breed", "Beagle"),
    ("sessions", "last_accessed", "expired", True),
]
LONG_AGO = "2001-02-03 04:05:06"


@pytest.fixture
def keys(sql, rows, user_id):
    return {
        "users": user_id,
        "pets": sql.insert("pets", **rows.pet(user_id)),
        "sessions": sql.insert("sessions", **rows.session(user_id)),
    }


def year(moment):
    return int(str(moment)[:4])


@pytest.fixture
def set_long_ago(sql, keys):
    def set_long_ago(table, touched):
        key_column = {"users": "user_id", "pets": "pet_id", "sessions": "session_id"}[table]
        sql.run(f"UPDATE {table} SET {touched} = '{LONG_AGO}' WHERE {key_column} = {keys[table]}")
        return key_column

    return set_long_ago


@pytest.mark.parametrize(("table", "touched", "column", "value"), TOUCHED)
def test_an_update_that_names_the_column_keeps_what_it_says(
    sql, keys, set_long_ago, table, touched, column, value
):
    key_column = set_long_ago(table, touched)
    assert year(sql.value(table, touched, keys[table])) == 2001
    sql.run(
        f"UPDATE {table} SET {column} = %s, {touched} = '1999-01-01' WHERE {key_column} = %s", value, keys[table]
    )
    assert year(sql.value(table, touched, keys[table])) == 1999


@pytest.mark.parametrize(("table", "touched", "column", "value"), TOUCHED)
def test_any_other_update_moves_it_to_the_present(sql, keys, set_long_ago, table, touched, column, value):
    key_column = set_long_ago(table, touched)
    sql.run(f"UPDATE {table} SET {column} = %s WHERE {key_column} = %s", value, keys[table])
    assert year(sql.value(table, touched, keys[table])) == datetime.datetime.now(datetime.UTC).year


@pytest.mark.parametrize(("table", "touched", "column", "value"), TOUCHED)
def test_an_update_that_changes_no_value_moves_it_too(sql, keys, set_long_ago, table, touched, column, value):
    key_column = set_long_ago(table, touched)
    sql.run(f"UPDATE {table} SET {column} = {column} WHERE {key_column} = %s", keys[table])
    assert year(sql.value(table, touched, keys[table])) == datetime.datetime.now(datetime.UTC).year


@pytest.mark.parametrize(("table", "touched", "column", "value"), TOUCHED)
def test_an_update_that_sets_the_column_to_itself_keeps_it_every_time(
    sql, keys, set_long_ago, table, touched, column, value
):
    key_column = set_long_ago(table, touched)
    for _ in range(2):
        sql.run(
            f"UPDATE {table} SET {column} = %s, {touched} = {touched} WHERE {key_column} = %s", value, keys[table]
        )
        assert year(sql.value(table, touched, keys[table])) == 2001
    sql.run(f"UPDATE {table} SET {column} = %s WHERE {key_column} = %s", value, keys[table])
    assert year(sql.value(table, touched, keys[table])) == datetime.datetime.now(datetime.UTC).year


def test_each_row_of_one_update_is_moved(sql, rows, user_id):
    ids = [sql.insert("pets", **rows.pet(user_id), updated_at=LONG_AGO) for _ in range(3)]
    sql.run("UPDATE pets SET age = 4 WHERE pet_id IN (%s, %s)", *ids[:2])
    years = [year(sql.value("pets", "updated_at", pet_id)) for pet_id in ids]
    this_year = datetime.datetime.now(datetime.UTC).year
    assert years == [this_year, this_year, 2001]


def test_two_updates_in_one_transaction_give_two_times(sql, pet_id):
    sql.run("UPDATE pets SET age = 4 WHERE pet_id = %s", pet_id)
    first = sql.value("pets", "updated_at", pet_id)
    time.sleep(0.005)
    sql.run("UPDATE pets SET age = 5 WHERE pet_id = %s", pet_id)
    assert sql.value("pets", "updated_at", pet_id) > first


def test_an_insert_keeps_the_times_that_it_names(sql, rows, user_id):
    pet_id = sql.insert("pets", **rows.pet(user_id), created_at=LONG_AGO, updated_at=LONG_AGO)
    assert year(sql.value("pets", "created_at", pet_id)) == 2001
    assert year(sql.value("pets", "updated_at", pet_id)) == 2001


def test_rounding_a_weight_does_not_move_a_time_that_the_update_names(sql, pet_id):
    sql.run(f"UPDATE pets SET weight = 1.239, updated_at = '{LONG_AGO}' WHERE pet_id = %s", pet_id)
    assert float(sql.value("pets", "weight", pet_id)) == 1.24
    assert year(sql.value("pets", "updated_at", pet_id)) == 2001


def test_a_changed_created_at_is_nobodys_business_but_the_clients(sql, pet_id):
    before = sql.value("pets", "created_at", pet_id)
    sql.run("UPDATE pets SET age = 9 WHERE pet_id = %s", pet_id)
    assert sql.value("pets", "created_at", pet_id) == before


@pytest.mark.parametrize("factory", [UserFactory, PetFactory, SessionFactory])
@pytest.mark.parametrize("update_fields", [None, "one"])
def test_after_save_the_instance_holds_the_new_time_without_another_query(
    db, django_assert_num_queries, factory, update_fields
):
    thing = factory()
    touched = "last_accessed" if factory is SessionFactory else "updated_at"
    column = {"User": "first_name", "Pet": "pet_name", "Session": "expired"}[type(thing).__name__]
    type(thing).objects.filter(pk=thing.pk).update(**{touched: datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC)})
    thing.refresh_from_db()

    with django_assert_num_queries(1):
        thing.save(update_fields=update_fields and [column])
        held = getattr(thing, touched)

    assert held.year == datetime.datetime.now(datetime.UTC).year
    assert getattr(type(thing).objects.get(pk=thing.pk), touched) == held


def test_a_queryset_update_moves_it_too(db):
    pet = PetFactory()
    Pet.objects.update(updated_at=datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC))
    Pet.objects.filter(pk=pet.pk).update(age=7)
    assert Pet.objects.get(pk=pet.pk).updated_at.year == datetime.datetime.now(datetime.UTC).year


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_rebuilds_keeps_its_triggers():
    """SQLite rebuilds a table to alter it, and drops its triggers with the old one."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite rebuilds tables.")

    def triggers():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'pets'")
            return {name for (name,) in cursor.fetchall()}

    before = triggers()
    assert "pets_touch_2" in before
    with connection.schema_editor() as editor:
        editor._remake_table(Pet)
    assert triggers() == before
