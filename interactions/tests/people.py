"""The people around one request or wish, and a form sent by each of them."""

from dataclasses import dataclass

from accounts.factories import GuardianshipFactory, UserFactory
from accounts.models import User
from interactions.factories import UserInteractionFactory
from interactions.models import UserInteraction
from pets.factories import PetFactory

#: Where the pet stands when a request or wish is in this state.
AVAILABILITY = {"accepted": "reserved", "completed": "rehomed"}


@dataclass
class Scene:
    """One row, and everyone who might try something with it, by what they are to it."""

    row: UserInteraction
    people: dict[str, User | None]


def scene(kind, status):
    """Make a pet, an interaction on it in this state, and the people.

    Args:
        kind: "request" (of a grown-up), "wish" (of a child) or "comment" (of a child).
        status: the state of the row.
    """
    owner, guardian = UserFactory(username="petra"), UserFactory(username="greta")
    child = UserFactory(child=True, username="kit")
    GuardianshipFactory(child=child, guardian=guardian)
    asker = UserFactory(username="ada") if kind == "request" else child
    pet = PetFactory(user=owner, pet_name="Bella", availability=AVAILABILITY.get(status, "available"))
    row = UserInteractionFactory(**{kind: True}, user=asker, pet=pet, status=status, content="Please")
    people = {
        "author": asker,
        "owner": owner,
        "guardian": guardian,
        "stranger": UserFactory(username="samira"),
        "staff": UserFactory(staff=True, username="stella"),
        "guardian of another": GuardianshipFactory(guardian__username="gus").guardian,
        "another child": UserFactory(child=True, username="kim"),
        "visitor": None,
    }
    if kind == "request":
        people["child of the asker"] = GuardianshipFactory(guardian=asker, child__username="carl").child
    return Scene(row, people)
