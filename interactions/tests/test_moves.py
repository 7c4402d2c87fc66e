"""Every step, tried by every kind of person, from every state."""

import pytest
from django.utils import timezone

from accounts.factories import GuardianshipFactory
from interactions import rules, services, words
from interactions.models import UserInteraction
from interactions.tests.people import scene
from pets.models import Pet

#: (kind of row, step): (the states it starts from, where it ends, who takes it). Written out once more, so that
#: a slip in the rules is noticed.
COURSE = {
    ("wish", "not-now"): (["wish"], "declined", {"guardian"}),
    ("wish", "withdraw"): (["wish"], "withdrawn", {"author"}),
    ("request", "withdraw"): (["requested"], "withdrawn", {"author"}),
    ("request", "accept"): (["requested"], "accepted", {"owner"}),
    ("request", "decline"): (["requested"], "declined", {"owner"}),
    ("request", "complete"): (["accepted"], "completed", {"owner"}),
    ("request", "cancel"): (["accepted"], "cancelled", {"owner", "author"}),
    ("comment", "approve"): (["new", "waiting"], "approved", {"guardian"}),
    ("comment", "turn-down"): (["new", "waiting"], "declined", {"guardian"}),
    ("comment", "take-down"): (
        ["new", "waiting", "approved", "declined"],
        "taken_down",
        {"guardian", "author"},
    ),
}
#: The states that a row of this kind can be in.
STATES = {
    "comment": ["new", "waiting", "approved", "declined", "taken_down"],
    "wish": ["new", "wish", "granted", "declined", "withdrawn"],
    "request": [
        *("new", "requested", "accepted", "completed"),
        *("declined", "withdrawn", "expired", "cancelled"),
    ],
}
KINDS = sorted(STATES)
STEPS = sorted(rules.MOVES)


def send(browser, row, step):
    return browser.post(f"/interactions/{row.pk}/{step}/", {"seen": words.fingerprint("Please")})


def state_of(row):
    """Return what the database holds of the row and of its pet."""
    return (
        UserInteraction.objects.values_list("status", "decided_by__username").get(pk=row.pk),
        Pet.objects.values_list("availability", "user__username").get(pk=row.pet_id),
    )


def test_the_steps_are_these():
    assert set(rules.MOVES) == {step for _kind, step in COURSE} | {"grant"}
    grant = rules.MOVES["grant"]
    assert (grant.origins, grant.target, grant.who) == (("wish",), "granted", (rules.Who.GUARDIAN,))


@pytest.mark.parametrize(
    ("kind", "step", "origin", "person"),
    [
        (kind, step, origin, person)
        for (kind, step), (origins, _target, who) in COURSE.items()
        for origin in origins
        for person in sorted(who)
    ],
)
def test_who_may_take_a_step_takes_it(db, sign_in, kind, step, origin, person):
    it = scene(kind, origin)
    before = timezone.now()
    response = send(sign_in(it.people[person]), it.row, step)
    assert response.status_code == 302
    target = COURSE[kind, step][1]
    assert state_of(it.row)[0] == (target, it.people[person].username)
    it.row.refresh_from_db()
    assert before <= it.row.decided_at <= timezone.now()
    assert it.row.content == "Please"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", STEPS)
def test_to_everyone_else_the_step_does_not_exist(db, sign_in, client, kind, step):
    """By page and by form; the services refuse it too, should a page forget to look."""
    origins, _target, who = COURSE.get((kind, step), (rules.MOVES[step].origins, None, set()))
    status = origins[0] if origins[0] in STATES[kind] else STATES[kind][1]
    it = scene(kind, status)
    before = state_of(it.row)
    # Their own row, at least: the step is refused for its state (`test_from_another_state_nothing_happens`).
    who = who | {("wish", "grant"): {"guardian"}, ("wish", "cancel"): {"author"}}.get((kind, step), set())
    others = set(it.people) - who - {"visitor"}
    if kind == "comment":
        others.discard("staff")  # on the site's pages; in the admin staff decide
    for person in sorted(others):
        browser = sign_in(it.people[person])
        answers = [browser.get(f"/interactions/{it.row.pk}/{step}/").status_code]
        answers.append(send(browser, it.row, step).status_code)
        assert answers == [404, 404], person
        with pytest.raises(services.Refused):
            services.take(step, interaction=it.row, by=it.people[person], now=timezone.now())
    address = f"/interactions/{it.row.pk}/{step}/"
    assert client.get(address)["Location"] == f"/accounts/sign-in/?next={address}"
    assert send(client, it.row, step)["Location"] == "/accounts/sign-in/?next=/"
    assert state_of(it.row) == before


@pytest.mark.parametrize(
    ("kind", "step", "origin", "person"),
    [
        *(
            (kind, step, origin, person)
            for (kind, step), (origins, _target, who) in COURSE.items()
            for origin in STATES[kind]
            if origin not in origins
            for person in sorted(who)
        ),
        ("wish", "cancel", "wish", "author"),
    ],
)
def test_from_another_state_nothing_happens(db, sign_in, kind, step, origin, person):
    it = scene(kind, origin)
    before = state_of(it.row)
    response = send(sign_in(it.people[person]), it.row, step)
    assert response.status_code in (302, 404)
    assert state_of(it.row) == before
    with pytest.raises(services.Refused, match="changed"):
        services.take(step, interaction=it.row, by=it.people[person], now=timezone.now())
    assert state_of(it.row) == before


