"""All keywords behind one function, as Renode's robot server offers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.terminals.waiting import PausedWhileWaitingError
from vboard.errors import VBoardError
from vboard.robot.binding import MismatchError, bind
from vboard.robot.context import Context, MonitorLike
from vboard.robot.cpu_keywords import CpuKeywords
from vboard.robot.general_keywords import GeneralKeywords
from vboard.robot.keyword import Keyword, KeywordFamily
from vboard.robot.keyword_errors import FAULT_ARGUMENTS, FAULT_NOT_FOUND, KeywordError, KeywordFault
from vboard.robot.led_keywords import LedKeywords
from vboard.robot.log_keywords import LogKeywords
from vboard.robot.state_keywords import StateKeywords
from vboard.robot.uart_keywords import UartKeywords
from vboard.robot.uart_state import UartState
from vboard.robot.uart_write_keywords import UartWriteKeywords
from vboard.robot.unsupported_keywords import UnsupportedKeywords


class KeywordLibrary:
    """Renode's keywords on the built-in engine. One library drives one monitor.

    Args:
        monitor: executes commands; a new one by default.
    """

    def __init__(self, monitor: MonitorLike | None = None) -> None:
        self._own: Monitor | None = None
        if monitor is None:
            monitor = self._own = Monitor()
        self.context = Context(monitor)
        uart_state = UartState(self.context)
        self._logs = LogKeywords(self.context)
        self._states = StateKeywords(self.context, self.run_keyword)
        families: list[KeywordFamily] = [
            UartKeywords(self.context, uart_state),
            UartWriteKeywords(self.context, uart_state),
            LedKeywords(self.context),
            GeneralKeywords(self.context),
            self._states,
            self._logs,
            CpuKeywords(self.context),
            UnsupportedKeywords(self.context),
        ]
        self._keywords: dict[str, list[Keyword]] = {}
        for family in families:
            for keyword in family.keywords():
                self._keywords.setdefault(keyword.name, []).append(keyword)

    def keyword_names(self) -> list[str]:
        """Names as Renode reports them, e.g. `WaitForLineOnUart`."""
        return list(self._keywords)

    def documentation(self, name: str) -> str:
        """What a keyword does, with its arguments."""
        first = self._keywords[name][0]
        arguments = ", ".join(
            parameter.name if parameter.required else f"{parameter.name}={parameter.default}"
            for parameter in first.parameters
        )
        return f"{first.documentation}\n\nArguments: {arguments or 'none'}"

    def run_keyword(self, name: str, arguments: Sequence[object] = ()) -> Any:
        """Run a keyword with the arguments that Robot Framework passes.

        Args:
            name: as in `keyword_names`.
            arguments: positional values; strings of the form `name=value` are named ones.

        Returns:
            Nothing, text, a number, or a dictionary with `Line`, `Timestamp` (ms) and `Groups`.

        Raises:
            KeywordFault: no such keyword, or the arguments do not fit.
            KeywordError: the keyword failed.
        """
        given = list(arguments)
        keyword, values = self._bind(name, given)
        failed = True
        try:
            result = self._call(keyword, values)
            failed = False
            return result
        finally:
            if keyword.recorded and keyword.name != "ResetEmulation":
                self._states.record(name, given, failed)

    def close(self) -> None:
        """Close log files, remove temporary files, give back what a monitor of its own has of the host."""
        self._logs.close()
        self.context.close()
        if self._own is not None:
            self._own.close()

    def _bind(self, name: str, arguments: list[object]) -> tuple[Keyword, list[Any]]:
        overloads = self._keywords.get(name)
        if overloads is None:
            raise KeywordFault(FAULT_NOT_FOUND, f'Keyword "{name}" not found')
        for keyword in overloads:
            try:
                return keyword, bind(keyword, arguments)
            except MismatchError:
                continue
        shown = ", ".join(str(argument) for argument in arguments)
        raise KeywordFault(
            FAULT_ARGUMENTS, f'Arguments types do not match any available keyword "{name}" : [{shown}]'
        )

    def _call(self, keyword: Keyword, values: list[Any]) -> Any:
        try:
            return keyword.function(*values)
        except (KeywordError, KeywordFault):
            raise
        except EscapedError as error:
            raise KeywordError(str(error), error.kind) from error
        except (VBoardError, PausedWhileWaitingError) as error:
            raise KeywordError(str(error), "InvalidOperationException") from error
