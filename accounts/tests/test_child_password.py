"""A guardian gives a child a new password."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.factories import PASSWORD

NEW = {"new_password": "three green apples"}


def address(child):
    return reverse("accounts:child_password", args=[child.pk])


def test_the_child_signs_in_with_it_and_every_session_before_ends(
    client, sign_in, owner, child, django_capture_on_commit_callbacks
):
    elsewhere = sign_in(child)
    with django_capture_on_commit_callbacks(execute=True):
        response = sign_in(owner).post(address(child), NEW)
    assert response["Location"] == reverse("accounts:child", args=[child.pk])
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    typed = {"username": "kit", "password": NEW["new_password"]}
    assert client.post(reverse("accounts:sign_in"), typed)["Location"] == "/"
    assert mail.outbox == []


def test_the_guardian_stays_signed_in(sign_in, owner, child):
    browser = sign_in(owner)
    browser.post(address(child), NEW)
    assert browser.get(reverse("accounts:profile")).context["user"] == owner


def test_a_child_cannot_set_its_own_this_way(sign_in, child):
    assert sign_in(child).post(address(child), NEW).status_code == 403
    child.refresh_from_db()
    assert child.check_password(PASSWORD)


def test_a_stranger_finds_nothing(sign_in, stranger, child):
    assert sign_in(stranger).post(address(child), NEW).status_code == 404
    child.refresh_from_db()
    assert child.check_password(PASSWORD)


def test_only_looking_and_sending(sign_in, owner, child):
    assert sign_in(owner).put(address(child)).status_code == 405


@pytest.mark.parametrize("password", ["", "short", "basketball", "\x00" * 12])
def test_a_bad_password_changes_nothing(sign_in, owner, child, password):
    response = sign_in(owner).post(address(child), {"new_password": password})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["new_password"]
    child.refresh_from_db()
    assert child.check_password(PASSWORD)
