"""Signing out."""

from django.urls import reverse

ADDRESS = reverse("accounts:sign_out")


def test_signing_out_ends_the_session_and_empties_the_cache(sign_in, owner):
    browser = sign_in(owner)
    response = browser.post(ADDRESS)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get(reverse("accounts:profile"))["Location"] == "/accounts/sign-in/?next=/accounts/profile/"


def test_a_child_signs_out_too(sign_in, child):
    browser = sign_in(child)
    browser.post(ADDRESS)
    assert browser.get(reverse("accounts:profile")).status_code == 302


def test_a_visitor_is_sent_home(client, db):
    assert client.post(ADDRESS)["Location"] == "/"


def test_a_link_signs_nobody_out(sign_in, owner):
    browser = sign_in(owner)
    assert browser.get(ADDRESS).status_code == 405
    assert browser.get(reverse("accounts:profile")).context["user"] == owner
