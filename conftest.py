"""What holds for every test at once: the strict fixtures, and the people that most tests need."""

import ipaddress
import logging
import socket
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.db import models
from django.template import engines
from django.test import Client

from accounts.factories import GuardianshipFactory, UserFactory

OUR_TEMPLATES = Path(site_settings.BASE_DIR) / "templates"


class UndefinedVariableError(AssertionError):
    """A template asked for something that its view did not give it."""


class _FailOnUndefined(str):
    """Stands in for Django's empty text for undefined variables: being used is a failure.

    Django formats it with the variable (`%`), which is when the test must hear of it. Templates that are not
    ours, the admin's above all, rely on the empty text and keep it.
    """

    __slots__ = ()

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, variable):
        frame = sys._getframe(1)
        while frame is not None and "context" not in frame.f_locals:
            frame = frame.f_back
        template = frame and frame.f_locals["context"].render_context.template
        if template is None or not Path(template.origin.name).is_relative_to(OUR_TEMPLATES):
            return ""
        raise UndefinedVariableError(f"Undefined in {template.name}: {variable}")


@pytest.fixture(autouse=True)
def undefined_template_variables_fail():
    """A variable that a template of ours prints must exist; only {% if %} may ask for what is absent."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, _FailOnUndefined("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture(autouse=True)
def unordered_rows_come_in_another_order(monkeypatch):
    """A query that gives several rows without an order comes back reversed, so that no test relies on luck."""
    fetch = models.QuerySet._fetch_all

    def fetch_reversed(self):
        fresh = self._result_cache is None
        fetch(self)
        unordered = not self.ordered and not self.query.is_sliced and not self.query.combinator
        if fresh and unordered and isinstance(self._result_cache, list) and len(self._result_cache) > 1:
            self._result_cache.reverse()

    monkeypatch.setattr(models.QuerySet, "_fetch_all", fetch_reversed)


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine(monkeypatch):
    """A connection to any address but the loopback fails the test."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"The test reached for {host}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def errors_in_the_log_fail(request, caplog):
    """An ERROR in the log fails the test, unless it is marked ``expects_error_log``."""
    yield
    if request.node.get_closest_marker("expects_error_log"):
        return
    errors = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.ERROR]
    assert not errors, [r.getMessage() for r in errors]


@pytest.fixture(autouse=True)
def empty_cache():
    """Nothing in the cache outlives a test."""
    cache.clear()


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files by their own names: the hashed ones exist only after collectstatic."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def owner(db):
    return UserFactory(username="olivia")


@pytest.fixture
def stranger(db):
    return UserFactory(username="samira")


@pytest.fixture
def child(db, owner):
    """A child whose guardian is `owner`."""
    child = UserFactory(child=True, username="kit")
    GuardianshipFactory(child=child, guardian=owner)
    return child


@pytest.fixture
def staff(db):
    return UserFactory(staff=True, username="stella")


@pytest.fixture
def sign_in():
    """Return a function that gives a browser in which this person is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def second_factor(settings):
    """The second factor is asked for, as it is outside development."""
    settings.SECOND_FACTOR = True
