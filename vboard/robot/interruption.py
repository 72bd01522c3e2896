"""Ctrl-C in a run of suites: no failure of any test, but the end of the run."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType
from typing import Any

from vboard.interrupts import ENDING

NOT_RUN = "not run: interrupted"
INTERRUPTED = "interrupted"
_SAME = 0.2
"""Seconds in which a second signal is the first one: a terminal sends it to this process and to the one that
supervises it, which hands it down."""


class InterruptionListener:
    """Robot Framework listener: what the signal ended is not judged, and what it kept from running neither.

    Robot Framework ends the keyword that runs, and fails that test and all that follow. Here they count as
    skipped. A second signal, later, ends the process.

    Attributes:
        signal: number of the first signal that came; None: none.
    """

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        self.signal: int | None = None
        self._came = 0.0
        self._installed = False
        self._cut = False

    def start_suite(self, data: Any, result: Any) -> None:
        """Stand before Robot Framework's own handlers, which are installed when the run begins."""
        if self._installed or threading.current_thread() is not threading.main_thread():
            return
        self._installed = True
        robots = signal.getsignal(signal.SIGINT)

        def handle(number: int, frame: FrameType | None) -> None:
            now = time.monotonic()
            if self.signal is not None and now > self._came + _SAME:
                raise KeyboardInterrupt
            if self.signal is not None:
                return
            self.signal, self._came = number, now
            if callable(robots):
                robots(number, frame)

        for number in ENDING:
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, handle)

    def end_test(self, data: Any, result: Any) -> None:
        """Take back the verdict of a test that did not come to its own end."""
        if self.signal is None or result.status == "PASS":
            return
        result.status = "SKIP"
        if self._cut:
            result.message = NOT_RUN
        elif "terminated by signal" in result.message:
            result.message = INTERRUPTED
        else:
            result.message = f"{INTERRUPTED} ({result.message})"
        self._cut = True
