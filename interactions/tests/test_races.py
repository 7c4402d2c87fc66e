"""What happens when several people act at the same moment. Threads on PostgreSQL; SQLite has one writer anyway."""

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.factories import GuardianshipFactory, UserFactory
from interactions import services
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db(transaction=True)

#: A race is lost only sometimes.
ROUNDS = 15


def at_once(*actions):
    """Start all actions at the same moment; return what became of each: "done", or the codes of its refusal."""
    if connection.vendor == "sqlite":
        return [outcome(action) for action in actions]
    start, outcomes = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place, action):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            outcomes[place] = outcome(action)
        except Exception as surprise:
            outcomes[place] = surprise
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def outcome(action):
    try:
        action()
    except services.Refused as refused:
        return [blocker.code for blocker in refused.blockers]
    return "done"


def step(name, row, by):
    """Return an action that takes the step with the row as it is now, as a page does that was drawn before."""
    row = UserInteraction.objects.select_related("pet", "user").get(pk=row.pk)
    return lambda: services.take(name, interaction=row, by=by, now=timezone.now())


def statuses(pet):
    return sorted(pet.interactions.values_list("status", flat=True))


def availability(pet):
    return Pet.objects.values_list("availability", flat=True).get(pk=pet.pk)


def test_of_many_accepted_at_once_one_is():
    owner = UserFactory()
    for _ in range(ROUNDS):
        pet = PetFactory(user=owner)
        rows = UserInteractionFactory.create_batch(4, request=True, pet=pet)
        outcomes = at_once(*(step("accept", row, owner) for row in rows))
        assert sorted(map(str, outcomes)) == ["['reserved']"] * 3 + ["done"]
        assert statuses(pet) == ["accepted", "requested", "requested", "requested"]
        assert availability(pet) == "reserved"


def test_the_constraint_holds_when_the_pet_looks_available_to_both():
    """The second guard on its own: the pet is made available again while both accept."""
    owner = UserFactory()
    for _ in range(ROUNDS):
        pet = PetFactory(user=owner)
        rows = UserInteractionFactory.create_batch(2, request=True, pet=pet)

        def make_available(pet=pet):
            Pet.objects.filter(pk=pet.pk).update(availability="available")

        *accepted, _ = at_once(*(step("accept", row, owner) for row in rows), make_available)
        assert accepted.count("done") == 1
        # "changed" when the pet became available just after it was found to be reserved.
        assert next(outcome for outcome in accepted if outcome != "done") in (["reserved"], ["changed"])
        assert statuses(pet) == ["accepted", "requested"]


def test_a_double_click_on_accept_is_one_acceptance():
    for _ in range(ROUNDS):
        row = UserInteractionFactory(request=True)
        outcomes = at_once(*[step("accept", row, row.pet.user) for _ in range(3)])
        assert sorted(map(str, outcomes)) == ["['reserved']"] * 2 + ["done"]
        assert statuses(row.pet) == ["accepted"]


def test_accepted_and_withdrawn_at_once_is_one_of_both():
    for _ in range(ROUNDS):
        row = UserInteractionFactory(request=True)
        outcomes = at_once(step("accept", row, row.pet.user), step("withdraw", row, row.user))
        assert sorted(map(str, outcomes)) == ["['changed']", "done"]
        assert (statuses(row.pet), availability(row.pet)) in [
            (["accepted"], "reserved"),
            (["withdrawn"], "available"),
        ]


def test_handed_over_and_called_off_at_once_is_one_of_both():
    for _ in range(ROUNDS):
        row = UserInteractionFactory(request=True, status="accepted", pet__availability="reserved")
        owner = row.pet.user
        outcomes = at_once(step("complete", row, owner), step("cancel", row, row.user))
        assert sorted(map(str, outcomes)) == ["['changed']", "done"]
        row.pet.refresh_from_db()
        assert (statuses(row.pet), row.pet.availability, row.pet.user) in [
            (["completed"], "rehomed", row.user),
            (["cancelled"], "available", owner),
        ]


def test_a_request_that_arrives_during_the_handover_is_not_forgotten():
    """It is refused, or closed with the others: nobody waits for a pet that is gone."""
    for _ in range(ROUNDS):
        row = UserInteractionFactory(request=True, status="accepted", pet__availability="reserved")
        Pet.objects.filter(pk=row.pet_id).update(availability="available")
        asker = UserFactory()

        def ask(pet=row.pet, asker=asker):
            services.ask(pet=pet, by=asker, text="Please", now=timezone.now())

        outcomes = at_once(step("complete", row, row.pet.user), ask)
        assert outcomes in (["done", "done"], ["done", ["rehomed"]])
        assert statuses(row.pet) in (["completed"], ["completed", "declined"])


def test_asking_twice_at_once_is_one_request():
    for _ in range(ROUNDS):
        pet, asker = PetFactory(), UserFactory()

        def ask(pet=pet, asker=asker):
            services.ask(pet=pet, by=asker, text="Please", now=timezone.now())

        outcomes = at_once(ask, ask, ask)
        assert sorted(map(str, outcomes)) == ["['asked_already']"] * 2 + ["done"]
        assert statuses(pet) == ["requested"]


def test_two_guardians_who_answer_at_once_give_one_answer():
    for _ in range(ROUNDS):
        wish = UserInteractionFactory(wish=True)
        one, two = (GuardianshipFactory(child=wish.user, place=place).guardian for place in (1, 2))
        read = UserInteraction.objects.select_related("pet", "user").get(pk=wish.pk)

        def grant(read=read, one=one):
            services.grant(wish=read, by=one, text="Please", now=timezone.now())

        outcomes = at_once(grant, step("not-now", wish, two))
        assert sorted(map(str, outcomes)) == ["['changed']", "done"]
        assert statuses(wish.pet) in (["granted", "requested"], ["declined"])


def test_yes_to_a_wish_during_the_handover_waits_for_nobody():
    """Both lock the pet first, so neither waits for the other for ever."""
    for _ in range(ROUNDS):
        row = UserInteractionFactory(request=True, status="accepted", pet__availability="reserved")
        wish = UserInteractionFactory(wish=True, pet=row.pet)
        guardian = GuardianshipFactory(child=wish.user).guardian
        read = UserInteraction.objects.select_related("pet", "user").get(pk=wish.pk)

        def grant(read=read, guardian=guardian):
            services.grant(wish=read, by=guardian, text="Please", now=timezone.now())

        outcomes = at_once(step("complete", row, row.pet.user), grant)
        assert outcomes[0] == "done"
        assert outcomes[1] in (["changed"], ["reserved"], ["rehomed"])
        assert statuses(row.pet) == ["completed", "declined"]


def test_many_clicks_on_one_heart_are_one_like():
    pet, person = PetFactory(), UserFactory()
    likes = [lambda: services.like(pet=pet, by=person, now=timezone.now())] * 6
    assert at_once(*likes) == ["done"] * 6
    assert pet.interactions.likes().count() == 1
