"""How to reach each other is shown to two grown-ups once both have said yes, and to nobody before."""

import pytest

from accounts.models import User
from interactions.models import UserInteraction
from interactions.tests.people import scene
from pets.models import Pet

NAMES = {
    "owner": ("Petronella", "Canaria", "petra@owner.example"),
    "author": ("Adelaide", "Finch", "ada@asker.example"),
}


@pytest.fixture
def it(db):
    it = scene("request", "requested")
    for person, (first, last, email) in NAMES.items():
        User.objects.filter(pk=it.people[person].pk).update(first_name=first, last_name=last, email=email)
        it.people[person].refresh_from_db()
    return it


def set_state(it, status):
    decided_by = None if status == "requested" else it.people["owner"]
    UserInteraction.objects.update(status=status, decided_by=decided_by)
    Pet.objects.update(user=it.people["author" if status == "completed" else "owner"])


def told(browser, person):
    """Return how much of this person's name and address the pages of requests and of the pet tell."""
    pet = Pet.objects.get()
    pages = [browser.get("/requests/"), browser.get(f"/pets/{pet.pk}/")]
    assert [page.status_code for page in pages] == [200, 200]
    text = "".join(page.text for page in pages)
    return [secret for secret in NAMES[person] if secret in text]


@pytest.mark.parametrize("status", ["accepted", "completed"])
def test_both_see_name_and_address(it, sign_in, status):
    set_state(it, status)
    assert told(sign_in(it.people["author"]), "owner") == list(NAMES["owner"])
    assert told(sign_in(it.people["owner"]), "author") == list(NAMES["author"])
    text = sign_in(it.people["author"]).get("/requests/").text
    assert 'Petronella Canaria, <a href="mailto:petra@owner.example">petra@owner.example</a>' in text


@pytest.mark.parametrize(
    "status", ["new", "requested", "declined", "withdrawn", "expired", "cancelled", "wish", "granted"]
)
def test_before_and_otherwise_nobody_does(it, sign_in, status):
    set_state(it, status)
    assert told(sign_in(it.people["author"]), "owner") == []
    assert told(sign_in(it.people["owner"]), "author") == []


@pytest.mark.parametrize("status", ["accepted", "completed"])
def test_others_never_do(it, sign_in, client, status):
    set_state(it, status)
    for name in set(it.people) - {"author", "owner", "visitor"}:
        browser = sign_in(it.people[name])
        assert (told(browser, "owner"), told(browser, "author"), name) == ([], [], name)
    text = client.get(f"/pets/{it.row.pet_id}/").text
    assert [secret for names in NAMES.values() for secret in names if secret in text] == []


def test_an_address_that_cannot_receive_mail_is_not_shown(it, sign_in):
    set_state(it, "accepted")
    User.objects.filter(pk=it.people["owner"].pk).update(email="petra@nowhere.invalid")
    text = sign_in(it.people["author"]).get("/requests/").text
    assert "Petronella Canaria" in text
    assert "nowhere.invalid" not in text


def test_when_the_former_owner_is_gone_there_is_nobody_to_reach(it, sign_in):
    set_state(it, "completed")
    UserInteraction.objects.update(decided_by=None)
    text = sign_in(it.people["author"]).get("/requests/").text
    assert "Bella lives with you now." in text
    assert 'class="contact"' not in text