@pytest.mark.parametrize(("kind", "step"), sorted(COURSE))
def test_the_page_before_a_step_changes_nothing(db, sign_in, kind, step):
    origins, _target, who = COURSE[kind, step]
    it = scene(kind, origins[0])
    before = state_of(it.row)
    text = sign_in(it.people[min(who)]).get(f"/interactions/{it.row.pk}/{step}/").text
    assert "Please" in text
    assert f'<form method="post" action="/interactions/{it.row.pk}/{step}/">' in text
    assert state_of(it.row) == before


def test_the_page_before_a_step_that_is_not_possible_says_so(db, sign_in):
    it = scene("request", "withdrawn")
    text = sign_in(it.people["author"]).get(f"/interactions/{it.row.pk}/withdraw/").text
    assert "This has changed in the meantime" in text
    assert f'action="/interactions/{it.row.pk}/withdraw/"' not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_stale_page_does_nothing(db, kind):
    """The row is still in the first state for one of two people who act at once."""
    step, person = {
        "wish": ("not-now", "guardian"),
        "request": ("decline", "owner"),
        "comment": ("approve", "guardian"),
    }[kind]
    it = scene(kind, COURSE[kind, step][0][-1])
    stale = UserInteraction.objects.get(pk=it.row.pk)
    services.take(
        "take-down" if kind == "comment" else "withdraw",
        interaction=it.row,
        by=it.people["author"],
        now=timezone.now(),
    )
    before = state_of(it.row)
    with pytest.raises(services.Refused, match="changed"):
        services.take(step, interaction=stale, by=it.people[person], now=timezone.now())
    assert state_of(it.row) == before


def test_nobody_approves_words_that_they_have_not_read(db, sign_in):
    it = scene("comment", "waiting")
    browser = sign_in(it.people["guardian"])
    services.edit_comment(comment=it.row, by=it.people["author"], text="Other words")
    response = send(browser, it.row, "approve")
    assert response["Location"] == "/waiting/"
    assert state_of(it.row)[0] == ("waiting", None)
    assert "The words have changed. Please read them again." in browser.get("/waiting/").text


def test_words_that_change_at_the_last_moment_are_not_approved(db):
    it = scene("comment", "waiting")
    read = UserInteraction.objects.get(pk=it.row.pk)
    services.edit_comment(comment=it.row, by=it.people["author"], text="Other words")
    with pytest.raises(services.Refused, match="changed"):
        services.take("approve", interaction=read, by=it.people["guardian"], now=timezone.now())
    assert state_of(it.row)[0] == ("waiting", None)


@pytest.mark.parametrize("name", ["approve ", "fly", "grant", "x" * 500])
def test_a_step_that_is_not_declared_is_404(db, sign_in, name):
    it = scene("request", "requested")
    browser = sign_in(it.people["owner"])
    assert browser.get(f"/interactions/{it.row.pk}/{name}/").status_code == 404
    assert send(browser, it.row, name).status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_row_that_is_not_there_is_404(sign_in, owner, number):
    for step in ("accept", "withdraw", "approve", "edit", "grant"):
        assert sign_in(owner).post(f"/interactions/{number}/{step}/").status_code == 404


def test_another_method_is_refused(db, sign_in):
    it = scene("request", "requested")
    assert sign_in(it.people["owner"]).put(f"/interactions/{it.row.pk}/accept/").status_code == 405
    assert state_of(it.row)[0] == ("requested", None)


def test_one_comes_back_to_the_page_that_the_form_names(db, sign_in):
    it = scene("comment", "waiting")
    there = {"seen": words.fingerprint("Please"), "next": "/accounts/family/"}
    response = sign_in(it.people["guardian"]).post(f"/interactions/{it.row.pk}/approve/", there)
    assert response["Location"] == "/accounts/family/"


def test_staff_decide_about_comments_by_the_services(db):
    it = scene("comment", "waiting")
    services.take("approve", interaction=it.row, by=it.people["staff"], now=timezone.now())
    assert state_of(it.row)[0] == ("approved", "stella")
    services.take("take-down", interaction=it.row, by=it.people["staff"], now=timezone.now())
    assert state_of(it.row)[0] == ("taken_down", "stella")


@pytest.mark.parametrize(
    ("kind", "status", "step"), [("request", "requested", "accept"), ("wish", "wish", "not-now")]
)
def test_staff_do_not_answer_for_owners_or_guardians(db, kind, status, step):
    it = scene(kind, status)
    before = state_of(it.row)
    with pytest.raises(services.Refused, match="not_yours"):
        services.take(step, interaction=it.row, by=it.people["staff"], now=timezone.now())
    assert state_of(it.row) == before


def test_a_child_guards_nobody_even_if_a_row_says_so(db, sign_in):
    it = scene("comment", "waiting")
    other = it.people["another child"]
    GuardianshipFactory(child=it.people["author"], guardian=other, place=2)
    assert send(sign_in(other), it.row, "approve").status_code == 404
    with pytest.raises(services.Refused, match="not_yours"):
        services.take("approve", interaction=it.row, by=other, now=timezone.now())
