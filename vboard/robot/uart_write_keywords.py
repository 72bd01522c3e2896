"""Keywords that write to UARTs, and those about failing strings and reports."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.terminals.terminal_tester import Match
from vboard.robot.context import Context
from vboard.robot.keyword import Byte, Char, KeywordFamily, keyword
from vboard.robot.uart_state import UartState, guard, result


class UartWriteKeywords(KeywordFamily):
    """Keywords beside the waits; they use the same testers."""

    def __init__(self, context: Context, state: UartState) -> None:
        super().__init__(context)
        self.state = state

    @keyword("WriteToUart")
    def write_to_uart(self, content: str, testerId: int | None = None) -> dict[str, Any]:
        """Send text."""
        self.state.testers.get(testerId).write(content)
        return result(Match())

    @keyword("WriteLineToUart")
    def write_line_to_uart(
        self,
        content: str = "",
        testerId: int | None = None,
        waitForEcho: bool | None = None,
        pauseEmulation: bool | None = None,
    ) -> dict[str, Any]:
        """Send text and a carriage return, then wait for the echo of the text."""
        tester = self.state.testers.get(testerId)
        tester.write_line(content)
        pause = self.state.pauses(pauseEmulation)
        if self.state.wait_for_echo if waitForEcho is None else waitForEcho:
            echo = guard(tester, lambda t: t.wait_for(content, unfinished=True, pause=pause))
            if echo is None:
                raise self.state.failed(tester)
        return result(Match())

    @keyword("WriteCharOnUart")
    def write_char_on_uart(self, c: Char, testerId: int | None = None) -> dict[str, Any]:
        """Send one character."""
        return self.write_to_uart(c, testerId)

    @keyword("SendKeyToUart")
    def send_key_to_uart(self, c: Byte, testerId: int | None = None) -> dict[str, Any]:
        """Send one byte, given as a number."""
        return self.write_to_uart(chr(c), testerId)

    @keyword("WriteCharDelay")
    def write_char_delay(self, delay: float, testerId: int | None = None) -> None:
        """Set the virtual seconds before each character that is sent from now on."""
        self.state.testers.get(testerId).writer.delay = int(delay * NANOSECONDS)

    @keyword("RegisterFailingUartString")
    def register_failing_uart_string(
        self, pattern: str, treatAsRegex: bool = False, testerId: int | None = None
    ) -> None:
        """Fail every wait that meets the text."""
        guard(
            self.state.testers.get(testerId),
            lambda tester: tester.failing.register(pattern, treatAsRegex),
        )

    @keyword("UnregisterFailingUartString")
    def unregister_failing_uart_string(
        self, pattern: str, treatAsRegex: bool = False, testerId: int | None = None
    ) -> None:
        """Undo `Register Failing Uart String`."""
        guard(
            self.state.testers.get(testerId),
            lambda tester: tester.failing.unregister(pattern, treatAsRegex),
        )

    @keyword("GetTerminalTesterReport")
    def get_terminal_tester_report(self, testerId: int | None = None) -> str:
        """Return the report; it stays as it is until it is cleared."""
        return self.state.testers.get(testerId).report()

    @keyword("ClearTerminalTesterReport")
    def clear_terminal_tester_report(self, testerId: int | None = None) -> None:
        """Forget the report and all lines."""
        self.state.testers.get(testerId).clear_report()
