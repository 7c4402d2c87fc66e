"""Joining as a pet owner."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts import services
from accounts.factories import UserFactory
from accounts.models import User

ADDRESS = reverse("accounts:sign_up")
TYPED = {
    "username": "Zoe.K",
    "email": "Zoe@Example.ORG",
    "password": "three green apples",
    "first_name": "Zoë",
    "last_name": "",
}


def errors(response):
    return {field: list(messages) for field, messages in response.context["form"].errors.items()}


def test_a_pet_owner_joins_and_is_signed_in_at_once(client, db):
    response = client.post(ADDRESS, TYPED)
    assert response.status_code == 302
    assert response["Location"] == "/"
    user = User.objects.get()
    assert (user.username, user.email, user.user_role) == ("Zoe.K", "Zoe@example.org", "pet_owner")
    assert (user.first_name, user.last_name) == ("Zoë", None)
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert user.check_password("three green apples")
    assert client.get(reverse("accounts:profile")).context["user"] == user


def test_joining_leads_on_to_where_one_was_going(client, db):
    assert client.post(ADDRESS + "?next=/accounts/family/", TYPED)["Location"] == "/accounts/family/"


def test_the_password_is_kept_as_it_was_typed(client, db):
    client.post(ADDRESS, TYPED | {"password": "  three green apples "})
    user = User.objects.get()
    assert user.check_password("  three green apples ")
    assert not user.check_password("three green apples")


def test_what_was_typed_cannot_make_a_child_or_staff(client, db):
    client.post(ADDRESS, TYPED | {"user_role": "child", "is_staff": "on", "is_superuser": "on"})
    user = User.objects.get()
    assert (user.user_role, user.is_staff, user.is_superuser) == ("pet_owner", False, False)


@pytest.mark.parametrize("who", ["owner", "child"])
def test_whoever_is_signed_in_is_sent_home(request, sign_in, who):
    browser = sign_in(request.getfixturevalue(who))
    before = User.objects.count()
    for response in (browser.get(ADDRESS), browser.post(ADDRESS, TYPED)):
        assert response.status_code == 302
        assert response["Location"] == "/"
    assert User.objects.count() == before


def test_only_looking_and_sending(client, db):
    assert client.put(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "OLIVIA", "This user name is taken. Please choose another one."),
        ("email", "OLIVIA@EXAMPLE.ORG", "This e-mail address has an account already."),
        ("email", "zoe@children.INVALID", "No mail can reach an address that ends in .invalid."),
        ("username", "", "Think of a user name."),
        ("username", "zoe kay", "Use letters a to z, numbers, and . _ - only; start with a letter or a number."),
        ("username", "zoë", "Use letters a to z, numbers, and . _ - only; start with a letter or a number."),
        ("username", "z" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("username", "zoe\x00", "Null characters are not allowed."),
        ("email", "zoe", "Enter a valid email address."),
        ("first_name", "Z" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("password", "short", "Use 10 characters or more. Three words that you can remember are good."),
    ],
)
def test_what_is_not_right_is_said_at_the_field_and_the_rest_is_kept(client, owner, field, value, message):
    response = client.post(ADDRESS, TYPED | {field: value})
    assert response.status_code == 422
    assert message in errors(response)[field]
    assert set(errors(response)) == {field}
    assert "<title>Error: Sign up – Petshop</title>" in response.text
    assert 'value="Zoe.K"' in response.text or field == "username"
    assert "three green apples" not in response.text
    assert list(User.objects.all()) == [owner]


def test_an_empty_form_is_told_what_it_needs(client, db):
    response = client.post(ADDRESS)
    assert response.status_code == 422
    assert errors(response) == {
        "username": ["Think of a user name."],
        "email": ["Type your e-mail address."],
        "password": ["Think of a password."],
    }


@pytest.mark.parametrize(("field", "value"), [("username", "zoe.k"), ("email", "zoe@example.org")])
def test_who_comes_a_moment_later_is_told_that_the_name_is_taken(client, db, monkeypatch, field, value):
    """The other one joins after our form looked, and before our row is written."""
    join = services.sign_up

    def join_a_moment_later(**fields):
        UserFactory(**{field: value})
        monkeypatch.setattr(User, "full_clean", lambda user: None)
        try:
            return join(**fields)
        finally:
            monkeypatch.undo()

    monkeypatch.setattr(services, "sign_up", join_a_moment_later)
    response = client.post(ADDRESS, TYPED)
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert User.objects.count() == 1


@pytest.mark.expects_error_log
def test_a_refusal_of_the_database_that_no_field_explains_is_not_hidden(client, db, monkeypatch):
    def refused(**fields):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(services, "sign_up", refused)
    with pytest.raises(IntegrityError):
        client.post(ADDRESS, TYPED)


def test_the_service_refuses_a_name_that_is_taken_without_a_form(owner):
    with pytest.raises(services.ValidationError) as refused:
        services.sign_up(username="OLIVIA", email="new@example.org", password="three green apples")
    assert refused.value.messages == ["This user name is taken."]
