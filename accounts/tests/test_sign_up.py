"""Joining as a pet owner: an address first, the rest by a link that its mailbox gets."""

import re

import pytest
from django.core import signing
from django.db import IntegrityError
from django.urls import reverse

from accounts import services, throttle
from accounts.factories import UserFactory
from accounts.models import User

ADDRESS = reverse("accounts:sign_up")
SENT = reverse("accounts:sign_up_sent")
TYPED = {"username": "Zoe.K", "password": "three green apples", "first_name": "Zoë", "last_name": ""}


def errors(response):
    return {field: list(messages) for field, messages in response.context["form"].errors.items()}


def link_for(email="Zoe@Example.ORG", way_on="/"):
    return reverse("accounts:sign_up_confirm", args=[signing.dumps([email, way_on], salt=services.JOIN_SALT)])


def link_in(mail):
    return re.search(r"http://testserver(/accounts/sign-up/\S+)", mail.body)[1]


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Return a function that types an address into the sign-up page and gives the answer."""

    def ask(email, address=ADDRESS):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"email": email})

    return ask


def test_the_mailed_link_lets_a_pet_owner_join_who_is_signed_in_at_once(client, db, ask, mailoutbox):
    response = ask("Zoe@Example.ORG")
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert User.objects.count() == 0
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["Zoe@Example.ORG"], "Join Petshop")
    assert "Zoe@Example.ORG" in client.get(link_in(mail)).text

    response = client.post(link_in(mail), TYPED)

    assert (response.status_code, response["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.username, user.email, user.user_role) == ("Zoe.K", "Zoe@example.org", "pet_owner")
    assert (user.first_name, user.last_name) == ("Zoë", None)
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert user.check_password("three green apples")
    assert client.get(reverse("accounts:profile")).context["user"] == user


def test_joining_leads_on_to_where_one_was_going(client, db, ask, mailoutbox):
    ask("zoe@example.org", ADDRESS + "?next=/accounts/family/")
    assert client.post(link_in(mailoutbox[0]), TYPED)["Location"] == "/accounts/family/"


def test_joining_leads_nowhere_outside_the_site(client, db, ask, mailoutbox):
    ask("zoe@example.org", ADDRESS + "?next=//elsewhere.example/")
    assert client.post(link_in(mailoutbox[0]), TYPED)["Location"] == "/"


@pytest.mark.parametrize("state", ["active", "inactive", "nobody"])
def test_e3_the_answer_is_the_same_whether_the_address_has_an_account(db, client, ask, state):
    if state != "nobody":
        UserFactory(email="zoe@example.org", is_active=state == "active")
    response = ask("ZOE@example.org")
    assert (response.status_code, response["Location"], response.content) == (302, SENT, b"")
    assert response.cookies.keys() == set()


def test_e3_an_address_with_an_account_is_told_so_by_mail_alone(db, ask, mailoutbox, owner):
    ask(owner.email.upper())
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([owner.email], "You have a Petshop account already")
    assert "http://testserver/accounts/password/reset/" in mail.body
    assert "/accounts/sign-up/" not in mail.body


def test_a_closed_account_gets_no_mail(db, ask, mailoutbox):
    UserFactory(email="zoe@example.org", is_active=False)
    ask("zoe@example.org")
    assert mailoutbox == []


def test_nobodys_mailbox_is_flooded(db, ask, mailoutbox):
    for _ in range(throttle.JOIN_MAIL.attempts + 2):
        assert ask("zoe@example.org").status_code == 302
    assert len(mailoutbox) == throttle.JOIN_MAIL.attempts


def test_looking_at_the_link_changes_nothing(client, db):
    """Mail scanners open links too."""
    assert [client.get(link_for()).status_code for _ in range(2)] == [200, 200]
    assert User.objects.count() == 0


def test_the_link_works_once(client, db):
    client.post(link_for(), TYPED)
    client.logout()
    for response in (client.get(link_for()), client.post(link_for(), TYPED | {"username": "other"})):
        assert response.status_code == 410
        assert reverse("accounts:sign_in") in response.text
    assert User.objects.count() == 1


def test_the_link_works_for_a_day(client, db, monkeypatch):
    link = link_for()
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + services.JOIN_TIMEOUT - 10)
    assert client.get(link).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + services.JOIN_TIMEOUT + 10)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "sent-", "a:b:c", "x" * 3000])
def test_a_link_that_we_did_not_write_is_gone(client, db, token):
    assert client.get(reverse("accounts:sign_up_confirm", args=[token])).status_code == 410


@pytest.mark.parametrize("written", [["zoe@example.org", "/"], "zoe@example.org", 5])
def test_what_we_signed_for_something_else_is_no_link(client, db, written):
    tokens = [signing.dumps(written, salt="something else")]
    if not isinstance(written, list):
        tokens.append(signing.dumps(written, salt=services.JOIN_SALT))
    for token in tokens:
        assert client.get(reverse("accounts:sign_up_confirm", args=[token])).status_code == 410


def test_the_password_is_kept_as_it_was_typed(client, db):
    client.post(link_for(), TYPED | {"password": "  three green apples "})
    user = User.objects.get()
    assert user.check_password("  three green apples ")
    assert not user.check_password("three green apples")


def test_what_was_typed_cannot_make_a_child_or_staff_or_take_another_address(client, db):
    more = {"user_role": "child", "is_staff": "on", "is_superuser": "on", "email": "other@example.org"}
    client.post(link_for(), TYPED | more)
    user = User.objects.get()
    assert (user.user_role, user.is_staff, user.is_superuser) == ("pet_owner", False, False)
    assert user.email == "Zoe@example.org"


@pytest.mark.parametrize("who", ["owner", "child"])
def test_whoever_is_signed_in_is_sent_home(request, sign_in, who):
    browser = sign_in(request.getfixturevalue(who))
    before = User.objects.count()
    for address in (ADDRESS, link_for()):
        for response in (browser.get(address), browser.post(address, TYPED | {"email": "zoe@example.org"})):
            assert (response.status_code, response["Location"]) == (302, "/")
    assert User.objects.count() == before


def test_only_looking_and_sending(client, db):
    assert client.put(ADDRESS).status_code == 405
    assert client.put(link_for()).status_code == 405
    assert client.post(SENT).status_code == 405


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Type your e-mail address."),
        ("zoe", "Enter a valid email address."),
        ("zoe@children.INVALID", "No mail can reach an address that ends in .invalid."),
        ("z" * 95 + "@x.org", "Ensure this value has at most 100 characters (it has 101)."),
        ("zoe\x00@example.org", "Null characters are not allowed."),
    ],
)
def test_an_address_that_is_not_right_is_said_at_the_field(db, ask, mailoutbox, email, message):
    response = ask(email)
    assert response.status_code == 422
    assert message in errors(response)["email"]
    assert "<title>Error: Sign up – Petshop</title>" in response.text
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "OLIVIA", "This user name is taken. Please choose another one."),
        ("username", "", "Think of a user name."),
        ("username", "zoe kay", "Use letters a to z, numbers, and . _ - only; start with a letter or a number."),
        ("username", "zoë", "Use letters a to z, numbers, and . _ - only; start with a letter or a number."),
        ("username", "z" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("username", "zoe\x00", "Null characters are not allowed."),
        ("first_name", "Z" * 51, "Ensure this value has at most 50 characters (it has 51)."),
        ("password", "short", "Use 10 characters or more. Three words that you can remember are good."),
    ],
)
def test_what_is_not_right_is_said_at_the_field_and_the_rest_is_kept(client, owner, field, value, message):
    response = client.post(link_for(), TYPED | {field: value})
    assert response.status_code == 422
    assert message in errors(response)[field]
    assert set(errors(response)) == {field}
    assert "<title>Error: Sign up – Petshop</title>" in response.text
    assert 'value="Zoe.K"' in response.text or field == "username"
    assert "three green apples" not in response.text
    assert list(User.objects.all()) == [owner]


def test_the_password_is_compared_with_the_address_too(client, db):
    response = client.post(link_for("marigold.fields@example.org"), TYPED | {"password": "marigold.fields"})
    assert list(errors(response)) == ["password"]


def test_an_empty_form_is_told_what_it_needs(client, db):
    response = client.post(link_for())
    assert response.status_code == 422
    assert errors(response) == {"username": ["Think of a user name."], "password": ["Think of a password."]}


@pytest.fixture
def another_joins_a_moment_earlier(monkeypatch):
    """Return a function after which somebody joins between our look and the writing of our row."""
    join = services.sign_up

    def prepare(**theirs):
        def join_a_moment_later(**fields):
            UserFactory(**theirs)
            monkeypatch.setattr(User, "full_clean", lambda user: None)
            try:
                return join(**fields)
            finally:
                monkeypatch.undo()

        monkeypatch.setattr(services, "sign_up", join_a_moment_later)

    return prepare


def test_who_comes_a_moment_later_is_told_that_the_name_is_taken(client, db, another_joins_a_moment_earlier):
    another_joins_a_moment_earlier(username="zoe.k")
    response = client.post(link_for(), TYPED)
    assert response.status_code == 422
    assert list(errors(response)) == ["username"]
    assert User.objects.count() == 1


def test_a_form_that_is_sent_twice_at_once_joins_once(client, db, another_joins_a_moment_earlier):
    another_joins_a_moment_earlier(email="zoe@example.org")
    assert client.post(link_for(), TYPED).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.expects_error_log
def test_a_refusal_of_the_database_that_no_field_explains_is_not_hidden(client, db, monkeypatch):
    def refused(**fields):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(services, "sign_up", refused)
    with pytest.raises(IntegrityError):
        client.post(link_for(), TYPED)


def test_the_service_refuses_a_name_that_is_taken_without_a_form(owner):
    with pytest.raises(services.ValidationError) as refused:
        services.sign_up(username="OLIVIA", email="new@example.org", password="three green apples")
    assert refused.value.messages == ["This user name is taken."]
