"""Somebody lost the phone and the recovery codes: a colleague takes the second factor away."""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.factories import UserFactory
from accounts.tests.second_factor import CODE, SET_UP, give_second_factor, is_let_in, shown_by

LIST = "/admin/accounts/user/"


def run(*arguments):
    out = StringIO()
    call_command("reset_second_factor", *arguments, stdout=out)
    return out.getvalue()


def act(browser, *people):
    return browser.post(
        LIST, {"action": "reset_second_factor", "_selected_action": [user.pk for user in people]}, follow=True
    )


@pytest.fixture
def colleague(db):
    return UserFactory(staff=True, username="cora")


def verified(browser, user):
    """Return the browser of a person who has a second factor and has shown it."""
    device, _codes = give_second_factor(user)
    browser.post(CODE, {"code": shown_by(device)})
    assert is_let_in(browser) is True
    return browser


# --- The command -----------------------------------------------------------------------------------------------
def test_the_command_takes_it_away_and_closes_the_admin(
    second_factor, sign_in, staff, colleague, django_capture_on_commit_callbacks
):
    browser, other = verified(sign_in(staff), staff), verified(sign_in(colleague), colleague)
    with django_capture_on_commit_callbacks(execute=True):
        assert run("STELLA") == "The second factor of stella is taken away.\n"
    assert is_let_in(browser) is False
    assert browser.get(CODE)["Location"].startswith(SET_UP)
    assert is_let_in(other) is True
    assert [device.user for device in TOTPDevice.objects.all()] == [colleague]
    assert [device.user for device in StaticDevice.objects.all()] == [colleague]
    assert StaticToken.objects.count() == 10
    [message] = mail.outbox
    assert (message.to, message.subject) == (["stella@example.org"], "Your second factor was taken away")


def test_a_second_run_has_nothing_to_do(staff, django_capture_on_commit_callbacks):
    give_second_factor(staff)
    run("stella")
    with django_capture_on_commit_callbacks(execute=True):
        assert run("stella") == "stella has no second factor.\n"
    assert mail.outbox == []


def test_a_name_that_nobody_has_is_an_error(staff):
    give_second_factor(staff)
    with pytest.raises(CommandError, match="no person with the user name 'nobody'"):
        run("nobody")
    assert TOTPDevice.objects.count() == 1


# --- The admin -------------------------------------------------------------------------------------------------
def test_a_superuser_takes_away_a_colleagues(second_factor, sign_in, staff, colleague, owner):
    browser = verified(sign_in(staff), staff)
    give_second_factor(colleague)
    response = act(browser, colleague, owner)
    assert "1 second factor is taken away." in response.text
    assert [device.user for device in TOTPDevice.objects.all()] == [staff]
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.object_id, entry.change_message) == (
        staff,
        str(colleague.pk),
        "Second factor taken away.",
    )


def test_ones_own_is_not_taken_away_by_ticking_all(second_factor, sign_in, staff, colleague):
    browser = verified(sign_in(staff), staff)
    assert "0 second factors are taken away." in act(browser, staff, colleague).text
    assert is_let_in(browser) is True


def test_staff_who_may_only_edit_people_cannot(second_factor, sign_in, staff):
    helper = UserFactory(username="hana", is_staff=True)
    group = Group.objects.create(name="People")
    group.permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    helper.groups.add(group)
    give_second_factor(staff)
    browser = verified(sign_in(helper), helper)
    assert "reset_second_factor" not in browser.get(LIST).text
    act(browser, staff)
    assert TOTPDevice.objects.filter(user=staff).count() == 1


def test_while_it_is_switched_off_there_is_no_such_action(sign_in, staff, colleague):
    give_second_factor(colleague)
    browser = sign_in(staff)
    assert "reset_second_factor" not in browser.get(LIST).text
    act(browser, colleague)
    assert TOTPDevice.objects.count() == 1
