"""Deleting a person or a pet deletes what hangs on them, in the database itself."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import connection, models
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import GuardianshipFactory, UserFactory
from accounts.models import User
from accounts.tests.second_factor import give_second_factor


@pytest.fixture
def everything(sql, rows, user_id, pet_id):
    """A person with a row in every table of the contract, and somebody else who likes the pet."""
    other = sql.insert("users", **rows.user | {"username": "bo", "email": "bo@example.org"})
    sql.insert("user_interactions", **rows.interaction(user_id), pet_id=pet_id)
    sql.insert("user_interactions", **rows.interaction(other), pet_id=pet_id)
    sql.insert("user_interactions", **rows.interaction(other))
    sql.insert("matchmaking_criteria", **rows.criteria(user_id))
    sql.insert("sessions", **rows.session(user_id))
    return other


def counts(sql):
    tables = ["users", "pets", "user_interactions", "matchmaking_criteria", "sessions"]
    return [sql.count(table) for table in tables]


def test_deleting_a_person_deletes_their_rows_and_what_others_did_with_their_pets(sql, everything, user_id):
    assert counts(sql) == [2, 1, 3, 1, 1]
    sql.run("DELETE FROM users WHERE user_id = %s", user_id)
    connection.check_constraints()
    assert counts(sql) == [1, 0, 1, 0, 0]


def test_deleting_a_pet_deletes_its_interactions_alone(sql, everything, pet_id):
    sql.run("DELETE FROM pets WHERE pet_id = %s", pet_id)
    connection.check_constraints()
    assert counts(sql) == [2, 0, 1, 1, 1]


def test_deleting_a_member_of_staff_deletes_what_django_and_the_platform_keep_of_them(sql, user_id):
    user = User.objects.get(pk=user_id)
    user.groups.add(Group.objects.create(name="moderators"))
    guardianship = GuardianshipFactory(guardian=user)
    LogEntry.objects.log_actions(user.pk, [user], CHANGE)

    sql.run("DELETE FROM users WHERE user_id = %s", user_id)
    connection.check_constraints()

    assert LogEntry.objects.count() == 0
    assert User.groups.through.objects.count() == 0
    assert Group.objects.count() == 1
    assert list(User.objects.all()) == [guardianship.child]


def test_deleting_a_member_of_staff_deletes_their_second_factor_and_nobody_elses(sql, user_id):
    other = UserFactory(staff=True)
    for user in (User.objects.get(pk=user_id), other):
        give_second_factor(user)
    tables = ["otp_totp_totpdevice", "otp_static_staticdevice", "otp_static_statictoken"]
    assert [sql.count(table) for table in tables] == [2, 2, 20]

    sql.run("DELETE FROM users WHERE user_id = %s", user_id)
    connection.check_constraints()

    assert [sql.count(table) for table in tables] == [1, 1, 10]
    assert TOTPDevice.objects.get().user == other
    assert StaticDevice.objects.get().user == other


def test_deleting_them_through_the_models_does_the_same(user_id):
    user = User.objects.get(pk=user_id)
    give_second_factor(user)
    user.delete()
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count(), StaticToken.objects.count()) == (0, 0, 0)


def test_every_key_to_a_table_of_ours_cascades_in_the_database(db):
    """The registry of models is asked, so that a later table cannot be forgotten."""
    contract = {"users", "pets", "user_interactions", "matchmaking_criteria", "sessions"}
    in_python = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.remote_field
        and field.remote_field.model._meta.db_table in contract
        and field.remote_field.on_delete not in (models.DB_CASCADE, models.DB_SET_NULL)
    ]
    # Of Django and of django-otp; migrations give them their cascade: accounts 0002 and 0003. That it works is
    # shown above.
    assert sorted(in_python) == ["admin.LogEntry.user", "otp_static.StaticDevice.user", "otp_totp.TOTPDevice.user"]
