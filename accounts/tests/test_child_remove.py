"""A guardian removes a child's account, with the password once more."""

import pytest
from django.urls import reverse

from accounts.factories import PASSWORD, GuardianshipFactory
from accounts.models import Guardianship, User

AGAIN = {"current_password": PASSWORD}


def address(child):
    return reverse("accounts:child_remove", args=[child.pk])


def test_the_account_and_what_hangs_on_it_are_gone(sign_in, owner, child):
    at_home = sign_in(child)
    browser = sign_in(owner)
    assert browser.get(address(child)).status_code == 200
    assert User.objects.filter(pk=child.pk).exists()
    assert browser.post(address(child), AGAIN)["Location"] == reverse("accounts:family")
    assert not User.objects.filter(pk=child.pk).exists()
    assert not Guardianship.objects.exists()
    assert at_home.get(reverse("accounts:profile")).status_code == 302
    assert User.objects.filter(pk=owner.pk).exists()


def test_the_other_children_stay(sign_in, owner, child):
    other = GuardianshipFactory(guardian=owner).child
    sign_in(owner).post(address(child), AGAIN)
    assert list(owner.children.all()) == [other]


def test_it_is_the_guardians_password_that_counts(sign_in, owner, child):
    child.set_password("the password of kit")
    child.save()
    response = sign_in(owner).post(address(child), {"current_password": "the password of kit"})
    assert response.status_code == 422
    assert User.objects.filter(pk=child.pk).exists()


def test_a_child_cannot_remove_itself(sign_in, child):
    assert sign_in(child).post(address(child), AGAIN).status_code == 403
    assert User.objects.filter(pk=child.pk).exists()


def test_a_stranger_finds_nothing(sign_in, stranger, child):
    assert sign_in(stranger).post(address(child), AGAIN).status_code == 404
    assert User.objects.filter(pk=child.pk).exists()


def test_only_looking_and_sending(sign_in, owner, child):
    assert sign_in(owner).delete(address(child)).status_code == 405


@pytest.mark.parametrize("typed", [{}, {"current_password": ""}, {"current_password": "a wrong one"}])
def test_without_the_password_nothing_happens(sign_in, owner, child, typed):
    response = sign_in(owner).post(address(child), typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["current_password"]
    assert User.objects.filter(pk=child.pk).exists()
