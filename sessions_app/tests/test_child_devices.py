"""F6: a guardian sees and ends the sessions of their own children."""

import pytest

from accounts.factories import PASSWORD, GuardianshipFactory, UserFactory
from sessions_app.factories import SessionFactory
from sessions_app.models import Session
from sessions_app.tests.conftest import SAFARI, is_signed_in

GIVEN = {"current_password": PASSWORD}


@pytest.fixture
def tablet(child, open_session):
    return open_session(child, agent=SAFARI)


def url(child, path=""):
    return f"/accounts/devices/child/{child.pk}/{path}"


def test_f6_a_guardian_sees_where_the_child_is_signed_in(owner, child, tablet, sign_in):
    past = SessionFactory(user=child, expired=True)
    response = sign_in(owner).get(url(child))
    assert response.status_code == 200
    assert response.context["live"] == [tablet.row]
    assert response.context["past"] == [past]
    assert "Devices of kit" in response.text
    assert "Mobile Safari on iOS" in response.text
    assert "This device" not in response.text


def test_f6_a_child_who_is_signed_in_nowhere(owner, child, sign_in):
    text = sign_in(owner).get(url(child)).text
    assert "Your child is not signed in anywhere." in text
    assert "end-all" not in text


def test_f6_a_guardian_signs_one_device_out(owner, child, tablet, sign_in, browser):
    other = SessionFactory(user=child)
    response = sign_in(owner).post(url(child, f"{tablet.session_id}/end/"), GIVEN, follow=True)
    assert response.redirect_chain == [(url(child), 302)]
    assert "Mobile Safari on iOS is signed out." in response.text
    assert Session.objects.get(pk=tablet.session_id).expired is True
    assert Session.objects.get(pk=other.pk).expired is False
    assert is_signed_in(browser(tablet.session_key)) is False


def test_f6_a_guardian_signs_the_child_out_everywhere(owner, child, tablet, sign_in):
    SessionFactory(user=child)
    guardian = sign_in(owner)
    response = guardian.post(url(child, "end-all/"), GIVEN, follow=True)
    assert response.redirect_chain == [(url(child), 302)]
    assert "2 devices are signed out." in response.text
    assert Session.objects.filter(user=child, expired=False).count() == 0
    assert is_signed_in(guardian) is True


def test_f6_the_second_guardian_does_too(child, tablet, sign_in):
    second = GuardianshipFactory(child=child, place=2).guardian
    assert sign_in(second).post(url(child, "end-all/"), GIVEN).status_code == 302
    assert Session.objects.get(pk=tablet.session_id).expired is True


def test_f6_looking_at_the_question_ends_nothing(owner, child, tablet, sign_in):
    guardian = sign_in(owner)
    assert "Sign kit out on Mobile Safari on iOS?" in guardian.get(url(child, f"{tablet.session_id}/end/")).text
    assert "Sign kit out everywhere?" in guardian.get(url(child, "end-all/")).text
    assert Session.objects.get(pk=tablet.session_id).expired is False


@pytest.mark.parametrize("path", ["{}/end/", "end-all/"])
@pytest.mark.parametrize("password", ["", "wrong"])
def test_f6_without_the_guardians_password_nothing_ends(owner, child, tablet, sign_in, path, password):
    address = url(child, path.format(tablet.session_id))
    assert sign_in(owner).post(address, {"current_password": password}).status_code == 422
    assert Session.objects.get(pk=tablet.session_id).expired is False


@pytest.mark.parametrize("path", ["", "{}/end/", "end-all/"])
def test_f6_a_child_is_told_kindly_that_this_is_for_grown_ups(child, tablet, sign_in, path):
    assert sign_in(child).get(url(child, path.format(tablet.session_id))).status_code == 403


@pytest.mark.parametrize("path", ["", "{}/end/", "end-all/"])
def test_f6_somebody_elses_child_is_not_there(child, tablet, stranger, staff, sign_in, path):
    GuardianshipFactory(guardian=stranger)
    address = url(child, path.format(tablet.session_id))
    assert [sign_in(person).get(address).status_code for person in (stranger, staff)] == [404, 404]
    if path:
        assert [sign_in(person).post(address, GIVEN).status_code for person in (stranger, staff)] == [404, 404]
    assert Session.objects.get(pk=tablet.session_id).expired is False


def test_f6_another_persons_session_is_not_the_childs(owner, child, sign_in, open_session):
    """Neither a stranger's nor the guardian's own is reached through the child."""
    sibling = UserFactory(child=True)
    GuardianshipFactory(child=sibling, guardian=owner)
    guardian = sign_in(owner)
    others = [open_session(UserFactory()), open_session(owner), open_session(sibling)]
    for other in others:
        assert guardian.post(url(child, f"{other.session_id}/end/"), GIVEN).status_code == 404
    assert Session.objects.filter(expired=True).count() == 0


def test_f6_a_pet_owner_is_no_child(owner, stranger, sign_in):
    assert sign_in(owner).get(url(stranger)).status_code == 404
    assert sign_in(owner).get(url(owner)).status_code == 404


@pytest.mark.parametrize("path", ["", "1/end/", "end-all/"])
def test_f6_a_visitor_is_sent_to_sign_in(child, client, path):
    response = client.get(url(child, path))
    assert (response.status_code, response["Location"]) == (302, f"/accounts/sign-in/?next={url(child, path)}")


@pytest.mark.parametrize("user_id", ["0", str(2**31), str(2**63), "9" * 100])
def test_f6_an_odd_id_is_not_there(owner, child, sign_in, user_id):
    guardian = sign_in(owner)
    assert guardian.get(f"/accounts/devices/child/{user_id}/").status_code == 404
    assert guardian.post(f"/accounts/devices/child/{user_id}/end-all/", GIVEN).status_code == 404
    assert guardian.post(url(child, f"{user_id}/end/"), GIVEN).status_code == 404


def test_f6_wrong_methods(owner, child, tablet, sign_in):
    guardian = sign_in(owner)
    assert guardian.post(url(child)).status_code == 405
    assert guardian.delete(url(child, "end-all/")).status_code == 405
    assert guardian.put(url(child, f"{tablet.session_id}/end/")).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_f6_the_page_costs_four_queries_however_long(owner, child, sign_in, count, django_assert_num_queries):
    """The session with the person, the child, the live sessions, the past ones."""
    SessionFactory.create_batch(count, user=child)
    SessionFactory.create_batch(count, user=child, expired=True)
    guardian = sign_in(owner)
    with django_assert_num_queries(4):
        guardian.get(url(child))
