"""What may be done with an interaction, by whom, and why not: no database, no clock.

The course of a pet to its home, and of a comment to its readers, is the table `MOVES`.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from interactions.models import UserInteraction
from pets.models import Pet

Status = UserInteraction.Status
Type = UserInteraction.Type

COMMENT_LENGTH = 500
MESSAGE_LENGTH = 1000


@dataclass(frozen=True)
class Blocker:
    """A reason why something cannot be done: a code for programs and a sentence for people."""

    code: str
    message: str


class Who(Enum):
    """What a person is to an interaction."""

    AUTHOR = "author"
    OWNER = "owner"  # of the pet
    GUARDIAN = "guardian"  # of the author
    STAFF = "staff"


@dataclass(frozen=True)
class Move:
    """One step: from which states, to which, by whom.

    `confirm` says that the step cannot be undone by the same person and is asked about on a page first.
    """

    type: Type
    origins: tuple
    target: Status
    who: tuple
    label: str
    done: str
    confirm: bool = False


MOVES = {
    # A child's wish. `grant` also makes the guardian's own request.
    "grant": Move(
        Type.PURCHASE, (Status.WISH,), Status.GRANTED, (Who.GUARDIAN,),
        _("Yes"), _("You said yes, and your request has gone to the owner."),
    ),
    "not-now": Move(
        Type.PURCHASE, (Status.WISH,), Status.DECLINED, (Who.GUARDIAN,),
        _("Not now"), _("You said not now. Your child can see that; a few words from you will help."),
    ),
    # A request.
    "withdraw": Move(
        Type.PURCHASE, (Status.WISH, Status.REQUESTED), Status.WITHDRAWN, (Who.AUTHOR,),
        _("Take it back"), _("You took it back."),
    ),
    "accept": Move(
        Type.PURCHASE, (Status.REQUESTED,), Status.ACCEPTED, (Who.OWNER,),
        _("Accept"), _("You accepted. The pet is reserved, and you can see how to reach each other."),
    ),
    "decline": Move(
        Type.PURCHASE, (Status.REQUESTED,), Status.DECLINED, (Who.OWNER,),
        _("Decline"), _("You declined. They are told kindly."),
    ),
    "complete": Move(
        Type.PURCHASE, (Status.ACCEPTED,), Status.COMPLETED, (Who.OWNER,),
        _("Hand over"), _("Handed over. Thank you for finding a good home."), confirm=True,
    ),
    "cancel": Move(
        Type.PURCHASE, (Status.ACCEPTED,), Status.CANCELLED, (Who.OWNER, Who.AUTHOR),
        _("Call it off"), _("Called off. The pet looks for a home again."), confirm=True,
    ),
    # A comment.
    "approve": Move(
        Type.COMMENT, (Status.NEW, Status.WAITING), Status.APPROVED, (Who.GUARDIAN, Who.STAFF),
        _("Yes, show it"), _("Everyone can read the comment now."),
    ),
    "turn-down": Move(
        Type.COMMENT, (Status.NEW, Status.WAITING), Status.DECLINED, (Who.GUARDIAN, Who.STAFF),
        _("No, keep it back"), _("The comment stays hidden."),
    ),
    "take-down": Move(
        Type.COMMENT, (Status.NEW, Status.WAITING, Status.APPROVED, Status.DECLINED), Status.TAKEN_DOWN,
        (Who.AUTHOR, Who.GUARDIAN, Who.STAFF),
        _("Take down"), _("The comment is gone."), confirm=True,
    ),
}  # fmt: skip

CHANGED = Blocker("changed", _("This has changed in the meantime, so nothing was done."))
NOT_YOURS = Blocker("not_yours", _("Someone else decides about this."))

OWN_PET = Blocker("own_pet", _("This pet lives with you already."))
FAMILY_PET = Blocker("family_pet", _("This pet lives with your family already."))
ASKED_ALREADY = Blocker("asked_already", _("You have asked for this pet already."))
NO_GUARDIAN = Blocker("no_guardian", _("First a grown-up of your family needs to join you here."))
NOT_AVAILABLE = {
    Pet.Availability.SHOWN: Blocker("shown", _("This pet is only here to be admired. It has its home.")),
    Pet.Availability.RESERVED: Blocker("reserved", _("This pet is reserved for someone right now.")),
    Pet.Availability.REHOMED: Blocker("rehomed", _("This pet has found a home.")),
}  # fmt: skip


def blockers_of_move(move, interaction, relations):
    """Return why this step cannot be taken, as a list; empty when it can.

    Args:
        move: a `Move`.
        interaction: the row, as it was read.
        relations: the set of `Who` that the acting person is to the row.
    """
    if not relations.intersection(move.who):
        return [NOT_YOURS]
    if interaction.interaction_type != move.type or interaction.status not in move.origins:
        return [CHANGED]
    return []


def moves_for(interaction, who):
    """Return the steps, name to `Move`, that someone who is `who` to the row can take from its state."""
    return {name: move for name, move in MOVES.items() if not blockers_of_move(move, interaction, {who})}


def blockers_of_asking(person, pet, *, guardian_ids=(), has_asked=False):
    """Return why this person cannot ask for this pet (a child: wish for it), as a list; empty when they can.

    Args:
        guardian_ids: the keys of the guardians, when the person is a child.
        has_asked: whether the person has an open request or wish for the pet.
    """
    if pet.user_id == person.pk:
        return [OWN_PET]
    if person.is_child and pet.user_id in guardian_ids:
        return [FAMILY_PET]
    blockers = [NO_GUARDIAN] if person.is_child and not guardian_ids else []
    return blockers + ([ASKED_ALREADY] if has_asked else blockers_of_availability(pet))


def blockers_of_availability(pet):
    """Return why nobody can ask for this pet now, as a list; empty when it looks for a home.

    A child's pet is never asked for: nobody writes to a child.
    """
    if pet.user.is_child:
        return [NOT_AVAILABLE[Pet.Availability.SHOWN]]
    return [NOT_AVAILABLE[pet.availability]] if pet.availability in NOT_AVAILABLE else []


def blockers_of_commenting(person, *, guardian_ids=()):
    """Return why this person cannot write comments, as a list; `guardian_ids` as in `blockers_of_asking`."""
    return [NO_GUARDIAN] if person.is_child and not guardian_ids else []


def status_of_comment(author):
    """Return the state in which a comment of this person starts, and starts again when it is edited."""
    return Status.WAITING if author.is_child else Status.APPROVED
