"""The comparison itself can fail: each kind of wrong answer is found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.compare import Comparison
from tests.conformance.corpus import Step

_LINE = {"Line": "systick 10", "Timestamp": 10.0, "Groups": [], "IsFailingString": False}
_ELAPSED = "[Domain = Elapsed Virtual Time: 00:00:00.{}\nCurrent load: {}\nState: Idle\n]"
_REPORT = "[host: {}, virt:      10] line\n([host: *, virt: {:>7}] Line containing >>{}<< event: {})\n"


def differences(expected: Any, got: Any, keyword: str = "WaitForLineOnUart", *arguments: str) -> list[str]:
    step = Step(keyword, ["x", "pauseEmulation=true", *arguments], {"status": "PASS", "return": expected})
    return Comparison().differences(step, {"status": "PASS", "return": got})


@pytest.mark.parametrize("timestamp", [9.81, 10.19])
def test_near_times_are_equal(timestamp: float) -> None:
    assert not differences(_LINE, {**_LINE, "Timestamp": timestamp})


@pytest.mark.parametrize(
    "change", [{"Timestamp": 10.3}, {"Line": "systick 11"}, {"Groups": ["1"]}, {"IsFailingString": True}]
)
def test_other_lines_differ(change: dict[str, Any]) -> None:
    assert differences(_LINE, {**_LINE, **change})


def test_one_percent_counts_for_long_times() -> None:
    late = {**_LINE, "Timestamp": 1000.0}
    assert not differences(late, {**late, "Timestamp": 1009.9})
    assert differences(late, {**late, "Timestamp": 1010.1})


def test_times_are_not_compared_once_the_machine_runs_on() -> None:
    comparison = Comparison()
    comparison.differences(Step("WaitForLineOnUart", ["x"], {"status": "PASS"}), {"status": "PASS"})
    step = Step("WaitForLineOnUart", ["x"], {"status": "PASS", "return": _LINE})
    assert not comparison.differences(step, {"status": "PASS", "return": {**_LINE, "Timestamp": 99.0}})
    assert comparison.differences(step, {"status": "PASS", "return": {**_LINE, "Line": "other"}})


@pytest.mark.parametrize(
    "answer",
    [{"status": "PASS"}, {"status": "FAIL", "error": "b"}, {"status": "FAULT", "code": 2, "error": "a"}],
)
def test_status_and_error_texts_must_be_equal(answer: dict[str, Any]) -> None:
    step = Step("ExecuteCommand", ["x"], {"status": "FAIL", "error": "a"})
    assert Comparison().differences(step, answer)


def test_elapsed_time_and_state() -> None:
    expected = _ELAPSED.format("010000000", "*")
    assert not differences(expected, _ELAPSED.format("010100000", "0.5"))
    assert differences(expected, _ELAPSED.format("020000000", "*"))
    assert differences(expected, _ELAPSED.format("010000000", "*").replace("Idle", "Running"))


def test_instruction_counts() -> None:
    arguments = ("ExecuteCommand", "cpu ExecutedInstructions")
    assert not differences("0x000000000000C350\n\n", "0x000000000000C420\n\n", *arguments)
    assert differences("0x000000000000C350\n\n", "0x000000000000D000\n\n", *arguments)


def test_reports() -> None:
    expected = _REPORT.format("*", "10.09", "x", "success")
    assert not differences(expected, _REPORT.format("-", "10.1001", "x", "success"))
    assert differences(expected, _REPORT.format("-", "11", "x", "success"))
    assert differences(expected, _REPORT.format("-", "10.09", "y", "success"))
    assert differences(expected, _REPORT.format("-", "10.09", "x", "failure"))
    assert differences(expected, expected + " [[no newline]]\n")
