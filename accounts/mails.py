"""Mails to people: plain text, in our words, never to a child."""

import email.policy
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _


class PlainMail(EmailMessage):
    """A mail whose lines stay whole.

    Python's own limit of 78 characters would break a link in two on the console, which is where mail goes by
    default; the limit of mail itself is 998 (RFC 5322, 2.1.1).
    """

    def message(self, *, policy=email.policy.default):
        return super().message(policy=policy.clone(max_line_length=998))


@task
def deliver(subject, body, to):
    """Hand one mail to the mail server. Args are texts, as tasks need them."""
    PlainMail(subject, body, to=[to]).send()


def send_join_link(email, token):
    """Mail the link by which somebody joins."""
    link = settings.SITE_URL + reverse("accounts:sign_up_confirm", args=[token])
    _send(email, _("Join Petshop"), "join", link=link)


def send_has_account(user):
    """Tell a person who wants to join, or whose address somebody typed, that they have an account."""
    if user.has_mail and user.is_active:
        reset = settings.SITE_URL + reverse("accounts:password_reset")
        _send(user.email, _("You have a Petshop account already"), "has_account", user=user, reset=reset)


def send_password_reset(user, token):
    """Mail the link for a new password.

    The link begins with ``SITE_URL``, never with what the browser calls this host.
    """
    link = settings.SITE_URL + reverse("accounts:password_reset_confirm", args=[user.pk, token])
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    _send(user.email, _("A new password for Petshop"), "password_reset", user=user, link=link, minutes=minutes)


def send_password_changed(user):
    """Tell a person that their password is another one now."""
    if user.has_mail and user.is_pet_owner:
        _send(user.email, _("Your password was changed"), "password_changed", user=user)


def send_email_changed(user, old_address):
    """Tell the old address that mail goes elsewhere now; the new address is not named to it."""
    _send(old_address, _("Your e-mail address was changed"), "email_changed", user=user)


def send_second_factor_set_up(user):
    """Tell a member of staff that an app shows codes for their account now."""
    if user.has_mail:
        _send(user.email, _("A second factor was set up"), "second_factor_set_up", user=user)


def send_second_factor_removed(user):
    """Tell a member of staff that their second factor is gone, whoever took it away."""
    if user.has_mail:
        _send(user.email, _("Your second factor was taken away"), "second_factor_removed", user=user)


def _send(to, subject, template, **context):
    """Send once the transaction is through; a mail server that is slow or down is no concern of the page's."""
    body = render_to_string(f"accounts/mail/{template}.txt", context | {"site_url": settings.SITE_URL})
    transaction.on_commit(partial(deliver.enqueue, subject, body, to))
