"""A UART of a virtual board."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vboard.api.waiting import ExpectationError, stopped_cores, wait_until
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.peripherals.base import UART
from vboard.engine.events import decode

TIMEOUT = 10.0
"""Virtual seconds that a wait lasts at most."""
_SHOWN = 30
"""Lines that a failure shows."""


@dataclass(frozen=True)
class Line:
    """A line that a board said.

    Attributes:
        text: without its end; what is no printable character shows as `\\xNN`.
        time: virtual seconds, of the byte that ended it (or that matched, in an unfinished line).
        groups: of the regular expression that was waited for.
    """

    text: str
    time: float
    groups: tuple[str | None, ...] = ()


class Uart:
    """What a UART says is kept from the moment it was looked up; a board's UARTs from the start.

    Attributes:
        name: its name in the machine, e.g. `usart1`.
        output: all bytes that it transmitted.
        lines: all finished lines.
    """

    def __init__(self, emulation: Emulation, name: str, device: UART) -> None:
        self.name = name
        self.output = bytearray()
        self.lines: list[Line] = []
        self._emulation = emulation
        self._device = device
        self._begin = 0
        """Where the unfinished line begins in `output`."""
        self._consumed = 0
        """Lines that a wait has found, and those before them."""
        self._waits = False
        device.observe(self._on_byte)

    @property
    def text(self) -> str:
        """Everything that it transmitted, as text."""
        return self.output.decode("utf-8", errors="backslashreplace")

    def write(self, data: str | bytes) -> None:
        """Put bytes on its receive wire, now; text is UTF-8."""
        for byte in data.encode() if isinstance(data, str) else data:
            self._device.WriteChar(byte)

    def write_line(self, text: str = "", end: str = "\r") -> None:
        """`write` with the key Return behind it."""
        self.write(text + end)

    def wait_for(
        self, what: str | re.Pattern[str], timeout: float = TIMEOUT, *, unfinished: bool = False
    ) -> Line:
        """Let time pass until a line contains `what`, and stop at the byte that ended it.

        A line that is found and all before it are not looked at again.

        Args:
            what: text, or a compiled regular expression that is searched for.
            timeout: virtual seconds; 0 only looks at what is there.
            unfinished: a line that has no end yet counts too, as a prompt.

        Raises:
            ExpectationError: no such line within the time; shows what was said.
        """
        found: Line | None = None

        def look() -> bool:
            nonlocal found
            while found is None and self._consumed < len(self.lines):
                line = self.lines[self._consumed]
                self._consumed += 1
                found = _match(what, line.text, line.time)
            if found is None and unfinished:
                found = _match(what, self._unfinished(), self._now)
                if found is not None:
                    self._begin = len(self.output)
            return found is not None

        if not look():
            self._wait(timeout, look)
        if found is None:
            raise self._failure(f"{_shown(what)} not seen within {timeout:g} s")
        return found

    def wait_for_line(self, timeout: float = TIMEOUT) -> Line:
        """Let time pass until the next line ends, whatever it says.

        Raises:
            ExpectationError: none ended within the time.
        """
        return self.wait_for("", timeout)

    def expect_silence(self, seconds: float) -> None:
        """Let time pass in which nothing may be transmitted.

        Raises:
            ExpectationError: a byte was; time stands still behind it.
        """
        before = len(self.output)
        if self._wait(seconds, lambda: len(self.output) > before):
            said = decode(bytes(self.output[before:]))
            raise self._failure(f"expected {seconds:g} s of silence, heard {said!r} at {self._now:.6f} s")

    def _wait(self, seconds: float, done: Callable[[], bool]) -> bool:
        self._waits = True
        try:
            return wait_until(self._emulation, seconds, done)
        finally:
            self._waits = False

    def _on_byte(self, byte: int) -> None:
        self.output.append(byte)
        if byte == ord("\n"):
            text = decode(bytes(self.output[self._begin :]).rstrip(b"\r\n"))
            self.lines.append(Line(text, self._now))
            self._begin = len(self.output)
        if self._waits:
            self._emulation.request_stop()

    def _unfinished(self) -> str:
        return decode(bytes(self.output[self._begin :]))

    @property
    def _now(self) -> float:
        return self._emulation.clock.now / NANOSECONDS

    def _failure(self, what: str) -> ExpectationError:
        said = [f"  {line.time:10.6f}s  {line.text}" for line in self.lines[-_SHOWN:]]
        if self._unfinished():
            said.append(f"  {'':11}  {self._unfinished()} (no end of line)")
        heading = "it said" if len(self.lines) <= _SHOWN else f"the last {_SHOWN} lines"
        shown = "\n".join([f"{heading}:", *said]) if said else "it said nothing"
        return ExpectationError(f"{self.name}: {what}; {shown}{stopped_cores(self._emulation)}")


def _match(what: str | re.Pattern[str], text: str, time: float) -> Line | None:
    if isinstance(what, str):
        return Line(text, time) if what in text else None
    found = what.search(text)
    return None if found is None else Line(text, time, found.groups())


def _shown(what: str | re.Pattern[str]) -> str:
    if what == "":
        return "the next line"
    return f"'{what}'" if isinstance(what, str) else f"/{what.pattern}/"
