"""Signing in, with the user name or the e-mail address."""

from unittest.mock import patch

import pytest
from django.contrib.auth import SESSION_KEY, hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.factories import PASSWORD, UserFactory
from accounts.models import User

ADDRESS = reverse("accounts:sign_in")


def sign_in_as(client, name, password=PASSWORD, address=ADDRESS):
    return client.post(address, {"username": name, "password": password})


@pytest.mark.parametrize("name", ["olivia", "OLIVIA", "olivia@example.org", "Olivia@EXAMPLE.org", "  olivia "])
def test_a_pet_owner_signs_in_with_user_name_or_email_in_any_case(client, owner, name):
    response = sign_in_as(client, name)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.get(reverse("accounts:profile")).context["user"] == owner
    owner.refresh_from_db()
    assert owner.last_login is not None


def test_a_child_signs_in_with_the_user_name(client, child):
    assert sign_in_as(client, "Kit")["Location"] == "/"
    assert client.get(reverse("accounts:profile")).context["user"] == child


def test_nobody_signs_in_with_a_user_name_that_is_anothers_email_address(client, owner):
    """Only a client of the contract can write such a user name; each of the two has their own password."""
    squatter = UserFactory()
    User.objects.filter(pk=squatter.pk).update(username=owner.email)
    assert User.objects.find(owner.email.upper()) == squatter
    assert User.objects.find("olivia") == owner


def test_the_page_says_how(client, db):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert 'autocomplete="username"' in response.text
    assert 'autocomplete="current-password"' in response.text


def wrong_answer(client, name, password):
    response = sign_in_as(client, name, password)
    typed = name.encode()
    return response.status_code, response.content.replace(typed, b"NAME"), SESSION_KEY in client.session


@pytest.fixture
def same_token(monkeypatch):
    """Two pages can be compared when the token in their forms is the same."""
    monkeypatch.setattr("django.template.context_processors.get_token", lambda request: "token")


def test_known_unknown_and_closed_accounts_get_the_same_answer(client, owner, child, same_token):
    UserFactory(username="closed", is_active=False)
    nobody = wrong_answer(client, "nobody", "not the password")
    assert nobody[0] == 422
    assert b"That name and password do not fit together. Please try again." in nobody[1]
    assert nobody[2] is False
    assert wrong_answer(client, "olivia", "not the password") == nobody
    assert wrong_answer(client, "kit", "not the password") == nobody
    assert wrong_answer(client, "closed", "not the password") == nobody
    # Not even with the right password is a closed account told apart.
    assert wrong_answer(client, "closed", PASSWORD) == nobody


@pytest.mark.parametrize("name", ["nobody", "olivia", "olivia@example.org", "closed", "unusable", "unreadable"])
def test_the_same_work_is_done_for_every_name(client, owner, name):
    UserFactory(username="closed", is_active=False)
    UserFactory(username="unusable", password=hashers.make_password(None))
    UserFactory(username="unreadable", password="argon2$broken")
    hasher = hashers.get_hasher()
    hashed = []

    def counted(method):
        def count(self, *args, **kwargs):
            hashed.append(method.__name__)
            return method(self, *args, **kwargs)

        return count

    with (
        patch.object(type(hasher), "encode", counted(type(hasher).encode)),
        patch.object(type(hasher), "verify", counted(type(hasher).verify)),
        CaptureQueriesContext(connection) as queries,
    ):
        assert sign_in_as(client, name, "not the password").status_code == 422
    assert len(hashed) == 1
    assert len(queries) == 1


def test_what_was_typed_stays_but_the_password(client, owner):
    response = sign_in_as(client, "olivia", "my wrong password")
    assert 'value="olivia"' in response.text
    assert "my wrong password" not in response.text


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ("/accounts/family/?a=1", "/accounts/family/?a=1"),
        ("http://testserver/accounts/family/", "/"),
        ("accounts/family/", "/"),
        ("None", "/"),
        ("a\x00b", "/"),
        ("/a\r\nSet-Cookie: a=b", "/a%0D%0ASet-Cookie:%20a=b"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/" + "a" * 3000, "/"),
        ("/" + "é" * 1000, "/"),
        ("", "/"),
    ],
)
def test_next_leads_to_this_site_only(client, owner, wish, target):
    response = client.post(ADDRESS, {"username": "olivia", "password": PASSWORD}, query_params={"next": wish})
    assert response.status_code == 302
    assert response["Location"] == target


def test_next_is_not_lost_by_a_mistake_or_on_the_way_to_sign_up(client, owner):
    response = sign_in_as(client, "olivia", "no", ADDRESS + "?next=/accounts/family/")
    assert f'href="{reverse("accounts:sign_up")}?next=/accounts/family/"' in response.text.replace("%2F", "/")
    assert (
        sign_in_as(client, "olivia", address=ADDRESS + "?next=/accounts/family/")["Location"]
        == "/accounts/family/"
    )


def test_whoever_is_signed_in_is_sent_on(sign_in, owner, stranger):
    browser = sign_in(owner)
    assert browser.get(ADDRESS)["Location"] == "/"
    assert browser.get(ADDRESS + "?next=/accounts/family/")["Location"] == "/accounts/family/"
    assert sign_in_as(browser, stranger.username)["Location"] == "/"
    assert browser.get(reverse("accounts:profile")).context["user"] == owner


def test_a_private_page_sends_a_visitor_here_and_back(client, owner):
    response = client.get("/accounts/family/")
    assert response["Location"] == ADDRESS + "?next=/accounts/family/"
    assert sign_in_as(client, "olivia", address=response["Location"])["Location"] == "/accounts/family/"


def test_only_looking_and_sending(client, db):
    assert client.delete(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"username": "olivia"},
        {"password": PASSWORD},
        {"username": "olivia\x00", "password": PASSWORD},
        {"username": "o" * 101, "password": PASSWORD},
    ],
)
def test_bad_input_is_an_error_of_the_form(client, owner, typed):
    response = client.post(ADDRESS, typed)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("password", ["p" * 100_000, "pass\x00word", "\U0001f600" * 20])
def test_any_password_can_be_tried(client, owner, password):
    assert sign_in_as(client, "olivia", password).status_code == 422


def test_looking_for_a_person_uses_the_indexes_of_the_table(db):
    """A scan of millions of people for each sign-in would be slow, and slower for unknown names."""
    if connection.vendor != "postgresql":
        pytest.skip("the planner of SQLite speaks another language")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as queries:
        User.objects.find("olivia")
        User.objects.any_case("email", "olivia@example.org").first()
    for query, index in zip(queries, ["users_username_any_case", "users_email_any_case"], strict=True):
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert index in plan
        assert "Seq Scan" not in plan
