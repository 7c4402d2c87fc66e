"""A guardian adds a child's account: a user name and a password, nothing else (SAFETY A1)."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import forms, services
from accounts.factories import UserFactory
from accounts.models import User
from accounts.names import ANIMALS, THINGS, invent_username

ADDRESS = reverse("accounts:add_child")
TYPED = {"username": "otter-maple-27", "password": "three green apples"}


def test_the_account_belongs_to_the_guardian_and_holds_nothing_else(sign_in, owner):
    response = sign_in(owner).post(ADDRESS, TYPED)
    child = owner.children.get()
    assert response["Location"] == reverse("accounts:child", args=[child.pk])
    assert (child.username, child.user_role) == ("otter-maple-27", "child")
    assert (child.first_name, child.last_name) == (None, None)
    assert re.fullmatch(r"[0-9a-f]{32}@children\.invalid", child.email)
    assert child.check_password("three green apples")
    assert list(child.guardianships.values_list("guardian", "place")) == [(owner.pk, 1)]
    assert child.created_at is not None


def test_the_child_can_sign_in_at_once(client, sign_in, owner):
    sign_in(owner).post(ADDRESS, TYPED)
    assert client.post(reverse("accounts:sign_in"), TYPED)["Location"] == "/"


def test_more_than_is_asked_for_is_not_kept(sign_in, owner):
    sign_in(owner).post(
        ADDRESS,
        TYPED | {"first_name": "Kit", "email": "kit@example.org", "user_role": "pet_owner", "is_staff": "on"},
    )
    child = owner.children.get()
    assert (child.first_name, child.user_role, child.is_staff) == (None, "child", False)
    assert child.email.endswith("@children.invalid")


def test_two_children_have_two_addresses(sign_in, owner):
    browser = sign_in(owner)
    browser.post(ADDRESS, TYPED)
    browser.post(ADDRESS, TYPED | {"username": "newt-star-11"})
    assert len(set(owner.children.values_list("email", flat=True))) == 2


def test_the_form_asks_for_two_things_and_proposes_a_user_name(sign_in, owner):
    page = sign_in(owner).get(ADDRESS)
    form = page.context["form"]
    assert list(form.fields) == ["username", "password"]
    animal, thing, number = form.initial["username"].split("-")
    assert animal in ANIMALS
    assert thing in THINGS
    assert 10 <= int(number) <= 99
    assert f'value="{form.initial["username"]}"' in page.text
    assert 'autocomplete="new-password"' in page.text


def test_the_proposal_is_free_and_keeps_the_guardians_name_out(owner, monkeypatch):
    owner.last_name = "Maple"
    UserFactory(username="NEWT-star-11")
    proposals = iter(["otter-maple-27", "newt-star-11", "swan-kite-55"])
    monkeypatch.setattr(forms, "invent_username", lambda: next(proposals))
    assert forms.propose_username(owner) == "swan-kite-55"


def test_every_word_makes_a_user_name_that_is_allowed(owner):
    validators = User._meta.get_field("username").validators
    for word in (*ANIMALS, *THINGS, invent_username()):
        assert re.fullmatch(r"[a-z]+(-[a-z]+-\d\d)?", word)
        for validate in validators:
            validate(word)
    assert len(set(ANIMALS)) == len(ANIMALS)
    assert len(set(THINGS)) == len(THINGS)


def test_a_child_adds_nobody(sign_in, child):
    assert sign_in(child).post(ADDRESS, TYPED).status_code == 403
    assert not User.objects.filter(username="otter-maple-27").exists()


def test_not_even_the_service_lets_a_child_be_a_guardian(child):
    with pytest.raises(ValidationError) as refused:
        services.add_child(by=child, **TYPED)
    assert refused.value.message_dict == {"guardian": ["A guardian is a pet owner."]}
    assert not User.objects.filter(username="otter-maple-27").exists()


def test_not_even_the_service_takes_a_name_twice(owner, stranger):
    with pytest.raises(ValidationError) as refused:
        services.add_child(by=owner, username="SAMIRA", password="three green apples")
    assert refused.value.messages == ["This user name is taken."]


def test_not_even_the_service_takes_a_name_that_tells_who_the_child_is(owner):
    with pytest.raises(ValidationError) as refused:
        services.add_child(by=owner, username="miller-otter", password="three green apples")
    assert list(refused.value.message_dict) == ["username"]
    assert not owner.children.exists()


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(ADDRESS)["Location"] == f"/accounts/sign-in/?next={ADDRESS}"
    assert client.post(ADDRESS, TYPED).status_code == 302
    assert User.objects.count() == 0


def test_only_looking_and_sending(sign_in, owner):
    assert sign_in(owner).put(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "SAMIRA", "This user name is taken. Please choose another one."),
        (
            "username",
            "little-miller",
            "Leave out real names and e-mail addresses. An invented name keeps a child private.",
        ),
        ("username", "", "Think of a user name."),
        (
            "username",
            "kit@home",
            "Use letters a to z, numbers, and . _ - only; start with a letter or a number.",
        ),
        ("username", "k" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("password", "short", "Use 10 characters or more. Three words that you can remember are good."),
        (
            "password",
            "the otter is mine",
            "Leave “otter” out of the password: it is the first thing that others would try.",
        ),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_kept(sign_in, owner, stranger, field, value, message):
    response = sign_in(owner).post(ADDRESS, TYPED | {field: value})
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert message in errors[field]
    assert not owner.children.exists()


def test_a_name_taken_at_the_last_moment_is_an_error_of_the_form(sign_in, owner, monkeypatch):
    add = services.add_child

    def add_a_moment_later(**arguments):
        UserFactory(username="OTTER-maple-27")
        monkeypatch.setattr(User, "full_clean", lambda user: None)
        try:
            return add(**arguments)
        finally:
            monkeypatch.undo()

    monkeypatch.setattr(services, "add_child", add_a_moment_later)
    response = sign_in(owner).post(ADDRESS, TYPED)
    assert response.status_code == 422
    assert response.context["form"].errors == {"username": ["This user name is taken. Please choose another one."]}
