"""What a sign-in costs, and whether its time tells who exists: ``python bench/sign_in.py [--rounds 40]``.

In a SQLite database of its own, in a folder that is removed at the end.

* One password checked with each hasher: ours, Django's Argon2 as it comes, PBKDF2, scrypt.
* The pages for signing in, for a forgotten password and for signing up, answered for a person who exists, one who
  does not, and one who is not active. They take turns, round by round, so that noise hits all alike. Equal medians
  tell nothing.
"""

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def set_up(folder):
    """Create the database, with one person who exists and one who is not active."""
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "SECRET_KEY": "bench", "DEBUG": "false"}
    os.environ |= {"EMAIL_URL": "dummymail://", "ALLOWED_HOSTS": "testserver"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "petshop.settings"
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()
    logging.disable(logging.ERROR)
    warnings.filterwarnings("ignore", message="No directory at")  # static files are not collected
    from django.core.management import call_command

    from accounts.factories import UserFactory

    call_command("migrate", verbosity=0)
    UserFactory(username="exists", email="exists@example.org")
    UserFactory(username="inactive", email="inactive@example.org", is_active=False)


def milliseconds(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(works, rounds):
    """Return the median milliseconds of each of the named works, which take turns."""
    times = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(milliseconds(work))
    return {name: statistics.median(measured) for name, measured in times.items()}


def print_medians(title, medians):
    first = next(iter(medians.values()))
    print(f"\n{title}")
    for name, median in medians.items():
        print(f"  {name:<34}{median:9.1f} ms   {median / first:5.2f} x")


def hashers(rounds):
    from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher, ScryptPasswordHasher

    from accounts.hashers import Argon2idHasher

    works = {}
    for name, hasher in (
        ("ours, Argon2id 19 MiB, 2 passes", Argon2idHasher()),
        ("Django's Argon2, 100 MiB", Argon2PasswordHasher()),
        ("PBKDF2", PBKDF2PasswordHasher()),
        ("scrypt", ScryptPasswordHasher()),
    ):
        encoded = hasher.encode("a-long-walk-in-the-rain", hasher.salt())
        assert hasher.verify("a-long-walk-in-the-rain", encoded)
        works[name] = lambda hasher=hasher, encoded=encoded: hasher.verify("a-long-walk-in-the-rain", encoded)
    print_medians("One password checked", in_turn(works, rounds))


def pages(rounds):
    from django.core.cache import cache
    from django.test import Client
    from django.urls import reverse

    def send(address, expected, **typed):
        cache.clear()  # the limits on guessing are not what is measured
        response = Client().post(address, typed)
        assert response.status_code == expected, response.status_code

    sign_in, reset = reverse("accounts:sign_in"), reverse("accounts:password_reset")
    names = ("exists", "unknown", "inactive")
    works = {
        name: lambda name=name: send(sign_in, 422, username=name, password="not-the-password") for name in names
    }
    print_medians("Signing in with a wrong password", in_turn(works, rounds))
    works = {name: lambda name=name: send(reset, 302, email=f"{name}@example.org") for name in names}
    print_medians("Asking for a new password", in_turn(works, rounds))
    sign_up = reverse("accounts:sign_up")
    works = {name: lambda name=name: send(sign_up, 302, email=f"{name}@example.org") for name in names}
    print_medians("Signing up", in_turn(works, rounds))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        hashers(min(rounds, 10))
        pages(rounds)


if __name__ == "__main__":
    main()
