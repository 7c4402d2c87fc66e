"""Where background work is done as long as no worker is set up."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.tasks.backends.immediate import ImmediateBackend
from django.tasks.base import TaskResult, TaskResultStatus
from django.utils.crypto import get_random_string

#: One thread: tasks are short, and come in the order in which they were asked for.
_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tasks")


class ThreadBackend(ImmediateBackend):
    """Runs tasks in a thread of this process, one after the other; Django ships no worker.

    A page does not wait for the mail server, and how long it takes does not tell whether a mail was sent. Tasks
    that still wait when the process is told to stop are finished first; when it is killed they are lost.
    """

    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        task_result = TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        _executor.submit(self._execute_and_close, task_result)
        return task_result

    def _execute_and_close(self, task_result):
        """What requests do at their end: a connection that the database has dropped would fail the next task."""
        try:
            self._execute_task(task_result)
        finally:
            connections.close_all()
