"""The admin is entered and left through the site's own doors."""

import pytest

from accounts.factories import PASSWORD


def test_a_visitor_signs_in_where_everybody_does_and_goes_on(client, staff):
    response = client.get("/admin/accounts/user/?q=kit", follow=True)
    door = response.redirect_chain[-1][0]
    assert door == "/accounts/sign-in/?next=/admin/accounts/user/%3Fq%3Dkit"
    signed_in = client.post(door, {"username": "stella", "password": PASSWORD})
    assert signed_in["Location"] == "/admin/accounts/user/?q=kit"
    assert client.get(signed_in["Location"]).status_code == 200


def test_the_door_leads_on_who_is_in_already(sign_in, staff):
    browser = sign_in(staff)
    assert browser.get("/admin/login/")["Location"] == "/admin/"
    assert browser.get("/admin/login/?next=/admin/pets/pet/")["Location"] == "/admin/pets/pet/"
    assert browser.get("/admin/login/?next=//evil.example/")["Location"] == "/admin/"


def test_the_door_takes_no_password_itself(client, staff):
    """A second form would be a second place to guess at."""
    response = client.post("/admin/login/", {"username": "stella", "password": PASSWORD})
    assert response["Location"] == "/accounts/sign-in/?next=/admin/"
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("who", ["owner", "child"])
@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/accounts/user/", "/admin/login/?next=/admin/", "/admin/x/"]
)
def test_for_others_there_is_nothing_here(request, sign_in, who, address):
    response = sign_in(request.getfixturevalue(who)).get(address, follow=True)
    assert response.status_code == 404
    assert len(response.redirect_chain) <= 1


def test_who_signs_in_for_the_admin_without_being_staff_ends_at_nothing(client, owner):
    door = "/accounts/sign-in/?next=/admin/"
    response = client.post(door, {"username": "olivia", "password": PASSWORD}, follow=True)
    assert response.status_code == 404


def test_signing_out_of_the_admin_is_signing_out(sign_in, staff):
    browser = sign_in(staff)
    assert browser.get("/admin/logout/").status_code == 405
    response = browser.post("/admin/logout/")
    assert response["Location"] == "/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/accounts/profile/").status_code == 302


def test_staff_change_their_password_where_everybody_does(sign_in, staff):
    assert sign_in(staff).get("/admin/password_change/")["Location"] == "/accounts/password/"


def test_the_admin_names_the_site(sign_in, staff):
    text = sign_in(staff).get("/admin/").text
    assert "Django administration" not in text
    assert "<title>Administration" in text
    assert "Petshop" in text


@pytest.mark.parametrize("field", ["q", "user_role__exact", "p", "o", "_changelist_filters"])
def test_a_nul_in_the_query_is_a_bad_request(sign_in, staff, field):
    assert sign_in(staff).get("/admin/accounts/user/", {field: "a\x00b"}).status_code == 400


def test_the_query_of_a_visitor_is_not_looked_at(client, db):
    assert client.get("/admin/?q=%00")["Location"] == "/admin/login/?next=/admin/%3Fq%3D%2500"
