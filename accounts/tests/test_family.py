"""A guardian's view of the family."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.factories import GuardianshipFactory, UserFactory
from accounts.models import Guardianship
from accounts.rules import is_guardian_of

ADDRESS = reverse("accounts:family")


def page_of(user):
    return reverse("accounts:child", args=[user.pk])


def test_a_guardian_sees_the_own_children_and_no_others(sign_in, owner, child, stranger):
    other = GuardianshipFactory(guardian=stranger).child
    response = sign_in(owner).get(ADDRESS)
    assert response.status_code == 200
    assert list(response.context["children"]) == [child]
    assert f'href="{page_of(child)}"' in response.text
    assert other.username not in response.text


def test_an_empty_family_says_what_to_do(sign_in, owner):
    text = sign_in(owner).get(ADDRESS).text
    assert "No child has an account yet." in text
    assert reverse("accounts:add_child") in text


def test_the_list_costs_the_same_for_one_child_and_for_three(sign_in, owner, child, django_assert_num_queries):
    browser = sign_in(owner)
    browser.get(ADDRESS)
    with django_assert_num_queries(2):  # the session with its person; the children
        browser.get(ADDRESS)
    for _ in range(2):
        GuardianshipFactory(guardian=owner)
    with django_assert_num_queries(2):
        assert len(browser.get(ADDRESS).context["children"]) == 3


def test_a_guardian_sees_what_is_known_about_the_child(sign_in, owner, stranger, child):
    GuardianshipFactory(child=child, guardian=stranger, place=2)
    response = sign_in(owner).get(page_of(child))
    assert response.status_code == 200
    assert "<h1>kit</h1>" in response.text
    assert "<dt>Last sign-in</dt><dd>Not yet</dd>" in response.text
    assert "<dt>Grown-ups</dt><dd>olivia, samira</dd>" in response.text
    assert child.email not in response.text
    for name in ("accounts:child_password", "accounts:child_remove", "sessions_app:child_devices"):
        assert f'href="{reverse(name, args=[child.pk])}"' in response.text


def test_a_guardian_sees_when_the_child_signed_in_last(sign_in, owner, child):
    sign_in(child)
    response = sign_in(owner).get(page_of(child))
    assert "Not yet" not in response.text
    assert response.context["child"].last_login is not None


def test_the_second_guardian_sees_the_child_too(sign_in, stranger, child):
    GuardianshipFactory(child=child, guardian=stranger, place=2)
    assert sign_in(stranger).get(page_of(child)).status_code == 200


def test_a_child_sees_a_kind_word_instead(sign_in, child):
    for address in (ADDRESS, page_of(child), reverse("accounts:add_child")):
        response = sign_in(child).get(address)
        assert response.status_code == 403
        assert "You did nothing wrong. Ask your grown-up if you need something here." in response.text
        assert "olivia" not in response.text


@pytest.mark.parametrize("page", ["child", "child_password", "child_remove"])
def test_anothers_child_is_not_found(sign_in, stranger, child, page):
    browser, address = sign_in(stranger), reverse(f"accounts:{page}", args=[child.pk])
    assert browser.get(address).status_code == 404
    assert "kit" not in browser.get(address).text


@pytest.mark.parametrize(
    "user_id", ["0", "999999", "2147483648", "99999999999999999999999", "x", "-1", "1" * 5000]
)
def test_an_id_that_is_nobodys_is_not_found(sign_in, owner, child, user_id):
    assert sign_in(owner).get(f"{ADDRESS}{user_id}/").status_code == 404


def test_a_grown_up_is_nobodys_child(sign_in, owner, stranger):
    assert sign_in(owner).get(page_of(stranger)).status_code == 404
    assert sign_in(owner).get(page_of(owner)).status_code == 404


@pytest.mark.parametrize("page", ["child", "child_password", "child_remove"])
def test_a_visitor_is_sent_to_sign_in(client, child, page):
    address = reverse(f"accounts:{page}", args=[child.pk])
    assert client.get(address)["Location"] == f"/accounts/sign-in/?next={address}"
    assert client.get(ADDRESS)["Location"] == f"/accounts/sign-in/?next={ADDRESS}"


def test_these_pages_are_only_looked_at(sign_in, owner, child):
    browser = sign_in(owner)
    assert browser.post(ADDRESS).status_code == 405
    assert browser.post(page_of(child)).status_code == 405


def test_who_is_whose_guardian(owner, stranger, child):
    assert is_guardian_of(owner, child) is True
    assert is_guardian_of(stranger, child) is False
    assert is_guardian_of(child, child) is False
    assert is_guardian_of(child, owner) is False


def test_a_guardian_is_a_pet_owner_and_a_child_is_a_child(owner, stranger, child):
    with pytest.raises(ValidationError) as refused:
        Guardianship(child=stranger, guardian=owner).full_clean()
    assert refused.value.message_dict == {"child": ["Choose a child’s account."]}
    with pytest.raises(ValidationError) as refused:
        Guardianship(child=UserFactory(child=True), guardian=child).full_clean()
    assert refused.value.message_dict == {"guardian": ["A guardian is a pet owner."]}


@pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
def test_a_child_is_never_staff(db, right):
    with pytest.raises(ValidationError) as refused:
        UserFactory.build(child=True, **{right: True}).full_clean()
    assert refused.value.messages == ["Staff are grown-ups: a child cannot be staff."]
