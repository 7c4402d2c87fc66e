"""Everything that writes to ``user_interactions``, and what asking for a pet changes on the pet.

Each function takes who acts (`by`) and when (`now`). A step from one state to the next is a conditional UPDATE
on the old state: when two people act at the same moment one of them gets `Refused`, and nothing of theirs stays.
Rows are locked in one order everywhere, the pet before its requests, so that two steps cannot wait for each other.
"""

from django.db import IntegrityError, transaction

from interactions import rules
from interactions.models import UserInteraction
from interactions.rules import MOVES, Who
from pets.models import Pet

Status = UserInteraction.Status
Type = UserInteraction.Type


class Refused(Exception):  # noqa: N818 - the word of the field
    """A rule says no. `blockers` holds the reasons as a list of `rules.Blocker`."""

    def __init__(self, *blockers):
        super().__init__(", ".join(blocker.code for blocker in blockers))
        self.blockers = list(blockers)


def refuse_if(blockers):
    if blockers:
        raise Refused(*blockers)


def guardian_ids_of(person):
    """Return the keys of a child's guardians; nothing, and no query, for a grown-up."""
    return set(person.guardianships.values_list("guardian_id", flat=True)) if person.is_child else set()


def relations_of(interaction, person):
    """Return what this person is to the row, as a set of `Who`."""
    relations = set()
    if interaction.user_id == person.pk:
        relations.add(Who.AUTHOR)
    elif interaction.user.is_child:
        if not person.is_child and person.pk in guardian_ids_of(interaction.user):
            relations.add(Who.GUARDIAN)
    elif interaction.pet_id and interaction.pet.user_id == person.pk:
        relations.add(Who.OWNER)
    if person.is_staff:
        relations.add(Who.STAFF)
    return relations


def has_asked(person, pet):
    """Whether this person has a request or a wish for the pet that still goes on."""
    return pet.interactions.purchases().open().filter(user=person).exists()


# --- Likes and shares ---------------------------------------------------------------------------------------


@transaction.atomic
def like(*, pet, by, now):
    """Like a pet. Liking it twice is liking it once: the database keeps one row, whoever asks how often."""
    row = UserInteraction(user=by, pet=pet, interaction_type=Type.LIKE, created_at=now)
    UserInteraction.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def unlike(*, pet, by):
    """Take a like back; without one, nothing happens."""
    UserInteraction.objects.likes().filter(user=by, pet=pet).delete()


@transaction.atomic
def share(*, pet, by, now):
    """Note that this person shares the pet: one row per person and pet. Return the row."""
    shares = UserInteraction.objects.shares().filter(user=by, pet=pet)
    return shares.oldest_first().first() or UserInteraction.objects.create(
        user=by, pet=pet, interaction_type=Type.SHARE, created_at=now
    )


# --- Comments -----------------------------------------------------------------------------------------------


@transaction.atomic
def add_comment(*, pet, by, text, now):
    """Write a comment and return it; raises `Refused`. A child's waits for a grown-up's yes."""
    refuse_if(rules.blockers_of_commenting(by, guardian_ids=guardian_ids_of(by)))
    comment = UserInteraction(
        user=by,
        pet=pet,
        interaction_type=Type.COMMENT,
        content=text,
        status=rules.status_of_comment(by),
        created_at=now,
    )
    comment.full_clean()
    comment.save()
    return comment


@transaction.atomic
def edit_comment(*, comment, by, text):
    """Change the words of one's own comment; raises `Refused`. It is judged anew: a child's waits again."""
    refuse_if(rules.blockers_of_commenting(by, guardian_ids=guardian_ids_of(by)))
    if comment.user_id != by.pk:
        raise Refused(rules.NOT_YOURS)
    kept = UserInteraction.objects.comments().filter(pk=comment.pk).exclude(status=Status.TAKEN_DOWN)
    if not kept.update(content=text, status=rules.status_of_comment(by), decided_at=None, decided_by=None):
        raise Refused(rules.CHANGED)
    comment.refresh_from_db()


# --- Steps --------------------------------------------------------------------------------------------------


