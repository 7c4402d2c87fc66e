"""What waits for a guardian: comments to look at, wishes to answer."""

import re

import pytest

from accounts.factories import GuardianshipFactory
from interactions import words
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from interactions.tests.people import scene


def waiting_on(html):
    return [int(key) for key in re.findall(r'id="request-(\d+)"', html)]


def test_comments_and_wishes_of_own_children_wait_with_the_oldest_first(sign_in, owner, child):
    comment = UserInteractionFactory(user=child, comment=True, status="waiting", content="So soft!")
    wish = UserInteractionFactory(user=child, wish=True, content="He looks funny.")
    unseen = UserInteractionFactory(user=child, comment=True, status="new")
    text = sign_in(owner).get("/waiting/").text
    assert waiting_on(text) == [comment.pk, wish.pk, unseen.pk]
    for shown in ("So soft!", "He looks funny.", "kit wrote about", "kit wishes for"):
        assert shown in text


def test_yes_and_no_weigh_the_same(sign_in, owner, child):
    comment = UserInteractionFactory(user=child, comment=True, status="waiting", content="So soft!")
    wish = UserInteractionFactory(user=child, wish=True)
    text = sign_in(owner).get("/waiting/").text
    seen = words.fingerprint("So soft!")
    for step in ("approve", "turn-down"):
        assert re.search(
            rf'action="/interactions/{comment.pk}/{step}/">.*?name="seen" value="{seen}"'
            r'><button type="submit" class="secondary">',
            text,
        )
    assert f'<a role="button" class="secondary" href="/interactions/{wish.pk}/grant/">' in text
    assert re.search(
        rf'action="/interactions/{wish.pk}/not-now/">\S*<button type="submit" class="secondary">',
        re.sub(r'<input type="hidden"[^>]*>', "", text),
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        *(("comment", status) for status in ("approved", "declined", "taken_down")),
        *(("wish", status) for status in ("granted", "declined", "withdrawn", "new")),
    ],
)
def test_what_is_decided_does_not_wait(sign_in, db, kind, status):
    it = scene(kind, status)
    text = sign_in(it.people["guardian"]).get("/waiting/").text
    assert waiting_on(text) == []
    assert "Nothing waits for you." in text


@pytest.mark.parametrize("person", ["owner", "stranger", "staff", "guardian of another"])
def test_nobody_sees_what_waits_for_other_families(sign_in, db, person):
    it = scene("comment", "waiting")
    text = sign_in(it.people[person]).get("/waiting/").text
    assert waiting_on(text) == []
    assert "Please" not in text
    assert "kit" not in text


def test_a_row_without_a_pet_does_not_wait(sign_in, owner, child):
    UserInteractionFactory(user=child, wish=True, pet=None)
    UserInteractionFactory(user=child, comment=True, pet=None, status="waiting")
    assert waiting_on(sign_in(owner).get("/waiting/").text) == []


def test_a_grown_ups_comment_is_not_the_familys(sign_in, owner):
    GuardianshipFactory(guardian=owner, child=UserInteractionFactory(comment=True, status="waiting").user)
    assert waiting_on(sign_in(owner).get("/waiting/").text) == []


def test_a_child_decides_about_nobody(sign_in, child):
    assert sign_in(child).get("/waiting/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get("/waiting/")["Location"] == "/accounts/sign-in/?next=/waiting/"


def test_the_page_is_not_for_posting(sign_in, owner):
    assert sign_in(owner).post("/waiting/").status_code == 405


def test_no_more_than_a_page_is_shown_at_once(sign_in, owner, child):
    rows = UserInteractionFactory.create_batch(21, user=child, comment=True, status="waiting")
    text = sign_in(owner).get("/waiting/").text
    assert waiting_on(text) == [row.pk for row in rows[:20]]
    assert "More will follow when you have answered these." in text
    UserInteraction.objects.filter(pk=rows[0].pk).delete()
    assert "More will follow" not in sign_in(owner).get("/waiting/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_more_rows_cost_no_more_queries(sign_in, owner, child, rows, django_assert_num_queries):
    for _ in range(rows):
        UserInteractionFactory(user=child, comment=True, status="waiting")
        UserInteractionFactory(user=child, wish=True)
    browser = sign_in(owner)
    with django_assert_num_queries(2):  # the session and its person, the rows
        browser.get("/waiting/")
