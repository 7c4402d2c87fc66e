"""The page of requests: what I asked for, what others ask of me."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.factories import UserFactory
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory
from pets.models import Pet

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def asked(stranger, owner):
    """A request of `stranger` for a pet of `owner`."""
    pet = PetFactory(user=owner, pet_name="Bella")
    return UserInteractionFactory(request=True, user=stranger, pet=pet, content="Please", created_at=NOON)


def page(browser, query=""):
    return browser.get(f"/requests/{query}").text


def shown_on(html):
    return [int(key) for key in re.findall(r'id="request-(\d+)"', html)]


def steps_on(html, row):
    """Return the steps that the page offers for this row, by form or by link."""
    return sorted(set(re.findall(rf'(?:action|href)="/interactions/{row.pk}/([a-z-]+)/"', html)))


def set_state(row, status, availability="available", **fields):
    UserInteraction.objects.filter(pk=row.pk).update(status=status, **fields)
    Pet.objects.filter(pk=row.pet_id).update(availability=availability)


@pytest.mark.parametrize(
    ("status", "availability", "asker_reads", "asker_may", "owner_reads", "owner_may"),
    [
        (
            *("requested", "available", "The owner of Bella reads your request and answers here.", ["withdraw"]),
            *("They wait for your answer. You can accept one request for Bella.", ["accept", "decline"]),
        ),
        (
            *("requested", "reserved"),
            "Bella is reserved for someone else right now. Your request stays with the owner.",
            ["withdraw"],
            *("They wait for your answer. You can accept one request for Bella.", ["accept", "decline"]),
        ),
        (
            *("accepted", "reserved"),
            "The owner said yes, and Bella is reserved for you. Write to each other and agree on a day to meet.",
            ["cancel"],
            "Bella is reserved for them. Write to each other, meet, and hand over when all is well.",
            ["cancel", "complete"],
        ),
        (
            *("declined", "available"),
            "The owner said no this time. There are other pets that look for a home.",
            [],
            *("You said no to this request.", []),
        ),
        (
            *("declined", "rehomed", "Bella has found a home. We hope that you find a pet, too.", []),
            *("You said no to this request.", []),
        ),
        (
            *("withdrawn", "available", "You took your request back.", []),
            *("They took the request back.", []),
        ),
        (
            *("expired", "available", "Nobody answered in time. You can ask again.", []),
            *("It was not answered in time.", []),
        ),
        (
            *("cancelled", "available", "It was called off: Bella did not move to you.", []),
            *("It was called off: Bella did not move to them.", []),
        ),
    ],
)
def test_each_side_reads_how_it_stands_and_what_it_may_do(
    sign_in, asked, stranger, owner, status, availability, asker_reads, asker_may, owner_reads, owner_may
):
    set_state(asked, status, availability)
    for person, reads, may in ((stranger, asker_reads, asker_may), (owner, owner_reads, owner_may)):
        text = page(sign_in(person))
        assert shown_on(text) == [asked.pk]
        assert re.findall(r'<p class="next">(.*?)</p>', text) == [reads]
        assert steps_on(text, asked) == may


def test_the_owner_reads_who_asks_and_what_they_write(sign_in, asked, owner):
    text = page(sign_in(owner))
    assert "samira asks" in text
    assert "<blockquote>Please</blockquote>" in text


def test_words_are_text_and_not_markup(sign_in, asked, owner):
    UserInteraction.objects.update(content="<b>bold</b>")
    assert "<blockquote>&lt;b&gt;bold&lt;/b&gt;</blockquote>" in page(sign_in(owner))


@pytest.mark.parametrize("status", ["new", "wish", "granted"])
def test_what_has_not_been_sent_reaches_no_owner(sign_in, asked, owner, status):
    set_state(asked, status)
    assert shown_on(page(sign_in(owner))) == []


def test_a_row_of_another_program_was_never_sent(sign_in, asked, stranger):
    set_state(asked, "new")
    assert shown_on(page(sign_in(stranger))) == []


def test_a_childs_row_reaches_no_owner_in_any_state(sign_in, owner, child):
    pet = PetFactory(user=owner)
    for status in UserInteraction.Status.values:
        row = UserInteractionFactory(wish=True, user=child, pet=pet, status=status)
        assert shown_on(page(sign_in(owner))) == []
        row.delete()


def test_other_interactions_and_purchases_of_products_are_no_requests(sign_in, owner):
    UserInteractionFactory(user=owner)
    UserInteractionFactory(user=owner, comment=True)
    UserInteractionFactory(user=owner, request=True, pet=None)
    assert shown_on(page(sign_in(owner))) == []


def test_a_third_person_sees_nothing_of_it(sign_in, asked):
    text = page(sign_in(UserFactory()))
    assert shown_on(text) == []
    assert "Please" not in text
    assert "You have not asked for a pet yet." in text
    assert "No requests for your pets yet." in text


def test_a_child_has_wishes_and_nothing_comes_in(sign_in, child):
    text = page(sign_in(child))
    assert "<h1>My wishes</h1>" in text
    assert "You have no wishes yet." in text
    assert "What others ask of me" not in text


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get("/requests/")["Location"] == "/accounts/sign-in/?next=/requests/"


def test_the_page_is_not_for_posting(sign_in, owner):
    assert sign_in(owner).post("/requests/").status_code == 405


# --- After a pet has moved on -------------------------------------------------------------------------------


@pytest.fixture
def handed_over(asked, stranger, owner):
    """`stranger` has taken over the pet; another request was declined on that occasion. Return that request."""
    other = UserInteractionFactory(
        request=True,
        pet=asked.pet,
        content="For the former owner",
        created_at=NOON,
        status="declined",
        decided_at=NOON + timedelta(days=1),
        decided_by=owner,
    )
    set_state(asked, "completed", "rehomed", decided_at=NOON + timedelta(days=1), decided_by=owner)
    Pet.objects.update(user=stranger)
    return other


def test_the_former_owner_keeps_the_history(sign_in, asked, owner, handed_over):
    text = page(sign_in(owner))
    assert shown_on(text) == [handed_over.pk, asked.pk]
    assert "Bella lives with them now." in text
    assert "For the former owner" in text


def test_the_new_owner_does_not_read_what_was_written_to_the_former(sign_in, asked, stranger, handed_over):
    text = page(sign_in(stranger))
    assert shown_on(text) == [asked.pk]
    assert "Bella lives with you now." in text
    assert "For the former owner" not in text


def test_the_new_owner_reads_what_is_written_from_then_on(sign_in, asked, stranger, handed_over):
    later = UserInteractionFactory(request=True, pet=asked.pet, created_at=NOON + timedelta(days=2))
    Pet.objects.update(availability="available")
    text = page(sign_in(stranger))
    assert shown_on(text) == [later.pk, asked.pk]
    assert steps_on(text, later) == ["accept", "decline"]


def test_the_former_owner_does_not_answer_requests_to_the_new_one(sign_in, asked, owner, handed_over):
    later = UserInteractionFactory(request=True, pet=asked.pet, created_at=NOON + timedelta(days=2))
    assert later.pk not in shown_on(page(sign_in(owner)))
    assert sign_in(owner).post(f"/interactions/{later.pk}/decline/").status_code == 404


# --- Many ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["asked", "came"])
def test_the_newest_come_first_and_the_rest_page_by_page(sign_in, owner, side):
    rows = [
        UserInteractionFactory(
            request=True,
            created_at=NOON + timedelta(minutes=n // 2),
            **{"user": owner} if side == "asked" else {"pet__user": owner},
        )
        for n in range(41)
    ]
    browser, query, seen = sign_in(owner), "", []
    while query is not None:
        text = page(browser, query)
        seen += shown_on(text)
        more = re.search(rf'href="/requests/(\?{side}_before=\d+)"', text)
        query = more and more[1]
    assert seen == [row.pk for row in reversed(rows)]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 400, "\0"])
def test_a_cursor_that_is_none_of_ours_does_no_harm(sign_in, asked, stranger, before):
    text = sign_in(stranger).get("/requests/", {"asked_before": before, "came_before": before}).text
    assert shown_on(text) == [asked.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_more_rows_cost_no_more_queries(sign_in, owner, rows, django_assert_num_queries):
    for _ in range(rows):
        UserInteractionFactory(request=True, user=owner, status="accepted")
        UserInteractionFactory(request=True, pet__user=owner, status="accepted")
        UserInteractionFactory(request=True, user=owner, status="completed", decided_by=UserFactory())
    browser = sign_in(owner)
    with django_assert_num_queries(3):  # the session and its person, what I asked for, what came in
        assert browser.get("/requests/").text.count('class="contact"') == 3 * rows
