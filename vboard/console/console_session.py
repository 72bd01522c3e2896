"""What the console does whatever it looks like: commands, UART output, buttons, recording."""

from __future__ import annotations

import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vboard.console.ear import Ear
from vboard.console.recorder import Recorder
from vboard.engine.events import decode
from vboard.engine.interaction import ButtonDevice, Devices, Interaction, LedDevice, LineError, UartDevice
from vboard.errors import VBoardError

HOLD = 100_000_000
"""Virtual time (ns) for which a key holds a button down."""
KEPT_LINES = 2000
"""Lines of a UART that can be scrolled back to."""
_PLAY = re.compile(r"play(?:\s+(\S.*))?")
_HELP = "play @FILE           plays a recording to the board (here, not in Renode)\n"
Show = Callable[[str, str], None]
"""Shows one line; the first argument is its kind: `output`, `error`, `uart` or `log`."""


@dataclass
class UartView:
    """A UART whose lines are shown: the finished ones, and `text`, the unfinished one."""

    uart: UartDevice
    text: bytearray = field(default_factory=bytearray)
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))

    @property
    def name(self) -> str:
        """The UART's own name."""
        return self.uart.name


class ConsoleSession:
    """A monitor and what a user sees and does.

    Attributes:
        uarts, leds, buttons: devices of the selected machine.
        failures: how many lines failed.
        ear: what the board hears.
        loop: lets time pass between the lines.
        show: shows a line.
    """

    def __init__(self, monitor: Interaction, show: Show, realtime: bool = True) -> None:
        self.monitor = monitor
        self.loop = monitor.pump(realtime)
        self.show = show
        self._recorder: Recorder | None = None
        self._devices = Devices()
        self.uarts: list[UartView] = []
        self._watched: dict[UartDevice, UartView] = {}
        self.failures = 0
        self.ear = Ear(monitor)
        monitor.on_new_emulation(self._on_new_emulation)
        monitor.on_log(self._on_log)
        monitor.on_output(lambda text: self.show("output", text))
        self.find_devices()

    def record(self, recorder: Recorder) -> None:
        """Record from now on."""
        self._recorder = recorder

    @property
    def prompt(self) -> str:
        """`(bluepill) `, or `(monitor) ` without a machine; `> ` while lines belong to a value."""
        if self.monitor.reads_value:
            return "> "
        return f"({self.monitor.machine_name or 'monitor'}) "

    # -- devices ------------------------------------------------------------------------------

    @property
    def leds(self) -> tuple[LedDevice, ...]:
        """LEDs of the selected machine."""
        return self._devices.leds

    @property
    def buttons(self) -> tuple[ButtonDevice, ...]:
        """Its buttons."""
        return self._devices.buttons

    def _on_new_emulation(self) -> None:
        self._watched.clear()
        self.ear.new_emulation()
        self.find_devices()

    def find_devices(self) -> None:
        """Look for UARTs, LEDs and buttons; new UARTs are listened to."""
        self._devices = self.monitor.devices()
        self.uarts = [self._watch(each) for each in self._devices.uarts]

    def _watch(self, uart: UartDevice) -> UartView:
        view = self._watched.get(uart)
        if view is None:
            view = self._watched[uart] = UartView(uart)
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

    def _on_log(self, level: str, source: str, text: str) -> None:
        place = f"{source.removeprefix('sysbus.')}: " if source else ""
        self.show("log", f"[{level}] {place}{text}")

    # -- actions ------------------------------------------------------------------------------

    def execute(self, line: str) -> None:
        """Run a line and show what it prints; Ctrl-C ends time that passes meanwhile."""
        line = line.strip()
        if not line:
            return
        if self._recorder is not None:
            self._recorder.pass_time(self.monitor.now)
        own = None if self.monitor.reads_value else _PLAY.fullmatch(line)
        try:
            if own is not None:
                output, line = self.ear.play(_path(own[1])), f"# {line}"
            else:
                with self._interruptible():
                    output = self.monitor.execute(line)
        except VBoardError as error:
            self.failures += 1
            self._show_error(error)
        else:
            self._show_output(output + (_HELP if line == "help" else ""))
            if self._recorder is not None:
                self._recorder.command(line, self.monitor)
        self.loop.restart()
        self.find_devices()

    def _show_output(self, output: str) -> None:
        for each in output.replace("\n\n", "\n").removesuffix("\n").split("\n") if output else ():
            self.show("output", each)

    def play_again(self) -> None:
        """Play the last recording, or the bundled one, to the board."""
        try:
            self._show_output(self.ear.again())
        except VBoardError as error:
            self._show_error(error)

    def _show_error(self, error: VBoardError) -> None:
        told = error if isinstance(error, LineError) else LineError([str(error)])
        for piece in told.pieces:
            self.show("error", piece.strip("\n"))
        if told.suggestion:
            self.show("error", told.suggestion)
        if told.location:
            self.show("error", f"at {told.location}")

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, lambda *_: self.monitor.pause())
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def toggle(self) -> None:
        """Start a paused emulation, pause a started one."""
        self.execute("pause" if self.monitor.started else "start")

    def press(self, number: int) -> None:
        """Hold a button down for a moment of virtual time."""
        if number < len(self.buttons):
            button = self.buttons[number]
            button.press()
            self._act(f"{button.path} Press")

            def release() -> None:
                button.release()
                self._act(f"{button.path} Release")

            self.monitor.schedule_in(HOLD, release)

    def send(self, view: UartView, data: bytes) -> None:
        """Send bytes to a UART."""
        for byte in data:
            view.uart.receive(byte)
            self._act(f"{view.uart.path} WriteChar {byte}")

    def _act(self, line: str) -> None:
        if self._recorder is not None:
            self._recorder.action(line, self.monitor)

    def close(self) -> None:
        """End the recording and give everything back to the host."""
        if self._recorder is not None:
            self._recorder.close(self.monitor.now)
        self.monitor.close()


def _path(text: str | None) -> Path:
    """The file that `play` names: `@yes.wav`, `@my\\ voice.wav`, "yes.wav".

    Raises:
        VBoardError: it names none.
    """
    name = re.sub(r"\\(.)", r"\1", (text or "").strip().strip('"').removeprefix("@"))
    if not name:
        raise VBoardError("play: expected a recording, as in play @yes.wav")
    return Path(name)
