"""Private by default: every address that a visitor may see is listed here, and nothing else opens."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "",
    "pets/",
    "pets/<int:pet_id>/",
    "pets/<int:pet_id>/comments/",
    "s/<str:token>/",
    "accounts/sign-in/",
    "accounts/sign-up/",
    "accounts/sign-up/sent/",
    "accounts/sign-up/<str:token>/",
    "accounts/sign-out/",
    "accounts/password/reset/",
    "accounts/password/reset/sent/",
    "accounts/password/reset/<int:user_id>/<str:token>/",
}
#: An example of each converter that patterns use.
EXAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def patterns(resolver=None, prefix=""):
    """Yield (route, view) of every address of the site but the admin's, which guards itself."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def test_only_the_listed_addresses_are_public():
    assert {route for route, view in patterns() if not getattr(view, "login_required", True)} == PUBLIC


def example(route):
    """Return an address that the route matches."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda match: EXAMPLES[match[1] or "str"], route)


PRIVATE = sorted(route for route, view in patterns() if getattr(view, "login_required", True))


@pytest.mark.parametrize("route", PRIVATE)
def test_every_other_address_sends_a_visitor_to_sign_in_and_back(db, route):
    address = example(route)
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/sign-in/?next={address}"


@pytest.mark.parametrize("route", PRIVATE)
def test_a_form_sent_to_any_of_them_does_nothing_for_a_visitor(db, route):
    response = Client().post(example(route))
    assert (response.status_code, response["Location"]) == (302, "/accounts/sign-in/?next=/")


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_the_admin_shows_a_pet_owner_nothing(db, sign_in, owner, model):
    response = sign_in(owner).get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/")
    assert response.status_code in (302, 403, 404)
    assert "changelist" not in response.text
