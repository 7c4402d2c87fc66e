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
        words = (
            "to end: {0.ended}, to delete: {0.deleted}" if dry_run else "ended: {0.ended}, deleted: {0.deleted}"
        )
        self.stdout.write(f"Sessions {words.format(swept)}")
