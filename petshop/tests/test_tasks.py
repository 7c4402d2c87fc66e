"""Background work in a thread of the process."""

import threading

import pytest
from django.core import mail
from django.tasks import task, task_backends
from django.tasks.base import TaskResultStatus

from petshop import tasks

DONE, GO_ON = [], threading.Event()


@task
def wait_and_note(word):
    GO_ON.wait(timeout=10)
    DONE.append((word, threading.current_thread().name))


@task
def fail():
    raise ConnectionRefusedError("the mail server is down")


@pytest.fixture
def backend(settings):
    settings.TASKS = {"default": {"BACKEND": "petshop.tasks.ThreadBackend"}}
    DONE.clear()
    GO_ON.clear()
    return task_backends["default"]


def wait_for_all():
    tasks._executor.submit(lambda: None).result(timeout=10)


def test_nobody_waits_for_a_task_and_all_are_done_in_their_order(backend):
    results = [wait_and_note.enqueue(word) for word in ("one", "two")]
    assert DONE == []
    assert {result.status for result in results} <= {TaskResultStatus.READY, TaskResultStatus.RUNNING}
    GO_ON.set()
    wait_for_all()
    assert [word for word, thread in DONE] == ["one", "two"]
    assert {thread.startswith("tasks") for word, thread in DONE} == {True}
    assert [result.status for result in results] == [TaskResultStatus.SUCCESSFUL] * 2


@pytest.mark.expects_error_log
def test_a_task_that_fails_is_logged_and_the_next_one_is_done(backend, caplog):
    GO_ON.set()
    failed = fail.enqueue()
    wait_and_note.enqueue("next")
    wait_for_all()
    assert failed.status == TaskResultStatus.FAILED
    assert "the mail server is down" in caplog.text
    assert [word for word, thread in DONE] == ["next"]


def test_a_mail_goes_out_this_way(backend):
    from accounts.mails import deliver

    deliver.enqueue("Subject", "Body", "zoe@example.org")
    wait_for_all()
    [message] = mail.outbox
    assert (message.subject, message.body, message.to) == ("Subject", "Body", ["zoe@example.org"])
