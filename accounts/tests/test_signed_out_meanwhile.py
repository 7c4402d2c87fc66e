"""A form is sent by somebody who is no longer signed in: signing in leads back to the page that it stood on."""

import pytest
from django.test import Client

FORM = "/accounts/password/"


@pytest.mark.parametrize(
    ("page", "way_back"),
    [
        ("http://testserver/pets/7/", "/pets/7/"),
        ("http://testserver/pets/?type=cat", "/pets/%3Ftype%3Dcat"),
        ("http://elsewhere.example/pets/7/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_is_back_on_the_page_of_the_form(db, page, way_back):
    response = Client().post(FORM, headers={"Referer": page})
    assert (response.status_code, response["Location"]) == (302, f"/accounts/sign-in/?next={way_back}")


def test_a_page_that_is_opened_is_itself_the_way_back(db):
    response = Client().get(FORM, headers={"Referer": "http://testserver/pets/7/"})
    assert response["Location"] == f"/accounts/sign-in/?next={FORM}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_takes_the_whole_page_to_sign_in(db, method):
    response = getattr(Client(), method)(FORM, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/accounts/sign-in/?next=/")
    assert response.text == ""
