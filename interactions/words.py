"""What a person reads about the state of a comment, a request or a wish, and what happens next."""

import hashlib

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interactions.models import UserInteraction
from pets.models import Pet

Status = UserInteraction.Status

COMMENT_STATE = {
    Status.NEW: gettext_lazy("Waiting for a grown-up to look"),
    Status.WAITING: gettext_lazy("Waiting for a grown-up to look"),
    Status.DECLINED: gettext_lazy("Not shown: a grown-up decided to keep this one back"),
    Status.TAKEN_DOWN: gettext_lazy("Taken down"),
}

FOR_CHILD = {
    Status.WISH: gettext_lazy("Your grown-up can see your wish and decides."),
    Status.GRANTED: gettext_lazy("Your grown-up said yes and has asked for %(pet)s. Now the owner decides."),
    Status.DECLINED: gettext_lazy("Your grown-up said: not now. You can talk about it together."),
    Status.WITHDRAWN: gettext_lazy("You took your wish back. That is fine."),
}
FOR_ASKER = {
    Status.REQUESTED: gettext_lazy("The owner of %(pet)s reads your request and answers here."),
    Status.ACCEPTED: gettext_lazy(
        "The owner said yes, and %(pet)s is reserved for you. Write to each other and agree on a day to meet."
    ),
    Status.COMPLETED: gettext_lazy("%(pet)s lives with you now."),
    Status.DECLINED: gettext_lazy("The owner said no this time. There are other pets that look for a home."),
    Status.WITHDRAWN: gettext_lazy("You took your request back."),
    Status.EXPIRED: gettext_lazy("Nobody answered in time. You can ask again."),
    Status.CANCELLED: gettext_lazy("It was called off: %(pet)s did not move to you."),
}
FOR_OWNER = {
    Status.REQUESTED: gettext_lazy("They wait for your answer. You can accept one request for %(pet)s."),
    Status.ACCEPTED: gettext_lazy(
        "%(pet)s is reserved for them. Write to each other, meet, and hand over when all is well."
    ),
    Status.COMPLETED: gettext_lazy("%(pet)s lives with them now."),
    Status.DECLINED: gettext_lazy("You said no to this request."),
    Status.WITHDRAWN: gettext_lazy("They took the request back."),
    Status.EXPIRED: gettext_lazy("It was not answered in time."),
    Status.CANCELLED: gettext_lazy("It was called off: %(pet)s did not move to them."),
}


# What the page that asks before a step says.
QUESTIONS = {
    "not-now": gettext_lazy("Say not now to the wish for %(pet)s?"),
    "withdraw": gettext_lazy("Take back what you sent for %(pet)s?"),
    "accept": gettext_lazy(
        "Accept the request of %(person)s? %(pet)s is then reserved for them, and you two can see how to reach"
        " each other."
    ),
    "decline": gettext_lazy("Decline the request of %(person)s for %(pet)s?"),
    "complete": gettext_lazy(
        "Hand %(pet)s over to %(person)s? From then on they are the owner here. Everyone else who asked is told"
        " kindly. This cannot be undone."
    ),
    "cancel": gettext_lazy("Call it off? %(pet)s then looks for a home again."),
    "approve": gettext_lazy("Show this comment on %(pet)s to everyone?"),
    "turn-down": gettext_lazy("Keep this comment on %(pet)s hidden?"),
    "take-down": gettext_lazy("Take down this comment on %(pet)s? It cannot be brought back."),
}

#: Steps that judge words: they count only for the words that were on the page.
DECIDES_ON_WORDS = ("approve", "turn-down")


def next_for_asker(request):
    """Return a sentence for the person who asked or wished: how it stands and what happens next."""
    status, names = request.status, {"pet": request.pet.pet_name}
    gone = request.pet.availability == Pet.Availability.REHOMED
    if status == Status.GRANTED and gone and request.pet.user_id == request.decided_by_id:
        return _("%(pet)s lives with your family now.") % names
    if status in (Status.GRANTED, Status.DECLINED, Status.CANCELLED) and gone:
        return _("%(pet)s has found a home. We hope that you find a pet, too.") % names
    if status == Status.REQUESTED and request.pet.availability == Pet.Availability.RESERVED:
        return _("%(pet)s is reserved for someone else right now. Your request stays with the owner.") % names
    words = FOR_CHILD if request.user.is_child else FOR_ASKER
    return words.get(status, request.get_status_display()) % names


def next_for_owner(request):
    """Return a sentence for the owner of the pet: how the request stands and what happens next."""
    words = FOR_OWNER.get(request.status, request.get_status_display())
    return words % {"pet": request.pet.pet_name}


def fingerprint(text):
    """Return a short mark of a text: whoever approves words sends the mark of the words that they read."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]
