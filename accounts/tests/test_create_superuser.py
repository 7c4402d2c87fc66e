"""The first member of staff comes from the command line."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User


def create(username="stella", email="Stella@Example.ORG"):
    call_command("createsuperuser", "--noinput", username=username, email=email, verbosity=0)


def test_createsuperuser_makes_staff_that_can_sign_in(client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "three green apples")
    create()
    user = User.objects.get()
    assert (user.username, user.email) == ("stella", "Stella@example.org")
    assert (user.user_role, user.is_staff, user.is_superuser, user.is_active) == ("pet_owner", True, True, True)
    typed = {"username": "stella", "password": "three green apples"}
    assert client.post("/accounts/sign-in/?next=/admin/", typed)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_without_a_password_nobody_signs_in(client, db):
    create()
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"username": "OLIVIA"}, "Error: That user name is already taken."),
        ({"email": "OLIVIA@example.org"}, "This e-mail address is taken."),
        ({"email": "nonsense"}, "Enter a valid email address."),
    ],
)
def test_a_name_that_is_taken_is_said_in_words(owner, fields, message):
    with pytest.raises(CommandError, match=message):
        create(**fields)
    assert list(User.objects.all()) == [owner]
