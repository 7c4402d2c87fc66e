"""End the sessions that have lapsed and delete old history. Meant for every hour, on any number of machines."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from sessions_app import services


class Command(BaseCommand):
    help = "Ends sessions that have reached a limit, and deletes those that ended longer than 90 days ago."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count, change nothing")

    def handle(self, *, dry_run, **options):
        swept = services.sweep(now=timezone.now(), dry_run=dry_run)
        prefix = "Nothing is changed. Sessions to be" if dry_run else "Sessions"
        self.stdout.write(f"{prefix} ended: {swept.ended}, deleted: {swept.deleted}")
