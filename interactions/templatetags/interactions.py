"""What the pages of other apps show of interactions: hearts, comments, what a child did."""

from django import template
from django.middleware.csrf import get_token

from interactions import rules, services, words
from interactions.forms import CommentForm
from interactions.models import UserInteraction
from interactions.rules import Who

register = template.Library()

COMMENTS_ON_PET = 10
LINES_OF_ACTIVITY = 30


@register.simple_tag(takes_context=True)
def liked_among(context, pets):
    """Return which of these pets the signed-in person likes, as a set of keys; one query, none for a visitor."""
    person = context["request"].user
    keys = [pet.pk for pet in pets] if person.is_authenticated else []
    if not keys:
        return set()
    return set(person.interactions.likes().filter(pet__in=keys).values_list("pet_id", flat=True))


@register.inclusion_tag("interactions/_like.html", takes_context=True)
def like_button(context, pet, liked=()):
    """Draw the heart of a card. `liked` is what `liked_among` returned. Asks the database nothing."""
    return like_context(context["request"], pet, liked=pet.pk in liked, shape="card")


def like_context(request, pet, *, liked, shape, count=None):
    """Return what the template of the heart needs.

    Args:
        shape: "card" is the heart alone, "page" has a word and the number of likes beside it.
        count: how many like the pet; None where it is not shown, as to children.
    """
    return {
        "pet": pet,
        "liked": liked,
        "shape": shape,
        "count": count,
        "visitor": not request.user.is_authenticated,
        # A page that htmx asked for a heart from is the one to go back to.
        "here": request.POST.get("next") or request.get_full_path(),
        "csrf_token": csrf_token_of(request),
    }


def csrf_token_of(request):
    """Return the token for a form; a visitor gets none, so that pages without forms stay the same for all."""
    return get_token(request) if request.user.is_authenticated else ""


@register.inclusion_tag("interactions/_on_pet.html", takes_context=True)
def interactions_on(context, pet):
    """Draw what one can do with a pet (like, share, ask) and the comments on it."""
    request = context["request"]
    person = request.user
    liked, comment_blockers = False, []
    if person.is_authenticated:
        guardian_ids = services.guardian_ids_of(person)
        liked = person.interactions.likes().filter(pet=pet).exists()
        comment_blockers = rules.blockers_of_commenting(person, guardian_ids=guardian_ids)
        ask_blockers = rules.blockers_of_asking(
            person, pet, guardian_ids=guardian_ids, has_asked=services.has_asked(person, pet)
        )
    else:
        ask_blockers = rules.blockers_of_availability(pet)
    is_child = person.is_authenticated and person.is_child
    count = None if is_child else pet.interactions.likes().count()
    return {
        "pet": pet,
        "person": person,
        "is_child": is_child,
        "ask_blockers": ask_blockers,
        "comment_blockers": comment_blockers,
        "like": like_context(request, pet, liked=liked, shape="page", count=count),
        "form": CommentForm(),
        "here": request.get_full_path(),
        "csrf_token": csrf_token_of(request),
        **comments_on(pet, person),
    }


def comments_on(pet, person, *, before=None):
    """Return a page of the comments on a pet that this person may read, newest first, and where it goes on.

    Args:
        before: the key of the last comment of the page before this one.
    """
    comments = pet.interactions.comments().visible_to(person).select_related("user").newest_first()
    if before is not None:
        comments = comments.before(before)
    # One more than is shown tells whether there are more, without counting.
    rows = list(comments[: COMMENTS_ON_PET + 1])
    shown = rows[:COMMENTS_ON_PET]
    return {
        "comments": [
            {
                "comment": comment,
                "state": words.COMMENT_STATE.get(comment.status),
                "own": comment.user_id == person.pk,
            }
            for comment in shown
        ],
        "more_before": shown[-1].pk if len(rows) > len(shown) else None,
    }


@register.inclusion_tag("interactions/_activity.html")
def activity_of(child):
    """Draw what a child did lately, and how much of it waits for a guardian's yes."""
    did = child.interactions.select_related("pet").newest_first()[:LINES_OF_ACTIVITY]
    return {
        "child": child,
        "lines": [
            {
                "did": line,
                "type": line.interaction_type,
                "state": activity_state(line),
                "removable": "take-down" in rules.moves_for(line, Who.GUARDIAN),
            }
            for line in did
        ],
        "waiting": child.interactions.waiting().count(),
    }


def activity_state(line):
    """Return the state of a comment or a wish in a word or two; likes and shares have none."""
    if line.interaction_type in (UserInteraction.Type.LIKE, UserInteraction.Type.SHARE):
        return ""
    return line.get_status_display()
