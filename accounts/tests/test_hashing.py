"""How passwords are stored (SAFETY E1)."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.urls import reverse

from accounts import services
from accounts.factories import PASSWORD, UserFactory
from accounts.models import User

STORED = "argon2$argon2id$v=19$m=19456,t=2,p=1$"


def test_a_new_password_is_stored_as_argon2id(db):
    user = services.sign_up(username="zoe", email="zoe@example.org", password=PASSWORD)
    user.refresh_from_db()
    assert user.password.startswith(STORED)
    assert PASSWORD not in user.password


def old_hash(kind):
    if kind == "heavier argon2":
        return Argon2PasswordHasher().encode(PASSWORD, "a-salt-of-sixteen")
    return make_password(PASSWORD, hasher=kind)


@pytest.mark.parametrize("kind", ["pbkdf2_sha256", "scrypt", "heavier argon2"])
def test_an_older_hash_is_made_anew_at_sign_in(client, db, kind):
    user = UserFactory(username="zoe", password=old_hash(kind))
    assert not user.password.startswith(STORED)
    typed = {"username": "zoe", "password": PASSWORD}
    assert client.post(reverse("accounts:sign_in"), typed)["Location"] == "/"
    user.refresh_from_db()
    assert user.password.startswith(STORED)
    assert user.check_password(PASSWORD)
    # The session began with the new hash, so it goes on.
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_a_wrong_password_leaves_an_older_hash_alone(client, db):
    user = UserFactory(username="zoe", password=old_hash("pbkdf2_sha256"))
    client.post(reverse("accounts:sign_in"), {"username": "zoe", "password": "a wrong one"})
    assert User.objects.get().password == user.password


@pytest.mark.parametrize(
    "stored",
    ["", "a hash of another program", "argon2$broken", "argon2$argon2id$v=19$m=1$x$y", "pbkdf2_sha256$x", "!"],
)
def test_a_hash_that_nobody_can_read_lets_nobody_in(client, db, stored):
    """A client of the contract may write anything there."""
    UserFactory(username="zoe", password=stored)
    response = client.post(reverse("accounts:sign_in"), {"username": "zoe", "password": PASSWORD})
    assert response.status_code == 422
