"""The UART tester against a fake UART with a script of virtual times."""

from __future__ import annotations

import pytest

from tests.builtin.terminals.bench import MS, Bench
from vboard.builtin.terminals.line_buffer import EndLine
from vboard.builtin.terminals.terminal_tester import TerminalTester
from vboard.builtin.terminals.waiting import PausedWhileWaitingError


@pytest.fixture
def tester(bench: Bench) -> TerminalTester:
    return TerminalTester(bench.emulation, bench.uart, timeout=500 * MS)


def test_a_match_has_its_line_and_virtual_time_and_leaves_the_emulation_started(
    bench: Bench, tester: TerminalTester
) -> None:
    bench.say(12.5, "hello world\r\n")
    match = tester.wait_for("world")
    assert match is not None
    assert (match.line, match.timestamp) == ("hello world", 12.5)
    assert bench.emulation.started


def test_pause_stops_at_the_matching_character(bench: Bench, tester: TerminalTester) -> None:
    bench.say(3, "ready")
    bench.say(4, "\n")
    bench.say(4.2, "later\n")
    tester.wait_for("ready", pause=True)
    assert bench.now == 4
    assert not bench.emulation.started


def test_a_match_consumes_earlier_lines_only(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\ntwo\nthree\n")
    assert tester.wait_for("two")
    assert tester.wait_for("one", timeout=10 * MS) is None
    assert (found := tester.wait_for("three")) is not None
    assert found.line == "three"


def test_buffered_text_matches_without_running(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\ntwo\n")
    tester.wait_for("one", pause=True)
    assert (found := tester.wait_for("two", timeout=0)) is not None
    assert found.line == "two"
    assert bench.now == 1
    assert not bench.emulation.started


def test_timeout_zero_looks_only(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\n")
    assert tester.wait_for("one", timeout=0) is None
    assert bench.now == 0


def test_timeout_is_virtual_and_leaves_the_emulation_started(bench: Bench, tester: TerminalTester) -> None:
    assert tester.wait_for("never") is None
    assert bench.now == 500
    assert bench.emulation.started


def test_unfinished_line_counts_only_when_asked_for(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "prompt> ")
    assert tester.wait_for("prompt>", timeout=10 * MS) is None
    assert (found := tester.wait_for("prompt>", unfinished=True)) is not None
    assert found.line == "prompt> "


def test_unfinished_match_consumes_everything(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "boot\n$ ")
    tester.wait_for("$", unfinished=True)
    assert tester.wait_for("boot", timeout=0) is None
    assert tester.wait_for("$", timeout=0, unfinished=True) is None


def test_groups_of_a_regular_expression(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "Heard yes (231) @1020ms\n")
    match = tester.wait_for(r"Heard (\w+) \((\d+)\)", regex=True)
    assert match is not None
    assert match.groups == ("yes", "231")


def test_next_line_loses_groups_and_waits_when_the_next_line_differs(
    bench: Bench, tester: TerminalTester
) -> None:
    bench.say(1, "a=1\nb=2\n")
    assert tester.wait_for(r"(b)", regex=True, next_line=True, timeout=10 * MS) is None
    assert (found := tester.wait_for_next_line()) is not None
    assert found.line == "a=1"
    assert (found := tester.wait_for(r"(b)", regex=True, next_line=True)) is not None
    assert found.groups == ()


def test_consecutive_lines(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\ntwo\none\nthree\nfour\n")
    assert (found := tester.wait_for_lines(["one", "three", "four"])) is not None
    assert found.line == "four"


def test_lines_that_are_not_consecutive_do_not_match(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\nother\ntwo\n")
    assert tester.wait_for_lines(["one", "two"]) is None


def test_the_last_of_consecutive_lines_may_be_unfinished(bench: Bench, tester: TerminalTester) -> None:
    bench.say(1, "one\ntwo\n")
    bench.say(2, "$ ")
    assert (found := tester.wait_for_lines(["one", "two", "$"], unfinished=True, pause=True)) is not None
    assert found.line == "$"
    assert bench.now == 2


def test_failing_string_ends_a_wait_until_it_is_unregistered(bench: Bench, tester: TerminalTester) -> None:
    tester.failing.register("panic")
    bench.say(1, "kernel panic\n")
    bench.say(2, "done\n")
    assert (found := tester.wait_for("done")) is not None
    assert found.is_failing_string
    tester.failing.unregister("panic")
    assert (found := tester.wait_for("done")) is not None
    assert found.line == "done"


def test_unregistering_what_is_not_registered_fails(tester: TerminalTester) -> None:
    with pytest.raises(LookupError):
        tester.failing.unregister("panic")


def test_idle(bench: Bench, tester: TerminalTester) -> None:
    bench.say(30, "x")
    assert tester.is_idle(20 * MS, pause=True)
    assert not bench.emulation.started
    assert not tester.is_idle(20 * MS)
    assert bench.now == 30


def test_binary_mode_cuts_out_the_match(bench: Bench) -> None:
    tester = TerminalTester(bench.emulation, bench.uart, binary=True)
    bench.say(1, b"\x01\x02\x0a\xff\x03")
    assert (found := tester.wait_for("0A FF", unfinished=True)) is not None
    assert found.line.encode("latin-1") == b"\x0a\xff"
    assert tester.wait_for("01", unfinished=True, timeout=0) is None
    assert tester.wait_for("03", unfinished=True, timeout=0)


def test_written_characters_arrive_at_the_next_sync_point(bench: Bench, tester: TerminalTester) -> None:
    bench.emulation.run_for(MS // 4)
    tester.write("ab")
    bench.emulation.run_for(MS)
    assert bench.uart.received == [(300_000, 97), (300_000, 98)]


def test_delayed_characters(bench: Bench, tester: TerminalTester) -> None:
    tester.writer.delay = 2 * MS
    tester.write_line("c")
    tester.write("d")
    bench.emulation.run_for(20 * MS)
    assert bench.uart.received == [(2_100_000, 99), (4_100_000, 13), (6_100_000, 100)]


def test_carriage_return_line_ends(bench: Bench) -> None:
    tester = TerminalTester(bench.emulation, bench.uart, end_line=EndLine.TreatCarriageReturnAsEndLine)
    bench.say(1, "one\r\ntwo\r")
    assert (found := tester.wait_for("two")) is not None
    assert found.line == "\ntwo"


def test_a_pause_by_somebody_else_ends_the_wait_with_an_error(bench: Bench, tester: TerminalTester) -> None:
    def pause() -> None:
        bench.emulation.started = False
        bench.emulation.request_stop()

    bench.emulation.clock.schedule(5 * MS, pause)
    with pytest.raises(PausedWhileWaitingError):
        tester.wait_for("never")
    assert bench.now == 5


def test_report_tells_lines_events_and_the_unfinished_line(bench: Bench, tester: TerminalTester) -> None:
    bench.say(499.25, "alpha\n")
    bench.say(499.5, "beta\nrest")
    tester.wait_for("alpha", pause=True)
    tester.wait_for("never", timeout=1 * MS, regex=True)
    assert tester.report() == (
        "([host: -, virt:       0] Attached to UART event: success)\n"
        "[host: -, virt:     499] alpha\n"
        "([host: -, virt:  499.25] Line containing >>alpha<< event: success)\n"
        "[host: -, virt:     499] beta\n"
        "rest [[no newline]]\n"
        "([host: -, virt:  500.25] Line containing regex >>never<< event: failure)\n"
        "--- Current line buffer contains 4 characters: >>rest<<\n"
    )


def test_report_is_frozen_until_it_is_cleared(bench: Bench, tester: TerminalTester) -> None:
    first = tester.report()
    tester.wait_for("never", timeout=1 * MS)
    assert tester.report() == first
    tester.clear_report()
    assert tester.report() == ""


def test_late_pause_warns(bench: Bench) -> None:
    warnings: list[str] = []
    tester = TerminalTester(bench.emulation, bench.uart, warn=warnings.append)
    bench.say(1, "one\ntwo\n")
    tester.wait_for("one", pause=True)
    tester.wait_for("two", pause=True)
    assert len(warnings) == 1
