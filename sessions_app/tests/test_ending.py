"""F5: what ends sessions on the server, at once."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.factories import PASSWORD
from accounts.models import User
from sessions_app import services
from sessions_app.factories import SessionFactory
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import cookie_of, is_signed_in


def open_rows(user):
    return list(user.sessions.filter(expired=False).order_by("pk").values_list("pk", flat=True))


# --- Signing out -----------------------------------------------------------------------------------------------


def test_f5_signing_out_ends_the_row_which_stays_as_history(owner, sign_in, browser):
    client = sign_in(owner)
    key, before = cookie_of(client), timezone.now()
    response = client.post("/accounts/sign-out/")
    assert response.status_code == 302
    session = Session.objects.get()
    assert (session.user, session.expired) == (owner, True)
    assert session.last_accessed >= before
    assert is_signed_in(browser(key)) is False


def test_f5_signing_out_takes_the_cookie_back_and_clears_the_browser(owner, sign_in):
    response = sign_in(owner).post("/accounts/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/")


@pytest.mark.urls("sessions_app.tests.pages")
def test_f5_any_page_that_signs_out_clears_the_browser(owner, sign_in, client):
    assert sign_in(owner).get("/flushes/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/flushes/").headers
    assert "Clear-Site-Data" not in sign_in(owner).get("/who/").headers


@pytest.mark.urls("sessions_app.tests.pages")
def test_f5_changing_over_to_another_person_clears_nothing(owner, stranger, sign_in):
    """The same answer brings the new session's cookie."""
    assert "Clear-Site-Data" not in sign_in(owner).get("/signs_in/?as=samira").headers


def test_f5_what_a_session_carried_is_forgotten_when_it_ends(open_session, owner):
    store = open_session(owner, agent="curl/8.0")
    store["kept"] = "bone"
    store.save()
    store.flush()
    payload = SessionPayload.objects.get()
    assert (payload.data, payload.auth_hash, payload.browser) == ("", "", "curl")


def test_f5_signing_out_leaves_the_other_devices_signed_in(owner, sign_in):
    here, there = sign_in(owner), sign_in(owner)
    here.post("/accounts/sign-out/")
    assert (is_signed_in(here), is_signed_in(there)) == (False, True)


@pytest.mark.urls("sessions_app.tests.pages")
def test_f5_clearing_the_session_signs_out(owner, sign_in, browser):
    client = sign_in(owner)
    key = cookie_of(client)
    client.get("/clears/")
    assert cookie_of(client) is None
    assert open_rows(owner) == []
    assert browser(key).get("/who/").text == "AnonymousUser"


@pytest.mark.urls("sessions_app.tests.pages")
def test_f5_taking_the_person_out_of_the_session_ends_the_row_and_keeps_the_rest(owner, sign_in, browser):
    client = sign_in(owner)
    key = cookie_of(client)
    client.get("/forgets_who/")
    assert open_rows(owner) == []
    assert client.get("/who/").text == "AnonymousUser"
    assert client.get("/reads/").text == "still here"
    assert browser(key).get("/who/").text == "AnonymousUser"


# --- The person changes ----------------------------------------------------------------------------------------


def test_f5_changing_the_password_ends_the_other_sessions(owner, sign_in):
    here, there = sign_in(owner), sign_in(owner)
    kept, ended = open_rows(owner)
    new = "two-clouds-over-the-hill"
    response = here.post("/accounts/password/", {"current_password": PASSWORD, "new_password": new})
    assert response.status_code == 302
    assert open_rows(owner) == [kept]
    assert Session.objects.get(pk=ended).expired is True
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_f5_changing_the_email_ends_the_other_sessions(owner, sign_in):
    here, there = sign_in(owner), sign_in(owner)
    kept, _ended = open_rows(owner)
    new = "olivia@example.net"
    response = here.post("/accounts/profile/email/", {"current_password": PASSWORD, "email": new})
    assert response.status_code == 302
    assert open_rows(owner) == [kept]
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


@pytest.mark.urls("sessions_app.tests.pages")
def test_f5_a_view_that_does_not_renew_its_own_session_is_signed_out_by_the_change(owner, sign_in):
    here, there = sign_in(owner), sign_in(owner)
    kept, _ended = open_rows(owner)
    assert here.get("/changes_email/?to=olivia@example.net").text == "changed"
    assert open_rows(owner) == [kept]
    assert here.get("/who/").text == there.get("/who/").text == "AnonymousUser"
    assert open_rows(owner) == []


