"""Setting up the second factor: password, secret, first code, recovery codes."""

import re
from base64 import b32decode
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import mail
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import PASSWORD
from accounts.tests.second_factor import (
    CODE,
    CONFIRM,
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
PETS = "/admin/pets/pet/"


@pytest.fixture
def setting_up(sign_in, staff):
    """Return (the browser of a member of staff who is about to scan the picture, the device that waits)."""
    browser = sign_in(staff)
    browser.post(SET_UP, {"current_password": PASSWORD})
    return browser, TOTPDevice.objects.get(user=staff)


def test_from_the_password_to_the_admin(sign_in, staff):
    browser = sign_in(staff)
    first = browser.get(PETS, follow=True).redirect_chain[-1][0]
    assert first == f"{SET_UP}?next=%2Fadmin%2Fpets%2Fpet%2F"
    second = browser.post(first, {"current_password": PASSWORD})["Location"]
    assert second == f"{CONFIRM}?next=%2Fadmin%2Fpets%2Fpet%2F"
    assert browser.get(second).status_code == 200
    page = browser.post(second, {"code": shown_by(TOTPDevice.objects.get())})
    assert page.status_code == 200
    assert f'href="{PETS}"' in page.text
    assert browser.get(PETS).status_code == 200


def test_looking_changes_nothing(sign_in, staff):
    browser = sign_in(staff)
    for address in (SET_UP, CONFIRM):
        browser.get(address)
    assert TOTPDevice.objects.count() == 0


def test_the_page_shows_the_secret_as_text_and_as_a_picture(setting_up):
    browser, device = setting_up
    page = browser.get(CONFIRM)
    secret = re.search(r'class="secret">([^<]+)<', page.text)[1]
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", secret)
    assert b32decode(secret.replace(" ", "")) == device.bin_key
    address = re.search(r'href="(otpauth:[^"]+)"', page.text)[1].replace("&amp;", "&")
    assert address == (
        f"otpauth://totp/Petshop%3Astella?secret={secret.replace(' ', '')}"
        "&algorithm=SHA1&digits=6&period=30&issuer=Petshop"
    )
    picture = unquote(re.search(r'src="data:image/svg\+xml;charset=utf-8,([^"]+)"', page.text)[1])
    assert picture.startswith("<svg ")
    assert "viewBox" in picture
    assert "style" not in picture


def test_the_picture_holds_the_address_for_the_app(setting_up, monkeypatch):
    import segno

    drawn = []
    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **kwargs: drawn.append(text) or make(text, **kwargs))
    browser, device = setting_up
    browser.get(CONFIRM)
    assert drawn == [device.config_url]


def test_the_same_secret_is_shown_after_a_reload(setting_up):
    browser, device = setting_up
    assert browser.get(CONFIRM).context["secret"] == browser.get(CONFIRM).context["secret"]
    assert [d.pk for d in TOTPDevice.objects.all()] == [device.pk]


def test_ten_recovery_codes_are_shown_once(setting_up):
    browser, device = setting_up
    page = browser.post(CONFIRM, {"code": shown_by(device)})
    codes = page.context["codes"]
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([a-z2-7]{4}-){5}[a-z2-7]{4}", code) for code in codes)
    assert [code in page.text for code in codes] == [True] * 10
    assert "no-store" in page["Cache-Control"]
    again = browser.post(CONFIRM, {"code": shown_by(device, 1)}, follow=True)
    overview = browser.get(OVERVIEW)
    assert not any(code in response.text for code in codes for response in (again, overview))


def test_no_recovery_code_is_kept_as_it_is(setting_up):
    browser, device = setting_up
    codes = browser.post(CONFIRM, {"code": shown_by(device)}).context["codes"]
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert all(len(token) == 16 for token in kept)
    assert not any(token in code.replace("-", "") for token in kept for code in codes)


