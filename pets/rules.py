"""What is allowed with pets: pure functions that return what stands against it, or an empty list."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from pets.models import Pet

#: The states that an owner chooses; the other two follow from requests.
OWNERS_CHOICE = (Pet.Availability.AVAILABLE, Pet.Availability.SHOWN)


class Blocker(NamedTuple):
    """One reason against: a code for programs, a sentence for people."""

    code: str
    message: str


CHILD = Blocker("child", _("Only grown-ups can list pets. Ask your grown-up to do it."))
RESERVED = Blocker(
    "reserved", _("This pet is promised to someone. Finish or cancel that request first, then take the page down.")
)


def blockers_of_listing(person):
    """Return why this person may not list pets of their own."""
    return [] if person.is_pet_owner else [CHILD]


def blockers_of_taking_down(pet):
    """Return why the page of this pet may not be taken down now."""
    return [RESERVED] if pet.availability == Pet.Availability.RESERVED else []
