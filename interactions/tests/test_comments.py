"""Writing, reading, editing and taking down comments."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.factories import UserFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from interactions.tests.pages import draw
from pets.factories import PetFactory

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
Status = UserInteraction.Status


@pytest.fixture
def pet(db):
    return PetFactory(pet_name="Bella")


def comments_of(pet):
    return list(pet.interactions.newest_first().values_list("user__username", "content", "status"))


def write(browser, pet, text):
    return browser.post(f"/pets/{pet.pk}/comment/", {"text": text})


def texts(html):
    """Return the texts of the comments that a page shows, in their order."""
    return re.findall(r'<div class="comment-text"><p>(.*?)</p></div>', html)


# --- Writing ------------------------------------------------------------------------------------------------


def test_a_grown_ups_comment_is_there_at_once(sign_in, owner, pet):
    response = write(sign_in(owner), pet, "What a lovely nose.")
    assert (response.status_code, response["Location"]) == (302, f"/pets/{pet.pk}/#comments")
    assert comments_of(pet) == [("olivia", "What a lovely nose.", "approved")]


def test_a_childs_comment_waits(sign_in, child, pet):
    response = write(sign_in(child), pet, "So soft!")
    assert response["Location"] == f"/pets/{pet.pk}/#comments"
    assert comments_of(pet) == [("kit", "So soft!", "waiting")]


def test_a_comment_says_when_and_that_nobody_has_decided(owner, pet):
    comment = services.add_comment(pet=pet, by=owner, text="Hello", now=NOON)
    comment.refresh_from_db()
    assert (comment.created_at, comment.decided_at, comment.decided_by) == (NOON, None, None)


def test_a_child_without_a_guardian_is_told_kindly(sign_in, pet):
    response = write(sign_in(UserFactory(child=True)), pet, "So soft!")
    assert response.status_code == 422
    assert "First a grown-up of your family needs to join you here." in response.text
    assert "So soft!</textarea>" in response.text
    assert comments_of(pet) == []


def test_a_pet_that_is_not_there_is_404(sign_in, owner, pet):
    assert write(sign_in(owner), PetFactory.build(pk=2**40), "Hello").status_code == 404
    assert sign_in(owner).get(f"/pets/{pet.pk + 1}/comment/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, pet):
    assert write(client, pet, "Hello")["Location"] == "/accounts/sign-in/?next=/"
    assert comments_of(pet) == []


def test_after_signing_in_the_form_is_there(sign_in, owner, pet):
    response = sign_in(owner).get(f"/pets/{pet.pk}/comment/")
    assert response.status_code == 200
    assert '<textarea name="text"' in response.text
    assert comments_of(pet) == []


def test_another_method_is_refused(sign_in, owner, pet):
    assert sign_in(owner).put(f"/pets/{pet.pk}/comment/").status_code == 405


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Write a few words first."), ("   ", "Write a few words first."), ("x" * 501, "500")],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(sign_in, owner, pet, text, says):
    response = write(sign_in(owner), pet, text)
    assert response.status_code == 422
    assert says in response.text
    assert "<title>Error: " in response.text
    assert f"{text.strip()}</textarea>" in response.text
    assert comments_of(pet) == []


def test_bytes_that_are_no_text_do_no_harm(sign_in, owner, pet):
    response = sign_in(owner).post(
        f"/pets/{pet.pk}/comment/", b"text=%ff%fe", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 302
    assert comments_of(pet) == [("olivia", "\ufffd\ufffd", "approved")]


# --- Reading ------------------------------------------------------------------------------------------------


def on_pet(pet, user=None):
    return draw("{% interactions_on pet %}", user, pet=pet)


@pytest.mark.parametrize("status", sorted(set(Status.values) - {"approved"}))
def test_others_read_approved_comments_alone(pet, child, owner, stranger, staff, status):
    UserInteractionFactory(pet=pet, user=child, comment=True, content="secretwords", status=status)
    UserInteractionFactory(pet=pet, user=child, comment=True, content="Approved words")
    for reader in (None, stranger, owner, staff, pet.user):
        assert texts(on_pet(pet, reader)) == ["Approved words"]
        assert "secretwords" not in on_pet(pet, reader)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("waiting", "Waiting for a grown-up to look"),
        ("new", "Waiting for a grown-up to look"),
        ("declined", "Not shown: a grown-up decided to keep this one back"),
    ],
)
def test_the_author_sees_what_waits_and_how_it_stands(pet, child, status, says):
    UserInteractionFactory(pet=pet, user=child, comment=True, content="My words", status=status)
    text = on_pet(pet, child)
    assert texts(text) == ["My words"]
    assert f'<span class="badge waiting">{says}</span>' in text


def test_an_approved_comment_has_no_state(pet, child):
    UserInteractionFactory(pet=pet, user=child, comment=True)
    assert "badge" not in on_pet(pet, child)


def test_what_was_taken_down_is_gone_for_its_author_too(pet, owner):
    UserInteractionFactory(pet=pet, user=owner, comment=True, content="Gone", status=Status.TAKEN_DOWN)
    assert texts(on_pet(pet, owner)) == []


def test_one_reads_who_wrote_and_only_the_author_may_change_it(pet, owner, stranger):
    comment = UserInteractionFactory(pet=pet, user=owner, comment=True)
    change = [f"/interactions/{comment.pk}/edit/", f"/interactions/{comment.pk}/take-down/"]
    own, others = on_pet(pet, owner), on_pet(pet, stranger)
    assert [f'href="{address}"' in own for address in change] == [True, True]
    assert [f'href="{address}"' in others for address in change] == [False, False]
    assert "<strong>You</strong>" in own
    assert "<strong>olivia</strong>" in others


def test_nobody_reads_a_name_or_an_address(pet, child):
    child.first_name, child.last_name, child.email = "Canaria", "Birdsong", "canary@children.invalid"
    child.save()
    guardian = child.guardians.get()
    UserInteractionFactory(pet=pet, user=child, comment=True)
    for reader in (None, pet.user):
        text = on_pet(pet, reader)
        assert "<strong>kit</strong>" in text
        secrets = ("Canaria", "Birdsong", "canary@", guardian.username, guardian.email, guardian.first_name)
        assert [secret for secret in secrets if secret in text] == []


def test_words_are_text_and_not_markup(pet):
    UserInteractionFactory(pet=pet, comment=True, content="<script>alert(1)</script>\nand more")
    assert texts(on_pet(pet)) == ["&lt;script&gt;alert(1)&lt;/script&gt;<br>and more"]


def test_another_pets_comments_and_other_interactions_are_not_shown(pet):
    UserInteractionFactory(comment=True)
    UserInteractionFactory(pet=pet, request=True, content="Please", status=Status.APPROVED)
    assert texts(on_pet(pet)) == []
    assert "No comments yet." in on_pet(pet)


@pytest.fixture
def twenty_five(pet):
    """Comments 0 to 24, two of each at the same moment."""
    return [
        UserInteractionFactory(
            pet=pet, comment=True, content=f"Comment {n}", created_at=NOON + timedelta(minutes=n // 2)
        )
        for n in range(25)
    ]


def test_the_newest_come_first_and_the_rest_page_by_page(client, pet, twenty_five):
    expected = [f"Comment {n}" for n in reversed(range(25))]
    text, seen = on_pet(pet), []
    while True:
        page = texts(text)
        assert len(page) <= 10
        seen += page
        more = re.search(rf'href="(/pets/{pet.pk}/comments/\?before=\d+)"', text)
        if not more:
            break
        text = client.get(more[1]).text
    assert seen == expected


def test_ten_comments_need_no_second_page(client, pet):
    UserInteractionFactory.create_batch(10, pet=pet, comment=True)
    assert "before=" not in on_pet(pet)
    assert "before=" not in client.get(f"/pets/{pet.pk}/comments/").text


def test_rows_with_the_databases_own_time_are_read_once_each(client, pet):
    UserInteractionFactory.create_batch(11, pet=pet, comment=True)
    first = client.get(f"/pets/{pet.pk}/comments/").text
    second = client.get(re.search(r'href="([^"]*before=\d+)"', first)[1]).text
    assert (len(texts(first)), len(texts(second))) == (10, 1)
    assert len({*texts(first), *texts(second)}) == 11


@pytest.mark.parametrize("before", ["x", "", "-1", "9" * 400, "1.5", "\0", "²", "٣", "%00"])
def test_a_cursor_that_is_none_of_ours_does_no_harm(client, pet, twenty_five, before):
    response = client.get(f"/pets/{pet.pk}/comments/", {"before": before})
    assert response.status_code == 200
    assert texts(response.text) in ([], [f"Comment {n}" for n in reversed(range(15, 25))])


def test_after_the_end_there_are_no_more(client, pet):
    comment = UserInteractionFactory(pet=pet, comment=True)
    for before in (comment.pk, 2**40):
        text = client.get(f"/pets/{pet.pk}/comments/?before={before}").text
        assert texts(text) == []
        assert "There are no more comments." in text


def test_the_page_of_comments_of_a_missing_pet_is_404(client, db):
    assert client.get("/pets/1/comments/").status_code == 404


def test_the_page_of_comments_is_not_for_posting(client, pet):
    assert client.post(f"/pets/{pet.pk}/comments/").status_code == 405


@pytest.mark.parametrize("comments", [1, 3])
def test_more_comments_cost_no_more_queries(pet, owner, child, comments, django_assert_num_queries):
    for _ in range(comments):
        UserInteractionFactory(pet=pet, comment=True)
    pet.user  # noqa: B018 - as the page of a pet has it
    with django_assert_num_queries(2):  # likes, comments
        on_pet(pet)
    with django_assert_num_queries(4):  # and: do I like it, have I asked
        on_pet(pet, owner)
    with django_assert_num_queries(4):  # no number of likes; and: who are my guardians
        on_pet(pet, child)


# --- Editing and taking down --------------------------------------------------------------------------------


def edit(browser, comment, text):
    return browser.post(f"/interactions/{comment.pk}/edit/", {"text": text})


def test_ones_own_comment_can_be_changed(sign_in, owner, pet):
    comment = UserInteractionFactory(pet=pet, user=owner, comment=True, content="Old", created_at=NOON)
    browser = sign_in(owner)
    assert ">\nOld</textarea>" in browser.get(f"/interactions/{comment.pk}/edit/").text
    assert edit(browser, comment, "New")["Location"] == f"/pets/{pet.pk}/#comments"
    assert comments_of(pet) == [("olivia", "New", "approved")]
    comment.refresh_from_db()
    assert comment.created_at == NOON


def test_a_changed_comment_of_a_child_waits_again(sign_in, owner, child, pet):
    comment = UserInteractionFactory(
        pet=pet, user=child, comment=True, content="Old", decided_by=owner, decided_at=NOON
    )
    edit(sign_in(child), comment, "New")
    comment.refresh_from_db()
    assert (comment.content, comment.status) == ("New", "waiting")
    assert (comment.decided_by, comment.decided_at) == (None, None)


def test_empty_words_change_nothing(sign_in, owner, pet):
    comment = UserInteractionFactory(pet=pet, user=owner, comment=True, content="Old")
    assert edit(sign_in(owner), comment, " ").status_code == 422
    assert comments_of(pet) == [("olivia", "Old", "approved")]


@pytest.mark.parametrize("who", ["stranger", "guardian", "staff", "pet's owner"])
def test_nobody_changes_the_words_of_another(sign_in, stranger, staff, child, pet, who):
    comment = UserInteractionFactory(pet=pet, user=child, comment=True, content="Old")
    person = {
        "stranger": stranger,
        "guardian": child.guardians.get(),
        "staff": staff,
        "pet's owner": pet.user,
    }[who]
    assert sign_in(person).get(f"/interactions/{comment.pk}/edit/").status_code == 404
    assert edit(sign_in(person), comment, "New").status_code == 404
    with pytest.raises(services.Refused, match="not_yours"):
        services.edit_comment(comment=comment, by=person, text="New")
    assert comments_of(pet) == [("kit", "Old", "approved")]


@pytest.mark.parametrize("fields", [{"comment": True, "status": "taken_down"}, {"request": True}, {}])
def test_what_is_no_comment_any_more_or_never_was_cannot_be_edited(sign_in, owner, pet, fields):
    row = UserInteractionFactory(pet=pet, user=owner, **fields)
    assert edit(sign_in(owner), row, "New").status_code == 404
    with pytest.raises(services.Refused, match="changed"):
        services.edit_comment(comment=row, by=owner, text="New")


def test_a_visitor_edits_nothing(client, pet):
    comment = UserInteractionFactory(pet=pet, comment=True)
    assert edit(client, comment, "New")["Location"] == "/accounts/sign-in/?next=/"


def test_taking_down_asks_first(sign_in, owner, pet):
    comment = UserInteractionFactory(pet=pet, user=owner, comment=True, content="My words")
    browser = sign_in(owner)
    page = browser.get(f"/interactions/{comment.pk}/take-down/").text
    assert "My words" in page
    assert "It cannot be brought back." in page
    assert comments_of(pet) == [("olivia", "My words", "approved")]
    response = browser.post(f"/interactions/{comment.pk}/take-down/")
    assert response["Location"] == f"/pets/{pet.pk}/"
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == ("taken_down", owner)
    assert comment.decided_at <= timezone.now()
