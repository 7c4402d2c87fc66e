"""A new password for whoever is signed in."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import services
from accounts.factories import PASSWORD
from accounts.models import User

ADDRESS = reverse("accounts:password_change")
TYPED = {"current_password": PASSWORD, "new_password": "three green apples"}


@pytest.mark.parametrize("who", ["owner", "child"])
def test_the_password_changes_here_and_the_other_sessions_end(request, sign_in, who):
    user = request.getfixturevalue(who)
    here, elsewhere = sign_in(user), sign_in(user)
    assert here.post(ADDRESS, TYPED)["Location"] == reverse("accounts:profile")
    user.refresh_from_db()
    assert user.check_password("three green apples")
    assert here.get(reverse("accounts:profile")).context["user"] == user
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def test_a_pet_owner_is_told_by_mail(sign_in, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(owner).post(ADDRESS, TYPED)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["olivia@example.org"], "Your password was changed")
    assert "http://testserver/accounts/password/reset/" in message.body


def test_a_child_gets_no_mail(sign_in, child, django_capture_on_commit_callbacks):
    """Not even one whose row was given a mailbox."""
    child.email = "kit@example.org"
    child.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(child).post(ADDRESS, TYPED)["Location"] == reverse("accounts:profile")
    assert mail.outbox == []


def test_a_pet_owner_whom_no_mail_can_reach_gets_none(sign_in, owner, django_capture_on_commit_callbacks):
    owner.email = "x@nowhere.invalid"
    owner.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(owner).post(ADDRESS, TYPED)["Location"] == reverse("accounts:profile")
    assert mail.outbox == []


def test_the_mail_waits_for_the_change_to_be_kept(sign_in, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        sign_in(owner).post(ADDRESS, TYPED)
    assert len(waiting) == 1
    assert mail.outbox == []


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(ADDRESS)["Location"] == f"/accounts/sign-in/?next={ADDRESS}"


def test_only_looking_and_sending(sign_in, owner):
    assert sign_in(owner).put(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        (
            {"current_password": "wrong password"},
            "current_password",
            "This is not your password. Please try again.",
        ),
        (
            {"current_password": PASSWORD + " "},
            "current_password",
            "This is not your password. Please try again.",
        ),
        ({"current_password": ""}, "current_password", "Type your password."),
        ({"new_password": ""}, "new_password", "Think of a password."),
        (
            {"new_password": "short"},
            "new_password",
            "Use 10 characters or more. Three words that you can remember are good.",
        ),
        (
            {"new_password": "olivia-and-pets"},
            "new_password",
            "Leave “olivia” out of the password: it is the first thing that others would try.",
        ),
    ],
)
def test_what_is_not_right_changes_nothing(sign_in, owner, changed, field, message):
    response = sign_in(owner).post(ADDRESS, TYPED | changed)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert "three green apples" not in response.text
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_guessing_the_present_password_is_paused(sign_in, owner):
    browser = sign_in(owner)
    for _ in range(5):
        browser.post(ADDRESS, TYPED | {"current_password": "a wrong one"})
    response = browser.post(ADDRESS, TYPED)
    assert response.status_code == 422
    assert response.context["form"].errors["current_password"] == [
        "That was not right several times. Please wait 15 minutes, then try again."
    ]
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_the_right_password_is_never_counted(sign_in, owner):
    browser = sign_in(owner)
    for _ in range(8):
        response = browser.post(ADDRESS, TYPED | {"new_password": "short"})
        assert list(response.context["form"].errors) == ["new_password"]
    assert browser.post(ADDRESS, TYPED).status_code == 302


def test_an_account_deleted_meanwhile_is_not_found(sign_in, owner, monkeypatch):
    change = services.change_password

    def too_late(**arguments):
        User.objects.filter(pk=owner.pk).delete()
        return change(**arguments)

    monkeypatch.setattr(services, "change_password", too_late)
    assert sign_in(owner).post(ADDRESS, TYPED).status_code == 404
