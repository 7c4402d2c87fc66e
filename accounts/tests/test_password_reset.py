"""A new password through a link in a mail."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.urls import reverse

from accounts import services
from accounts.factories import PASSWORD, UserFactory
from accounts.models import User

ADDRESS = reverse("accounts:password_reset")
SENT = reverse("accounts:password_reset_sent")
NEW = {"new_password": "three green apples"}


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Return a function that asks for a link and returns the answer."""

    def ask(email):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADDRESS, {"email": email})

    return ask


@pytest.fixture
def link(ask, owner):
    """The path of a fresh link for `owner`."""
    ask(owner.email)
    return re.search(r"http://testserver(/\S+)", mail.outbox.pop().body)[1]


def test_the_mail_holds_a_link_and_says_what_it_is(ask, owner):
    assert ask("OLIVIA@example.org")["Location"] == SENT
    [message] = mail.outbox
    assert message.to == ["olivia@example.org"]
    assert message.subject == "A new password for Petshop"
    assert message.message().get_content_type() == "text/plain"
    assert re.search(
        rf"\nhttp://testserver/accounts/password/reset/{owner.pk}/[0-9a-z]+-[0-9a-f]+/\n", message.body
    )
    assert "The link works once, for 60 minutes." in message.body
    assert "Your user name is olivia." in message.body


def test_the_link_is_whole_as_the_mail_is_sent(ask, owner):
    """Whoever copies it from the console would otherwise copy half of it."""
    User.objects.filter(pk=owner.pk).update(first_name="Zoë")
    ask(owner.email)
    [message] = mail.outbox
    link = re.search(r"\nhttp://\S+/\n", message.body)[0]
    assert len(link) > 78
    sent = message.message().as_bytes().decode()
    assert link in sent
    assert "Hello Zoë,\n" in sent


def test_the_link_leads_to_this_site_whatever_the_browser_calls_it(
    client, owner, settings, django_capture_on_commit_callbacks
):
    settings.ALLOWED_HOSTS = ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {"email": owner.email}, headers={"host": "evil.example"})
    [message] = mail.outbox
    assert "evil.example" not in message.body
    assert "\nhttp://testserver/accounts/password/reset/" in message.body


def test_a_new_password_is_set_and_used(client, owner, link):
    page = client.get(link)
    assert page.status_code == 200
    assert 'autocomplete="new-password"' in page.text
    assert client.post(link, NEW)["Location"] == reverse("accounts:sign_in")
    owner.refresh_from_db()
    assert owner.check_password("three green apples")


def test_the_person_is_told_by_mail_that_the_password_changed(
    client, owner, link, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link, NEW)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["olivia@example.org"], "Your password was changed")


def test_all_sessions_end(client, sign_in, owner, link):
    elsewhere = sign_in(owner)
    # Signing in makes older links useless, so the link is asked for once more.
    owner.refresh_from_db()
    services.reset_password(user_id=owner.pk, token=token_of(owner), password="three green apples")
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def token_of(user, at=None):
    generator = PasswordResetTokenGenerator()
    if at is not None:
        generator._now = lambda: at
    return generator.make_token(user)


def test_looking_at_the_link_does_not_use_it_up(client, owner, link):
    """Mail scanners open every link."""
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert client.post(link, NEW).status_code == 302


def test_a_link_works_once(client, owner, link):
    client.post(link, NEW)
    for response in (client.get(link), client.post(link, {"new_password": "another long password"})):
        assert response.status_code == 410
        assert "This link does not work any more" in response.text
    owner.refresh_from_db()
    assert owner.check_password("three green apples")


def test_of_two_at_the_same_moment_one_is_too_late(client, owner, link, monkeypatch):
    """Both found the link good; while the second makes its hash, the first writes."""

    def hash_slowly(password):
        User.objects.filter(pk=owner.pk).update(password=make_password("the first was quicker"))
        return make_password(password)

    monkeypatch.setattr(services, "make_password", hash_slowly)
    assert client.post(link, NEW).status_code == 410
    owner.refresh_from_db()
    assert owner.check_password("the first was quicker")


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_a_link_works_for_an_hour(client, owner, minutes, status):
    token = token_of(owner, at=datetime.now() - timedelta(minutes=minutes))
    address = reverse("accounts:password_reset_confirm", args=[owner.pk, token])
    assert client.get(address).status_code == status


