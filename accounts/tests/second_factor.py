"""What the tests of the second factor need: a person who has one, and what their app shows."""

import time
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.second_factor import services

CODE = reverse("second_factor:code")
RECOVERY = reverse("second_factor:recovery")
SET_UP = reverse("second_factor:set_up")
CONFIRM = reverse("second_factor:confirm")
OVERVIEW = reverse("second_factor:overview")
ADMIN = reverse("admin:index")
WRONG = "That code is not right, or was used before. Please try the next one."


def shown_by(device, ahead=0):
    """Return the code that the app of this device shows, now or so many half minutes later."""
    app = TOTP(device.bin_key)
    app.time = time.time() + 30 * ahead
    return f"{app.token():06d}"


def give_second_factor(user):
    """Return (device, recovery codes) of a person who has set up an app before."""
    return TOTPDevice.objects.create(user=user, name="app"), services.renew_recovery_codes(user=user)


def wrong_code(device):
    """Return a code that the app shows neither now nor in the half minutes around."""
    near = {shown_by(device, ahead) for ahead in range(-3, 4)}
    return next(code for code in ("000000", "111111", *map("{:06d}".format, range(10))) if code not in near)


def let_wait_pass(user):
    """Make the last wrong code of a person long ago, for the library's own limit."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).update(throttling_failure_timestamp=timezone.now() - timedelta(days=1))


def is_let_in(browser):
    """Return whether the admin opens."""
    response = browser.get(ADMIN)
    assert (response.status_code == 200) or response["Location"] == f"/admin/login/?next={ADMIN}"
    return response.status_code == 200


def token_of(browser):
    return browser.cookies["session"].value


def errors(response):
    """Return the errors of the form on a page that refused it."""
    assert response.status_code == 422
    return response.context["form"].errors
