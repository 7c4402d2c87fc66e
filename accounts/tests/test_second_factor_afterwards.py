"""What staff do with a second factor that they have: new recovery codes, another phone, taking it away."""

import pytest
from django.core import mail
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import PASSWORD
from accounts.tests.second_factor import (
    CODE,
    CONFIRM,
    OVERVIEW,
    RECOVERY,
    WRONG,
    errors,
    give_second_factor,
    is_let_in,
    let_wait_pass,
    shown_by,
    token_of,
    wrong_code,
)

pytestmark = pytest.mark.usefixtures("second_factor")
NEW_CODES, REPLACE, REMOVE = (f"{OVERVIEW}{page}/" for page in ("new-codes", "replace", "remove"))


@pytest.fixture
def given(staff):
    return give_second_factor(staff)


@pytest.fixture
def device(given):
    return given[0]


@pytest.fixture
def codes(given):
    return given[1]


@pytest.fixture
def inside(sign_in, staff, device):
    """A browser of a member of staff who has shown the code of the half minute before."""
    browser = sign_in(staff)
    assert browser.post(CODE, {"code": shown_by(device, -1)}).status_code == 302
    return browser


def test_the_page_says_how_many_codes_are_left(inside, codes):
    assert "You have 10 recovery codes left." in inside.get(OVERVIEW).text
    StaticToken.objects.exclude(pk=StaticToken.objects.order_by("pk")[0].pk).delete()
    assert "You have 1 recovery code left." in inside.get(OVERVIEW).text


def test_new_recovery_codes_take_the_place_of_the_old_ones(inside, sign_in, staff, device, codes):
    assert inside.get(NEW_CODES).status_code == 200
    fresh = inside.post(NEW_CODES, {"code": shown_by(device)}).context["codes"]
    assert len(set(fresh) - set(codes)) == 10
    assert is_let_in(inside) is True
    browser = sign_in(staff)
    assert errors(browser.post(RECOVERY, {"code": codes[0]})) == {"__all__": [WRONG]}
    let_wait_pass(staff)
    assert browser.post(RECOVERY, {"code": fresh[0]}).status_code == 302


def test_sending_the_form_again_makes_no_codes_again(inside, device):
    code = shown_by(device)
    inside.post(NEW_CODES, {"code": code})
    before = set(StaticToken.objects.values_list("token", flat=True))
    assert errors(inside.post(NEW_CODES, {"code": code})) == {"__all__": [WRONG]}
    assert set(StaticToken.objects.values_list("token", flat=True)) == before


def test_another_phone_takes_the_place_of_the_old_one(inside, sign_in, staff, device, codes):
    elsewhere = sign_in(staff)
    elsewhere.post(RECOVERY, {"code": codes[0]})
    assert inside.get(REPLACE).status_code == 200
    assert inside.post(REPLACE, {"current_password": PASSWORD})["Location"] == f"{CONFIRM}?next=%2Fadmin%2F"
    other = TOTPDevice.objects.get(confirmed=False)
    assert other.key != device.key
    assert is_let_in(inside) is True
    before = token_of(inside)
    fresh = inside.post(CONFIRM, {"code": shown_by(other)}).context["codes"]
    assert list(TOTPDevice.objects.all()) == [other]
    assert token_of(inside) != before
    assert (is_let_in(inside), is_let_in(elsewhere)) == (True, False)
    browser = sign_in(staff)
    assert errors(browser.post(CODE, {"code": shown_by(device, 1)})) == {"__all__": [WRONG]}
    assert errors(browser.post(RECOVERY, {"code": codes[1]})) == {"__all__": [WRONG]}
    let_wait_pass(staff)
    assert browser.post(RECOVERY, {"code": fresh[1]}).status_code == 302


