"""What the monitor adds to UARTs: history, files, hooks on lines, the logging analyzer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vboard.builtin.csharp import full_name
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.script import ScriptError, compile_hook
from vboard.builtin.monitor.analyzer import LineSplitter, LoggingAnalyzer
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import UART, Peripheral
from vboard.builtin.sequenced_file import move_away
from vboard.builtin.types import Int

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

_ANALYZERS = "Antmicro.Renode.Analyzers."
DEFAULT_ANALYZER = f"{_ANALYZERS}LoggingUartAnalyzer"
_TEXT_ANALYZERS = (
    "LoggingUartAnalyzer",
    "SocketUartAnalyzer",
    "ConsoleWindowBackendAnalyzer",
    "Antmicro.Renode.UI.ConsoleWindowBackendAnalyzer",
)
_DISPLAYS = "Antmicro.Renode.Peripherals.Video."
HISTORY = 100_000
"""Bytes that `DumpHistoryBuffer` can show."""


def analyzer_names() -> list[str]:
    """Full names of the analyzers that there are."""
    return [DEFAULT_ANALYZER]


class UartTools:
    """All of one monitor's listeners on UARTs of one emulation."""

    def __init__(self, now: Callable[[], int], shown: Callable[[], bool] = lambda: True) -> None:
        self._now = now
        self._shown = shown
        self._histories: dict[UART, deque[int]] = {}
        self._analyzers: dict[UART, LoggingAnalyzer] = {}
        self._files: dict[tuple[UART, str], tuple[BinaryIO, Callable[[int], None]]] = {}

    def watch(self, machine: Machine) -> None:
        """Begin the history of each UART that has none yet."""
        for entry in machine.entries:
            uart = entry.peripheral
            if isinstance(uart, UART) and uart not in self._histories:
                self._histories[uart] = deque(maxlen=HISTORY)
                uart.observe(self._histories[uart].append)

    def history(self, uart: UART, limit: int) -> str:
        """The newest `limit` bytes (all when 0) as text."""
        data = bytes(self._histories.get(uart, ()))
        return data[-limit if limit > 0 else 0 :].decode("utf-8", errors="replace")

    def show(self, peripheral: Peripheral, analyzer: str | None = None) -> None:
        """Log the lines of a UART; every analyzer of Renode's that shows text means this one.

        Raises:
            CommandError: the peripheral is no UART, or there is no such analyzer.
        """
        kind = full_name(type(peripheral))
        problem = ""
        if kind.startswith(_DISPLAYS):
            peripheral.log(LogLevel.WARNING, "displays are not shown, showAnalyzer is ignored")
            return
        if not isinstance(peripheral, UART):
            problem = f"No backend found for {kind}"
        elif analyzer is not None and analyzer.removeprefix(_ANALYZERS) not in _TEXT_ANALYZERS:
            problem = f"{analyzer}: analyzer not found."
        else:
            self.analyze(peripheral)
            return
        raise CommandError(
            f"Received '{problem}' error while initializing analyzer for: {kind}. "
            "Are you missing a required plugin?"
        )

    def analyze(self, uart: UART) -> None:
        """Log the UART's lines (once), unless analyzers are hidden."""
        if uart not in self._analyzers and self._shown():
            self._analyzers[uart] = LoggingAnalyzer(uart, self._now)

    def is_analyzed(self, uart: UART) -> bool:
        """Whether `analyze` was called for the UART."""
        return uart in self._analyzers

    def open_file(self, uart: UART, path: str, flush: bool) -> Path | None:
        """Write transmitted bytes to a file; returns the path that an older one of that name has now.

        Raises:
            CommandError: the file is in use already or cannot be written.
        """
        if (uart, path) in self._files:
            raise CommandError(
                f"The {path} is alredy used as UART file backend. "
                "Please close it using 'CloseFileBackend' before re-using"
            )
        try:
            moved = move_away(Path(path))
            file = Path(path).open("wb", buffering=0 if flush else -1)  # noqa: SIM115 (close_file closes it)
        except OSError as error:
            raise CommandError(f"Could not open {path}: {error.strerror}") from None

        def write(byte: int) -> None:
            file.write(bytes((byte,)))

        uart.observe(write)
        self._files[uart, path] = (file, write)
        return moved

    def close_file(self, uart: UART, path: str) -> None:
        """Undo `open_file`. Raises CommandError when there is no such file."""
        if (uart, path) not in self._files:
            raise CommandError(f"Couldn't find active {path} file backend for the UART")
        file, write = self._files.pop((uart, path))
        uart.unobserve(write)
        file.close()

    def close(self) -> None:
        """Close all files."""
        for uart, path in tuple(self._files):
            self.close_file(uart, path)


@extension_method(UART)
def ShowAnalyzer(
    monitor: Monitor, uart: UART, analyzerTypeName: str | None = None, externalName: str | None = None
) -> None:
    """Log each finished line; there is no window that `externalName` could name."""
    monitor.uarts.show(uart, analyzerTypeName)


@extension_method(UART)
def CreateFileBackend(monitor: Monitor, uart: UART, path: str, immediateFlush: bool = False) -> None:
    """Write transmitted bytes to a file; an older one of that name is kept."""
    resolved = monitor.files.resolve(path)
    moved = monitor.uarts.open_file(uart, resolved, immediateFlush)
    if moved is not None:
        monitor.emulation.log.write(LogLevel.INFO, "", f"Old file {resolved} moved to {moved}")


@extension_method(UART)
def CloseFileBackend(monitor: Monitor, uart: UART, path: str) -> None:
    """Stop writing to a file."""
    monitor.uarts.close_file(uart, monitor.files.resolve(path))


@extension_method(UART)
def DumpHistoryBuffer(monitor: Monitor, uart: UART, limit: Int = 0) -> str:
    """What was transmitted so far."""
    return monitor.uarts.history(uart, limit)


@extension_method(UART)
def WriteLine(monitor: Monitor, uart: UART, text: str, appendCarriageReturn: bool = True) -> None:
    """Receive a text from the wire, with a carriage return behind it."""
    for byte in text.encode() + (b"\r" if appendCarriageReturn else b"\n"):
        uart.WriteChar(byte)


@extension_method(UART)
def AddLineHook(monitor: Monitor, uart: UART, contains: str, pythonScript: str) -> None:
    """Run Python code when a finished line contains a text; it sees `line` and `uart`."""
    script = compile_hook(pythonScript, f"line hook '{contains}'")

    def on_line(line: str) -> None:
        if contains not in line:
            return
        try:
            script(line=line, uart=uart, self=uart, machine=uart.env)
        except ScriptError as error:
            uart.log(LogLevel.ERROR, str(error))

    LineSplitter(uart, on_line)
