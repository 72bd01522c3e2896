"""The UART tester behind `Wait For Line On Uart` and its relatives. Times are virtual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.peripherals.base import UART
from vboard.builtin.terminals.failing_strings import FailingStrings
from vboard.builtin.terminals.line_buffer import EndLine, LineBuffer, printable
from vboard.builtin.terminals.pattern import Found, Pattern
from vboard.builtin.terminals.report import Line, Report
from vboard.builtin.terminals.uart_writer import UartWriter
from vboard.builtin.terminals.waiting import MILLISECOND, wait

DEFAULT_TIMEOUT = 8 * NANOSECONDS


@dataclass(frozen=True)
class Match:
    """What a wait found: text, virtual time in milliseconds, regular expression groups."""

    line: str = ""
    timestamp: float = 0.0
    groups: tuple[str, ...] = ()
    is_failing_string: bool = False


Matcher = Callable[[], Match | None]


class TerminalTester:
    """Collects the lines of one UART and waits for text on it.

    A match consumes its line and all lines before it; other lines stay for later waits. Text that
    is already there matches at once, without starting the emulation. Registered failing strings
    end any wait.

    Args:
        emulation: runs while a wait lasts.
        uart: the UART to attach to.
        timeout: default of the waits in ns.
        end_line: what ends a line in text mode.
        binary: keep raw bytes instead of lines; patterns that are no regex are hexadecimal.
        warn: takes the warning about a pause that comes too late to be exact.

    Attributes:
        failing: strings that fail every wait that meets one of them in a finished line.
    """

    def __init__(
        self,
        emulation: Emulation,
        uart: UART,
        timeout: int = DEFAULT_TIMEOUT,
        end_line: EndLine = EndLine.TreatLineFeedAsEndLine,
        binary: bool = False,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.timeout = timeout
        self.binary = binary
        self.writer = UartWriter(emulation.clock, uart)
        self._emulation = emulation
        self._warn = warn
        self._buffer = LineBuffer(end_line, binary)
        self._lines: list[Line] = []
        self._report = Report()
        self.failing = FailingStrings()
        self._matcher: Matcher | None = None
        self._result: Match | None = None
        uart.observe(self._on_byte)
        self._succeed("Attached to UART", 0)

    def wait_for(
        self,
        text: str,
        timeout: int | None = None,
        regex: bool = False,
        unfinished: bool = False,
        pause: bool = False,
        next_line: bool = False,
    ) -> Match | None:
        """Wait for a line that contains `text`.

        Args:
            text: substring, regular expression or (binary mode) hexadecimal bytes.
            timeout: ns; 0 looks at what is there only.
            regex: `text` is a .NET regular expression.
            unfinished: also look into the line that has no end yet.
            pause: pause the emulation at the matching character.
            next_line: only the first line that was not consumed may match.

        Returns:
            The match (also for a failing string), or None after the timeout.

        Raises:
            PatternError: malformed regular expression.
            ValueError: malformed hexadecimal bytes.
        """
        event = f"Line containing{' regex' if regex else ''} >>{text}<<"
        if self.binary and not regex:
            text = bytes.fromhex(text).decode("latin-1")
        pattern = Pattern(text, regex, any_character=self.binary)
        scanned = 0

        def matcher() -> Match | None:
            nonlocal scanned
            if next_line:
                first = pattern.search(self._lines[0].content) if self._lines else None
                if first is not None:
                    return replace(self._succeed(event, 1), groups=())
            else:
                while scanned < len(self._lines):
                    scanned += 1
                    found = pattern.search(self._lines[scanned - 1].content)
                    if found is not None:
                        return replace(self._succeed(event, scanned), groups=found.groups)
            if not unfinished:
                return None
            found = pattern.search(self._buffer.content)
            if found is None or (next_line and found.start != 0):
                return None
            return self._succeed_unfinished(event, found)

        return self._wait(event, matcher, timeout, pause)

    def wait_for_lines(
        self,
        texts: Sequence[str],
        timeout: int | None = None,
        regex: bool = False,
        unfinished: bool = False,
        pause: bool = False,
        from_next_line: bool = False,
    ) -> Match | None:
        """Wait for consecutive lines that match `texts` in order; the match is the last of them.

        With `from_next_line` the first line that was not consumed must match the first text.
        `unfinished` lets the last text match the line that has no end yet.
        """
        if not texts:
            return self._succeed("Empty match", 0)
        if from_next_line or (unfinished and len(texts) == 1):
            result: Match | None = None
            for number, text in enumerate(texts, 1):
                last = unfinished and number == len(texts)
                result = self.wait_for(text, timeout, regex, last, pause, next_line=from_next_line)
                if result is None or result.is_failing_string:
                    return result
            return result
        event = f"Lines starting with{' regex' if regex else ''} >>{texts[0]}<<"
        patterns = [Pattern(text, regex) for text in texts]
        finished = len(patterns) - (1 if unfinished else 0)
        scanned = finished - 1

        def lines_match(end: int) -> bool:
            lines = self._lines[end - finished : end]
            return len(lines) == finished and all(
                pattern.search(line.content) for pattern, line in zip(patterns, lines, strict=False)
            )

        def matcher() -> Match | None:
            nonlocal scanned
            if unfinished:
                last = patterns[-1].search(self._buffer.content)
                if last is not None and len(self._lines) >= finished and lines_match(len(self._lines)):
                    return replace(self._succeed_unfinished(event, last), groups=())
                return None
            while scanned < len(self._lines):
                scanned += 1
                if lines_match(scanned):
                    return self._succeed(event, scanned)
            return None

        return self._wait(event, matcher, timeout, pause)

    def wait_for_next_line(self, timeout: int | None = None, pause: bool = False) -> Match | None:
        """Wait for the next line, whatever it says."""
        event = "Next line"
        return self._wait(event, lambda: self._succeed(event, 1) if self._lines else None, timeout, pause)

    def is_idle(self, timeout: int, pause: bool = False) -> bool:
        """Let `timeout` ns pass; False as soon as a byte is transmitted."""
        self._result = None
        self._matcher = Match
        try:
            idle = not wait(self._emulation, timeout, lambda: self._result is not None)
        finally:
            self._matcher = None
        if idle:
            self._pause(pause)
        else:
            self._fail("Terminal is idle")
        return idle

    def write(self, text: str) -> None:
        """Send `text` to the UART."""
        self.writer.write(text)

    def write_line(self, text: str = "") -> None:
        """Send `text` and a carriage return."""
        self.writer.write(text + "\r")

    def report(self) -> str:
        """Return the report, frozen from the first call on."""
        return self._report.freeze(self._buffer.content, self._buffer.escape)

    def clear_report(self) -> None:
        """Forget the report and all finished lines."""
        self._lines.clear()
        self._report.clear()

    @property
    def _now(self) -> float:
        return self._emulation.clock.now / MILLISECOND

    def _on_byte(self, byte: int) -> None:
        line = self._buffer.feed(byte)
        if line is not None:
            self._lines.append(Line(line, self._now))
        if self._matcher is not None and self._result is None:
            self._result = self._matcher()
            if self._result is not None:
                self._emulation.request_stop()

    def _wait(self, event: str, matcher: Matcher, timeout: int | None, pause: bool) -> Match | None:
        failing = self._failing_matcher()
        self._matcher = lambda: failing() or matcher()
        self._result = self._matcher()
        duration = self.timeout if timeout is None else timeout
        try:
            if self._result is not None:
                if pause:
                    self._warn(
                        "A pause at the match was asked for, but the text was already there: "
                        "the emulation pauses where it is now."
                    )
            elif duration > 0:
                wait(self._emulation, duration, lambda: self._result is not None)
            if self._result is None:
                self._fail(event)
            else:
                self._pause(pause)
            return self._result
        except Exception:
            self._fail(event)
            raise
        finally:
            self._matcher = None

    def _pause(self, pause: bool) -> None:
        if pause:
            self._emulation.started = False

    def _failing_matcher(self) -> Matcher:
        patterns = tuple(self.failing)
        scanned = [0] * len(patterns)

        def matcher() -> Match | None:
            for index, pattern in enumerate(patterns):
                while scanned[index] < len(self._lines):
                    scanned[index] += 1
                    found = pattern.search(self._lines[scanned[index] - 1].content)
                    if found is not None:
                        match = self._succeed("error", scanned[index])
                        return replace(match, groups=found.groups, is_failing_string=True)
            return None

        return matcher

    def _succeed(self, event: str, consumed: int) -> Match:
        """Report success and consume lines; the match is the last of them."""
        taken = self._lines[:consumed]
        self._report.add(event, "success", self._now, taken, None)
        del self._lines[:consumed]
        return Match(printable(taken[-1].content), taken[-1].timestamp) if taken else Match()

    def _succeed_unfinished(self, event: str, found: Found) -> Match:
        """Report success and consume everything; binary mode only cuts out the matching bytes."""
        self._report.add(event, "success", self._now, self._lines, self._shown())
        self._lines.clear()
        if self.binary:
            return Match(self._buffer.take(found.end)[found.start :], self._now, found.groups)
        return Match(printable(self._buffer.take()), self._now, found.groups)

    def _fail(self, event: str) -> None:
        self._report.add(event, "failure", self._now, self._lines, self._shown())

    def _shown(self) -> str:
        """The unfinished line as the report shows it."""
        if self.binary:
            return " ".join(f"{ord(c):02X}" for c in self._buffer.content)
        return f"{self._buffer.content} [[no newline]]"
