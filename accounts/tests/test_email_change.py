"""Another e-mail address: only with the password, and never behind the person's back."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import services
from accounts.factories import PASSWORD, UserFactory
from accounts.models import User

ADDRESS = reverse("accounts:email_change")
TYPED = {"email": "new@Example.ORG", "current_password": PASSWORD}


def test_the_address_changes_and_the_old_one_is_told(sign_in, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = sign_in(owner).post(ADDRESS, TYPED)
    assert response["Location"] == reverse("accounts:profile")
    owner.refresh_from_db()
    assert owner.email == "new@example.org"
    assert owner.check_password(PASSWORD)
    [message] = mail.outbox
    assert message.to == ["olivia@example.org"]
    assert message.subject == "Your e-mail address was changed"
    assert "new@example.org" not in message.body
    assert message.body.startswith("Hello Robin,\n")


def test_this_session_goes_on_and_the_others_end(sign_in, owner):
    here, elsewhere = sign_in(owner), sign_in(owner)
    here.post(ADDRESS, TYPED)
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def test_an_address_that_no_mail_can_reach_is_not_told(sign_in, owner, django_capture_on_commit_callbacks):
    User.objects.filter(pk=owner.pk).update(email="x@nowhere.invalid")
    owner.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(owner).post(ADDRESS, TYPED)
    owner.refresh_from_db()
    assert owner.email == "new@example.org"
    assert mail.outbox == []


def test_only_the_case_of_the_own_address_may_change(sign_in, owner):
    sign_in(owner).post(ADDRESS, TYPED | {"email": "Olivia@example.org"})
    owner.refresh_from_db()
    assert owner.email == "Olivia@example.org"


def test_a_child_cannot(sign_in, child):
    before = child.email
    for response in (sign_in(child).get(ADDRESS), sign_in(child).post(ADDRESS, TYPED)):
        assert response.status_code == 403
        assert "This page is for grown-ups" in response.text
    child.refresh_from_db()
    assert child.email == before


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
        ({"current_password": ""}, "current_password", "Type your password."),
        ({"email": "SAMIRA@example.org"}, "email", "This e-mail address has an account already."),
        ({"email": "x@children.invalid"}, "email", "No mail can reach an address that ends in .invalid."),
        ({"email": "nonsense"}, "email", "Enter a valid email address."),
        ({"email": ""}, "email", "Type your e-mail address."),
    ],
)
def test_what_is_not_right_changes_nothing(sign_in, owner, stranger, changed, field, message):
    response = sign_in(owner).post(ADDRESS, TYPED | changed)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert response.context["user"].email == "olivia@example.org"
    owner.refresh_from_db()
    assert owner.email == "olivia@example.org"
    assert mail.outbox == []


def test_an_address_taken_at_the_last_moment_is_an_error_of_the_form(sign_in, owner, monkeypatch):
    change = services.change_email

    def change_a_moment_later(**arguments):
        UserFactory(email="new@example.org")
        monkeypatch.setattr(User, "full_clean", lambda user: None)
        try:
            return change(**arguments)
        finally:
            monkeypatch.undo()

    monkeypatch.setattr(services, "change_email", change_a_moment_later)
    response = sign_in(owner).post(ADDRESS, TYPED)
    assert response.status_code == 422
    assert response.context["form"].errors == {"email": ["This e-mail address has an account already."]}
