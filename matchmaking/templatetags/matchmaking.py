"""What pages show of matchmaking."""

from django import template

from matchmaking import reasons, scoring
from matchmaking.matches import Match

register = template.Library()


@register.filter
def set_name(criteria):
    """Return what a set of criteria is called: the name that its person gave it, else what it asks for."""
    return criteria.name or reasons.describe(criteria)


@register.filter
def describe(criteria):
    """Return what a set of criteria asks for, in a line."""
    return reasons.describe(criteria)


@register.filter
def ways_to_relax(criteria):
    """Return what the person could change to meet more pets, as sentences."""
    return reasons.ways_to_relax(criteria)


@register.inclusion_tag("matchmaking/_match_for.html", takes_context=True)
def match_for(context, pet):
    """Draw how well this pet fits the person who looks at it, by the best of their sets, with the reasons.

    Nothing is drawn for visitors, for people without criteria, and for a pet that no set admits: of another type,
    not available, or one's own. One query for someone who is signed in, none for a visitor.
    """
    user = context.get("user")
    if user is None or not user.is_authenticated or not pet.is_available or pet.user_id == user.pk:
        return {"match": None}
    sets = user.criteria.order_by("criteria_id")
    matches = [Match(criteria, pet) for criteria in sets if scoring.passes_gates(criteria, pet, user.pk)]
    # max() keeps the first of equals: the set that was made first.
    return {"match": max(matches, key=lambda match: match.score.exact, default=None)}
