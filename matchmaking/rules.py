"""What a person may do with sets of criteria."""

from django.utils.translation import gettext as _

#: A pet's page compares the pet with every set of the person who looks at it.
MOST_SETS = 20


def blockers_of_adding(sets):
    """Return why a person who has this many sets can't add one, as sentences; none when they can."""
    if sets < MOST_SETS:
        return []
    return [_("You have %(sets)d sets. That is the most. Take one away first.") % {"sets": sets}]
