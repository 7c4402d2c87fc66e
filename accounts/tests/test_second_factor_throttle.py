"""Guessing codes is slowed down twice: by django-otp from one code to the next, and by the site's own limit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import PASSWORD
from accounts.tests.second_factor import (
    CODE,
    CONFIRM,
    RECOVERY,
    SET_UP,
    WRONG,
    errors,
    give_second_factor,
    is_let_in,
    let_wait_pass,
    shown_by,
    wrong_code,
)

pytestmark = pytest.mark.usefixtures("second_factor")
NONSENSE = "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa"


@pytest.fixture
def given(staff):
    return give_second_factor(staff)


@pytest.fixture
def device(given):
    return given[0]


def fail(browser, device, times):
    """Type wrong codes, each after the wait that the one before asks for."""
    for _ in range(times):
        assert errors(browser.post(CODE, {"code": wrong_code(device)})) == {"__all__": [WRONG]}
        let_wait_pass(device.user)


def test_after_five_wrong_codes_not_even_the_right_one_is_looked_at(sign_in, staff, device):
    browser = sign_in(staff)
    fail(browser, device, 5)
    response = browser.post(CODE, {"code": shown_by(device)})
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Please wait 15 minutes, then try again." in response.text
    assert is_let_in(browser) is False
    device.refresh_from_db()
    assert device.last_t == -1


def test_another_session_and_another_page_are_no_way_around(sign_in, staff, device, given):
    fail(sign_in(staff), device, 5)
    browser = sign_in(staff)
    assert browser.post(CODE, {"code": shown_by(device)}).status_code == 429
    assert browser.post(RECOVERY, {"code": given[1][0]}).status_code == 429


def test_the_fifth_code_may_be_the_right_one_and_begins_anew(sign_in, staff, device):
    for ahead in (-1, 0):
        browser = sign_in(staff)
        fail(browser, device, 4)
        assert browser.post(CODE, {"code": shown_by(device, ahead)}).status_code == 302


def test_wrong_recovery_codes_count(sign_in, staff, given):
    browser = sign_in(staff)
    for _ in range(5):
        assert errors(browser.post(RECOVERY, {"code": NONSENSE})) == {"__all__": [WRONG]}
        let_wait_pass(staff)
    assert browser.post(RECOVERY, {"code": given[1][0]}).status_code == 429


def test_wrong_first_codes_count(sign_in, staff):
    browser = sign_in(staff)
    browser.post(SET_UP, {"current_password": PASSWORD})
    device = TOTPDevice.objects.get()
    for _ in range(5):
        browser.post(CONFIRM, {"code": wrong_code(device)})
        let_wait_pass(staff)
    assert browser.post(CONFIRM, {"code": shown_by(device)}).status_code == 429


def test_nobody_else_has_to_wait(sign_in, staff, device):
    from accounts.factories import UserFactory

    fail(sign_in(staff), device, 5)
    other = UserFactory(staff=True)
    theirs, _codes = give_second_factor(other)
    assert sign_in(other).post(CODE, {"code": shown_by(theirs)}).status_code == 302


@pytest.mark.parametrize(
    ("failures", "passed", "message"),
    [
        (1, timedelta(seconds=0.5), "Please wait 1 second, then try the next code."),
        (5, timedelta(seconds=5.5), "Please wait 11 seconds, then try the next code."),
        (11, timedelta(seconds=60.5), "Please wait 16\xa0minutes, then try the next code."),
        (17, timedelta(seconds=1), "Please wait 18\xa0hours, 12\xa0minutes, then try the next code."),
    ],
)
def test_after_a_wrong_code_the_right_one_has_to_wait(
    sign_in, staff, device, monkeypatch, failures, passed, message
):
    now = timezone.now()
    TOTPDevice.objects.update(throttling_failure_count=failures, throttling_failure_timestamp=now - passed)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    browser = sign_in(staff)
    assert errors(browser.post(CODE, {"code": shown_by(device)})) == {"__all__": [message]}
    assert is_let_in(browser) is False
    device.refresh_from_db()
    assert device.throttling_failure_count == failures


@pytest.mark.parametrize(("failures", "counted"), [(15, 16), (16, 17), (17, 17)])
def test_nobody_is_locked_out_for_good(sign_in, staff, device, failures, counted):
    """Who knows the password may type wrong codes for weeks: the wait stays under a day."""
    long_ago = timezone.now() - timedelta(days=1)
    TOTPDevice.objects.update(throttling_failure_count=failures, throttling_failure_timestamp=long_ago)
    sign_in(staff).post(CODE, {"code": wrong_code(device)})
    device.refresh_from_db()
    assert device.throttling_failure_count == counted
    assert device.throttling_failure_timestamp > long_ago


def test_recovery_codes_wait_apart_from_the_app(sign_in, staff, device, given):
    """Somebody who guesses at the one does not shut the other."""
    browser = sign_in(staff)
    browser.post(CODE, {"code": wrong_code(device)})
    assert browser.post(RECOVERY, {"code": given[1][0]}).status_code == 302
    assert StaticDevice.objects.get().throttling_failure_count == 0
