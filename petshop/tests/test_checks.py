"""Mistakes in the environment are reported by a system check with an id and a hint."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def check(*arguments, **environment):
    """Run ``manage.py check`` in an environment of its own; return (exit status, what it printed)."""
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=settings.BASE_DIR,
        # Set, even if empty, so that a .env file of the developer's does not fill it in.
        env=inherited | {"DEBUG": "", "SECRET_KEY": "", "DATABASE_URL": "sqlite://:memory:"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


PRODUCTION = {
    "SECRET_KEY": "4kP0q-z8Xw2mVb7nLr5tYc9dHf3gJs6aEe1uQo0iTpWxKvMzBn",
    "SITE_URL": "https://petshop.example",
    "ALLOWED_HOSTS": "petshop.example",
    "DATABASE_URL": "postgres://petshop@127.0.0.1/petshop",
    "EMAIL_URL": "smtp+tls://petshop:secret@127.0.0.1:587",
    "SECOND_FACTOR": "",  # as if it were not there, whatever the .env file of a developer says
}


def test_debugging_needs_no_configuration():
    status, printed = check(DEBUG="true", DATABASE_URL="sqlite://:memory:")
    assert (status, "no issues" in printed) == (0, True)


def test_outside_debug_a_secret_key_is_required():
    status, printed = check()
    assert status == 1
    assert "petshop.E001" in printed
    assert "HINT: Set SECRET_KEY" in printed
    assert "Traceback" not in printed


def test_a_secret_key_is_all_that_is_required():
    assert check(SECRET_KEY=PRODUCTION["SECRET_KEY"])[0] == 0


@pytest.mark.parametrize(
    ("variable", "value", "identity"),
    [
        ("SITE_URL", "petshop.example", "petshop.E002"),
        ("SITE_URL", "https://petshop.example/pets", "petshop.E002"),
        ("DATABASE_URL", "nonsense", "petshop.E003"),
        ("CONN_MAX_AGE", "soon", "petshop.E003"),
        ("CACHE_URL", "memory", "petshop.E003"),
        ("EMAIL_URL", "pigeon://loft", "petshop.E003"),
        ("TIME_ZONE", "Europe/Atlantis", "petshop.E003"),
        ("LOG_LEVEL", "LOUD", "petshop.E003"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/test", "petshop.E003"),
    ],
)
def test_each_mistake_has_an_id_and_names_the_variable(variable, value, identity):
    status, printed = check(**{**PRODUCTION, variable: value})
    assert status == 1
    assert f"({identity}) {variable}" in printed
    assert "HINT:" in printed
    assert "Traceback" not in printed


def test_every_mistake_is_named_at_once():
    status, printed = check(**PRODUCTION | {"TIME_ZONE": "Nowhere", "LOG_LEVEL": "LOUD", "SITE_URL": "x"})
    assert status == 1
    assert [identity in printed for identity in ("TIME_ZONE", "LOG_LEVEL", "petshop.E002")] == [True] * 3


def test_a_production_configuration_deploys_without_a_word():
    status, printed = check("--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (status, printed) == (0, "System check identified no issues (0 silenced).\n")


def test_a_site_without_https_is_warned_of_at_deployment():
    status, printed = check("--deploy", **PRODUCTION | {"SITE_URL": "http://petshop.example"})
    assert status == 0
    assert "petshop.W001" in printed


def test_a_site_without_the_second_factor_is_warned_of_at_deployment():
    status, printed = check("--deploy", **PRODUCTION | {"SECOND_FACTOR": "false"})
    assert status == 0
    assert "(petshop.W002) SECOND_FACTOR is off" in printed
    assert "HINT: Remove SECOND_FACTOR from the environment" in printed
    assert "petshop.W002" not in check(**PRODUCTION | {"SECOND_FACTOR": "false"})[1]


@pytest.mark.parametrize(
    ("word", "is_on"),
    [("true", True), ("", True), ("flase", True), ("false", False), (" OFF", False), ("0", False), ("no", False)],
)
def test_only_a_word_that_says_so_switches_the_second_factor_off(word, is_on):
    printed = check("--deploy", **PRODUCTION | {"SECOND_FACTOR": word})[1]
    assert ("petshop.W002" not in printed) is is_on


def test_every_variable_is_listed_in_the_example():
    source = (settings.BASE_DIR / "petshop" / "settings.py").read_text()
    import re

    read = set(re.findall(r'(?:env(?:\.\w+)?|read)\(\s*"([A-Z_]+)"', source))
    listed = set(re.findall(r"^#?\s?([A-Z_]+)=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE))
    assert read == listed
    assert "DATABASE_URL" in read
