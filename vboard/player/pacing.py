"""How fast virtual time passes while a board is played: as fast as it can, or in step with the host."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from vboard.engine.capabilities import ServesPorts
from vboard.engine.events import MILLISECOND
from vboard.engine.pace import HostPace
from vboard.engine.protocol import Session

SLICE = 5 * MILLISECOND
"""Virtual time between two looks at the host's clock, where the session serves ports of the host."""


class Pace(Protocol):
    """Lets virtual time pass."""

    def run_for(self, session: Session, duration: int) -> None:
        """Let `duration` ns of the session's virtual time pass.

        Raises:
            RunFailedError: the emulation cannot go on.
        """


class Unpaced:
    """As fast as the host can."""

    def run_for(self, session: Session, duration: int) -> None:
        session.run_for(duration)


class Realtime:
    """Never ahead of the host's clock; a host that is too slow stays behind.

    Args:
        now: the host's clock (ns).
        sleep: waits for some seconds, where the session has no ports to serve meanwhile.
    """

    def __init__(
        self, now: Callable[[], int] = time.monotonic_ns, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._pace = HostPace(now)
        self._sleep = sleep

    def run_for(self, session: Session, duration: int) -> None:
        end = session.now + duration
        serves = isinstance(session, ServesPorts)
        while session.now < end:
            self._pace.reach(session.now)
            before = session.now
            session.run_for(min(SLICE if serves else duration, end - before))
            if session.now == before:  # the user wants to end
                return
            while (due := self._pace.due(session.now)) > 0:
                if isinstance(session, ServesPorts):
                    session.serve_ports(due)
                else:
                    self._sleep(due)
