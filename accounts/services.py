"""What changes people: joining, names, passwords, and the accounts of children.

Passwords come in as they were typed, checked by the form; they are hashed before a transaction begins, for that
takes its time. A new row is checked as a whole (`full_clean`), so that a name that is taken is a
`ValidationError`; when two ask for it in the same moment the later one gets an `IntegrityError`.
"""

import secrets

from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task

from accounts import mails, rules, throttle
from accounts.models import Guardianship, User

#: How long the link works that somebody joins by, in seconds.
JOIN_TIMEOUT = 24 * 60 * 60
JOIN_SALT = "accounts.join"


@task
def send_join_link(email, way_on):
    """Mail the link to join to this address, or, if it has an account, say so there.

    Background work as a whole: the page is the same, and takes the same time, whether there is such a person or
    not.

    Args:
        email: the address, as it was typed.
        way_on: the path to go on to after joining.
    """
    if not throttle.JOIN_MAIL.allows(email.lower()):
        return
    user = User.objects.any_case("email", email).first()
    if user:
        mails.send_has_account(user)
    else:
        mails.send_join_link(email, signing.dumps([email, way_on], salt=JOIN_SALT))


def joining(token):
    """Return (e-mail address, path to go on to) of a link to join, or None.

    The link works for a day, and no longer once the address has an account.
    """
    try:
        email, way_on = signing.loads(token, salt=JOIN_SALT, max_age=JOIN_TIMEOUT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return None if User.objects.any_case("email", email).exists() else (email, way_on)


def sign_up(*, username, email, password, first_name=None, last_name=None):
    """Create and return a pet owner."""
    user = User(
        username=username,
        email=User.objects.normalize_email(email),
        first_name=first_name,
        last_name=last_name,
        user_role=User.Role.PET_OWNER,
        password=make_password(password),
    )
    with transaction.atomic():
        user.full_clean()
        user.save()
    return user


def address_without_mailbox():
    """Return an e-mail address that cannot receive mail, for a row under care (RFC 2606)."""
    return f"{secrets.token_hex(16)}@children.invalid"


def add_child(*, by, username, password):
    """Create and return a child's account, with `by` as its guardian.

    Raises:
        ValidationError: `by` is a child, or the user name is taken or tells who the child is.
    """
    if reasons := rules.username_blockers(username, [by]):
        raise ValidationError({"username": reasons})
    child = User(
        username=username,
        email=address_without_mailbox(),
        user_role=User.Role.CHILD,
        password=make_password(password),
    )
    with transaction.atomic():
        child.full_clean()
        child.save()
        guardianship = Guardianship(child=child, guardian=by)
        guardianship.full_clean()
        guardianship.save()
    return child


def remove_child(*, child):
    """Delete a child's account. The database deletes with it what the child did, and its sessions."""
    child.delete()


def change_names(*, user, first_name, last_name):
    """Give a person other names; an empty one is None. Returns the person."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    return user


def change_email(*, user, email):
    """Give a person another e-mail address, which ends their sessions, tell the old one, and return the person."""
    old_address, had_mail = user.email, user.has_mail
    user.email = User.objects.normalize_email(email)
    with transaction.atomic():
        user.full_clean()
        user.save(update_fields=["email"])
        if had_mail:
            mails.send_email_changed(user, old_address)
    return user


def change_password(*, user, password):
    """Give a person another password, which ends their sessions, tell them by mail, and return them."""
    user.password = make_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        mails.send_password_changed(user)
    return user


@task
def send_reset_link(email):
    """Mail the link for a new password to the person with this address, if there is one who may have it.

    Background work as a whole, so that the page takes the same time whether there is such a person or not. The
    link works once, for an hour (``PASSWORD_RESET_TIMEOUT``).
    """
    user = User.objects.any_case("email", email).first()
    if rules.may_reset_by_mail(user) and throttle.RESET_MAIL.allows(user.pk):
        mails.send_password_reset(user, default_token_generator.make_token(user))


def person_of_reset_link(*, user_id, token):
    """Return the person whose link for a new password this is, or None if it is used up, too old, or made up."""
    user = User.objects.filter(pk=user_id).first()
    if rules.may_reset_by_mail(user) and default_token_generator.check_token(user, token):
        return user
    return None


def reset_password(*, user_id, token, password):
    """Set the password through a mailed link, which works once; return the person, or None."""
    user = person_of_reset_link(user_id=user_id, token=token)
    if user is None:
        return None
    hashed = make_password(password)
    with transaction.atomic():
        # Of two at the same moment one is too late: the password is not the one for which the link was made.
        if not User.objects.filter(pk=user.pk, password=user.password).update(password=hashed):
            return None
        mails.send_password_changed(user)
    return user
