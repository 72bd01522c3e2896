"""A session on a real Renode, driven through its robot server.

What a UART transmits goes to a file (every byte); a terminal tester gives the virtual time of each
line. The tester is asked only for lines that the file already holds: a wait for a line that is not
there would start the emulation, and time would pass outside `run_for`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vboard.engine.events import MILLISECOND, SECOND, Event, LedChange, LogMessage, UartLine, decode
from vboard.engine.receivers import RECEIVER_BITS
from vboard.errors import RunFailedError, VBoardError
from vboard.renode.client import ConnectionLostError, KeywordClient, NoAnswerError
from vboard.renode.locate import locate
from vboard.renode.process import RenodeProcess

_ELAPSED = re.compile(r"(?:TimeElapsed = |Elapsed Virtual Time: )(\d+):(\d+):(\d+)(?:\.(\d+))?")
_LOG_LINE = re.compile(r"[\d:.]+ \[(NOISY|DEBUG|INFO|WARNING|ERROR)\] (.*)")
_CHANGES = "vboard_changes"
"""Name of a list in Renode's Python scope: texts `LED,ticks,state`."""
CPU = "sysbus.cpu"
ABORT = "CPU abort ["
"""Begins the log entry of a core that stopped for good; Renode does not call it halted."""
QUANTUM = MILLISECOND // 10
"""Renode synchronises its cores this often."""


@dataclass
class _Uart:
    label: str
    file: Path
    tester: str
    position: int = 0
    partial: bytes = b""


