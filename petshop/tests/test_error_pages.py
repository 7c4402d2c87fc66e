"""What people see when something goes wrong: the site's own pages, with a way on."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from petshop import views


def bad(request):
    raise SuspiciousOperation


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("canary in the trace")


urlpatterns = [
    path("bad/", views.login_not_required(bad)),
    path("forbidden/", views.login_not_required(forbidden)),
    path("broken/", views.login_not_required(csrf_exempt(broken))),
    path("", include("petshop.urls")),
]
handler400 = "petshop.views.bad_request"
handler403 = "petshop.views.forbidden"
handler404 = "petshop.views.not_found"
handler500 = "petshop.views.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def assert_page_of_the_site(response, status, heading):
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.text
    assert f"<title>{heading} – Petshop</title>" in response.text
    assert "/static/css/site.css" in response.text
    assert '<a role="button" href="/' in response.text


def test_nothing_there(client):
    assert_page_of_the_site(client.get("/nowhere/"), 404, "There is nothing here")


def test_nothing_there_for_who_is_signed_in(sign_in, child):
    response = sign_in(child).get("/nowhere/")
    assert_page_of_the_site(response, 404, "There is nothing here")
    assert '<body class="for-child">' in response.text


@pytest.mark.expects_error_log
def test_an_address_that_is_not_right(client):
    assert_page_of_the_site(client.get("/bad/"), 400, "Something in the address was not right")


def test_not_open_to_you(client):
    assert_page_of_the_site(client.get("/forbidden/"), 403, "This is not open to you")


def test_a_form_without_its_token():
    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "x"})
    assert_page_of_the_site(response, 403, "Please try that again")
    assert "Nothing was changed." in response.text


@pytest.mark.expects_error_log
def test_a_mistake_of_ours_tells_nothing_about_itself(client):
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert_page_of_the_site(response, 500, "Something went wrong on our side")
    assert "canary" not in response.text


@pytest.mark.parametrize(
    ("template", "heading"),
    [("429.html", "A little slower, please"), ("503.html", "We will be back soon")],
)
def test_pages_that_views_draw_themselves(rf, template, heading):
    from django.contrib.auth.models import AnonymousUser
    from django.shortcuts import render

    request = rf.get("/")
    request.user = AnonymousUser()
    assert_page_of_the_site(render(request, template, status=503), 503, heading)
