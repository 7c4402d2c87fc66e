"""Showing the second factor: the code that the app shows."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import UserFactory
from accounts.tests.second_factor import (
    ADMIN,
    CODE,
    OVERVIEW,
    SET_UP,
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
INVALID = "Type the six numbers that your app shows."


@pytest.fixture
def device(staff):
    return give_second_factor(staff)[0]


def test_the_code_opens_the_admin(sign_in, staff, device):
    browser = sign_in(staff)
    assert is_let_in(browser) is False
    assert browser.get(CODE).status_code == 200
    assert browser.post(CODE, {"code": shown_by(device)})["Location"] == ADMIN
    assert is_let_in(browser) is True


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", " {0}-{1} ", "{0}\u00a0{1}"])
def test_spaces_and_hyphens_do_not_matter(sign_in, staff, device, shape):
    code = shown_by(device)
    response = sign_in(staff).post(CODE, {"code": shape.format(code[:3], code[3:])})
    assert response.status_code == 302


def test_the_session_gets_a_new_token_and_the_old_one_opens_nothing(sign_in, staff, device):
    browser, thief = sign_in(staff), sign_in(staff)
    thief.cookies["session"] = token_of(browser)
    browser.post(CODE, {"code": shown_by(device)})
    assert token_of(browser) != token_of(thief)
    assert thief.get(ADMIN)["Location"] == f"/admin/login/?next={ADMIN}"
    assert thief.get("/accounts/profile/").status_code == 302


def test_a_session_of_another_device_is_not_verified(sign_in, staff, device):
    one, other = sign_in(staff), sign_in(staff)
    one.post(CODE, {"code": shown_by(device)})
    assert (is_let_in(one), is_let_in(other)) == (True, False)


def test_after_signing_out_the_code_is_asked_for_again(sign_in, staff, device):
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    browser.post("/accounts/sign-out/")
    browser.force_login(staff)
    assert is_let_in(browser) is False


def test_a_session_is_verified_for_its_own_person_alone(sign_in, staff, device):
    """What a session says is compared with who is signed in."""
    other = UserFactory(staff=True)
    browser = sign_in(other)
    session = browser.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    assert is_let_in(browser) is False


@pytest.mark.parametrize("claim", ["", "otp_totp.totpdevice/x", "nonsense", "a.b.c/1"])
def test_what_names_no_device_verifies_nothing(sign_in, staff, device, claim):
    browser = sign_in(staff)
    session = browser.session
    session["otp_device_id"] = claim
    session.save()
    assert is_let_in(browser) is False


def test_a_device_that_still_waits_verifies_nothing(sign_in, staff, device):
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    TOTPDevice.objects.update(confirmed=False)
    assert is_let_in(browser) is False


def test_a_code_works_once(sign_in, staff, device):
    code = shown_by(device)
    sign_in(staff).post(CODE, {"code": code})
    browser = sign_in(staff)
    assert errors(browser.post(CODE, {"code": code})) == {"__all__": [WRONG]}
    assert is_let_in(browser) is False
    let_wait_pass(staff)
    assert browser.post(CODE, {"code": shown_by(device, 1)}).status_code == 302


def test_a_wrong_code_opens_nothing(sign_in, staff, device):
    browser = sign_in(staff)
    before = token_of(browser)
    assert errors(browser.post(CODE, {"code": wrong_code(device)})) == {"__all__": [WRONG]}
    assert is_let_in(browser) is False
    assert token_of(browser) == before


def test_somebody_elses_code_is_wrong(sign_in, staff, device):
    other = UserFactory(staff=True)
    give_second_factor(other)
    assert errors(sign_in(other).post(CODE, {"code": shown_by(device)})) == {"__all__": [WRONG]}


@pytest.mark.parametrize("ahead", [-3, 3])
def test_a_code_from_another_time_is_wrong(sign_in, staff, device, ahead):
    assert errors(sign_in(staff).post(CODE, {"code": shown_by(device, ahead)})) == {"__all__": [WRONG]}


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "+12345", "1_2345", "١٢٣٤٥٦", "1" * 5000])
def test_what_cannot_be_a_code_is_no_attempt(sign_in, staff, device, typed):
    response = sign_in(staff).post(CODE, {"code": typed})
    assert INVALID in errors(response)["code"] or len(typed) > 100
    device.refresh_from_db()
    assert device.throttling_failure_count == 0


def test_odd_input_is_an_error_of_the_form(sign_in, staff, device):
    browser = sign_in(staff)
    assert list(errors(browser.post(CODE, {"code": "123\x00456"}))) == ["code"]
    assert list(errors(browser.post(CODE))) == ["code"]


def test_the_way_on_is_kept_and_stays_on_the_site(sign_in, staff, device):
    browser = sign_in(staff)
    assert (
        browser.post(f"{CODE}?next=/admin/pets/pet/", {"code": shown_by(device)})["Location"] == "/admin/pets/pet/"
    )
    # Now it is there to be skipped.
    assert browser.get(f"{CODE}?next=/admin/pets/pet/%3Fq%3Da")["Location"] == "/admin/pets/pet/?q=a"
    for target in ("//evil.example/", "https://evil.example/", "%00"):
        assert browser.get(f"{CODE}?next={target}")["Location"] == ADMIN


def test_who_has_none_is_sent_to_set_one_up(sign_in, staff):
    assert sign_in(staff).get(f"{CODE}?next=/admin/pets/pet/")["Location"] == (
        f"{SET_UP}?next=%2Fadmin%2Fpets%2Fpet%2F"
    )


def test_the_key_of_the_site_can_be_changed(sign_in, staff, device, settings):
    browser = sign_in(staff)
    browser.post(CODE, {"code": shown_by(device)})
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "the next key"
    assert is_let_in(browser) is True
    assert browser.get(OVERVIEW).status_code == 200


def test_only_looking_and_sending(sign_in, staff, device):
    assert sign_in(staff).put(CODE).status_code == 405
