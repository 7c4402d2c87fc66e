"""F6: the devices page: own rows only, by session_id, by POST, with the password."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.factories import PASSWORD
from sessions_app.factories import SessionFactory
from sessions_app.models import Session
from sessions_app.tests.conftest import FIREFOX, SAFARI, cookie_of, is_signed_in

URL = "/accounts/devices/"
GIVEN = {"current_password": PASSWORD}


@pytest.fixture
def firefox(owner):
    """The browser at hand, signed in as olivia."""
    client = Client(headers={"user-agent": FIREFOX})
    client.post("/accounts/sign-in/", {"username": "olivia", "password": PASSWORD})
    return client


@pytest.fixture
def phone(owner, open_session):
    """Another device of hers."""
    return open_session(owner, agent=SAFARI)


def end_url(session_id):
    return f"{URL}{session_id}/end/"


def test_f6_the_page_lists_each_live_session_with_its_device_and_marks_this_one(firefox, phone):
    response = firefox.get(URL)
    assert response.status_code == 200
    here = Session.objects.exclude(pk=phone.session_id).get()
    assert set(response.context["live"]) == {here, phone.row}
    panels = re.findall(r'<li class="panel">.*?</li>', response.text, re.S)
    named = {
        ("Firefox on Windows" in p, "Mobile Safari on iOS" in p, "This device" in p, "/end/" in p) for p in panels
    }
    assert named == {(True, False, True, False), (False, True, False, True)}


def test_f6_the_page_says_when_a_session_began_and_was_last_used(firefox, owner):
    began, used = timezone.now() - timedelta(days=3), timezone.now() - timedelta(days=2)
    SessionFactory(user=owner, created_at=began, last_accessed=used)
    times = re.findall(r'<time datetime="([^"]*)">', firefox.get(URL).text)
    assert times[-2:] == [began.isoformat(), used.isoformat()]


def test_f6_what_was_used_last_comes_first(firefox, owner):
    now = timezone.now()
    old = SessionFactory(user=owner, last_accessed=now - timedelta(days=2))
    new = SessionFactory(user=owner, last_accessed=now - timedelta(days=1))
    assert firefox.get(URL).context["live"][1:] == [new, old]


def test_f6_past_sign_ins_are_history(firefox, owner, stranger):
    ended = SessionFactory(user=owner, expired=True)
    lapsed = SessionFactory(user=owner, last_accessed=timezone.now() - timedelta(days=20))
    SessionFactory(user=stranger, expired=True)
    response = firefox.get(URL)
    assert response.context["past"] == [lapsed, ended]
    assert len(response.context["live"]) == 1


def test_f6_history_has_pages(firefox, owner):
    ended = [session.pk for session in SessionFactory.create_batch(45, user=owner, expired=True)][::-1]
    seen, address = [], URL
    while address:
        response = firefox.get(address)
        seen.append([session.pk for session in response.context["past"]])
        link = re.search(r'href="(\?before=\d+)"', response.text)
        address = link and URL + link[1]
    assert seen == [ended[:20], ended[20:40], ended[40:]]


def test_f6_exactly_one_page_of_history_has_no_next_page(firefox, owner):
    SessionFactory.create_batch(20, user=owner, expired=True)
    assert "?before=" not in firefox.get(URL).text


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 19, "9" * 5000, "\x00", "١", "²", ""])
def test_f6_any_cursor_will_do(firefox, before):
    assert firefox.get(URL, {"before": before}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_f6_the_page_costs_three_queries_however_long(firefox, owner, count, django_assert_num_queries):
    """The session with the person, the live sessions, the past ones."""
    SessionFactory.create_batch(count, user=owner)
    SessionFactory.create_batch(count, user=owner, expired=True)
    with django_assert_num_queries(3):
        firefox.get(URL)


def test_f6_the_page_says_the_limits(firefox):
    assert "when it was not used for 14 days, and after 30 days in any case" in firefox.get(URL).text


def test_f6_a_child_sees_its_own_devices_in_plain_words(child, sign_in):
    response = sign_in(child).get(URL)
    assert response.status_code == 200
    assert "Your grown-up can see this list too." in response.text
    assert "2 hours, and after 7 days" in response.text


def test_f6_only_one_device_has_nothing_to_sign_out(firefox):
    text = firefox.get(URL).text
    assert "end-others" not in text
    assert "/end/" not in text


# --- Ending one ------------------------------------------------------------------------------------------------


def test_f6_a_device_is_signed_out_with_the_password(firefox, phone, browser):
    response = firefox.post(end_url(phone.session_id), GIVEN, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Mobile Safari on iOS is signed out." in response.text
    assert Session.objects.get(pk=phone.session_id).expired is True
    assert is_signed_in(browser(phone.session_key)) is False
    assert is_signed_in(firefox) is True


def test_f6_looking_at_the_question_changes_nothing(firefox, phone):
    response = firefox.get(end_url(phone.session_id))
    assert response.status_code == 200
    assert "Sign out Mobile Safari on iOS?" in response.text
    assert Session.objects.get(pk=phone.session_id).expired is False


@pytest.mark.parametrize(
    "data", [{}, {"current_password": ""}, {"current_password": "wrong"}, {"current_password": "\x00"}]
)
def test_f6_without_the_right_password_nothing_ends(firefox, phone, data):
    response = firefox.post(end_url(phone.session_id), data)
    assert response.status_code == 422
    assert 'class="error-summary"' in response.text
    assert Session.objects.get(pk=phone.session_id).expired is False


def test_f6_guessing_the_password_is_paused(firefox, phone):
    for _ in range(5):
        firefox.post(end_url(phone.session_id), {"current_password": "wrong"})
    assert firefox.post(end_url(phone.session_id), GIVEN).status_code == 422
    assert Session.objects.get(pk=phone.session_id).expired is False


def test_f6_signing_out_this_device_here_is_signing_out(firefox):
    here = Session.objects.get()
    response = firefox.post(end_url(here.pk), GIVEN)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    here.refresh_from_db()
    assert here.expired is True
    assert cookie_of(firefox) is None


def test_f6_ending_what_had_ended_changes_nothing(firefox, phone):
    phone.delete()
    before = Session.objects.values().get(pk=phone.session_id)
    assert firefox.post(end_url(phone.session_id), GIVEN).status_code == 302
    assert Session.objects.values().get(pk=phone.session_id) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_f6_a_strangers_session_is_not_there(firefox, stranger, open_session, method):
    theirs = open_session(stranger)
    assert getattr(firefox, method)(end_url(theirs.session_id), GIVEN).status_code == 404
    assert Session.objects.get(pk=theirs.session_id).expired is False


def test_f6_staff_end_no_strangers_session_here_either(staff, sign_in, phone):
    assert sign_in(staff).post(end_url(phone.session_id), GIVEN).status_code == 404


@pytest.mark.parametrize("session_id", ["0", "x", "-1", str(2**31), str(2**63), "9" * 100, "9" * 5000])
@pytest.mark.parametrize("method", ["get", "post"])
def test_f6_an_odd_id_is_not_there(firefox, session_id, method):
    assert getattr(firefox, method)(end_url(session_id), GIVEN).status_code == 404


# --- Ending all others -----------------------------------------------------------------------------------------


def test_f6_all_other_devices_are_signed_out_with_the_password(firefox, phone, owner, stranger, open_session):
    tablet, theirs = open_session(owner), open_session(stranger)
    response = firefox.post(f"{URL}end-others/", GIVEN, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "2 devices are signed out." in response.text
    states = dict(Session.objects.values_list("pk", "expired"))
    here = (set(states) - {phone.session_id, tablet.session_id, theirs.session_id}).pop()
    assert states == {here: False, phone.session_id: True, tablet.session_id: True, theirs.session_id: False}


def test_f6_without_the_right_password_all_others_stay(firefox, phone):
    assert firefox.get(f"{URL}end-others/").status_code == 200
    assert firefox.post(f"{URL}end-others/", {"current_password": "wrong"}).status_code == 422
    assert Session.objects.filter(expired=True).count() == 0


# --- Who and how -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "end-others/", "1/end/"])
def test_f6_a_visitor_is_sent_to_sign_in(db, client, path):
    response = client.get(URL + path)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/sign-in/?next={URL}{path}")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_f6_the_list_is_for_reading(firefox, method):
    assert getattr(firefox, method)(URL).status_code == 405


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_f6_nothing_ends_by_another_method(firefox, phone, method):
    for url in (end_url(phone.session_id), f"{URL}end-others/"):
        assert getattr(firefox, method)(url).status_code == 405
    assert Session.objects.filter(expired=True).count() == 0


def test_f6_a_forged_form_ends_nothing(owner, open_session, phone):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["session"] = open_session(owner).session_key
    assert strict.post(end_url(phone.session_id), GIVEN).status_code == 403
    assert Session.objects.get(pk=phone.session_id).expired is False


def test_f6_the_pages_stay_out_of_caches(firefox, phone):
    for url in (URL, end_url(phone.session_id)):
        assert "no-store" in firefox.get(url).headers["Cache-Control"]


def test_f6_no_page_address_or_log_holds_a_token(firefox, phone, caplog, sign_in, staff):
    caplog.set_level("DEBUG")
    secrets = [cookie_of(firefox), phone.session_key]
    secrets += Session.objects.values_list("session_token", flat=True)
    answers = [
        firefox.get(URL),
        firefox.get(end_url(phone.session_id)),
        firefox.post(end_url(phone.session_id), {"current_password": "wrong"}),
        firefox.post(end_url(phone.session_id), GIVEN),
        firefox.get(URL),
        sign_in(staff).get("/admin/sessions_app/session/"),
        sign_in(staff).get(f"/admin/sessions_app/session/{phone.session_id}/change/"),
    ]
    for response in answers:
        where = [
            response.text,
            str(response.headers),
            response.request["PATH_INFO"],
            response.request["QUERY_STRING"],
        ]
        assert [secret for secret in secrets for place in where if secret in place] == []
    # The statements that DEBUG would log hold the hash; what a site logs holds neither.
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [secret for secret in secrets for line in logged if secret in line] == []


def test_f6_a_device_with_a_name_that_is_no_name_is_escaped(firefox, owner, open_session):
    store = open_session(owner)
    store.row.payload.browser = "<script>alert(1)</script>"
    store.row.payload.save()
    text = firefox.get(URL).text
    assert escape("<script>alert(1)</script>") in text
    assert "<script>alert" not in text
