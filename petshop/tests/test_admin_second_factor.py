"""The admin opens for staff who have shown their second factor in this session, and for nobody else."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.factories import PASSWORD
from accounts.tests.second_factor import CODE, SET_UP, give_second_factor, shown_by

DEEP = [
    "/admin/accounts/user/",
    "/admin/pets/pet/add/",
    "/admin/jsi18n/",
    "/admin/autocomplete/",
    "/admin/no/such/",
]


@pytest.fixture
def asked(second_factor):
    """The second factor is asked for."""


def test_while_it_is_switched_off_the_password_is_enough(sign_in, staff):
    page = sign_in(staff).get("/admin/")
    assert page.status_code == 200
    assert "second-factor" not in page.text


def test_from_the_sign_in_to_the_page_that_was_asked_for(asked, client, staff):
    device, _codes = give_second_factor(staff)
    door = client.get("/admin/accounts/user/?q=kit", follow=True).redirect_chain[-1][0]
    signed_in = client.post(door, {"username": "stella", "password": PASSWORD}, follow=True)
    code = signed_in.redirect_chain[-1][0]
    assert code == f"{CODE}?next=/admin/accounts/user/%3Fq%3Dkit"
    opened = client.post(code, {"code": shown_by(device)}, follow=True)
    assert opened.redirect_chain == [("/admin/accounts/user/?q=kit", 302)]
    assert opened.status_code == 200
    assert reverse("second_factor:overview") in opened.text


@pytest.mark.parametrize("address", ["/admin/", *DEEP])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unverified_staff_get_nowhere(asked, sign_in, staff, address, method):
    give_second_factor(staff)
    browser = sign_in(staff)
    response = getattr(browser, method)(address)
    assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")
    assert browser.get(response["Location"])["Location"] == f"{CODE}?next={address}"


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_no_list_opens_for_unverified_staff(asked, sign_in, staff, model):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert sign_in(staff).get(address)["Location"] == f"/admin/login/?next={address}"


def test_staff_without_a_second_factor_are_led_to_set_one_up(asked, sign_in, staff):
    response = sign_in(staff).get("/admin/pets/pet/", follow=True)
    assert response.redirect_chain[-1][0] == f"{SET_UP}?next=%2Fadmin%2Fpets%2Fpet%2F"
    assert len(response.redirect_chain) == 3
    assert response.status_code == 200


def test_the_door_leads_on_who_is_verified(asked, sign_in, staff):
    device, _codes = give_second_factor(staff)
    browser = sign_in(staff)
    assert browser.get("/admin/login/?next=//evil.example/")["Location"] == f"{CODE}?next=/admin/"
    browser.post(CODE, {"code": shown_by(device)})
    assert browser.get("/admin/login/?next=/admin/pets/pet/")["Location"] == "/admin/pets/pet/"
    assert browser.get("/admin/login/?next=//evil.example/")["Location"] == "/admin/"


@pytest.mark.parametrize("who", ["owner", "child"])
def test_for_others_there_is_nothing_here(asked, request, sign_in, who):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get("/admin/login/?next=/admin/").status_code == 404
    assert browser.get("/admin/pets/pet/", follow=True).status_code == 404


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_is_staff_no_more_signs_in_again_and_is_not_asked_for_a_code(asked, sign_in, staff, lost):
    device, _codes = give_second_factor(staff)
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    type(staff).objects.filter(pk=staff.pk).update(**{lost: False})
    assert browser.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/sign-in/?next=/admin/"
    browser.force_login(type(staff).objects.get())
    assert browser.get(CODE).status_code == (404 if lost == "is_staff" else 302)


def test_unverified_staff_use_the_site_as_any_pet_owner(asked, sign_in, staff):
    browser = sign_in(staff)
    for address in ("/", "/pets/", "/pets/mine/", "/accounts/profile/", "/accounts/devices/"):
        assert browser.get(address).status_code == 200


def test_no_page_of_the_admin_is_about_secrets(asked, sign_in, staff):
    device, codes = give_second_factor(staff)
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    for address in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/", "/admin/otp_totp/"):
        assert browser.get(address).status_code == 404
    for address in ("/admin/", f"/admin/accounts/user/{staff.pk}/change/", "/admin/accounts/user/"):
        text = browser.get(address).text
        assert device.key not in text
        assert codes[0] not in text
    assert not [model for model in admin.site._registry if model._meta.app_label.startswith("otp_")]


def test_the_second_factor_costs_the_admin_one_query_each_time_it_asks(
    asked, sign_in, staff, django_assert_num_queries
):
    device, _codes = give_second_factor(staff)
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    browser.get("/admin/password_change/")
    # The session with its person; the device.
    with django_assert_num_queries(2):
        browser.get("/admin/password_change/")
