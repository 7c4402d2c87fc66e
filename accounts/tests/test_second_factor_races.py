"""A code that works once works once also for two who type it in the same moment."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_otp.plugins.otp_static.models import StaticToken

from accounts.second_factor import services
from accounts.tests.second_factor import give_second_factor, shown_by

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time."),
]


def at_once(times, check):
    """Call `check` in so many threads at the same moment, and return how many of them let somebody in."""
    start, let_in = threading.Barrier(times), []

    def run():
        try:
            start.wait()
            let_in.append(check())
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(let_in)


def test_a_code_of_the_app_lets_one_in(staff):
    device, _codes = give_second_factor(staff)
    code = shown_by(device)
    assert at_once(6, lambda: services.check_code(user=staff, code=code)) == 1


def test_a_recovery_code_lets_one_in(staff):
    code = give_second_factor(staff)[1][0].replace("-", "")
    assert at_once(6, lambda: services.check_recovery_code(user=staff, code=code)) == 1
    assert StaticToken.objects.count() == 9


def test_a_first_code_sets_up_once(staff):
    device = services.begin(user=staff)
    code = shown_by(device)
    assert at_once(6, lambda: services.finish(device=device, code=code)) == 1
    assert StaticToken.objects.count() == 10
