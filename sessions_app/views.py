"""A person's devices, and those of the children in their care."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.access import pet_owner_required
from accounts.forms import PasswordAgainForm
from accounts.views import answer, shows_or_takes_a_form, typed
from sessions_app import limits, services

#: How many past sign-ins stand on one page.
PAST_ON_A_PAGE = 20


def listing(person, before):
    """Return what a page lists of a person: the live sessions, and past ones from a cursor on.

    Args:
        before: the cursor as it stands in the address, or None; any text will do.
    """
    sessions = person.sessions.select_related("payload")
    live = list(sessions.live(timezone.now()).order_by("-last_accessed", "-session_id"))
    past = sessions.exclude(pk__in=[session.pk for session in live]).order_by("-session_id")
    if before and before.isdecimal() and len(before) < 20:
        past = past.filter(pk__lt=int(before))
    past = list(past[: PAST_ON_A_PAGE + 1])
    older = past[PAST_ON_A_PAGE - 1].pk if len(past) > PAST_ON_A_PAGE else None
    return {"live": live, "past": past[:PAST_ON_A_PAGE], "older": older, "limit": limits.limit_of(person)}


def ask_for_password(request, form, **context):
    """Return the page that asks for the password before something ends."""
    return answer(request, "sessions_app/confirm.html", form, **context)


@require_safe
def devices(request):
    context = listing(request.user, request.GET.get("before"))
    return render(request, "sessions_app/devices.html", context | {"current": request.session.session_id})


@shows_or_takes_a_form
@sensitive_post_parameters("current_password")
def end(request, session_id):
    session = get_object_or_404(request.user.sessions.select_related("payload"), pk=session_id)
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        if session.pk == request.session.session_id:
            logout(request)
            return redirect("home")
        services.end_session(session, now=timezone.now())
        messages.success(request, _("%(device)s is signed out.") % {"device": session.device})
        return redirect("sessions_app:devices")
    return ask_for_password(
        request,
        form,
        question=_("Sign out %(device)s?") % {"device": session.device},
        button=_("Sign out this device"),
        back=reverse("sessions_app:devices"),
    )


@shows_or_takes_a_form
@sensitive_post_parameters("current_password")
def end_others(request):
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        ended = services.end_other_sessions(request.user, keep=request.session.session_id, now=timezone.now())
        messages.success(request, told(ended))
        return redirect("sessions_app:devices")
    return ask_for_password(
        request,
        form,
        question=_("Sign out all other devices?"),
        button=_("Sign out all others"),
        back=reverse("sessions_app:devices"),
    )


# --- A child's, for the guardians ------------------------------------------------------------------------------
@require_safe
@pet_owner_required
def child_devices(request, user_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    context = listing(child, request.GET.get("before"))
    return render(request, "sessions_app/child_devices.html", context | {"child": child})


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("current_password")
def child_end(request, user_id, session_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    session = get_object_or_404(child.sessions.select_related("payload"), pk=session_id)
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        services.end_session(session, now=timezone.now())
        messages.success(request, _("%(device)s is signed out.") % {"device": session.device})
        return redirect("sessions_app:child_devices", child.pk)
    return ask_for_password(
        request,
        form,
        question=_("Sign %(name)s out on %(device)s?") % {"name": child.username, "device": session.device},
        button=_("Sign out this device"),
        back=reverse("sessions_app:child_devices", args=[child.pk]),
    )


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("current_password")
def child_end_all(request, user_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    form = PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        messages.success(request, told(services.end_all_sessions(child, now=timezone.now())))
        return redirect("sessions_app:child_devices", child.pk)
    return ask_for_password(
        request,
        form,
        question=_("Sign %(name)s out everywhere?") % {"name": child.username},
        button=_("Sign out all devices"),
        back=reverse("sessions_app:child_devices", args=[child.pk]),
    )


def told(ended):
    """Return the words for how many sessions were ended."""
    words = ngettext("%(count)d device is signed out.", "%(count)d devices are signed out.", ended)
    return words % {"count": ended}
