"""What changes pets. Whoever acts comes in as `by`; everything is checked again before it is written."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from pets import rules
from pets.models import Pet
from pets.traits import derive


class TakeDownRefusedError(Exception):
    """Something stands against taking a pet down; ``blockers`` says what."""

    def __init__(self, blockers):
        super().__init__([blocker.code for blocker in blockers])
        self.blockers = blockers


@transaction.atomic
def add_pet(pet, *, by):
    """Save a new pet of this person and return it.

    Args:
        pet: not saved yet. Its size and activity level are the owner's word, None where the owner is not sure.
        by: the owner; PermissionDenied for a child.

    Raises:
        ValidationError: a value that a field or a constraint refuses.
    """
    if rules.blockers_of_listing(by):
        raise PermissionDenied
    pet.user = by
    _take_owners_word(pet)
    pet.full_clean()
    pet.save()
    return pet


@transaction.atomic
def change_pet(pet, *, by):
    """Save what the owner changed and return the pet; arguments and errors as for `add_pet`.

    A pet that was promised to someone while the form stood open stays promised. Raises `Pet.DoesNotExist` when it
    is no longer this person's.
    """
    current = by.pets.select_for_update(of=("self",)).get(pk=pet.pk)
    if current.availability == Pet.Availability.RESERVED:
        pet.availability = current.availability
    _take_owners_word(pet)
    pet.full_clean()
    pet.save()
    return pet


@transaction.atomic
def take_down(pet, *, by):
    """Delete a pet of this person with all that hangs on it; raises `TakeDownRefusedError`, `Pet.DoesNotExist`."""
    current = by.pets.select_for_update(of=("self",)).get(pk=pet.pk)
    blockers = rules.blockers_of_taking_down(current)
    if blockers:
        raise TakeDownRefusedError(blockers)
    current.delete()


def _take_owners_word(pet):
    """What the owner gave is the owner's word; what the owner left open is derived."""
    pet.size_source = Pet.Source.OWNER if pet.size else ""
    pet.activity_source = Pet.Source.OWNER if pet.activity_level else ""
    derive(pet)


def take_changed_word(pet, *, changed):
    """Derive size and activity level after some fields were changed, as in the admin. Saves nothing.

    Args:
        changed: names of the changed fields. A size or activity level among them is a word like the owner's, or
            its withdrawal; one that was not touched keeps its source.
    """
    if "size" in changed:
        pet.size_source = Pet.Source.OWNER if pet.size else ""
    if "activity_level" in changed:
        pet.activity_source = Pet.Source.OWNER if pet.activity_level else ""
    derive(pet)