def test_a_link_for_one_person_sets_nobody_elses_password(client, owner, stranger, link):
    others = link.replace(f"/{owner.pk}/", f"/{stranger.pk}/")
    assert client.post(others, NEW).status_code == 410
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)


def test_a_link_ends_with_another_email_address(client, owner, link):
    User.objects.filter(pk=owner.pk).update(email="new@example.org")
    assert client.get(link).status_code == 410


def test_a_link_does_not_open_an_account_that_was_closed(client, owner, link):
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert client.post(link, NEW).status_code == 410


def test_whoever_has_no_account_gets_the_same_answer_and_no_mail(client, ask, owner, child):
    UserFactory(email="closed@example.org", is_active=False)
    UserFactory(email="unusable@example.org", password=make_password(None))
    UserFactory(email="nowhere@example.INVALID")
    User.objects.filter(pk=UserFactory(child=True).pk).update(email="young@example.org")
    known = ask(owner.email)
    mail.outbox.clear()
    for address in (
        "nobody@example.org",
        "closed@example.org",
        "unusable@example.org",
        "young@example.org",
        "nowhere@example.invalid",
        child.email,
    ):
        answer = ask(address)
        assert (answer.status_code, answer.headers, answer.content) == (
            known.status_code,
            known.headers,
            known.content,
        )
    assert mail.outbox == []
    page = client.get(SENT)
    assert "If this address has an account, a mail with a link is on its way." in page.text
    assert "Ask your grown-up." in page.text


def test_a_child_does_not_get_in_through_a_link_that_was_made_for_it(client, child):
    address = reverse("accounts:password_reset_confirm", args=[child.pk, token_of(child)])
    assert client.post(address, NEW).status_code == 410
    child.refresh_from_db()
    assert child.check_password(PASSWORD)


@pytest.mark.parametrize("email", ["olivia@example.org", "nobody@example.org"])
def test_the_page_does_the_same_for_every_address(client, owner, monkeypatch, django_assert_num_queries, email):
    """Whether there is an account is found out after the answer, so the time tells nothing."""
    asked = []
    monkeypatch.setattr(type(services.send_reset_link), "enqueue", lambda task, *args: asked.append((task, args)))
    with django_assert_num_queries(0):
        client.post(ADDRESS, {"email": email})
    assert asked == [(services.send_reset_link, (email,))]


def test_nobodys_mailbox_is_flooded_and_the_answer_stays_the_same(ask, owner):
    answers = [ask(owner.email) for _ in range(5)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, SENT)}
    assert len(mail.outbox) == 3


@pytest.mark.expects_error_log
def test_a_mail_server_that_is_down_shows_nobody_anything(ask, owner, settings, caplog):
    settings.MAILERS = {"default": {"BACKEND": "accounts.tests.test_password_reset.Broken"}}
    assert ask(owner.email)["Location"] == SENT
    assert "FAILED" in caplog.text


class Broken:
    """A mail server that is down."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_only_looking_and_sending(client, owner, link):
    assert client.put(ADDRESS).status_code == 405
    assert client.post(SENT).status_code == 405
    assert client.put(link).status_code == 405


@pytest.mark.parametrize("email", ["", "nonsense", "a\x00@example.org", "a" * 100 + "@example.org"])
def test_an_address_that_is_none_is_an_error_of_the_form(client, db, email):
    response = client.post(ADDRESS, {"email": email})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("user_id", ["0", "1", "99999999999999999999999999"])
@pytest.mark.parametrize("token", ["x", "-", "0-0", "zzzzzzzzzzzzzzzz-0", "%00-%00", "%F0%9F%98%80", "a-b-c"])
def test_a_link_that_was_made_up_does_not_work(client, db, user_id, token):
    assert client.get(f"{ADDRESS}{user_id}/{token}/").status_code == 410


def test_a_bad_password_is_an_error_of_the_form_and_the_link_stays_good(client, owner, link):
    response = client.post(link, {"new_password": "short"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["new_password"]
    assert client.post(link).status_code == 422
    assert client.post(link, NEW).status_code == 302
