"""Help somebody who has lost their phone and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.second_factor import services


class Command(BaseCommand):
    help = (
        "Takes a person's second factor away; the next visit to the admin asks to set up another one. "
        "If the phone was stolen, end their sessions too: end_sessions USERNAME."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="the user name, in capitals or not")

    def handle(self, *, username, **options):
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            raise CommandError(f"There is no person with the user name {username!r}.") from None
        if services.remove(user=user):
            self.stdout.write(f"The second factor of {user} is taken away.")
        else:
            self.stdout.write(f"{user} has no second factor.")
