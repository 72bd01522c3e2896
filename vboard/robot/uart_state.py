"""What the UART keyword families share: the testers, their defaults, the failure texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.builtin.peripherals.base import UART
from vboard.builtin.terminals.pattern import PatternError
from vboard.builtin.terminals.terminal_tester import Match, TerminalTester
from vboard.builtin.terminals.waiting import PausedWhileWaitingError, milliseconds
from vboard.errors import VBoardError
from vboard.robot.context import Context
from vboard.robot.keyword_errors import KeywordError, invalid_operation
from vboard.robot.testers import Testers


class UartState:
    """UART testers of one library. The defaults are shared by all of them, as in Renode.

    Attributes:
        testers: by id.
        timeout: of testers that are created without one, virtual seconds.
        pause: whether waits pause the emulation.
        next_line: whether waits look at the next line only.
        wait_for_echo: whether a written line is waited for.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.testers: Testers[UART, TerminalTester] = Testers(context, UART)
        self.timeout = 8.0
        self.pause = False
        self.next_line = False
        self.wait_for_echo = True

    def pauses(self, wanted: bool | None) -> bool:
        """Whether a wait pauses: what its keyword says, else the default."""
        return self.pause if wanted is None else wanted

    def looks_at_next_line(self, wanted: bool | None) -> bool:
        """Whether a wait looks at the next line only: what its keyword says, else the default."""
        return self.next_line if wanted is None else wanted

    def wait(
        self, tester_id: int | None, wait: Callable[[TerminalTester], Match | None], binary: bool = False
    ) -> Match:
        """Run a wait of a tester in the right mode; no match becomes a failure with the report."""
        tester = self.testers.get(tester_id)
        if tester.binary != binary:
            raise invalid_operation(
                f"Attempt to wait for {'bytes' if binary else 'text'} on a tester configured in "
                f"{'binary' if tester.binary else 'text'} mode. "
                f"Please set binaryMode={not tester.binary} when creating the tester."
            )
        match: Match | None = guard(tester, wait)
        if match is None:
            raise self.failed(tester)
        return match

    def checked_wait(
        self, tester_id: int | None, wait: Callable[[TerminalTester], Match | None], binary: bool = False
    ) -> Match:
        """`wait` for which a failing string is a failure."""
        match = self.wait(tester_id, wait, binary)
        if match.is_failing_string:
            raise invalid_operation(
                f"Terminal tester failed!\n\nTest failing entry has been found on UART:\n{match.line}"
            )
        return match

    def failed(self, tester: TerminalTester) -> KeywordError:
        """The failure that shows the transcript, and why a core stopped if it did."""
        return invalid_operation(
            f"Terminal tester failed!\n\nFull report:\n{tester.report()}{self._context.stopped_cores()}"
        )


def guard(tester: TerminalTester, action: Callable[[TerminalTester], Any]) -> Any:
    """Run `action`; what the firmware or the user did wrong becomes a keyword error."""
    try:
        return action(tester)
    except KeywordError:
        raise
    except PatternError as error:
        raise KeywordError(str(error), "ArgumentException") from error
    except LookupError as error:
        raise KeywordError(str(error), "RecoverableException") from error
    except ValueError as error:
        raise KeywordError(str(error), "FormatException") from error
    except (PausedWhileWaitingError, VBoardError) as error:
        raise invalid_operation(
            f"Terminal tester failed!\n\n{error}\n\nFull report:\n{tester.report()}"
        ) from error


def duration(seconds: float | None) -> int | None:
    """Optional seconds as nanoseconds.

    Raises:
        KeywordError: they are negative.
    """
    if seconds is not None and seconds < 0:
        raise KeywordError("Arithmetic operation resulted in an overflow.", "OverflowException")
    return None if seconds is None else milliseconds(seconds)


def result(match: Match) -> dict[str, Any]:
    """What text keywords return."""
    return {
        "Line": match.line,
        "Timestamp": match.timestamp,
        "Groups": list(match.groups),
        "IsFailingString": match.is_failing_string,
    }
