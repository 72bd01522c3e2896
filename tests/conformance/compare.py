"""Comparison of an answer of the built-in engine with what a real Renode answered.

Equal: status, fault code, error texts, returned text, lines, groups. Virtual times: within 1 % or
0.2 ms, whichever is larger, as long as both engines stop at the same instruction (Renode stamps
the last synchronisation of its core, up to a quantum of 0.1 ms early). After a keyword that leaves
the machine running Renode's times depend on the speed of its host, so they are not compared.
Instruction counts: within 1 %. ICSR at rest is the manual's. Host dates and loads are masked in the
recording.
"""

from __future__ import annotations

import re
from typing import Any

from tests.conformance.corpus import Step
from tests.conformance.icsr import at_rest_as_the_manual

_RELATIVE = 0.01
_ABSOLUTE_MS = 0.2

_REPORT_TIME = re.compile(r"(\[host: )[^,]*(, virt: *)([0-9.E+-]+)")
_ELAPSED = re.compile(r"\d\d:\d\d:\d\d\.\d{9}")
_HOST_FIGURES = re.compile(r"^(Elapsed Host Time|Current load|Cumulative load): .*$", re.MULTILINE)
_STATE = re.compile(r"^State: \w+$", re.MULTILINE)

_WAITS = {
    "WaitForLineOnUart",
    "WaitForLinesOnUart",
    "WaitForNextLineOnUart",
    "WaitForPromptOnUart",
    "WriteLineToUart",
    "TestIfUartIsIdle",
    "ShouldNotBeOnUart",
    "AssertLedState",
    "AssertAndHoldLedState",
    "AssertLedIsBlinking",
    "AssertLedDutyCycle",
    "WaitForLogEntry",
    "ShouldNotBeInLog",
}


class Comparison:
    """Compares the steps of one scenario in order, keeping track of whether times are exact."""

    def __init__(self) -> None:
        self.exact = True
        """Whether both engines were paused at the same instruction by the last keyword."""
        self._default_pause = False

    def differences(self, step: Step, answer: dict[str, Any]) -> list[str]:
        """What differs between a step's recorded result and `answer`, one text each.

        Of a step whose words were left out, the status alone is compared.
        """
        self._follow(step)
        if step.varies:
            return []
        keys = ("status", "code") if step.left_out else ("status", "code", "error", "return")
        return [
            f"{key}: expected {step.expected.get(key)!r}, got {answer.get(key)!r}"
            for key in keys
            if not self._same(step, step.expected.get(key), answer.get(key))
        ]

    def _follow(self, step: Step) -> None:
        """A wait without a pause, or one that failed, leaves the machine running."""
        if step.keyword == "CreateTerminalTester":
            self._default_pause = "defaultPauseEmulation=true" in step.arguments
        if step.keyword == "AssertLedState" and not any("timeout" in a for a in step.arguments):
            return
        pauses = "pauseEmulation=true" in step.arguments or (
            self._default_pause and "Uart" in step.keyword and step.keyword != "ShouldNotBeOnUart"
        )
        if step.keyword in _WAITS and (not pauses or step.expected["status"] == "FAIL"):
            self.exact = False

    def _same(self, step: Step, expected: Any, got: Any) -> bool:
        if isinstance(expected, dict) and isinstance(got, dict):
            return expected.keys() == got.keys() and all(
                self._same_time(expected[key], got[key])
                if key == "Timestamp"
                else self._same(step, expected[key], got[key])
                for key in expected
            )
        if isinstance(expected, str) and isinstance(got, str):
            if "cpu ExecutedInstructions" in step.arguments and got.startswith("0x"):
                return abs(int(got, 0) - int(expected, 0)) <= _RELATIVE * int(expected, 0)
            return self._same_text(at_rest_as_the_manual(expected), got)
        return bool(expected == got)

    def _same_time(self, expected: float, got: float) -> bool:
        return not self.exact or abs(expected - got) <= max(_ABSOLUTE_MS, _RELATIVE * expected)

    def _same_text(self, expected: str, got: str) -> bool:
        """Texts are equal apart from host figures; times in them are near."""
        if "[host: " in expected:
            return self._same_report(expected, got)
        if "Elapsed Virtual Time" in expected:
            return self._same_time_source(expected, got)
        return expected == got

    def _same_time_source(self, expected: str, got: str) -> bool:
        """Lines of a time source are equal, apart from host figures and near times."""
        expected, got = (_HOST_FIGURES.sub(r"\1: *", text) for text in (expected, got))
        if not self.exact:
            expected, got = (_STATE.sub("State: *", text) for text in (expected, got))
        times = zip(_ELAPSED.findall(expected), _ELAPSED.findall(got), strict=False)
        return _ELAPSED.sub("*", expected) == _ELAPSED.sub("*", got) and all(
            self._same_time(_elapsed(a), _elapsed(b)) for a, b in times
        )

    def _same_report(self, expected: str, got: str) -> bool:
        """Reports have the same lines; times are near up to the first event that failed."""
        wanted, seen = expected.splitlines(), got.splitlines()
        if len(wanted) != len(seen):
            return False
        failed = False
        for a, b in zip(wanted, seen, strict=True):
            if _REPORT_TIME.sub(r"\1*\2", a).replace(" ", "") != _REPORT_TIME.sub(r"\1*\2", b).replace(
                " ", ""
            ):
                return False
            failed = failed or a.endswith("event: failure)")
            found = _REPORT_TIME.search(a), _REPORT_TIME.search(b)
            if not failed and found[0] and found[1]:
                times = float(found[0][3]), float(found[1][3])
                # a line's time is cut to whole milliseconds, so a near time may differ by one
                slack = 1 if a.startswith("[") else 0
                if abs(times[0] - times[1]) > max(_ABSOLUTE_MS, _RELATIVE * times[0]) + slack:
                    return False
        return True


def _elapsed(text: str) -> float:
    """`hh:mm:ss.nnnnnnnnn` in milliseconds."""
    hours, minutes, seconds = text.split(":")
    return (int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000
