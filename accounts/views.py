"""Pages about a person: joining, signing in and out, the profile, passwords, and the family."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import forms, services, throttle
from accounts.access import pet_owner_required
from accounts.middleware import CLEAR_SITE_DATA
from accounts.models import User

shows_or_takes_a_form = require_http_methods(["GET", "HEAD", "POST"])
#: What a browser and the servers between accept as an address; a longer "next" is nobody's honest wish.
LONGEST_ADDRESS = 2000


def next_page(request, default="home"):
    """Return the path in ``next`` if it is one of this site, else that of the view `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if ours and len(iri_to_uri(target)) <= LONGEST_ADDRESS else reverse(default)


def answer(request, template, form, **context):
    """Return the page with this form: 422 if something in it is not right."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def typed(request):
    """Return what a form is bound to: the fields of a POST, also none at all, or nothing for a GET."""
    return request.POST if request.method == "POST" else None


# --- Joining, in and out -------------------------------------------------------------------------------------
@shows_or_takes_a_form
@login_not_required
@never_cache
def sign_up(request):
    """Asks for an e-mail address alone. The answer is the same whether it has an account or not (SAFETY E3)."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.method == "POST" and not throttle.SIGN_UP.allows(throttle.client_address(request)):
        return throttle.too_many_attempts(request, throttle.SIGN_UP)
    form = forms.JoinForm(typed(request))
    if form.is_valid():
        services.send_join_link.enqueue(form.cleaned_data["email"], next_page(request))
        return redirect("accounts:sign_up_sent")
    return answer(request, "accounts/sign_up.html", form)


@require_safe
@login_not_required
def sign_up_sent(request):
    return render(request, "accounts/sign_up_sent.html")


@shows_or_takes_a_form
@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_up_confirm(request, token):
    """The way in from the mailbox. Looking at the link changes nothing: mail scanners open links too."""
    if request.user.is_authenticated:
        return redirect("home")
    if not (link := services.joining(token)):
        return render(request, "accounts/sign_up_gone.html", status=410)
    email, way_on = link
    form = forms.SignUpForm(typed(request), instance=User(email=email))
    try:
        user = form.is_valid() and form.carry_out(services.sign_up, email=email, **form.cleaned_data)
    except IntegrityError:
        if services.joining(token):
            raise
        # Sent twice at the same moment: the other one was first.
        return render(request, "accounts/sign_up_gone.html", status=410)
    if user:
        login(request, user)
        messages.success(request, _("Welcome to Petshop, %(name)s!") % {"name": user.get_short_name()})
        return redirect(way_on)
    return answer(request, "accounts/sign_up_confirm.html", form, email=email)


@shows_or_takes_a_form
@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_page(request))
    form = forms.SignInForm(typed(request))
    if form.is_valid():
        address = throttle.client_address(request)
        name = form.cleaned_data["username"].casefold()
        limits = [(throttle.SIGN_IN, (name, address)), (throttle.SIGN_IN_ADDRESS, (address,))]
        if not throttle.address_was_right(name, address):
            limits.append((throttle.SIGN_IN_NAME, (name,)))
        for limit, who in limits:
            if not limit.allows(*who):
                return throttle.too_many_attempts(request, limit)
        if user := authenticate(request, **form.cleaned_data):
            throttle.SIGN_IN.forget(name, address)
            for limit, who in limits[1:]:
                limit.take_back(*who)
            throttle.note_right_address(name, address)
            login(request, user)
            return HttpResponseRedirect(next_page(request))
        # The same for a name that nobody has, a wrong password and a closed account.
        form.add_error(None, _("That name and password do not fit together. Please try again."))
    return answer(request, "accounts/sign_in.html", form)


@require_POST
@login_not_required
def sign_out(request):
    logout(request)
    response = redirect("home")
    # Also when the session had ended already.
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response


# --- The profile ---------------------------------------------------------------------------------------------
@shows_or_takes_a_form
def profile(request):
    if request.user.is_child:
        guardians = request.user.guardians.order_by("username")
        return render(request, "accounts/profile_of_child.html", {"guardians": guardians})
    form = forms.NamesForm(typed(request), instance=fresh(request.user))
    if form.is_valid() and form.carry_out(services.change_names, user=form.instance, **form.cleaned_data):
        messages.success(request, _("Your names are saved."))
        return redirect("accounts:profile")
    return answer(request, "accounts/profile.html", form)


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("current_password")
def email_change(request):
    form = forms.EmailForm(typed(request), user=request.user, instance=fresh(request.user))
    if form.is_valid():
        user = fresh(request.user)
        if form.carry_out(services.change_email, user=user, email=form.cleaned_data["email"]):
            update_session_auth_hash(request, user)
            messages.success(request, _("Your e-mail address is changed."))
            return redirect("accounts:profile")
    return answer(request, "accounts/email_change.html", form)


def fresh(user):
    """Return the same person once more, for a form to write on: the page still shows who is signed in."""
    return User.objects.get(pk=user.pk)


@shows_or_takes_a_form
@sensitive_post_parameters("current_password", "new_password")
def password_change(request):
    form = forms.PasswordChangeForm(typed(request), user=request.user)
    if form.is_valid():
        password = form.cleaned_data["new_password"]
        if user := form.carry_out(services.change_password, user=request.user, password=password):
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect("accounts:profile")
    return answer(request, "accounts/password_change.html", form)


# --- A forgotten password ------------------------------------------------------------------------------------
@shows_or_takes_a_form
@login_not_required
@never_cache
def password_reset(request):
    if request.method == "POST" and not throttle.RESET.allows(throttle.client_address(request)):
        return throttle.too_many_attempts(request, throttle.RESET)
    form = forms.PasswordResetForm(typed(request))
    if form.is_valid():
        services.send_reset_link.enqueue(form.cleaned_data["email"])
        return redirect("accounts:password_reset_sent")
    return answer(request, "accounts/password_reset.html", form)


@require_safe
@login_not_required
def password_reset_sent(request):
    return render(request, "accounts/password_reset_sent.html")


@shows_or_takes_a_form
@login_not_required
@never_cache
@sensitive_post_parameters("new_password")
def password_reset_confirm(request, user_id, token):
    """Looking at the link changes nothing: mail scanners open links too."""
    user = services.person_of_reset_link(user_id=user_id, token=token)
    if user is None:
        return render(request, "accounts/password_reset_gone.html", status=410)
    form = forms.SetPasswordForm(typed(request), user=user)
    if form.is_valid():
        password = form.cleaned_data["new_password"]
        if not services.reset_password(user_id=user_id, token=token, password=password):
            return render(request, "accounts/password_reset_gone.html", status=410)
        # Whoever has the mailbox is not held up by somebody who guesses at the name from elsewhere.
        for name in (user.username, user.email):
            throttle.note_right_address(name.casefold(), throttle.client_address(request))
        messages.success(request, _("Your new password is saved. Sign in with it."))
        return redirect("accounts:sign_in")
    return answer(request, "accounts/password_reset_confirm.html", form)


# --- The family ----------------------------------------------------------------------------------------------
@require_safe
@pet_owner_required
def family(request):
    return render(request, "accounts/family.html", {"children": request.user.children.order_by("username")})


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("password")
def add_child(request):
    if request.method == "POST" and not throttle.ADD_CHILD.allows(request.user.pk):
        return throttle.too_many_attempts(request, throttle.ADD_CHILD)
    form = forms.ChildForm(typed(request), guardian=request.user)
    if form.is_valid() and (child := form.carry_out(services.add_child, by=request.user, **form.cleaned_data)):
        messages.success(request, _("%(name)s can sign in now.") % {"name": child.username})
        return redirect("accounts:child", child.pk)
    return answer(request, "accounts/add_child.html", form)


@require_safe
@pet_owner_required
def child(request, user_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    guardians = child.guardians.order_by("username")
    return render(request, "accounts/child.html", {"child": child, "guardians": guardians})


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("new_password")
def child_password(request, user_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    form = forms.SetPasswordForm(typed(request), user=child)
    if form.is_valid():
        password = form.cleaned_data["new_password"]
        if form.carry_out(services.change_password, user=child, password=password):
            messages.success(request, _("%(name)s has a new password.") % {"name": child.username})
            return redirect("accounts:child", child.pk)
    return answer(request, "accounts/child_password.html", form, child=child)


@shows_or_takes_a_form
@pet_owner_required
@sensitive_post_parameters("current_password")
def child_remove(request, user_id):
    child = get_object_or_404(request.user.children, pk=user_id)
    form = forms.PasswordAgainForm(typed(request), user=request.user)
    if form.is_valid():
        services.remove_child(child=child)
        messages.success(request, _("The account %(name)s is removed.") % {"name": child.username})
        return redirect("accounts:family")
    return answer(request, "accounts/child_remove.html", form, child=child)
