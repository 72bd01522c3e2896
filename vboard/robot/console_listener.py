"""What a test run prints: a line for each test, the failure text under a failed one."""

from __future__ import annotations

import sys
from typing import Any, TextIO


class ConsoleListener:
    """Robot Framework listener.

    Args:
        stream: where to print.
    """

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream

    def start_suite(self, data: Any, result: Any) -> None:
        if data.tests:
            self._print(data.name)

    def end_test(self, data: Any, result: Any) -> None:
        seconds = result.elapsedtime / 1000
        self._print(f"  {result.status}  {result.name}  ({seconds:.2f} s)")
        if result.status != "PASS":
            for line in result.message.rstrip().splitlines():
                self._print(f"        {line}")

    def end_suite(self, data: Any, result: Any) -> None:
        if result.setup.status == "FAIL" or result.teardown.status == "FAIL":
            for line in result.message.rstrip().splitlines():
                self._print(f"  {line}")

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)
