"""``manage.py demo``: data for a lively site."""

import secrets
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from petshop.demo.fill import CHILD, NEIGHBOUR, OWNER, STAFF, Demo

SIZES = {"small": 120, "medium": 2_000, "large": 100_000}
PASSWORD = "wet-noses-and-warm-paws"  # noqa: S105 (printed at every start; used on a developer's machine alone)


def number_of_pets(size):
    """Read --size: a word, or a number of pets from 1 to ten million."""
    if size in SIZES:
        return SIZES[size]
    if size.isascii() and size.isdigit() and 1 <= int(size) <= 10_000_000:
        return int(size)
    raise ValueError


class Command(BaseCommand):
    help = "Fills the database with a lively demo, the same each time from the same seed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--size",
            default="small",
            metavar="SIZE",
            help="how many pets: "
            + ", ".join(f"{name} ({pets:,})" for name, pets in SIZES.items())
            + " or a number",
        )
        parser.add_argument("--seed", type=int, default=1, help="another number gives another demo (default: 1)")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is somebody in the database already"
        )
        parser.add_argument(
            "--password", help="of everybody in the demo (default: the one in the README; random outside debug)"
        )

    def handle(self, *, size, seed, if_empty, password, **options):
        try:
            pets = number_of_pets(size)
        except ValueError:
            raise CommandError(
                f"--size is {', '.join(SIZES)} or a number of pets up to 10,000,000, not {size!r}."
            ) from None
        if User.objects.filter(username__in=[OWNER, CHILD, STAFF, NEIGHBOUR]).exists():
            if not if_empty:
                raise CommandError("The demo's people are in the database already. Nothing was changed.")
            self._print_people(password or PASSWORD if settings.DEBUG else None)
            return
        if if_empty and User.objects.exists():
            self.stdout.write("The database is not empty: no demo was added.")
            return
        # Outside debug the site may be open to others: nobody should know the password beforehand.
        password = password or (PASSWORD if settings.DEBUG else secrets.token_urlsafe(12))
        with tqdm(total=pets, unit=" pets", disable=not sys.stderr.isatty()) as bar:
            demo = Demo(pets=pets, seed=seed, now=timezone.now(), password=password, progress=bar.update)
            counts = demo.fill()
        self.stdout.write(
            f"Made {counts.people:,} people, {counts.pets:,} pets, {counts.interactions:,} interactions "
            f"and {counts.criteria:,} sets of criteria."
        )
        self._print_people(password)

    def _print_people(self, password):
        self.stdout.write("Sign in to the demo as")
        for username, who in ((OWNER, "pet owner"), (CHILD, "her child"), (STAFF, "staff, also at /admin/")):
            self.stdout.write(f"    {username:<8}{who}")
        self.stdout.write(f"with the password {password}" if password else "with the password that was set then.")
