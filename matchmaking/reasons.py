"""The words for a score: what each part got and why. What does not fit is said as plainly as what does."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matchmaking import scoring
from matchmaking.models import MatchmakingCriteria


def part_names():
    """Return the parts' names for people, in the order in which they are read."""
    return {"age": _("Age"), "size": _("Size"), "activity": _("Activity")}


def parts(criteria, pet, score):
    """Return the parts that count, each as a dict that a template can draw.

    Args:
        criteria, pet: what was compared.
        score: their `scoring.Score`.

    Returns:
        list of {"name", "label", "points", "out_of", "reason"}; parts that the person left open are not in it.
    """
    reason = {"age": _age_reason, "size": _size_reason, "activity": _activity_reason}
    return [
        {
            "name": name,
            "label": label,
            "points": score.parts[name],
            "out_of": score.out_of[name],
            "reason": reason[name](criteria, pet),
        }
        for name, label in part_names().items()
        if score.parts[name] is not None
    ]


def age_range(criteria):
    """Return the wanted ages in years, in words: "1 to 3", "2 or older", "3 or younger"; "" when any will do."""
    start, end = criteria.age_range_start, criteria.age_range_end
    if start is None and end is None:
        return ""
    if end is None:
        return _("%(age)d or older") % {"age": start}
    if start is None and end == 0:
        return _("under a year")
    if start is None:
        return _("%(age)d or younger") % {"age": end}
    return _("%(start)d to %(end)d") % {"start": start, "end": end}


def describe(criteria):
    """Return a set of criteria in a line: "Dog, age 1 to 3, small, activity low"."""
    wishes = [
        _("any pet")
        if criteria.preferred_pet_type == scoring.ANY
        else str(criteria.get_preferred_pet_type_display())
    ]
    if ages := age_range(criteria):
        wishes.append(_("age %(ages)s") % {"ages": ages})
    if scoring.asks_for_size(criteria):
        wishes.append(str(criteria.get_size_preference_display()))
    if scoring.asks_for_activity(criteria):
        wishes.append(_("activity %(level)s") % {"level": criteria.get_activity_level_display()})
    return capfirst(", ".join(wishes))


def ways_to_relax(criteria):
    """Return what a person could change to meet more pets, as sentences; the kind of pet comes last."""
    ways = []
    if scoring.asks_for_age(criteria):
        ways.append(_("Allow more ages."))
    if scoring.asks_for_size(criteria):
        ways.append(_("Let the size be any."))
    if scoring.asks_for_activity(criteria):
        ways.append(_("Let the activity be any."))
    if criteria.preferred_pet_type != scoring.ANY:
        ways.append(_("Look at another kind of pet too."))
    return ways


def _age_reason(criteria, pet):
    asked = age_range(criteria)
    if pet.age is None:
        return _("Age not known, you asked for %(asked)s.") % {"asked": asked}
    age = ngettext("%(age)d year", "%(age)d years", pet.age) % {"age": pet.age} if pet.age else _("Under a year")
    off = scoring.years_outside(pet.age, criteria.age_range_start, criteria.age_range_end)
    if not off:
        return _("%(age)s: you asked for %(asked)s.") % {"age": age, "asked": asked}
    return ngettext(
        "%(age)s: you asked for %(asked)s, one year off.",
        "%(age)s: you asked for %(asked)s, %(off)d years off.",
        off,
    ) % {"age": age, "asked": asked, "off": off}


def _size_reason(criteria, pet):
    sizes = dict(MatchmakingCriteria.Size.choices)
    asked = sizes[criteria.size_preference]
    if pet.size is None:
        return _("Size not known, you asked for %(asked)s.") % {"asked": asked}
    size = capfirst(sizes[pet.size])
    steps = _steps(pet.size, criteria.size_preference, scoring.SIZES)
    return _scale_reason(size, asked, steps)


def _activity_reason(criteria, pet):
    levels = dict(MatchmakingCriteria.Activity.choices)
    asked = levels[criteria.activity_level]
    if pet.activity_level is None:
        return _("Activity not known, you asked for %(asked)s.") % {"asked": asked}
    level = _("Activity %(level)s") % {"level": levels[pet.activity_level]}
    steps = _steps(pet.activity_level, criteria.activity_level, scoring.ACTIVITY_LEVELS)
    return _scale_reason(level, asked, steps)


def _steps(value, wanted, scale):
    return abs(scale.index(value) - scale.index(wanted))


def _scale_reason(value, asked, steps):
    if steps == 0:
        return _("%(value)s, as you asked.") % {"value": value}
    return ngettext(
        "%(value)s: you asked for %(asked)s, one step off.",
        "%(value)s: you asked for %(asked)s, %(steps)d steps off.",
        steps,
    ) % {"value": value, "asked": asked, "steps": steps}