def test_the_session_gets_a_new_token(setting_up):
    browser, device = setting_up
    before = token_of(browser)
    browser.post(CONFIRM, {"code": shown_by(device)})
    assert token_of(browser) != before


def test_a_mail_tells_of_it(setting_up, django_capture_on_commit_callbacks):
    browser, device = setting_up
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(CONFIRM, {"code": shown_by(device)})
    [message] = mail.outbox
    assert (message.to, message.subject) == (["stella@example.org"], "A second factor was set up")
    assert "http://testserver/accounts/password/reset/" in message.body


def test_until_the_first_code_there_is_no_second_factor(setting_up):
    browser, device = setting_up
    assert device.confirmed is False
    assert is_let_in(browser) is False
    assert browser.get(CODE)["Location"].startswith(SET_UP)


def test_a_wrong_code_sets_nothing_up(setting_up):
    browser, device = setting_up
    response = browser.post(CONFIRM, {"code": wrong_code(device)})
    assert errors(response) == {"__all__": [WRONG]}
    device.refresh_from_db()
    assert device.confirmed is False
    assert device.throttling_failure_count == 1
    assert StaticDevice.objects.count() == 0
    let_wait_pass(device.user)
    assert browser.post(CONFIRM, {"code": shown_by(device)}).context["codes"]


def test_the_first_code_opens_nothing_a_second_time(setting_up, sign_in, staff):
    browser, device = setting_up
    code = shown_by(device)
    browser.post(CONFIRM, {"code": code})
    assert errors(sign_in(staff).post(CODE, {"code": code})) == {"__all__": [WRONG]}


@pytest.mark.parametrize(
    ("password", "message"),
    [("a wrong one", "This is not your password. Please try again."), ("", "Type your password.")],
)
def test_without_the_password_no_secret_is_made(sign_in, staff, password, message):
    response = sign_in(staff).post(SET_UP, {"current_password": password})
    assert errors(response) == {"current_password": [message]}
    assert TOTPDevice.objects.count() == 0


def test_who_has_one_cannot_set_up_another_without_showing_it(sign_in, staff):
    device, _codes = give_second_factor(staff)
    browser = sign_in(staff)
    assert browser.post(SET_UP, {"current_password": PASSWORD})["Location"].startswith(CODE)
    assert list(TOTPDevice.objects.all()) == [device]


def test_a_setting_up_that_began_elsewhere_ends_with_the_one_that_was_finished(setting_up, sign_in, staff):
    """Somebody with the password and an open session cannot put their phone beside it afterwards."""
    slow, abandoned = setting_up
    quick = sign_in(staff)
    quick.post(SET_UP, {"current_password": PASSWORD})
    device = TOTPDevice.objects.get()
    assert device.pk != abandoned.pk
    quick.post(CONFIRM, {"code": shown_by(device)})
    assert slow.post(CONFIRM, {"code": shown_by(abandoned)})["Location"].startswith(CODE)
    assert list(TOTPDevice.objects.all()) == [device]


def test_another_session_sees_nothing_of_a_secret_that_waits(setting_up, sign_in, staff):
    assert sign_in(staff).get(CONFIRM)["Location"].startswith(SET_UP)


def test_a_secret_waits_for_an_hour(setting_up):
    browser, device = setting_up
    waits = TOTPDevice.objects.filter(pk=device.pk)
    waits.update(created_at=timezone.now() - timedelta(minutes=59))
    assert browser.get(CONFIRM).status_code == 200
    waits.update(created_at=timezone.now() - timedelta(minutes=61))
    response = browser.post(CONFIRM, {"code": shown_by(device)})
    assert response["Location"].startswith(SET_UP)
    assert waits.get().confirmed is False


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\x00"])
def test_the_way_on_stays_on_the_site(sign_in, staff, target):
    browser = sign_in(staff)
    response = browser.post(f"{SET_UP}?next={target}", {"current_password": PASSWORD})
    assert response["Location"] == f"{CONFIRM}?next=%2Fadmin%2F"