#: (what changes, to what)
CHANGES = [
    ("password", "another hash"),
    ("email", "olivia@example.net"),
    ("user_role", "child"),
    ("is_staff", True),
    ("is_superuser", True),
    ("is_active", False),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_f5_a_change_from_elsewhere_ends_every_session(owner, stranger, sign_in, field, value):
    client, uninvolved = sign_in(owner), sign_in(stranger)
    sign_in(owner)
    setattr(owner, field, value)
    owner.save(update_fields=[field])
    assert open_rows(owner) == []
    assert len(open_rows(stranger)) == 1
    assert (is_signed_in(client), is_signed_in(uninvolved)) == (False, True)


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_f5_a_change_that_no_signal_tells_of_is_noticed_when_the_session_is_used(owner, sign_in, field, value):
    client = sign_in(owner)
    User.objects.filter(pk=owner.pk).update(**{field: value})
    assert len(open_rows(owner)) == 1
    assert is_signed_in(client) is False
    assert open_rows(owner) == []


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_f5_a_session_that_ended_does_not_come_back_with_the_old_value(owner, sign_in, field, value):
    client = sign_in(owner)
    before = getattr(owner, field)
    setattr(owner, field, value)
    owner.save()
    setattr(owner, field, before)
    owner.save()
    assert is_signed_in(client) is False


def test_f5_other_changes_end_nothing(owner, sign_in):
    client = sign_in(owner)
    owner.first_name = "Olive"
    owner.save()
    owner.last_name = "Oyl"
    owner.save(update_fields=["last_name"])
    assert is_signed_in(client) is True


def test_f5_a_change_that_is_not_saved_ends_nothing_until_it_is(owner, sign_in):
    client = sign_in(owner)
    owner.email = "olivia@example.net"
    owner.first_name = "Olive"
    owner.save(update_fields=["first_name"])
    assert is_signed_in(client) is True
    owner.save()
    assert open_rows(owner) == []


def test_f5_saving_a_person_unchanged_asks_the_sessions_nothing(owner, django_assert_num_queries):
    with django_assert_num_queries(1):
        owner.save()
    owner.email = "olivia@example.net"
    with django_assert_num_queries(4):  # and a savepoint, a look for open sessions, its release
        owner.save()
    with django_assert_num_queries(1):
        owner.save()


def test_f5_a_row_without_a_payload_ends_with_a_change_too(owner):
    session = SessionFactory(user=owner)
    owner.set_password("another-long-walk")
    owner.save()
    session.refresh_from_db()
    assert session.expired is True


def test_f5_a_session_opened_after_the_change_stays_when_the_person_is_saved_again(owner, sign_in):
    owner.set_password("another-long-walk")
    owner.save()
    client = sign_in(owner)
    stale = User.objects.get(pk=owner.pk)
    stale.set_password("another-long-walk-on-foot")
    stale.password = owner.password
    stale.save()
    assert is_signed_in(client) is True


def test_f5_deactivating_a_person_ends_a_session_whose_hash_holds(owner, sign_in):
    """Being active is no part of the hash: it is asked by the query."""
    client = sign_in(owner)
    owner.is_active = False
    owner.save()
    owner.is_active = True
    owner.save()
    assert open_rows(owner) == []
    assert is_signed_in(client) is False


def test_f5_whoever_is_not_active_gets_no_open_row(owner, sign_in):
    owner.is_active = False
    owner.save()
    client = sign_in(owner)
    owner.is_active = True
    owner.save()
    assert open_rows(owner) == []
    assert is_signed_in(client) is False


def test_f5_erasing_a_person_ends_everything(owner, sign_in):
    client = sign_in(owner)
    owner.delete()
    assert Session.objects.count() == SessionPayload.objects.count() == 0
    assert is_signed_in(client) is False


def test_f5_a_reset_password_ends_every_session_but_the_one_at_hand(owner, sign_in, mailoutbox):
    elsewhere, here = sign_in(owner), Client()
    here.post("/accounts/password/reset/", {"email": owner.email})
    owner.set_password("another-long-walk")
    owner.save()
    assert is_signed_in(elsewhere) is False


def test_f5_the_admins_form_for_people_ends_the_sessions_of_whom_it_demotes(staff, sign_in):
    chief = User.objects.create_superuser("chief", "chief@example.org", PASSWORD)
    demoted, admin = sign_in(staff), sign_in(chief)
    form = admin.get(f"/admin/accounts/user/{staff.pk}/change/").context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None} | {"is_staff": ""}
    for inline in ("wardships", "groupmembership_set", "guardianships"):
        data |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    response = admin.post(f"/admin/accounts/user/{staff.pk}/change/", data)
    assert response.status_code == 302, response.context["errors"]
    staff.refresh_from_db()
    assert staff.is_staff is False
    assert open_rows(staff) == []
    assert (is_signed_in(demoted), is_signed_in(admin)) == (False, True)


def test_f5_the_command_for_passwords_ends_every_session(owner, sign_in, monkeypatch):
    client = sign_in(owner)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "two-clouds-over-the-hill")
    call_command("changepassword", "olivia", verbosity=0)
    assert is_signed_in(client) is False


# --- The services ----------------------------------------------------------------------------------------------


def test_f5_ending_one_session(owner):
    one, other = SessionFactory.create_batch(2, user=owner)
    now = timezone.now()
    assert services.end_session(one, now=now) == 1
    assert services.end_session(one, now=timezone.now()) == 0
    one.refresh_from_db()
    assert (one.expired, one.last_accessed) == (True, now)
    assert open_rows(owner) == [other.pk]


def test_f5_ending_the_other_sessions(owner, stranger):
    keep, *_others = SessionFactory.create_batch(3, user=owner)
    theirs = SessionFactory(user=stranger)
    assert services.end_other_sessions(owner, keep=keep.pk, now=timezone.now()) == 2
    assert open_rows(owner) == [keep.pk]
    assert open_rows(stranger) == [theirs.pk]
    assert services.end_other_sessions(owner, keep=None, now=timezone.now()) == 1
    assert open_rows(owner) == []


def test_f5_ending_all_sessions_of_a_person(owner, stranger):
    SessionFactory.create_batch(3, user=owner)
    theirs = SessionFactory(user=stranger)
    assert services.end_all_sessions(owner, now=timezone.now()) == 3
    assert open_rows(owner) == []
    assert open_rows(stranger) == [theirs.pk]


def test_f5_ending_everyones_sessions_goes_in_batches(owner, stranger):
    SessionFactory.create_batch(4, user=owner)
    SessionFactory.create_batch(3, user=stranger)
    SessionFactory(user=owner, expired=True)
    assert services.end_everyones_sessions(now=timezone.now(), batch=2) == 7
    assert open_rows(owner) == open_rows(stranger) == []


def test_f5_ending_does_not_touch_what_had_ended(owner):
    ended = SessionFactory(user=owner, expired=True)
    assert services.end_all_sessions(owner, now=timezone.now()) == 0
    before = ended.last_accessed
    ended.refresh_from_db()
    assert ended.last_accessed == before
