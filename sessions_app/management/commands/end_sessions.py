"""Sign a person out everywhere, or everyone."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from sessions_app import services


class Command(BaseCommand):
    help = "Ends every session of one person, or with --all of everyone."

    def add_arguments(self, parser):
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("username", nargs="?", help="the user name, in capitals or not")
        who.add_argument("--all", action="store_true", help="everyone")

    def handle(self, *, username, all, **options):
        now = timezone.now()
        if all:
            ended = services.end_everyones_sessions(now=now)
        else:
            try:
                user = User.objects.get_by_natural_key(username)
            except User.DoesNotExist:
                raise CommandError(f"There is no person with the user name {username!r}.") from None
            ended = services.end_all_sessions(user, now=now)
        self.stdout.write(f"Sessions ended: {ended}")
