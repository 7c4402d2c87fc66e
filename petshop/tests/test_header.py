"""The way through the site depends on who looks; the rest of the frame is the same for all."""

import re

import pytest

pytestmark = pytest.mark.django_db


def ways(response):
    """Return the words and addresses of the main navigation."""
    nav = response.text.split("site-nav")[1].split("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"[^>]*>.*?<span>([^<]+)</span>', nav, re.S)
    return [(words, address) for address, words in links]


def account(response):
    return response.text.split('class="account-menu"')[1].split("</ul>")[0]


def test_a_visitor_can_look_sign_in_and_sign_up(client):
    response = client.get("/")
    assert ways(response) == [
        ("Pets", "/pets/"),
        ("Sign in", "/accounts/sign-in/"),
        ("Sign up", "/accounts/sign-up/"),
    ]
    assert "account-menu" not in response.text


def test_an_owner_sees_the_ways_of_owners(sign_in, owner):
    response = sign_in(owner).get("/")
    assert ways(response) == [
        ("Pets", "/pets/"),
        ("My pets", "/pets/mine/"),
        ("Matches", "/matches/"),
        ("Requests", "/requests/"),
        ("Family", "/accounts/family/"),
    ]
    assert 'href="/accounts/profile/"' in account(response)
    assert 'href="/accounts/devices/"' in account(response)
    assert 'href="/admin/"' not in account(response)


def test_a_child_sees_the_ways_of_children(sign_in, child):
    response = sign_in(child).get("/")
    assert ways(response) == [
        ("Pets", "/pets/"),
        ("Matches", "/matches/"),
        ("My wishes", "/requests/"),
        ("Me", "/accounts/profile/"),
    ]
    assert 'href="/accounts/family/"' not in response.text


def test_staff_get_to_the_admin(sign_in, staff):
    assert 'href="/admin/"' in account(sign_in(staff).get("/"))


def test_signing_out_is_a_button_that_posts(sign_in, owner):
    menu = account(sign_in(owner).get("/"))
    assert '<form method="post" action="/accounts/sign-out/">' in menu
    assert 'name="csrfmiddlewaretoken"' in menu


def test_the_page_that_is_open_is_marked_and_no_other(client):
    nav = client.get("/pets/").text.split("site-nav")[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', nav) == ["/pets/"]
    assert 'aria-current="page"' not in client.get("/").text


def test_the_frame_has_a_skip_link_a_language_and_says_that_pictures_are_drawn(client):
    text = client.get("/").text
    assert '<html lang="en">' in text
    assert '<a class="skip-link" href="#main">' in text
    assert '<main id="main"' in text
    assert "The pictures on this site are drawn" in text
