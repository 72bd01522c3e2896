"""What the console does whatever it looks like: commands, UART output, buttons, recording."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vboard.builtin.host_loop import HostLoop
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.misc.button import Button
from vboard.builtin.peripherals.misc.led import LED
from vboard.console.recorder import Recorder
from vboard.engine.events import decode
from vboard.errors import VBoardError

HOLD = 100_000_000
"""Virtual time (ns) for which a key holds a button down."""
KEPT_LINES = 2000
"""Lines of a UART that can be scrolled back to."""
Show = Callable[[str, str], None]
"""Shows one line; the first argument is its kind: `output`, `error`, `uart` or `log`."""


@dataclass
class UartView:
    """A UART whose lines are shown: the finished ones, and `text`, the unfinished one."""

    name: str
    path: str
    uart: UART
    text: bytearray = field(default_factory=bytearray)
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))


class ConsoleSession:
    """A monitor and what a user sees and does.

    Attributes:
        uarts, leds, buttons: devices of the selected machine.
        failures: how many lines failed.
        show: shows a line.
    """

    def __init__(self, monitor: Monitor, show: Show, realtime: bool = True) -> None:
        self.monitor = monitor
        self.loop = HostLoop(monitor, realtime)
        self.show = show
        self._recorder: Recorder | None = None
        self.uarts: list[UartView] = []
        self.leds: list[tuple[str, LED]] = []
        self.buttons: list[tuple[str, str, Button]] = []
        self._watched: dict[int, UartView] = {}
        self.failures = 0
        monitor.on_new_emulation.append(self._on_new_emulation)
        self._on_new_emulation(monitor.emulation)

    def record(self, recorder: Recorder) -> None:
        """Record from now on."""
        self._recorder = recorder

    @property
    def prompt(self) -> str:
        """`(bluepill) `, or `(monitor) ` without a machine; `> ` while lines belong to a value."""
        if self.monitor.lines.recording.active:
            return "> "
        return f"({self.monitor.machine_name or 'monitor'}) "

    @property
    def emulation(self) -> Emulation:
        """The emulation of the moment."""
        return self.monitor.emulation

    # -- devices ------------------------------------------------------------------------------

    def _on_new_emulation(self, emulation: Emulation) -> None:
        self._watched.clear()
        emulation.log.sinks.append(self._on_log)
        self.find_devices()

    def find_devices(self) -> None:
        """Look for UARTs, LEDs and buttons; new UARTs are listened to."""
        self.uarts, self.leds, self.buttons = [], [], []
        machine = self.monitor.machine
        for entry in machine.entries if machine is not None else ():
            name = entry.name.rpartition(".")[2]
            device = entry.peripheral
            if isinstance(device, UART):
                self.uarts.append(self._watch(name, entry.name, device))
            elif isinstance(device, LED):
                self.leds.append((name, device))
            elif isinstance(device, Button):
                self.buttons.append((name, entry.name, device))

    def _watch(self, name: str, path: str, uart: UART) -> UartView:
        view = self._watched.get(id(uart))
        if view is None:
            view = self._watched[id(uart)] = UartView(name, path, uart)
            uart.observe(lambda byte: self._on_byte(view, byte))
        return view

    def _on_byte(self, view: UartView, byte: int) -> None:
        if byte == ord("\n"):
            text = decode(bytes(view.text.removesuffix(b"\r")))
            view.text.clear()
            view.lines.append(text)
            self.show("uart", f"{view.name} | {text}")
        else:
            view.text.append(byte)

    def _on_log(self, entry: LogEntry) -> None:
        if entry.level >= LogLevel.WARNING:
            source = f"{entry.source.removeprefix('sysbus.')}: " if entry.source else ""
            self.show("log", f"[{entry.level.name}] {source}{entry.message}")

    # -- actions ------------------------------------------------------------------------------

    def execute(self, line: str) -> None:
        """Run a line and show what it prints; Ctrl-C ends time that passes meanwhile."""
        line = line.strip()
        if not line:
            return
        if self._recorder is not None:
            self._recorder.pass_time(self.emulation.clock.now)
        try:
            with self._interruptible():
                output = self.monitor.execute(line)
        except VBoardError as error:
            self.failures += 1
            self._show_error(error)
        else:
            for each in output.replace("\n\n", "\n").removesuffix("\n").split("\n") if output else ():
                self.show("output", each)
            if self._recorder is not None:
                self._recorder.command(line, self.emulation)
        self.loop.restart()
        self.find_devices()

    def _show_error(self, error: VBoardError) -> None:
        location = getattr(error, "location", "")
        suggestion = getattr(error, "suggestion", "")
        for piece in error.pieces if isinstance(error, MonitorError) else (str(error),):
            self.show("error", piece.strip("\n"))
        if suggestion:
            self.show("error", suggestion)
        if location:
            self.show("error", f"at {location}")

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, lambda *_: self.emulation.PauseAll())
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def toggle(self) -> None:
        """Start a paused emulation, pause a started one."""
        self.execute("pause" if self.emulation.started else "start")

    def press(self, number: int) -> None:
        """Hold a button down for a moment of virtual time."""
        if number < len(self.buttons):
            _, path, button = self.buttons[number]
            button.Press()
            self._act(f"{path} Press")

            def release() -> None:
                button.Release()
                self._act(f"{path} Release")

            self.emulation.clock.schedule_in(HOLD, release)

    def send(self, view: UartView, data: bytes) -> None:
        """Send bytes to a UART."""
        for byte in data:
            view.uart.WriteChar(byte)
            self._act(f"{view.path} WriteChar {byte}")

    def _act(self, line: str) -> None:
        if self._recorder is not None:
            self._recorder.action(line, self.emulation)

    def close(self) -> None:
        """End the recording and give everything back to the host."""
        if self._recorder is not None:
            self._recorder.close(self.emulation.clock.now)
        self.monitor.close()
