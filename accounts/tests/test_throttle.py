"""Limits on trying (SAFETY E4)."""

import time

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from accounts import throttle
from accounts.factories import PASSWORD, UserFactory

SIGN_IN = reverse("accounts:sign_in")


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets this many seconds pass, as the cache sees it."""
    passed = [0]
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + passed[0])

    def let_pass(seconds):
        passed[0] += seconds

    return let_pass


WRONG = "a wrong one"


def attempt(client, name="olivia", password=WRONG, address="192.0.2.1"):
    return client.post(SIGN_IN, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def paused(client, owner):
    """`olivia` was tried five times from 192.0.2.1."""
    assert [attempt(client).status_code for _ in range(5)] == [422] * 5
    return client


def test_after_five_failures_not_even_the_right_password_is_looked_at(paused):
    response = attempt(paused, password=PASSWORD)
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "no-store" in response["Cache-Control"]
    assert "Please wait 15 minutes, then try again." in response.text
    assert paused.get(reverse("accounts:profile")).status_code == 302


def test_four_failures_are_no_reason(client, owner):
    for _ in range(4):
        attempt(client)
    assert attempt(client, password=PASSWORD).status_code == 302


def test_the_owner_signs_in_from_another_address_meanwhile(paused):
    assert attempt(paused, password=PASSWORD, address="192.0.2.2").status_code == 302


def test_another_name_can_be_used_at_the_same_address(paused, stranger):
    assert attempt(paused, name="samira", password=PASSWORD).status_code == 302


def test_capitals_and_spaces_make_no_other_name(paused):
    assert attempt(paused, name=" OLIVIA ", password=PASSWORD).status_code == 429


def test_a_name_that_nobody_has_is_paused_just_the_same(client, db):
    assert [attempt(client, name="nobody").status_code for _ in range(6)] == [422] * 5 + [429]


def test_the_pause_lasts_fifteen_minutes_from_the_fifth_failure(client, owner, clock):
    for _ in range(4):
        attempt(client)
    clock(14 * 60)
    attempt(client)
    clock(14 * 60)
    assert attempt(client, password=PASSWORD).status_code == 429
    clock(2 * 60)
    assert attempt(client, password=PASSWORD).status_code == 302


def test_trying_on_does_not_prolong_the_pause(paused, clock):
    for _ in range(5):
        clock(3 * 60 - 1)
        assert attempt(paused).status_code == 429
    clock(6)
    assert attempt(paused, password=PASSWORD).status_code == 302


def test_a_success_begins_anew(client, owner):
    for _ in range(3):
        for _ in range(4):
            attempt(client)
        assert attempt(client, password=PASSWORD).status_code == 302
        client.post(reverse("accounts:sign_out"))


def test_an_incomplete_form_is_no_attempt(client, owner):
    for _ in range(8):
        client.post(SIGN_IN, {"username": "olivia"}, REMOTE_ADDR="192.0.2.1")
    assert attempt(client, password=PASSWORD).status_code == 302


def test_one_address_cannot_try_many_names(client, db):
    for _ in range(100):
        throttle.SIGN_IN_ADDRESS.allows("192.0.2.1")
    response = attempt(client, name="nobody")
    assert response.status_code == 429
    assert attempt(client, name="nobody", address="192.0.2.2").status_code == 422


def guess_from_many_addresses(client, times, name="olivia"):
    return [attempt(client, name=name, address=f"198.51.100.{number}").status_code for number in range(times)]


def test_many_addresses_together_cannot_guess_at_one_name(client, owner, clock):
    assert guess_from_many_addresses(client, 32) == [422] * 30 + [429] * 2
    assert attempt(client, password=PASSWORD, address="203.0.113.1").status_code == 429
    clock(15 * 60 + 1)
    assert attempt(client, password=PASSWORD, address="203.0.113.1").status_code == 302


def test_many_guesses_tell_nobody_whether_the_name_exists(client, db):
    assert guess_from_many_addresses(client, 31, name="nobody") == [422] * 30 + [429]


def test_guesses_from_elsewhere_do_not_hold_up_the_owner_at_home(client, owner):
    assert attempt(client, password=PASSWORD).status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert guess_from_many_addresses(client, 31)[-1] == 429
    assert attempt(client, name="OLIVIA", password=PASSWORD).status_code == 302


@pytest.mark.parametrize("name", ["olivia", "olivia@example.org"])
def test_a_mailed_link_is_a_way_in_while_others_guess(client, owner, name):
    guess_from_many_addresses(client, 31, name=name)
    link = reverse("accounts:password_reset_confirm", args=[owner.pk, default_token_generator.make_token(owner)])
    client.post(link, {"new_password": "three green apples"}, REMOTE_ADDR="203.0.113.1")
    response = attempt(client, name=name, password="three green apples", address="203.0.113.1")
    assert response.status_code == 302


def test_where_somebody_else_signed_in_is_no_home_for_this_name(client, owner, stranger):
    assert attempt(client, name="samira", password=PASSWORD).status_code == 302
    client.post(reverse("accounts:sign_out"))
    guess_from_many_addresses(client, 30)
    assert attempt(client, password=PASSWORD).status_code == 429


def test_signing_in_from_new_places_uses_nothing_up(client, owner):
    for number in range(32):
        assert attempt(client, password=PASSWORD, address=f"198.51.100.{number}").status_code == 302
        client.post(reverse("accounts:sign_out"))


def test_many_people_sign_in_at_one_address(client, owner):
    """Success is uncounted: a school has one address."""
    for _ in range(99):
        throttle.SIGN_IN_ADDRESS.allows("192.0.2.1")
    for _ in range(3):
        assert attempt(client, password=PASSWORD).status_code == 302
        client.post(reverse("accounts:sign_out"))


def test_signing_up_is_limited_by_address(client, db, monkeypatch, mailoutbox, django_capture_on_commit_callbacks):
    monkeypatch.setattr(throttle, "SIGN_UP", throttle.Limit("sign-up", attempts=2, seconds=3600))

    def sign_up(number, address):
        typed = {"email": f"zoe{number}@example.org"}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("accounts:sign_up"), typed, REMOTE_ADDR=address)

    assert [sign_up(number, "192.0.2.1").status_code for number in (0, 1)] == [302, 302]
    refused = sign_up(2, "192.0.2.1")
    assert refused.status_code == 429
    assert "Please wait 60 minutes" in refused.text
    assert sign_up(3, "192.0.2.2").status_code == 302
    assert [mail.to for mail in mailoutbox] == [[f"zoe{number}@example.org"] for number in (0, 1, 3)]


def test_asking_for_a_new_password_is_limited_by_address(client, owner, monkeypatch):
    monkeypatch.setattr(throttle, "RESET", throttle.Limit("reset", attempts=1, seconds=3600))
    reset = reverse("accounts:password_reset")
    assert client.post(reset, {"email": "nobody@example.org"}).status_code == 302
    assert client.post(reset, {"email": owner.email}).status_code == 429
    assert client.get(reset).status_code == 200
    assert mail.outbox == []


def test_adding_children_is_limited(sign_in, owner, monkeypatch):
    monkeypatch.setattr(throttle, "ADD_CHILD", throttle.Limit("add-child", attempts=1, seconds=3600))
    browser = sign_in(owner)
    add = reverse("accounts:add_child")
    browser.post(add, {"username": "otter-maple-27", "password": "three green apples"})
    response = browser.post(add, {"username": "newt-star-11", "password": "three green apples"})
    assert response.status_code == 429
    assert [child.username for child in owner.children.all()] == ["otter-maple-27"]


def test_the_limits_are_what_they_say():
    limits = {
        limit.name: (limit.attempts, limit.seconds)
        for limit in vars(throttle).values()
        if isinstance(limit, throttle.Limit)
    }
    assert limits == {
        "sign-in": (5, 900),
        "sign-in-address": (100, 900),
        "sign-in-name": (30, 900),
        "password-again": (5, 900),
        "second-factor": (5, 900),
        "sign-up": (30, 3600),
        "join-mail": (3, 3600),
        "add-child": (30, 3600),
        "reset": (20, 3600),
        "reset-mail": (3, 3600),
    }


def test_limits_with_another_name_or_for_another_person_are_counted_apart():
    one, two = throttle.Limit("one", 1, 60), throttle.Limit("two", 1, 60)
    assert one.allows("a", "b")
    assert not one.allows("a", "b")
    assert one.allows("b", "a")
    assert one.allows("a\nb")
    assert two.allows("a", "b")


def test_an_attempt_at_the_moment_when_the_count_runs_out_is_the_first(monkeypatch):
    limit = throttle.Limit("one", 1, 60)
    monkeypatch.setattr(cache, "add", lambda *args: None)
    assert limit.allows("a")
    assert not limit.allows("a")
    limit.take_back("nobody was counted")


def test_no_name_stands_in_the_cache(client, owner, monkeypatch):
    keys = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda key, *args, **kwargs: keys.append(key) or add(key, *args, **kwargs))
    attempt(client)
    assert len(keys) == 3
    assert not any("olivia" in key or "192.0.2.1" in key for key in keys)


@pytest.mark.parametrize(
    ("remote", "forwarded", "behind_proxy", "address"),
    [
        ("192.0.2.1", "", False, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", False, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.5, 198.51.100.7", True, "198.51.100.7"),
        ("192.0.2.1", "", True, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9:9:9:9", "", False, "2001:db8:1:2::/64"),
        ("", "", False, ""),
        ("192.0.2.1", "nonsense", True, "nonsense"),
    ],
)
def test_where_a_request_comes_from(settings, remote, forwarded, behind_proxy, address):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    assert throttle.client_address(request) == address


def test_what_a_visitor_forges_is_no_way_around(client, owner):
    for number in range(5):
        client.post(
            SIGN_IN,
            {"username": "olivia", "password": "a wrong one"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )
    assert client.post(SIGN_IN, {"username": "olivia", "password": PASSWORD}).status_code == 429


def test_the_same_holds_for_staff_at_the_admins_door(client, db):
    UserFactory(staff=True, username="stella")
    door = client.get("/admin/", follow=True).redirect_chain[-1][0]
    assert door == "/accounts/sign-in/?next=/admin/"
    for _ in range(5):
        client.post(door, {"username": "stella", "password": "a wrong one"})
    assert client.post(door, {"username": "stella", "password": PASSWORD}).status_code == 429
