"""The built-in engine's monitor for a person: what a front end needs of it, behind the engine's protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vboard.builtin.host_loop import HostLoop
from vboard.builtin.machine.log import LogEntry
from vboard.builtin.monitor.completion import complete
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.misc.button import Button
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.receiver import receiver_is_on
from vboard.engine.interaction import Devices, OnLog

CONSOLE = "console"
"""Name of the log's backend for the terminal, as `logLevel` shows it."""


@dataclass(frozen=True)
class _Uart:
    name: str
    path: str
    device: UART
    monitor: Monitor

    @property
    def is_analyzed(self) -> bool:
        return self.monitor.uarts.is_analyzed(self.device)

    def observe(self, on_byte: Callable[[int], None]) -> None:
        self.device.observe(on_byte)

    def receive(self, byte: int) -> None:
        self.device.WriteChar(byte)

    @property
    def is_receiving(self) -> bool:
        return receiver_is_on(self.device)


@dataclass(frozen=True)
class _Led:
    name: str
    device: LED

    @property
    def on(self) -> bool:
        return self.device.State


@dataclass(frozen=True)
class _Button:
    name: str
    path: str
    device: Button

    @property
    def pressed(self) -> bool:
        return self.device.Pressed

    def press(self) -> None:
        self.device.Press()

    def release(self) -> None:
        self.device.Release()


class BuiltinInteraction:
    """Fulfils `vboard.engine.interaction.Interaction` in this process."""

    def __init__(self, working_directory: Path) -> None:
        self._monitor = Monitor(working_directory)

    def execute(self, line: str) -> str:
        return self._monitor.execute(line)

    def complete(self, text: str) -> list[str]:
        return complete(self._monitor, text)

    def devices(self) -> Devices:
        machine = self._monitor.machine
        uarts, leds, buttons = [], [], []
        for entry in machine.entries if machine is not None else ():
            name = entry.name.rpartition(".")[2]
            device = entry.peripheral
            if isinstance(device, UART):
                uarts.append(_Uart(name, entry.name, device, self._monitor))
            elif isinstance(device, LED):
                leds.append(_Led(name, device))
            elif isinstance(device, Button):
                buttons.append(_Button(name, entry.name, device))
        return Devices(tuple(uarts), tuple(leds), tuple(buttons))

    def pause(self) -> None:
        self._monitor.emulation.PauseAll()

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        self._monitor.emulation.clock.schedule_in(duration, action)

    def pump(self, realtime: bool) -> HostLoop:
        return HostLoop(self._monitor, realtime)

    def on_new_emulation(self, action: Callable[[], None]) -> None:
        self._monitor.on_new_emulation.append(lambda _: action())

    def on_log(self, action: OnLog) -> None:
        def take(entry: LogEntry) -> None:
            action(entry.level.name, entry.source, entry.message)

        self._monitor.log_book.add(CONSOLE, take)

    def on_output(self, action: Callable[[str], None]) -> None:
        self._monitor.on_output = action

    @property
    def now(self) -> int:
        return self._monitor.emulation.clock.now

    @property
    def started(self) -> bool:
        return self._monitor.emulation.started

    @property
    def machine_name(self) -> str | None:
        return self._monitor.machine_name

    @property
    def reads_value(self) -> bool:
        return self._monitor.lines.recording.active

    @property
    def has_ports(self) -> bool:
        return len(self._monitor.ports) > 0

    @property
    def quit_status(self) -> int | None:
        return self._monitor.quit_status

    def close(self) -> None:
        self._monitor.close()
