"""Pages of the second factor: setting it up, showing it, recovery codes, replacing it, and taking it away.

All of them take the page to go to afterwards as ``next``, which must be one of this site.
"""

from functools import wraps

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import throttle
from accounts.forms import PasswordAgainForm
from accounts.second_factor import services
from accounts.second_factor.forms import CodeForm, RecoveryCodeForm
from accounts.views import answer, next_page, shows_or_takes_a_form, typed

#: Where a session keeps the id of the device that it is setting up.
SETTING_UP = "second_factor_setting_up"


class TooManyAttemptsError(Exception):
    """The person has typed several wrong codes."""


def for_staff(view):
    """Let staff in; for everyone else, and while the second factor is switched off, there is nothing here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (settings.SECOND_FACTOR and request.user.is_staff and request.user.is_active):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except TooManyAttemptsError:
            return throttle.too_many_attempts(request, throttle.SECOND_FACTOR)

    return guarded


def verified(view):
    """Let staff in whose session has shown the second factor; the others do so first, and come back."""

    @for_staff
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if services.is_verified(request):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('second_factor:code')}?{urlencode({'next': request.path})}")

    return guarded


def onwards(request, view):
    """Return the redirect to another of these pages, which goes on to the same ``next``."""
    target = next_page(request, default="admin:index")
    return HttpResponseRedirect(f"{reverse(view)}?{urlencode({'next': target})}")


def done(request):
    """Return the redirect to ``next``, or to the admin."""
    return HttpResponseRedirect(next_page(request, default="admin:index"))


def proven(request, form, service, **arguments):
    """Return what the service returns for the code in the form; None with the error in it if it is not right.

    Raises:
        TooManyAttemptsError: the code was not looked at, for there were several wrong ones before.
    """
    if not form.is_valid():
        return None
    if not throttle.SECOND_FACTOR.allows(request.user.pk):
        raise TooManyAttemptsError
    found = form.carry_out(service, **arguments, **form.cleaned_data)
    if found:
        throttle.SECOND_FACTOR.forget(request.user.pk)
    return found


# --- Showing it ----------------------------------------------------------------------------------------------
@shows_or_takes_a_form
@for_staff
@sensitive_post_parameters("code")
def code(request):
    if services.is_verified(request):
        return done(request)
    if not services.has_second_factor(request.user):
        return onwards(request, "second_factor:set_up")
    form = CodeForm(typed(request))
    if device := proven(request, form, services.check_code, user=request.user):
        services.remember(request, device)
        return done(request)
    return answer(request, "accounts/second_factor_code.html", form)


@shows_or_takes_a_form
@for_staff
@sensitive_post_parameters("code")
def recovery(request):
    if services.is_verified(request):
        return done(request)
    if not services.has_second_factor(request.user):
        return onwards(request, "second_factor:set_up")
    form = RecoveryCodeForm(typed(request))
    if device := proven(request, form, services.check_recovery_code, user=request.user):
        services.remember(request, device)
        left = services.recovery_codes_left(user=request.user)
        messages.warning(request, _("That recovery code is used up. You have %(count)d left.") % {"count": left})
        return redirect("second_factor:overview")
    return answer(request, "accounts/second_factor_recovery.html", form)


# --- Setting it up -------------------------------------------------------------------------------------------
@shows_or_takes_a_form
@for_staff
@sensitive_post_parameters("current_password")
def set_up(request):
    """The password again: a session that somebody left open is not enough to add a phone."""
    if services.has_second_factor(request.user):
        return onwards(request, "second_factor:code")
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        request.session[SETTING_UP] = services.begin(user=request.user).pk
        return onwards(request, "second_factor:confirm")
    return answer(request, "accounts/second_factor_set_up.html", form)


@shows_or_takes_a_form
@for_staff
@sensitive_post_parameters("code")
def confirm(request):
    """Show the new secret until a code proves that the app has it; the answer to that shows the recovery codes."""
    replaces = services.has_second_factor(request.user)
    if replaces and not services.is_verified(request):
        return onwards(request, "second_factor:code")
    device = services.waiting(user=request.user, device_id=request.session.get(SETTING_UP), now=timezone.now())
    if device is None:
        return onwards(request, "second_factor:replace" if replaces else "second_factor:set_up")
    form = CodeForm(typed(request))
    if made := proven(request, form, services.finish, device=device):
        device, codes = made
        del request.session[SETTING_UP]
        services.remember(request, device)
        return show_recovery_codes(request, codes)
    context = {"qr_code": qr_code(device.config_url), "secret": services.secret_of(device)}
    return answer(request, "accounts/second_factor_confirm.html", form, device=device, **context)


def qr_code(text):
    """Return a QR code as the address of a picture. Always dark on light, which is what every app reads."""
    return segno.make(text, micro=False).svg_data_uri(
        border=4, light="#fff", dark="#000", omitsize=True, svgclass=None, lineclass=None
    )


def show_recovery_codes(request, codes):
    """Return the only page that ever shows these codes, as the answer to a POST: it has no address."""
    context = {"codes": codes, "continue_to": next_page(request, default="admin:index")}
    return render(request, "accounts/second_factor_codes.html", context)


# --- Afterwards ----------------------------------------------------------------------------------------------
@require_safe
@verified
def overview(request):
    left = services.recovery_codes_left(user=request.user)
    return render(request, "accounts/second_factor_overview.html", {"codes_left": left})


@shows_or_takes_a_form
@verified
@sensitive_post_parameters("code")
def new_codes(request):
    form = CodeForm(typed(request))
    if proven(request, form, services.check_code, user=request.user):
        return show_recovery_codes(request, services.renew_recovery_codes(user=request.user))
    return ask_again(
        request,
        form,
        question=_("Make new recovery codes?"),
        consequence=_("The codes that you have now will not work any more."),
        button=_("Make new codes"),
    )


@shows_or_takes_a_form
@verified
@sensitive_post_parameters("current_password")
def replace(request):
    """The password and not a code: whoever came in by a recovery code has no app that shows one."""
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        request.session[SETTING_UP] = services.begin(user=request.user).pk
        return onwards(request, "second_factor:confirm")
    return ask_again(
        request,
        form,
        question=_("Use another phone or app?"),
        consequence=_("The one that you have now works until the new one has shown its first code."),
        button=_("Go on"),
    )


@shows_or_takes_a_form
@verified
@sensitive_post_parameters("code")
def remove(request):
    form = CodeForm(typed(request))
    if proven(request, form, services.check_code, user=request.user):
        services.remove(user=request.user)
        services.forget(request)
        messages.success(request, _("Your second factor is taken away."))
        return redirect("accounts:profile")
    return ask_again(
        request,
        form,
        question=_("Take your second factor away?"),
        consequence=_("The admin stays closed for you until you set up another one."),
        button=_("Take it away"),
    )


def ask_again(request, form, **context):
    """Return the page that asks for a code or the password before something changes."""
    return answer(request, "accounts/second_factor_again.html", form, **context)
