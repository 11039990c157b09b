"""One try at a transaction: either its thread commits it, or the loop gives it up. Never both."""

from collections.abc import Callable
from enum import Enum
from threading import Event, Lock

from bot.errors import TooSlow


class Phase(Enum):
    WAITING = "waiting"
    WORKING = "working"
    COMMITTING = "committing"
    ABANDONED = "abandoned"


class Attempt:
    """Who wins is decided under a lock: a time-out alone does not stop a thread from committing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._phase = Phase.WAITING
        self._stop: Callable[[], None] | None = None
        self._stopped = Event()

    def begin(self, stop: Callable[[], None]) -> None:
        """Start the work; `stop` breaks off whatever statement is running.

        Raises TooSlow when the attempt was given up while it waited for its turn.
        """
        with self._lock:
            if self._phase is Phase.ABANDONED:
                raise TooSlow
            self._phase = Phase.WORKING
            self._stop = stop

    def claim_commit(self) -> None:
        """Win the right to commit, or raise TooSlow when the loop was first."""
        with self._lock:
            if self._phase is Phase.ABANDONED:
                raise TooSlow
            self._phase = Phase.COMMITTING

    def abandon(self) -> Callable[[], None] | None:
        """Give up. Returns what stops the statement, or None when it is already committing."""
        with self._lock:
            if self._phase is Phase.COMMITTING:
                return None
            self._phase = Phase.ABANDONED
            return self._break_off if self._stop else self._stopped.set

    def leave(self) -> None:
        """Wait until a running stop has ended, so that it cannot hit the connection's next user."""
        with self._lock:
            abandoned = self._phase is Phase.ABANDONED
            if not abandoned:
                self._stop = None  # The connection goes back to the pool: it is ours no more.
        if abandoned:
            self._stopped.wait(timeout=3)

    @property
    def committing(self) -> bool:
        return self._phase is Phase.COMMITTING

    def _break_off(self) -> None:
        try:
            if self._stop:
                self._stop()
        finally:
            self._stopped.set()
