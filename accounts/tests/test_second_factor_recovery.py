"""A lost phone: recovery codes."""

import pytest

from accounts.factories import UserFactory
from accounts.tests.second_factor import (
    CODE,
    OVERVIEW,
    RECOVERY,
    SET_UP,
    WRONG,
    errors,
    give_second_factor,
    is_let_in,
    let_wait_pass,
    token_of,
)

pytestmark = pytest.mark.usefixtures("second_factor")
INVALID = "A recovery code has 24 letters and numbers, 2 to 7. Type all of it."


@pytest.fixture
def codes(staff):
    return give_second_factor(staff)[1]


def test_a_recovery_code_opens_the_admin(sign_in, staff, codes):
    browser = sign_in(staff)
    before = token_of(browser)
    assert browser.get(RECOVERY).status_code == 200
    response = browser.post(RECOVERY, {"code": codes[4]}, follow=True)
    assert response.redirect_chain == [(OVERVIEW, 302)]
    assert "That recovery code is used up. You have 9 left." in response.text
    assert "You have 9 recovery codes left." in response.text
    assert token_of(browser) != before
    assert is_let_in(browser) is True


def test_each_works_once_and_the_others_still_do(sign_in, staff, codes):
    sign_in(staff).post(RECOVERY, {"code": codes[0]})
    browser = sign_in(staff)
    assert errors(browser.post(RECOVERY, {"code": codes[0]})) == {"__all__": [WRONG]}
    assert is_let_in(browser) is False
    let_wait_pass(staff)
    assert browser.post(RECOVERY, {"code": codes[9]}).status_code == 302


@pytest.mark.parametrize("change", [str.upper, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_how_it_is_written_does_not_matter(sign_in, staff, codes, change):
    assert sign_in(staff).post(RECOVERY, {"code": change(codes[0])}).status_code == 302


def test_a_session_of_another_device_is_not_verified(sign_in, staff, codes):
    one, other = sign_in(staff), sign_in(staff)
    one.post(RECOVERY, {"code": codes[0]})
    assert (is_let_in(one), is_let_in(other)) == (True, False)


def test_a_made_up_code_and_somebody_elses_are_wrong(sign_in, staff, codes):
    theirs = give_second_factor(UserFactory(staff=True))[1]
    browser = sign_in(staff)
    for code in ("aaaa-bbbb-cccc-dddd-eeee-ffff", theirs[0]):
        assert errors(browser.post(RECOVERY, {"code": code})) == {"__all__": [WRONG]}
        let_wait_pass(staff)
    assert is_let_in(browser) is False


def test_a_recovery_code_is_no_code_of_the_app_nor_the_other_way_round(sign_in, staff, codes):
    browser = sign_in(staff)
    assert list(errors(browser.post(CODE, {"code": codes[0]}))) == ["code"]
    assert list(errors(browser.post(RECOVERY, {"code": "123456"}))) == ["code"]


@pytest.mark.parametrize("typed", ["", "abcd", "aaaa-bbbb-cccc-dddd-eeee-fff1", "ä" * 24, "a" * 25])
def test_what_cannot_be_a_code_is_no_attempt(sign_in, staff, codes, typed):
    browser = sign_in(staff)
    for _ in range(6):
        assert errors(browser.post(RECOVERY, {"code": typed})) == {"code": [INVALID]}
    assert browser.post(RECOVERY, {"code": codes[0]}).status_code == 302


def test_who_has_none_is_sent_to_set_one_up(sign_in, staff):
    assert sign_in(staff).get(RECOVERY)["Location"] == f"{SET_UP}?next=%2Fadmin%2F"


def test_who_is_verified_goes_on(sign_in, staff, codes):
    browser = sign_in(staff)
    browser.post(RECOVERY, {"code": codes[0]})
    assert browser.get(f"{RECOVERY}?next=/admin/pets/pet/")["Location"] == "/admin/pets/pet/"


def test_only_looking_and_sending(sign_in, staff, codes):
    assert sign_in(staff).delete(RECOVERY).status_code == 405
