"""A session on the built-in engine: the monitor, and observers of UARTs, LEDs and the log."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vboard.builtin.host_loop import HostLoop
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import UART, Peripheral
from vboard.builtin.receiver import receiver_is_on
from vboard.engine.capabilities import MachineContents
from vboard.engine.events import Event, LedChange, LedChanges, LogMessage, UartLine, decode
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.builtin.gdb.server import GdbServer

_LINE_FEED, _CARRIAGE_RETURN = 0x0A, 0x0D


def _one_line(error: MonitorError, where: str) -> str:
    """Place, cause and nearest valid name; the caret lines below Renode's text are left out."""
    cause = re.sub(r"^There was an error executing command '.*?'", "", error.text, flags=re.DOTALL)
    text = cause or error.text
    place = re.search(r"\nAt (.+:\d+:\d+):\n", text)  # a platform description names its own
    if place is not None:
        text, where = text[: place.start()], f"{place[1]}: "
    elif error.location:
        where = f"{error.location}: "
    suggestion = f"; {error.suggestion[0].lower()}{error.suggestion[1:]}" if error.suggestion else ""
    return where + " ".join(text.split()).rstrip(".") + suggestion


class BuiltinSession:
    """Fulfils `vboard.engine.capabilities.LocalSession` in this process."""

    def __init__(self, working_directory: Path) -> None:
        self._monitor = Monitor(working_directory)
        self._events: list[Event] = []
        self._buffers: dict[str, bytearray] = {}
        self._last_error: str | None = None
        self._monitor.on_new_emulation.append(self._attach)
        self._attach(self._monitor.emulation)

    @property
    def _emulation(self) -> Emulation:
        return self._monitor.emulation

    def _attach(self, emulation: Emulation) -> None:
        emulation.log.sinks.append(self._on_log)

    def _on_log(self, entry: LogEntry) -> None:
        text = entry.text if entry.source else entry.message
        self._events.append(LogMessage(entry.time, entry.level.name.lower(), text))
        if entry.level == LogLevel.ERROR:
            self._last_error = entry.text

    def execute(self, command: str) -> str:
        with self._monitor_errors():
            output: str = self._monitor.execute(command)
        return output

    def execute_script(self, path: Path) -> None:
        with self._monitor_errors(f"{path}: "):
            self._monitor.execute_script(str(path))

    @contextlib.contextmanager
    def _monitor_errors(self, where: str = "") -> Any:
        try:
            yield
        except MonitorError as error:
            raise VBoardError(_one_line(error, where)) from error

    def _find(self, path: str, kind: type[Any], what: str) -> Any:
        machine = self._monitor.machine
        found: Peripheral | None = machine.find(path) if machine is not None else None
        if not isinstance(found, kind):
            raise VBoardError(f"{path}: the platform has no {what} of that name")
        return found

    def watch_uart(self, path: str, label: str) -> None:
        buffer = self._buffers[label] = bytearray()

        def on_byte(byte: int) -> None:
            if byte == _LINE_FEED:
                if buffer.endswith(bytes([_CARRIAGE_RETURN])):
                    del buffer[-1]
                self._events.append(UartLine(self.now, label, decode(bytes(buffer))))
                buffer.clear()
            else:
                buffer.append(byte)

        self._find(path, UART, "UART").observe(on_byte)

    def watch_led(self, path: str, label: str) -> None:
        from vboard.builtin.registry import find_type

        led_type = find_type("Miscellaneous.LED")
        assert led_type is not None
        led = self._find(path, led_type, "LED")

        def report(on: bool, times: Sequence[int]) -> None:
            several = len(times) > 1
            self._events.append(LedChanges(times, label, on) if several else LedChange(times[0], label, on))

        report(led.State, (self.now,))
        led.record(report)

    def feed(self, path: str, data: bytes) -> None:
        uart = self._find(path, UART, "UART")
        if data:
            uart.receive(data)

    def is_receiving(self, path: str) -> bool:
        return receiver_is_on(self._find(path, Peripheral, "device"))

    def serve_ports(self, seconds: float) -> None:
        self._monitor.ports.wait(seconds)
        self._monitor.ports.poll()

    def offer_uart(self, path: str, kind: str, place: str, most: int | None) -> str:
        from vboard.builtin.uart_offer import offer_uart

        return offer_uart(self._monitor, self._find(path, UART, "UART"), kind, place, most)

    def serve_debugger(self, port: int) -> GdbServer:
        from vboard.builtin.monitor.ports import start_gdb_server

        if self._monitor.machine is None:
            raise VBoardError("there is no machine to debug")
        try:
            return start_gdb_server(self._monitor, self._monitor.machine, port)
        except CommandError as error:
            raise VBoardError(str(error)) from error

    def pump(self, realtime: bool) -> HostLoop:
        return HostLoop(self._monitor, realtime)

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        self._emulation.clock.schedule_in(duration, action)

    def contents(self) -> MachineContents | None:
        from vboard.builtin.contents import machine_contents

        return machine_contents(self._monitor)

    def path_variable(self, name: str) -> str | None:
        value = self._monitor.variables.find(name)
        return None if value is None else self._monitor.files.resolve(str(value.value))

    def interrupt(self) -> None:
        self._emulation.interrupt()

    def run_for(self, duration: int) -> None:
        self._emulation.run_for(duration)

    def take_events(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    def unfinished_line(self, label: str) -> str:
        return decode(bytes(self._buffers.get(label, b"")))

    @property
    def now(self) -> int:
        return self._emulation.clock.now

    @property
    def instructions(self) -> int:
        return sum(
            int(getattr(core, "ExecutedInstructions", 0))
            for machine in self._emulation.machines.values()
            for core in machine.cores
        )

    @property
    def halt_reason(self) -> str | None:
        reasons = [
            self._halt_reason(core) for machine in self._emulation.machines.values() for core in machine.cores
        ]
        return "; ".join(map(str, reasons)) if reasons and all(reasons) else None

    def _halt_reason(self, core: object) -> str | None:
        """Lockup and the like; or the last error of the log, which tells why a core was halted."""
        reason: str | None = getattr(core, "abort_reason", None)
        if reason is None and getattr(core, "IsHalted", False):
            return self._last_error or "the core is halted"
        return reason

    def close(self) -> None:
        """Close files, sockets and terminals that monitor commands opened."""
        self._monitor.close()