class RenodeSession:
    """Fulfils `vboard.engine.protocol.Session` with a process of its own.

    Args:
        working_directory: where relative paths of commands begin.
        renode: folder or program of an installation; None to look for one.

    Raises:
        RenodeMissingError: there is none.
        RunFailedError: it does not start.
    """

    def __init__(self, working_directory: Path, renode: Path | None = None) -> None:
        self._process = RenodeProcess(locate(renode), working_directory)
        self._client = KeywordClient(self._process.port)
        self._uarts: dict[str, _Uart] = {}
        self._leds: list[str] = []
        self._polled: dict[str, tuple[str, bool]] = {}
        self._events: list[Event] = []
        self._now: int | None = 0
        self._fed = False
        self._last_error: str | None = None
        self._failure: str | None = None
        self._log = self._process.folder / "log.txt"
        self._log_position = 0
        try:
            self._run("ResetEmulation")
            # Virtual time need not wait for the host's clock.
            self.execute("emulation SetGlobalAdvanceImmediately true")
            # A log tester makes logging synchronous: after a step the file holds all of it.
            self._run("CreateLogTester", "0")
            self.execute(f"logFile {_monitor_path(self._log)} true")
        except BaseException:
            self.close()
            raise

    def _run(self, keyword: str, *arguments: str, **named: object) -> object:
        if self._failure is not None:
            raise RunFailedError(self._failure)
        try:
            return self._client.run(keyword, *arguments, **named)
        except ConnectionLostError as error:
            self._failure = self._process.death()
            raise RunFailedError(self._failure) from error
        except NoAnswerError as error:
            self._events += self._read_log(self._now or 0)
            reason = f"; its log ends with: {self._last_error}" if self._last_error else ""
            self._failure = f"{error} ({keyword} {' '.join(arguments)}){reason}"
            raise RunFailedError(self._failure) from error

    def execute(self, command: str) -> str:
        self._now = None  # the command may let time pass
        return str(self._run("ExecuteCommand", command))

    def execute_script(self, path: Path) -> None:
        self._now = None
        try:
            self._run("ExecuteScript", str(path.resolve()))
        except RunFailedError:
            raise
        except VBoardError as error:
            raise VBoardError(f"{path}: {error}") from error

    def watch_uart(self, path: str, label: str) -> None:
        file = self._process.folder / f"uart-{len(self._uarts)}"
        with _platform_errors(path, "UART"):
            tester = str(self._run("CreateTerminalTester", path))
            self._run("ExecuteCommand", f"{path} CreateFileBackend {_monitor_path(file)} true")
        self._uarts[label] = _Uart(label, file, tester)

    def watch_led(self, path: str, label: str) -> None:
        with _platform_errors(path, "LED"):
            state = self._led_state(path)
        self._events.append(LedChange(self.now, label, state))
        if not self._leds:
            self._python(f"{_CHANGES} = []")
        # One expression that IronPython 2.7 and Python 3 read alike.
        handler = (
            f'lambda led, on: {_CHANGES}.append("%d,%d,%d" % '
            f"({len(self._leds)}, self.Machine.ElapsedVirtualTime.TimeElapsed.Ticks, on))"
        )
        try:
            self._python(f'self.Machine["{path}"].StateChanged += {handler}')
        except RunFailedError:
            raise
        except VBoardError:
            # Without the event the state is read after each step: changes within a step are lost.
            self._polled[label] = (path, state)
        self._leds.append(label)

    def _led_state(self, path: str) -> bool:
        return str(self._run("ExecuteCommand", f"{path} State")).strip() == "True"

    def _python(self, code: str) -> str:
        return str(self._run("ExecutePython", code))

    def feed(self, path: str, data: bytes) -> None:
        text = ",".join(str(byte) for byte in data)
        self._python(f'for uart in [self.Machine["{path}"]]: [uart.WriteChar(byte) for byte in [{text}]]')
        self._fed = True

    def is_receiving(self, path: str) -> bool:
        try:
            known = RECEIVER_BITS.get(self._python(f'self.Machine["{path}"].GetType().Name').strip())
            if known is None:
                return True
            offset, bits = known
            value = int(str(self._run("ExecuteCommand", f"{path} ReadDoubleWord {offset}")).strip(), 0)
        except RunFailedError:
            raise
        except (VBoardError, ValueError):
            return True
        return value & bits == bits

    def run_for(self, duration: int) -> None:
        now = self.now
        # What arrives in a paused machine reaches a sleeping core at the end of the next step: a short
        # one first, and the core works from the beginning of the long one.
        short = min(QUANTUM, duration) if self._fed else 0
        self._fed = False
        for part in (short, duration - short):
            if part:
                self._run_part(part)
        self._now = now + duration
        self._collect()

    def _run_part(self, duration: int) -> None:
        try:
            self._run("ExecuteCommand", f'emulation RunFor "{duration // SECOND}.{duration % SECOND:09d}"')
        except VBoardError as error:
            raise RunFailedError(str(error)) from error

    def _collect(self) -> None:
        new: list[Event] = [*self._read_log(self.now), *self._led_changes()]
        for uart in self._uarts.values():
            new += self._lines(uart)
        # A stable sort: equal times keep the order in which each source told them.
        self._events += sorted(new, key=lambda event: event.time)

    def _read_log(self, now: int) -> Iterator[Event]:
        """Renode logs the host's time, so an entry gets `now`, at which its step ended."""
        text, self._log_position = _read_from(self._log, self._log_position)
        for line in text.decode("utf-8", errors="replace").splitlines():
            if found := _LOG_LINE.match(line):
                if found[1] == "ERROR":
                    self._last_error = found[2]
                yield LogMessage(now, found[1].lower(), found[2])

    def _led_changes(self) -> Iterator[Event]:
        if len(self._leds) > len(self._polled):
            # The value of an expression comes back, what is printed does not.
            code = f'";".join([{_CHANGES}.pop(0) for _ in list({_CHANGES})])'
            for change in filter(None, self._python(code).strip().split(";")):
                led, ticks, on = change.split(",")
                yield LedChange(int(ticks), self._leds[int(led)], on == "1")
        for label, (path, before) in list(self._polled.items()):
            state = self._led_state(path)
            if state != before:
                self._polled[label] = (path, state)
                yield LedChange(self.now, label, state)

    def _lines(self, uart: _Uart) -> Iterator[Event]:
        data, uart.position = _read_from(uart.file, uart.position)
        *lines, uart.partial = (uart.partial + data).split(b"\n")
        for line in lines:
            yield UartLine(self._line_time(uart), uart.label, decode(line.removesuffix(b"\r")))

    def _line_time(self, uart: _Uart) -> int:
        """When the next line of the tester ended."""
        try:
            found = self._run("WaitForNextLineOnUart", timeout=0, testerId=uart.tester)
        except RunFailedError:
            raise
        except VBoardError:
            # The tester takes an escape sequence for more bytes than it has, also for a line end.
            return self.now
        assert isinstance(found, dict)
        return round(float(found["Timestamp"]) * MILLISECOND)

    def take_events(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    def unfinished_line(self, label: str) -> str:
        uart = self._uarts.get(label)
        return decode(uart.partial) if uart is not None else ""

    @property
    def now(self) -> int:
        if self._now is None:
            self._now = self._elapsed()
        return self._now

    def _elapsed(self) -> int:
        """Virtual time that the machine tells; 0 without a machine."""
        try:
            text = str(self._run("ExecuteCommand", "machine ElapsedVirtualTime"))
        except RunFailedError:
            raise
        except VBoardError:
            return 0
        found = _ELAPSED.search(text)
        if found is None:
            raise RunFailedError(f"no virtual time in Renode's answer: {text.strip()!r}")
        hours, minutes, seconds = (int(found[n]) for n in (1, 2, 3))
        return ((hours * 60 + minutes) * 60 + seconds) * SECOND + int((found[4] or "0").ljust(9, "0")[:9])

    @property
    def instructions(self) -> int:
        return int(str(self._run("ExecuteCommand", f"{CPU} ExecutedInstructions")).strip(), 0)

    @property
    def halt_reason(self) -> str | None:
        if self._last_error is not None and ABORT in self._last_error:
            return self._last_error
        halted = str(self._run("ExecuteCommand", f"{CPU} IsHalted")).strip() == "True"
        return (self._last_error or "the core is halted") if halted else None

    def close(self) -> None:
        """End Renode."""
        self._client.close()
        self._process.close()


@contextlib.contextmanager
def _platform_errors(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except RunFailedError:
        raise
    except VBoardError as error:
        raise VBoardError(f"{path}: the platform has no {what} of that name ({error})") from error


def _read_from(path: Path, position: int) -> tuple[bytes, int]:
    """What a file holds behind `position`, and the position behind that."""
    try:
        with path.open("rb") as file:
            file.seek(position)
            data = file.read()
    except FileNotFoundError:
        return b"", position
    return data, position + len(data)


def _monitor_path(path: Path) -> str:
    return "@" + re.sub(r"([ ;])", r"\\\1", str(path))
