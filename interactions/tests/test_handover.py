"""One pet, one home: what accepting, handing over and calling off do to the pet and to everyone else."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.factories import UserFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory
from pets.models import Pet

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def pet(owner):
    return PetFactory(user=owner, pet_name="Bella", import_key="A1")


@pytest.fixture
def first(pet):
    return UserInteractionFactory(request=True, pet=pet, user__username="ada")


@pytest.fixture
def second(pet):
    return UserInteractionFactory(request=True, pet=pet, user__username="bob")


def take(step, row, by):
    services.take(step, interaction=UserInteraction.objects.get(pk=row.pk), by=by, now=NOW)


def pet_now(pet):
    return Pet.objects.values_list("availability", "user__username").get(pk=pet.pk)


def states():
    rows = UserInteraction.objects.order_by("pk")
    return list(rows.values_list("user__username", "status", "decided_by__username", "decided_at"))


def test_accepting_reserves_the_pet_and_leaves_the_others_waiting(owner, pet, first, second):
    take("accept", first, owner)
    assert pet_now(pet) == ("reserved", "olivia")
    assert states() == [("ada", "accepted", "olivia", NOW), ("bob", "requested", None, None)]


def test_a_second_request_is_not_accepted(sign_in, owner, pet, first, second):
    take("accept", first, owner)
    before = states()
    with pytest.raises(services.Refused, match="reserved"):
        take("accept", second, owner)
    browser = sign_in(owner)
    assert browser.post(f"/interactions/{second.pk}/accept/")["Location"] == "/requests/"
    assert "This pet is reserved for someone right now." in browser.get("/requests/").text
    assert states() == before
    assert pet_now(pet) == ("reserved", "olivia")


@pytest.mark.parametrize("availability", ["shown", "reserved", "rehomed"])
def test_a_pet_that_is_not_available_is_not_promised(owner, pet, first, availability):
    Pet.objects.update(availability=availability)
    with pytest.raises(services.Refused, match=availability):
        take("accept", first, owner)
    assert states() == [("ada", "requested", None, None)]
    assert pet_now(pet) == (availability, "olivia")


def test_the_constraint_refuses_when_the_availability_does_not(owner, pet, first, second):
    """The second guard alone: somebody has set the pet to available although it is promised."""
    take("accept", first, owner)
    Pet.objects.update(availability="available")
    before = states()
    with pytest.raises(services.Refused, match="reserved"):
        take("accept", second, owner)
    assert states() == before
    assert pet_now(pet) == ("available", "olivia")


def test_the_database_itself_refuses_a_second_promise(owner, first, second):
    take("accept", first, owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserInteraction.objects.update(status="accepted")


def test_a_pet_that_changed_hands_is_not_promised_by_the_former_owner(owner, stranger, pet, first):
    read_before = UserInteraction.objects.select_related("pet").get(pk=first.pk)
    Pet.objects.update(user=stranger)
    for step in ("accept", "complete"):
        read_before.status = {"accept": "requested", "complete": "accepted"}[step]
        with pytest.raises(services.Refused, match="changed"):
            services.take(step, interaction=read_before, by=owner, now=NOW)
    assert pet_now(pet) == ("available", "samira")
    assert states() == [("ada", "requested", None, None)]


def test_handing_over_makes_the_asker_the_owner(owner, pet, first):
    take("accept", first, owner)
    take("complete", first, owner)
    assert pet_now(pet) == ("rehomed", "ada")
    assert states() == [("ada", "completed", "olivia", NOW)]
    pet.refresh_from_db()
    assert pet.import_key is None


def test_an_equal_key_of_another_file_is_no_obstacle(owner, pet, first):
    PetFactory(user=first.user, import_key="A1")
    take("accept", first, owner)
    take("complete", first, owner)
    assert pet_now(pet) == ("rehomed", "ada")


def test_handing_over_closes_the_other_requests_and_wishes(owner, child, pet, first, second):
    wish = UserInteractionFactory(wish=True, user=child, pet=pet)
    elsewhere = UserInteractionFactory(request=True, user__username="cleo", pet__user=owner)
    withdrawn = UserInteractionFactory(request=True, user__username="dan", pet=pet, status="withdrawn")
    comment = UserInteractionFactory(comment=True, user__username="eve", pet=pet, status="waiting")
    take("accept", first, owner)
    take("complete", first, owner)
    status = dict(UserInteraction.objects.values_list("pk", "status"))
    assert status == {
        first.pk: "completed",
        second.pk: "declined",
        wish.pk: "declined",
        elsewhere.pk: "requested",
        withdrawn.pk: "withdrawn",
        comment.pk: "waiting",
    }
    second.refresh_from_db()
    wish.refresh_from_db()
    assert (second.decided_by, second.decided_at) == (owner, NOW)
    # Nobody said no to the child.
    assert (wish.decided_by, wish.decided_at) == (None, NOW)


@pytest.mark.parametrize("by", ["owner", "asker"])
def test_calling_off_frees_the_pet(owner, pet, first, second, by):
    take("accept", first, owner)
    person = owner if by == "owner" else first.user
    take("cancel", first, person)
    assert pet_now(pet) == ("available", "olivia")
    assert states() == [("ada", "cancelled", person.username, NOW), ("bob", "requested", None, None)]
    take("accept", second, owner)
    assert pet_now(pet) == ("reserved", "olivia")


def test_calling_off_leaves_alone_what_the_owner_has_said_since(owner, pet, first):
    take("accept", first, owner)
    Pet.objects.update(availability="shown")
    take("cancel", first, owner)
    assert pet_now(pet) == ("shown", "olivia")


def test_calling_off_touches_no_other_pet(owner, first):
    other = PetFactory(user=owner, availability="reserved")
    take("accept", first, owner)
    take("cancel", first, owner)
    assert pet_now(other) == ("reserved", "olivia")


def test_a_pet_that_is_reserved_for_another_is_not_freed_by_a_request_that_still_waits(owner, pet, first, second):
    take("accept", first, owner)
    with pytest.raises(services.Refused, match="changed"):
        take("cancel", second, owner)
    assert pet_now(pet) == ("reserved", "olivia")


def test_the_whole_course_by_the_pages(sign_in, owner, pet):
    """From asking to living with each other, as two people click through it."""
    asker = UserFactory(username="ada")
    asking, owning = sign_in(asker), sign_in(owner)
    asking.post(f"/pets/{pet.pk}/ask/", {"text": "We have a garden."})
    row = UserInteraction.objects.get()
    assert "We have a garden." in owning.get("/requests/").text
    assert owning.post(f"/interactions/{row.pk}/accept/")["Location"] == "/requests/"
    assert "reserved for you" in asking.get("/requests/").text
    assert "Hand Bella over to ada?" in owning.get(f"/interactions/{row.pk}/complete/").text
    assert owning.post(f"/interactions/{row.pk}/complete/")["Location"] == "/requests/"
    assert "Bella lives with you now." in asking.get("/requests/").text
    assert pet_now(pet) == ("rehomed", "ada")
