"""Keywords on a real machine: breakpoints, registers, determinism."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vboard.robot.keyword_errors import KeywordError
from vboard.robot.library import KeywordLibrary

TICKER = Path(__file__).parent / "suites" / "ticker.resc"
PRINT = 0x0800_0028


class Ticker:
    """A library whose machine runs the ticker program; calling it runs a keyword."""

    def __init__(self) -> None:
        self.library = KeywordLibrary()
        self("ExecuteScript", str(TICKER))
        self("CreateTerminalTester", "sysbus.usart1", "timeout=0.1", "defaultPauseEmulation=true")

    def __call__(self, name: str, *arguments: object) -> Any:
        return self.library.run_keyword(name, arguments)

    @property
    def now(self) -> int:
        """Virtual time, ns."""
        return self.library.context.emulation.clock.now


@pytest.fixture
def ticker() -> Iterator[Ticker]:
    ticker = Ticker()
    yield ticker
    ticker.library.close()


def test_run_until_breakpoint_stops_before_the_instruction(ticker: Ticker) -> None:
    ticker("ExecuteCommand", f'cpu AddHook {PRINT:#x} "machine.Pause()"')
    ticker("RunUntilBreakpoint", "0.1")
    ticker("PcShouldBeEqual", hex(PRINT))
    ticker("RegisterShouldBeEqual", "R0", "0x40013804")
    ticker("RegisterShouldBeEqual", "0", "0x40013804")
    with pytest.raises(KeywordError, match=r"^KeywordException: wrong\nRegister R0 value assertion failed"):
        ticker("RegisterShouldBeEqual", "R0", "1", "message=wrong")


def test_a_breakpoint_at_another_address_is_passed(ticker: Ticker) -> None:
    ticker("ExecuteCommand", f'cpu AddHook {PRINT:#x} "machine.Pause()"')
    with pytest.raises(KeywordError, match=r"Breakpoint hasn't been hit in excepted time"):
        ticker("RunUntilBreakpoint", "0.01", "address=0x08000000")
    assert ticker.now == 10_000_000


def test_wait_for_pause_by_a_hook(ticker: Ticker) -> None:
    ticker("ExecuteCommand", f'cpu AddHook {PRINT:#x} "machine.Pause()"')
    ticker("StartEmulation")
    ticker("WaitForPause", "0.1")
    ticker("PcShouldBeEqual", hex(PRINT))


def test_a_wait_that_a_hook_pauses_says_so(ticker: Ticker) -> None:
    ticker("ExecuteCommand", f'cpu AddHook {PRINT:#x} "machine.Pause()"')
    with pytest.raises(KeywordError, match="paused by a hook or a breakpoint while waiting"):
        ticker("WaitForLineOnUart", "tick")


def test_pause_stops_after_the_instruction_that_wrote_the_character(ticker: Ticker) -> None:
    ticker("WaitForLineOnUart", "tick")
    ticker("RegisterShouldBeEqual", "R1", "0x0A")
    ticker("PcShouldBeEqual", hex(PRINT + 8))


def transcript() -> tuple[str, int, int]:
    ticker = Ticker()
    ticker("CreateLedTester", "sysbus.gpioPortC.led")
    ticker("WaitForLineOnUart", "tick")
    ticker("AssertLedIsBlinking", "0.02", "0.001", "0.001", "pauseEmulation=true")
    with pytest.raises(KeywordError):
        ticker("WaitForLineOnUart", "tock", "timeout=0.02")
    executed = int(ticker("ExecuteCommand", "cpu ExecutedInstructions"), 0)
    report = ticker("GetTerminalTesterReport")
    ticker.library.close()
    return report, ticker.now, executed


def test_two_runs_are_equal_to_the_byte_and_the_instruction() -> None:
    first = transcript()
    assert first == transcript()
    assert first[0].count("] tick\n") > 10


def test_temporary_directories_have_names_and_go_at_the_end() -> None:
    library = KeywordLibrary()
    path = Path(library.run_keyword("AllocateTemporaryDirectory", ["mine"]))
    assert path.is_dir()
    assert path.name == "mine"
    for refused in ("mine", "../other", ""):
        with pytest.raises(KeywordError, match="Can't create temporary directory"):
            library.run_keyword("AllocateTemporaryDirectory", [refused])
    library.close()
    assert not path.exists()
