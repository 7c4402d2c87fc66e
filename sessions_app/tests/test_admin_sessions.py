"""Sessions in the admin: staff see them and end them, one or all; nobody writes them."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.factories import UserFactory
from sessions_app.factories import SessionFactory
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import FIREFOX, is_signed_in

URL = "/admin/sessions_app/session/"


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


def listed(response):
    return set(response.context["cl"].queryset.values_list("pk", flat=True))


def act(client, action, *sessions):
    return client.post(
        URL, {"action": action, "_selected_action": [session.pk for session in sessions]}, follow=True
    )


def test_staff_see_person_device_times_and_state(office, owner, open_session):
    store = open_session(owner, agent=FIREFOX)
    response = office.get(URL)
    assert response.status_code == 200
    assert store.session_id in listed(response)
    assert "Firefox on Windows" in response.text
    assert "olivia" in response.text


def test_the_state_is_what_the_engine_would_say(office, owner, staff):
    now = timezone.now()
    live = SessionFactory(user=owner)
    ended = SessionFactory(user=owner, expired=True)
    lapsed = SessionFactory(user=owner, last_accessed=now - timedelta(days=15))
    own = Session.objects.get(user=staff)
    assert listed(office.get(URL, {"state": "live"})) == {live.pk, own.pk}
    assert listed(office.get(URL, {"state": "ended"})) == {ended.pk, lapsed.pk}
    assert listed(office.get(URL, {"state": "unheard of"})) == {live.pk, own.pk, ended.pk, lapsed.pk}


def test_sessions_are_found_by_name_and_address(office, owner, stranger):
    hers, other = SessionFactory(user=owner), SessionFactory(user=stranger)
    assert listed(office.get(URL, {"q": "OLIV"})) == {hers.pk}
    assert listed(office.get(URL, {"q": stranger.email})) == {other.pk}


def test_sessions_are_filtered_by_kind_of_person_and_browser(office, child, owner, open_session):
    hers, kits = open_session(owner, agent=FIREFOX), SessionFactory(user=child)
    assert listed(office.get(URL, {"user__user_role__exact": "child"})) == {kits.pk}
    assert listed(office.get(URL, {"payload__browser": "Firefox"})) == {hers.session_id}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(office, count, django_assert_num_queries):
    """Session and person, count, rows, browsers for the filter."""
    SessionFactory.create_batch(count)
    with django_assert_num_queries(4):
        office.get(URL)


def test_chosen_sessions_are_ended(office, owner, open_session, browser):
    chosen, other = open_session(owner), open_session(owner)
    response = act(office, "end_chosen", chosen.row)
    assert "1 session was ended." in response.text
    assert dict(Session.objects.filter(user=owner).values_list("pk", "expired")) == {
        chosen.session_id: True,
        other.session_id: False,
    }
    assert is_signed_in(browser(chosen.session_key)) is False


def test_all_sessions_of_the_people_are_ended(office, owner, stranger):
    hers, _hers_too = SessionFactory.create_batch(2, user=owner)
    theirs = SessionFactory(user=stranger)
    response = act(office, "end_all_of_person", hers)
    assert "2 sessions were ended." in response.text
    assert list(Session.objects.filter(expired=False, user__in=[owner, stranger])) == [theirs]


def test_an_ended_session_is_left_alone(office, owner):
    ended = SessionFactory(user=owner, expired=True)
    before = Session.objects.values().get(pk=ended.pk)
    assert "0 sessions were ended." in act(office, "end_chosen", ended).text
    assert Session.objects.values().get(pk=ended.pk) == before


def test_the_page_of_a_session_shows_neither_token_nor_payload(office, owner, open_session):
    store = open_session(owner, agent=FIREFOX)
    response = office.get(f"{URL}{store.session_id}/change/")
    assert response.status_code == 200
    payload = SessionPayload.objects.get(session=store.row)
    hidden = [store.session_key, store.row.session_token, payload.data, payload.auth_hash]
    assert [secret for secret in hidden if secret in response.text] == []
    assert "Firefox on Windows" in response.text


def test_nobody_adds_writes_or_deletes_a_session(office, owner):
    session = SessionFactory(user=owner)
    assert office.get(f"{URL}add/").status_code == 403
    assert office.post(f"{URL}{session.pk}/change/", {"expired": "on"}).status_code == 403
    assert office.post(f"{URL}{session.pk}/delete/", {"post": "yes"}).status_code == 403
    act(office, "delete_selected", session)
    session.refresh_from_db()
    assert session.expired is False


def test_payloads_are_not_in_the_admin():
    assert SessionPayload not in admin.site._registry


def test_staff_without_the_right_to_end_see_and_do_not_end(db, sign_in, owner):
    reader = UserFactory(is_staff=True)
    group = reader.groups.create(name="readers")
    group.permissions.add(Permission.objects.get(codename="view_session"))
    client, session = sign_in(reader), SessionFactory(user=owner)
    response = client.get(URL)
    assert response.status_code == 200
    assert "end_chosen" not in response.text
    act(client, "end_chosen", session)
    act(client, "end_all_of_person", session)
    session.refresh_from_db()
    assert session.expired is False
    group.permissions.add(Permission.objects.get(codename="change_session"))
    act(client, "end_chosen", session)
    session.refresh_from_db()
    assert session.expired is True


def test_a_pet_owner_finds_nothing(owner, sign_in):
    assert sign_in(owner).get(URL, follow=True).status_code == 404


def test_a_visitor_is_sent_to_sign_in(db, client):
    response = client.get(URL, follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/sign-in/?next=")
