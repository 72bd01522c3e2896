"""A machine with a fake UART and a LED that follow a script of virtual times; no CPU."""

from __future__ import annotations

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.misc.led import LED

MS = 1_000_000


class FakeUart(UART):
    """Keeps what is written to it; `echo` sends it back."""

    size = 0x100
    echo = False

    def __init__(self, env: Machine) -> None:
        super().__init__(env)
        self.received: list[tuple[int, int]] = []

    def WriteChar(self, value: int) -> None:
        self.received.append((self.env.clock.now, value))
        if self.echo:
            self.env.clock.schedule_in(MS, lambda: self.transmit(value))

    def say(self, text: bytes | str) -> None:
        for byte in text.encode("latin-1") if isinstance(text, str) else text:
            self.transmit(byte)


class Bench:
    """One emulation, one machine `m`, `sysbus.uart` and `sysbus.led`."""

    def __init__(self) -> None:
        self.emulation = Emulation()
        self.machine = self.emulation.add_machine("m")
        self.uart = FakeUart(self.machine)
        self.led = LED(self.machine)
        bus = self.machine.find("sysbus")
        assert bus is not None
        self.machine.add("uart", self.uart, bus, "")
        self.machine.add("led", self.led, bus, "")

    def say(self, milliseconds: float | int, text: bytes | str) -> None:
        """Transmit `text` at a virtual time."""
        self.emulation.clock.schedule(int(milliseconds * MS), lambda: self.uart.say(text))

    def light(self, milliseconds: float | int, lit: bool) -> None:
        """Switch the LED at a virtual time."""
        self.emulation.clock.schedule(int(milliseconds * MS), lambda: self.led.OnGPIO(0, lit))

    @property
    def now(self) -> float:
        """Virtual time, ms."""
        return self.emulation.clock.now / MS
