"""The command ``end_sessions``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sessions_app.factories import SessionFactory
from sessions_app.models import Session


def run(*arguments):
    out = StringIO()
    call_command("end_sessions", *arguments, stdout=out)
    return out.getvalue()


def test_one_person_is_signed_out_everywhere(owner, stranger):
    SessionFactory.create_batch(2, user=owner)
    theirs = SessionFactory(user=stranger)
    SessionFactory(user=owner, expired=True)
    assert run("OLIVIA") == "Sessions ended: 2\n"
    assert list(Session.objects.filter(expired=False)) == [theirs]
    assert run("olivia") == "Sessions ended: 0\n"


def test_everyone_is_signed_out(owner, stranger):
    SessionFactory(user=owner)
    SessionFactory(user=stranger)
    assert run("--all") == "Sessions ended: 2\n"
    assert Session.objects.filter(expired=False).count() == 0


def test_a_name_that_nobody_has_is_an_error(owner):
    session = SessionFactory(user=owner)
    with pytest.raises(CommandError, match="no person with the user name 'nobody'"):
        run("nobody")
    session.refresh_from_db()
    assert session.expired is False


@pytest.mark.parametrize("arguments", [[], ["olivia", "--all"]])
def test_it_must_be_one_person_or_everyone(owner, arguments):
    SessionFactory(user=owner)
    with pytest.raises(CommandError):
        run(*arguments)
    assert Session.objects.filter(expired=False).count() == 1