@transaction.atomic
def take(name, *, interaction, by, now):
    """Take the step of this name in `rules.MOVES`, with all that belongs to it; raises `Refused`.

    `grant` says more than its name and is a function of its own.
    """
    refuse_if(rules.blockers_of_move(MOVES[name], interaction, relations_of(interaction, by)))
    if name in EFFECTS_ON_PET:
        EFFECTS_ON_PET[name](interaction, by)
    _move(name, interaction, by, now)
    if name == "complete":
        _close_others(interaction, by, now)


def _move(name, interaction, by, now):
    """Move one row, if it still is in the state, and says the words, that it was read with."""
    here = UserInteraction.objects.filter(
        pk=interaction.pk, status=interaction.status, content=interaction.content
    )
    try:
        with transaction.atomic():
            moved = here.update(status=MOVES[name].target, decided_at=now, decided_by=by)
    except IntegrityError:
        # user_interactions_one_accepted: the pet is promised, whatever its availability says.
        raise Refused(rules.NOT_AVAILABLE[Pet.Availability.RESERVED]) from None
    if not moved:
        raise Refused(rules.CHANGED)
    interaction.status, interaction.decided_at, interaction.decided_by = MOVES[name].target, now, by


def _reserve(interaction, by):
    """The pet is promised, if at this moment it is available and this person's."""
    pet = Pet.objects.filter(pk=interaction.pet_id, user=by)
    if not pet.available().update(availability=Pet.Availability.RESERVED):
        availability = pet.values_list("availability", flat=True).first()
        raise Refused(rules.NOT_AVAILABLE.get(availability, rules.CHANGED))


def _hand_over(interaction, by):
    """The pet is the asker's from now on."""
    handed_over = Pet.objects.filter(pk=interaction.pet_id, user=by).update(
        user=interaction.user_id,
        availability=Pet.Availability.REHOMED,
        # The key belongs to the former owner's file; the new owner may have one that reads the same.
        import_key=None,
    )
    if not handed_over:
        raise Refused(rules.CHANGED)


def _release(interaction, by):
    """The pet can be asked for again, unless its owner has said something else since."""
    Pet.objects.filter(pk=interaction.pet_id, availability=Pet.Availability.RESERVED).update(
        availability=Pet.Availability.AVAILABLE
    )


EFFECTS_ON_PET = {"accept": _reserve, "complete": _hand_over, "cancel": _release}


def _close_others(interaction, by, now):
    """Everyone else who asked for the pet hears that it has found its home."""
    others = UserInteraction.objects.purchases().filter(pet=interaction.pet_id)
    others.filter(status=Status.REQUESTED).update(status=Status.DECLINED, decided_at=now, decided_by=by)
    # Nobody said no to the children: their wishes end by themselves.
    others.filter(status=Status.WISH).update(status=Status.DECLINED, decided_at=now)


# --- Asking for a pet ---------------------------------------------------------------------------------------


def _locked(pet):
    """Return the pet as it is now, unchangeable until the transaction ends; raises `Refused` when it is gone."""
    pet = Pet.objects.select_for_update(of=("self",)).filter(pk=pet.pk).first()
    if pet is None:
        raise Refused(rules.CHANGED)
    return pet


@transaction.atomic
def ask(*, pet, by, text, now):
    """Ask for a pet and return the request; a child's is a wish, which its guardians alone see.

    Raises `Refused`, also when the same person asks twice at the same moment.
    """
    pet = _locked(pet)
    refuse_if(rules.blockers_of_asking(by, pet, guardian_ids=guardian_ids_of(by), has_asked=has_asked(by, pet)))
    request = UserInteraction(
        user=by,
        pet=pet,
        interaction_type=Type.PURCHASE,
        content=text,
        status=Status.WISH if by.is_child else Status.REQUESTED,
        created_at=now,
    )
    request.full_clean()
    request.save()
    return request


@transaction.atomic
def grant(*, wish, by, text, now):
    """Say yes to a child's wish: the guardian asks for the pet, in their own words. Return that request.

    A guardian who has asked for the pet already keeps that request. Raises `Refused`; the wish then stays open.
    """
    refuse_if(rules.blockers_of_move(MOVES["grant"], wish, relations_of(wish, by)))
    pet = _locked(wish.pet)
    _move("grant", wish, by, now)
    asked = pet.interactions.purchases().open().filter(user=by).first()
    return asked or ask(pet=pet, by=by, text=text, now=now)
