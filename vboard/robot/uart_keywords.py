"""Keywords that wait for what a UART transmits."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART
from vboard.builtin.terminals.line_buffer import EndLine
from vboard.builtin.terminals.terminal_tester import TerminalTester
from vboard.builtin.terminals.waiting import milliseconds
from vboard.robot.context import Context
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError, invalid_operation
from vboard.robot.uart_state import UartState, duration, guard, result


class UartKeywords(KeywordFamily):
    """Waits. The defaults of `Create Terminal Tester` hold for all testers: the last call wins."""

    def __init__(self, context: Context, state: UartState) -> None:
        super().__init__(context)
        self.state = state

    @keyword("SetDefaultUartTimeout")
    def set_default_uart_timeout(self, timeout: float) -> None:
        """Set the timeout (virtual seconds) of testers that are created from now on."""
        self.state.timeout = timeout

    @keyword("SetDefaultTester")
    def set_default_tester(self, id: int | None) -> None:
        """Choose the tester that is used when a keyword names none."""
        self.state.testers.set_default(id)

    @keyword("CreateTerminalTester")
    def create_terminal_tester(
        self,
        uart: str,
        timeout: float | None = None,
        machine: str | None = None,
        endLineOption: str | None = None,
        defaultPauseEmulation: bool | None = None,
        defaultWaitForEcho: bool | None = None,
        defaultMatchNextLine: bool | None = None,
        binaryMode: bool = False,
    ) -> int:
        """Attach a tester to a UART, by its full name, and return its id."""
        self.state.pause = bool(defaultPauseEmulation)
        self.state.next_line = bool(defaultMatchNextLine)
        self.state.wait_for_echo = defaultWaitForEcho is not False
        seconds = self.state.timeout if timeout is None else timeout
        end_line = EndLine.__members__.get(endLineOption or "", EndLine.TreatLineFeedAsEndLine)

        def make(peripheral: UART) -> TerminalTester:
            return TerminalTester(
                self.context.emulation,
                peripheral,
                int(seconds * NANOSECONDS),
                end_line,
                binaryMode,
                warn=lambda text: peripheral.log(LogLevel.WARNING, text),
            )

        return self.state.testers.create(uart, machine, make)

    @keyword("WaitForPromptOnUart")
    def wait_for_prompt_on_uart(
        self,
        prompt: str,
        testerId: int | None = None,
        timeout: float | None = None,
        treatAsRegex: bool = False,
        pauseEmulation: bool | None = None,
    ) -> dict[str, Any]:
        """Wait for text that need not end its line."""
        return self.wait_for_line_on_uart(prompt, timeout, testerId, treatAsRegex, True, pauseEmulation)

    @keyword("WaitForLineOnUart")
    def wait_for_line_on_uart(
        self,
        content: str,
        timeout: float | None = None,
        testerId: int | None = None,
        treatAsRegex: bool = False,
        includeUnfinishedLine: bool = False,
        pauseEmulation: bool | None = None,
        matchNextLine: bool | None = None,
    ) -> dict[str, Any]:
        """Wait for a line with `content` in it and return Line, Timestamp (ms), Groups."""
        pause = self.state.pauses(pauseEmulation)
        next_line = self.state.looks_at_next_line(matchNextLine)
        match = self.state.checked_wait(
            testerId,
            lambda tester: tester.wait_for(
                content, duration(timeout), treatAsRegex, includeUnfinishedLine, pause, next_line
            ),
        )
        return result(match)

    @keyword("WaitForLinesOnUart")
    def wait_for_lines_on_uart(
        self,
        content: list[str],
        timeout: float | None = None,
        testerId: int | None = None,
        treatAsRegex: bool = False,
        includeUnfinishedLine: bool = False,
        pauseEmulation: bool | None = None,
        matchFromNextLine: bool | None = None,
    ) -> dict[str, Any]:
        """Wait for consecutive lines and return the last of them."""
        if not content:
            raise KeywordError("Object must implement IConvertible.", "InvalidCastException")
        pause = self.state.pauses(pauseEmulation)
        next_line = self.state.looks_at_next_line(matchFromNextLine)
        match = self.state.checked_wait(
            testerId,
            lambda tester: tester.wait_for_lines(
                content, duration(timeout), treatAsRegex, includeUnfinishedLine, pause, next_line
            ),
        )
        return result(match)

    @keyword("WaitForBytesOnUart")
    def wait_for_bytes_on_uart(
        self,
        content: str,
        timeout: float | None = None,
        testerId: int | None = None,
        treatAsRegex: bool = False,
        pauseEmulation: bool | None = None,
        matchStart: bool | None = False,
    ) -> dict[str, Any]:
        """Wait for bytes (hexadecimal, or a regular expression) on a tester in binary mode."""
        pause = self.state.pauses(pauseEmulation)
        at_start = self.state.looks_at_next_line(matchStart)
        match = self.state.checked_wait(
            testerId,
            lambda tester: tester.wait_for(
                content, duration(timeout), treatAsRegex, True, pause, next_line=at_start
            ),
            binary=True,
        )
        return {
            "Content": match.line.encode("latin-1"),
            "Timestamp": match.timestamp,
            "Groups": [group.encode("latin-1") for group in match.groups],
        }

    @keyword("WaitForNextLineOnUart")
    def wait_for_next_line_on_uart(
        self, timeout: float | None = None, testerId: int | None = None, pauseEmulation: bool | None = None
    ) -> dict[str, Any]:
        """Wait for the next line that no other wait consumed."""
        pause = self.state.pauses(pauseEmulation)
        return result(
            self.state.wait(testerId, lambda tester: tester.wait_for_next_line(duration(timeout), pause))
        )

    @keyword("ShouldNotBeOnUart")
    def should_not_be_on_uart(
        self,
        content: str,
        timeout: float | None = None,
        testerId: int | None = None,
        treatAsRegex: bool = False,
        includeUnfinishedLine: bool = False,
    ) -> None:
        """Fail if a line with `content` (or a failing string) appears within the timeout."""
        match = guard(
            self.state.testers.get(testerId),
            lambda tester: tester.wait_for(
                content, duration(timeout), treatAsRegex, includeUnfinishedLine, pause=False
            ),
        )
        if match is not None:
            raise invalid_operation(
                f"Terminal tester failed!\n\nUnexpected entry has been found on UART#:\n{match.line}"
            )

    @keyword("TestIfUartIsIdle")
    def test_if_uart_is_idle(
        self, timeout: float, testerId: int | None = None, pauseEmulation: bool | None = None
    ) -> None:
        """Fail if anything is transmitted within `timeout` virtual seconds."""
        tester = self.state.testers.get(testerId)
        pause = self.state.pauses(pauseEmulation)
        if not guard(tester, lambda t: t.is_idle(milliseconds(timeout), pause)):
            raise self.state.failed(tester)
