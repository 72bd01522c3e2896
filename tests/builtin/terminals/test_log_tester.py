"""The log tester."""

from __future__ import annotations

import pytest

from tests.builtin.terminals.bench import MS, Bench
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.terminals.log_tester import LogTester


@pytest.fixture
def tester(bench: Bench) -> LogTester:
    tester = LogTester(bench.emulation, default_timeout=0.1)
    bench.emulation.log.sinks.append(tester.take)
    return tester


def log_at(bench: Bench, milliseconds: int, text: str, level: LogLevel = LogLevel.WARNING) -> None:
    bench.emulation.clock.schedule(
        milliseconds * MS, lambda: bench.emulation.log.write(level, "sysbus.uart", text)
    )


def test_matches_source_and_message_and_stops_there(bench: Bench, tester: LogTester) -> None:
    log_at(bench, 5, "overrun")
    assert (found := tester.wait_for_entry("uart: over", pause=True)) is not None
    assert found.text == "uart: overrun"
    assert bench.now == 5
    assert not bench.emulation.started


def test_a_match_drops_earlier_entries_unless_kept(bench: Bench, tester: LogTester) -> None:
    for text in ("one", "two", "three"):
        log_at(bench, 1, text)
    assert tester.wait_for_entry("two", keep=True)
    assert tester.wait_for_entry("two")
    assert tester.wait_for_entry("one", timeout=0) is None
    assert tester.buffered() == ["uart: three"]


def test_timeout_is_virtual(bench: Bench, tester: LogTester) -> None:
    assert tester.wait_for_entry("never") is None
    assert bench.now == 100


def test_failing_string(bench: Bench, tester: LogTester) -> None:
    tester.failing.register("fatal")
    log_at(bench, 1, "fatal error")
    assert (found := tester.wait_for_entry("never")) is not None
    assert found.is_failing_string


def test_level(bench: Bench, tester: LogTester) -> None:
    log_at(bench, 1, "same", LogLevel.INFO)
    log_at(bench, 2, "same", LogLevel.ERROR)
    assert tester.wait_for_entry("same", pause=True, level=LogLevel.ERROR)
    assert bench.now == 2
