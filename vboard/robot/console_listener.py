"""What a test run prints: a line for each test, the failure text under a failed one."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, TextIO

from vboard.robot.interruption import NOT_RUN, InterruptionListener

_TURN = re.compile(r" \(run \d+\)$")


class ConsoleListener:
    """Robot Framework listener.

    Args:
        stream: where to print.
        interruption: tells when the run is at its end: what follows is not worth a line.
    """

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(
        self, stream: TextIO | None = None, interruption: InterruptionListener | None = None
    ) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._interruption = interruption or InterruptionListener()

    def start_suite(self, data: Any, result: Any) -> None:
        if data.tests and self._interruption.signal is None:
            # Robot Framework makes "Stm32F746G Disco" of stm32f746g_disco.robot.
            turn = _TURN.search(data.name)
            self._print(f"{Path(data.source).stem}{turn[0] if turn else ''}" if data.source else data.name)

    def end_test(self, data: Any, result: Any) -> None:
        if result.message == NOT_RUN:
            return
        seconds = result.elapsedtime / 1000
        self._print(f"  {result.status}  {result.name}  ({seconds:.2f} s)")
        if result.status != "PASS":
            for line in result.message.rstrip().splitlines():
                self._print(f"        {line}")

    def end_suite(self, data: Any, result: Any) -> None:
        if self._interruption.signal is not None:
            return
        if result.setup.status == "FAIL" or result.teardown.status == "FAIL":
            for line in result.message.rstrip().splitlines():
                self._print(f"  {line}")

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)
