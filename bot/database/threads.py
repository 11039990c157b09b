"""Threads that work for the database: what a person waits for is begun before any job's work."""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
Call = Callable[[], Any]

# So many urgent calls in a row, then one of the others: under any load both go on.
MOST_IN_A_ROW = 4
# Seconds. A connection that is given back after its engine was disposed of is never closed.
ENDS_WITHIN = 1.0


class Threads:
    """A fixed number of threads with two queues: `urgent` calls overtake the others."""

    def __init__(self, count: int, name: str) -> None:
        self._urgent: deque[tuple[Future[Any], Call]] = deque()
        self._others: deque[tuple[Future[Any], Call]] = deque()
        self._in_a_row = 0
        self._change = threading.Condition()
        self._ended = False
        # Daemons: one that is stuck in the database must not keep the process alive.
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}_{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, call: Callable[[], T], *, urgent: bool = False) -> "Future[T]":
        """Have a call made by one of the threads. Raises RuntimeError after `shutdown`."""
        future: Future[T] = Future()
        with self._change:
            if self._ended:
                raise RuntimeError("These threads have ended.")
            (self._urgent if urgent else self._others).append((future, call))
            self._change.notify()
        return future

    @property
    def is_awaited(self) -> bool:
        """Whether an urgent call waits for its turn."""
        return bool(self._urgent)

    def shutdown(self, within: float = ENDS_WITHIN) -> None:
        """Begin nothing more, and wait a moment for what is being done; a stuck thread is left."""
        with self._change:
            self._ended = True
            for future, _ in (*self._urgent, *self._others):
                future.cancel()
            self._change.notify_all()
        ends = time.monotonic() + within
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))

    def _work(self) -> None:
        while (taken := self._next()) is not None:
            future, call = taken
            if future.set_running_or_notify_cancel():
                _settle(future, call)
            # Else what the call held would live until the next one comes.
            del taken, future, call

    def _next(self) -> tuple[Future[Any], Call] | None:
        with self._change:
            while not (self._urgent or self._others or self._ended):
                self._change.wait()
            if self._ended:
                return None
            is_urgent = bool(self._urgent)
            if is_urgent and self._others and self._in_a_row == MOST_IN_A_ROW:
                is_urgent = False
            self._in_a_row = self._in_a_row + 1 if is_urgent and self._others else 0
            return (self._urgent if is_urgent else self._others).popleft()


def _settle(future: "Future[Any]", call: Call) -> None:
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it is raised where the future is awaited
        future.set_exception(error)
    else:
        future.set_result(result)
