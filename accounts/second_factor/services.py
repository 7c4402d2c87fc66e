"""Who has a second factor, which session has shown it, and what changes either.

A code is looked at under a lock on its row, so that one that works once works once also for two at a time. What
is wrong with a code is a `ValidationError`, raised after the transaction: the failure has to be counted.
"""

import hashlib
import math
import re
import secrets
from base64 import b32encode, urlsafe_b64encode
from datetime import timedelta

import django_otp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import mails

#: How many recovery codes a person has.
RECOVERY_CODES = 10
#: How long a new secret waits for its first code.
SETTING_UP_LASTS = timedelta(hours=1)
#: The wait after a wrong code doubles each time (django-otp), up to 2^16 seconds, which are 18 hours: who knows
#: somebody's password can slow them down, and not lock them out for good.
MOST_FAILURES_COUNTED = 17


# --- Who has one, and which session has shown it -------------------------------------------------------------
def has_second_factor(user):
    """Return whether this person has set up an app. Costs one query."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_verified(request):
    """Return whether this session has shown the second factor of the person who is signed in.

    Costs one query if the session says so: with the device, what the session says is gone.
    """
    device = Device.from_persistent_id(request.session.get(django_otp.DEVICE_ID_SESSION_KEY, ""))
    return device is not None and device.confirmed and device.user_id == request.user.pk


def opens_the_admin(request):
    """Return whether a member of staff need not show more than the password, or has done so."""
    return not settings.SECOND_FACTOR or is_verified(request)


def remember(request, device):
    """Let this session, and no other, count as verified. It gets a new token: its rights have changed."""
    django_otp.login(request, device)
    request.session.cycle_key()


def forget(request):
    """Let this session count as not verified; new token, as above."""
    request.session.pop(django_otp.DEVICE_ID_SESSION_KEY, None)
    request.session.cycle_key()


# --- Codes ---------------------------------------------------------------------------------------------------
@sensitive_variables("code")
def check_code(*, user, code):
    """Return the person's device if its app shows this code now, and the code was not used before.

    Raises:
        ValidationError: it is wrong, used, or too soon after a wrong one.
    """
    with transaction.atomic():
        device, refusal = _try(TOTPDevice.objects.filter(user=user, confirmed=True), code)
    if refusal:
        raise refusal
    return device


@sensitive_variables("code")
def check_recovery_code(*, user, code):
    """Use up one of the person's recovery codes, and return the device that stands for them.

    Raises:
        ValidationError: there is no such code any more, or it is too soon after a wrong one.
    """
    with transaction.atomic():
        device, refusal = _try(StaticDevice.objects.filter(user=user, confirmed=True), stored(code))
    if refusal:
        raise refusal
    return device


def _try(devices, token):
    """Return (device, None) if the first of these devices takes the token, else (None, what is wrong)."""
    device = devices.select_for_update().order_by("pk").first()
    if device is None:
        return None, _wrong()
    allowed, reason = device.verify_is_allowed()
    if not allowed:
        return None, _too_soon(reason["locked_until"] - timezone.now())
    if device.verify_token(token):
        return device, None
    if device.throttling_failure_count > MOST_FAILURES_COUNTED:
        device.throttling_failure_count = MOST_FAILURES_COUNTED
        device.save(update_fields=["throttling_failure_count"])
    return None, _wrong()


def _wrong():
    return ValidationError(_("That code is not right, or was used before. Please try the next one."), code="wrong")


def _too_soon(wait):
    seconds = max(math.ceil(wait.total_seconds()), 1)
    if seconds < 60:
        message = ngettext(
            "Please wait %(count)d second, then try the next code.",
            "Please wait %(count)d seconds, then try the next code.",
            seconds,
        ) % {"count": seconds}
    else:
        now = timezone.now()
        message = _("Please wait %(time)s, then try the next code.") % {"time": timeuntil(now + wait, now)}
    return ValidationError(message, code="too_soon")


# --- Setting up ----------------------------------------------------------------------------------------------
@transaction.atomic
def begin(*, user):
    """Return a device with a new secret, which counts once it has shown its first code.

    Another one that waits is forgotten: of two pages that were opened, the later one holds.
    """
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def waiting(*, user, device_id, now):
    """Return the device that `begin` made, or None if it has been set up, replaced, or waits for too long."""
    devices = TOTPDevice.objects.filter(user=user, confirmed=False, created_at__gt=now - SETTING_UP_LASTS)
    return devices.filter(pk=device_id).first()


@sensitive_variables("code", "codes")
def finish(*, device, code):
    """Make a waiting device the second factor of its person, in place of any other, and tell them by mail.

    Returns:
        (the device, new recovery codes).

    Raises:
        ValidationError: the code is wrong.
    """
    with transaction.atomic():
        device, refusal = _try(TOTPDevice.objects.filter(pk=device.pk, confirmed=False), code)
        if device:
            user = device.user
            # With the old devices go all sessions that were verified by them.
            TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
            StaticDevice.objects.filter(user=user).delete()
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            codes = renew_recovery_codes(user=user)
            mails.send_second_factor_set_up(user)
    if refusal:
        raise refusal
    return device, codes


def secret_of(device):
    """Return the secret as people type it into an app: base 32, in groups of four."""
    return in_groups(b32encode(device.bin_key).decode())


def in_groups(text, separator=" "):
    """Return a text in groups of four."""
    return separator.join(re.findall(".{1,4}", text))


# --- Recovery codes ------------------------------------------------------------------------------------------
@transaction.atomic
def renew_recovery_codes(*, user):
    """Return new recovery codes, as texts; those before do not work any more.

    A code has 120 random bits, so that a plain hash is enough to keep it by (OWASP ASVS 5.0, 6.5.2).
    """
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
    device.token_set.all().delete()
    codes = [b32encode(secrets.token_bytes(15)).decode().lower() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=stored(code)) for code in codes)
    return [in_groups(code, "-") for code in codes]


def recovery_codes_left(*, user):
    """Return how many recovery codes are not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


def stored(code):
    """Return what is kept of a recovery code: 96 bits of its SHA-256, which is what the column has room for."""
    return urlsafe_b64encode(hashlib.sha256(code.encode()).digest()[:12]).decode()


# --- Taking away ---------------------------------------------------------------------------------------------
@transaction.atomic
def remove(*, user):
    """Take a person's second factor away, tell them by mail, and return whether there was one.

    Every session that was verified by it is not verified any more. The next visit to the admin asks to set up
    another one.
    """
    had_one = has_second_factor(user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if had_one:
        mails.send_second_factor_removed(user)
    return had_one