def test_the_old_phone_works_until_the_new_one_has_shown_a_code(inside, sign_in, staff, device):
    inside.post(REPLACE, {"current_password": PASSWORD})
    other = TOTPDevice.objects.get(confirmed=False)
    inside.post(CONFIRM, {"code": wrong_code(other)})
    assert sign_in(staff).post(CODE, {"code": shown_by(device)}).status_code == 302


def test_who_came_in_by_a_recovery_code_gets_another_phone(sign_in, staff, codes):
    browser = sign_in(staff)
    browser.post(RECOVERY, {"code": codes[0]})
    browser.post(REPLACE, {"current_password": PASSWORD})
    other = TOTPDevice.objects.get(confirmed=False)
    assert len(browser.post(CONFIRM, {"code": shown_by(other)}).context["codes"]) == 10
    assert is_let_in(browser) is True


def test_a_replacement_needs_the_password(inside, device):
    assert errors(inside.post(REPLACE, {"current_password": "a wrong one"})) == {
        "current_password": ["This is not your password. Please try again."]
    }
    assert list(TOTPDevice.objects.all()) == [device]


def test_a_replacement_that_was_not_finished_ends_there(inside):
    assert inside.get(CONFIRM)["Location"] == f"{REPLACE}?next=%2Fadmin%2F"


def test_a_replacement_cannot_be_finished_by_a_session_that_is_not_verified_any_more(inside, staff):
    """Its device was taken away, and another one set up since."""
    inside.post(REPLACE, {"current_password": PASSWORD})
    waits = TOTPDevice.objects.get(confirmed=False)
    TOTPDevice.objects.filter(confirmed=True).delete()
    newer = TOTPDevice.objects.create(user=staff, name="app")
    assert inside.post(CONFIRM, {"code": shown_by(waits)})["Location"] == f"{CODE}?next=%2Fadmin%2F"
    assert list(TOTPDevice.objects.filter(confirmed=True)) == [newer]


def test_it_is_taken_away_with_a_code(inside, device, django_capture_on_commit_callbacks):
    assert inside.get(REMOVE).status_code == 200
    before = token_of(inside)
    with django_capture_on_commit_callbacks(execute=True):
        response = inside.post(REMOVE, {"code": shown_by(device)})
    assert response["Location"] == "/accounts/profile/"
    assert (TOTPDevice.objects.count(), StaticDevice.objects.count(), StaticToken.objects.count()) == (0, 0, 0)
    assert is_let_in(inside) is False
    assert "otp_device_id" not in inside.session
    assert token_of(inside) != before
    [message] = mail.outbox
    assert (message.to, message.subject) == (["stella@example.org"], "Your second factor was taken away")


@pytest.mark.parametrize("address", [NEW_CODES, REMOVE])
def test_a_wrong_code_changes_nothing(inside, device, codes, address):
    before = set(StaticToken.objects.values_list("token", flat=True))
    assert errors(inside.post(address, {"code": wrong_code(device)})) == {"__all__": [WRONG]}
    assert set(StaticToken.objects.values_list("token", flat=True)) == before
    assert list(TOTPDevice.objects.all()) == [device]
    assert is_let_in(inside) is True


@pytest.mark.parametrize("address", [OVERVIEW, NEW_CODES, REPLACE, REMOVE])
def test_these_pages_are_for_verified_sessions(sign_in, staff, device, address):
    browser = sign_in(staff)
    expected = f"{CODE}?next={address.replace('/', '%2F')}"
    assert browser.get(address)["Location"] == expected
    if address != OVERVIEW:
        password_and_code = {"code": shown_by(device), "current_password": PASSWORD}
        assert browser.post(address, password_and_code)["Location"] == expected
    assert list(TOTPDevice.objects.all()) == [device]


@pytest.mark.parametrize("address", [NEW_CODES, REPLACE, REMOVE])
def test_only_looking_and_sending(inside, address):
    assert inside.put(address).status_code == 405


def test_the_overview_is_only_looked_at(inside):
    assert inside.post(OVERVIEW).status_code == 405
