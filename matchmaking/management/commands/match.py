"""manage.py match: the pets that fit a person, best first."""

import argparse
import itertools
import json
import unicodedata

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from matchmaking import engine, reasons

LIMIT = 20
#: Most that is read at once; a page of a table is less.
AT_ONCE = 500


class Command(BaseCommand):
    help = (
        "Shows the pets that fit a person's criteria, best first: as a table, or as JSON. With several sets of "
        "criteria each pet is shown once, with the set that it fits best (the older set, if two fit alike)."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="whose matches")
        parser.add_argument("--set", type=int, dest="criteria_id", metavar="ID", help="one set of criteria alone")
        parser.add_argument(
            "--limit", type=limit, default=LIMIT, help=f"how many at most; 0 for all (default: {LIMIT})"
        )
        parser.add_argument("--json", action="store_true", help="an array of pet_id, score and parts instead")

    def handle(self, *, username, criteria_id, json, **options):
        # A call from Python does not pass through the parser's types.
        try:
            at_most = limit(options["limit"])
        except argparse.ArgumentTypeError as mistake:
            raise CommandError(f"--limit: {mistake}") from mistake
        sets = sets_of(username, criteria_id)
        at_once = min(at_most or AT_ONCE, AT_ONCE)
        matches = engine.every_of_all(sets, person_id=sets[0].user_id, at_once=at_once) if sets else iter(())
        matches = itertools.islice(matches, at_most or None)
        if json:
            self.write_json(matches)
        else:
            self.write_table(sets, matches, username=username, at_most=at_most)

    def write_json(self, matches):
        """Write the array as it comes, a line for each pet: it may be long."""
        separator = "["
        for match in matches:
            line = {"pet_id": match.pet.pk, "score": match.score.shown, "parts": match.score.parts}
            self.stdout.write(separator + json.dumps(line), ending="")
            separator = ",\n "
        self.stdout.write("[]" if separator == "[" else "]")

    def write_table(self, sets, matches, *, username, at_most):
        if not sets:
            self.stdout.write(
                f"{username} has no criteria yet. A set of them is made on the site, at /matches/add/."
            )
            return
        for criteria in sets:
            name = f" “{plain(criteria.name)}”" if criteria.name else ""
            self.stdout.write(f"Set {criteria.pk}{name}: {reasons.describe(criteria)}")
        count = 0
        for count, match in enumerate(matches, start=1):
            if count == 1:
                self.stdout.write("\n" + row(*HEADINGS))
                self.stdout.write(row(*("-" * abs(width) for width in WIDTHS)))
            self.stdout.write(row(*cells_of(match)))
        if not count:
            self.stdout.write("\nNo pet fits.")
            return
        shown = f"The best {count}, --limit 0 shows all." if count == at_most else f"{count} in all."
        self.stdout.write(f"\n{shown} A ? is not known, a - was not asked for.")


HEADINGS = ("Score", "Age", "Size", "Active", "Set", "Pet", "Name", "Type", "Years", "Size", "Activity")
#: Characters of each column: 100 with two blanks between them. Numbers stand to the right and are never cut.
WIDTHS = (5, 7, 7, 7, 5, 8, -15, -7, 5, -6, -8)


def limit(text):
    """Return the number of matches that was asked for; 0 is all."""
    try:
        number = int(text)
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 0 or more")
    return number


def sets_of(username, criteria_id):
    """Return the sets of criteria of a person, oldest first, or the one of theirs that was asked for."""
    try:
        person = User.objects.get_by_natural_key(username)
    except User.DoesNotExist as missing:
        raise CommandError(f"Nobody is called {username!r}.") from missing
    sets = list(person.criteria.order_by("criteria_id"))
    if criteria_id is None:
        return sets
    chosen = [criteria for criteria in sets if criteria.pk == criteria_id]
    if not chosen:
        own = ", ".join(str(criteria.pk) for criteria in sets) or "none"
        raise CommandError(f"{person.username} has no set {criteria_id}. Sets of {person.username}: {own}.")
    return chosen


def cells_of(match):
    """Return what the table says of a match, in the order of `HEADINGS`."""
    score, pet = match.score, match.pet
    points = [
        "-" if score.parts[name] is None else f"{score.parts[name]}/{score.out_of[name]}" for name in score.parts
    ]
    years = "?" if pet.age is None else pet.age
    facts = (plain(pet.pet_name), pet.pet_type, years, pet.size or "?", pet.activity_level or "?")
    return (score.shown, *points, match.criteria.pk, pet.pk, *facts)


def row(*cells):
    return "  ".join(fit(str(cell), width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def fit(text, width):
    """Return the text filled to a width, to the right if that is negative, and then cut to it too."""
    if width > 0:
        return text.rjust(width)
    kept, room = "", -width
    for letter in text:
        # Letters of some scripts, and pictures, take two places.
        places = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if places > room:
            break
        kept, room = kept + letter, room - places
    return kept + " " * room


def plain(text):
    """Return the text without control characters, which could move the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
