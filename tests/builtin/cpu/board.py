"""Small boards built in Python, with stand-ins for the devices that the conformance image uses."""

from __future__ import annotations

import struct
from typing import TypeVar

from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import UART, BusPeripheral, Environment


class StandInUart(UART, BusPeripheral):
    """Status register that always says ready, data registers, one interrupt on reception."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, f7: bool) -> None:
        super().__init__(env)
        self.f7 = f7
        self.IRQ = GPIO()
        self._received: list[int] = []

    def WriteChar(self, value: int) -> None:
        self._received.append(value)
        self.IRQ.Set(True)

    def _take(self) -> int:
        value = self._received.pop(0) if self._received else 0
        self.IRQ.Set(bool(self._received))
        return value

    def read(self, offset: int, width: int) -> int:
        ready = 0xC0 | (0x20 if self._received else 0)
        if self.f7:
            return {0x1C: ready, 0x24: 0}.get(offset, 0) if offset != 0x24 else self._take()
        return ready if offset == 0 else self._take() if offset == 4 else 0

    def write(self, offset: int, width: int, value: int) -> None:
        if offset == (0x28 if self.f7 else 4):
            self.transmit(value)


class StandInTimer(BusPeripheral):
    """Up counter at 10 MHz with prescaler: an update every (PSC + 1) * ARR counts."""

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self._registers: dict[int, int] = {}
        self._generation = 0

    def read(self, offset: int, width: int) -> int:
        return self._registers.get(offset, 0)

    def write(self, offset: int, width: int, value: int) -> None:
        self._registers[offset] = value
        if offset == 0x10 and not value & 1:
            self.IRQ.Set(False)
        if offset == 0:
            self._generation += 1
            if value & 1:
                self._arm(self.env.clock.now)

    def _arm(self, start: int) -> None:
        period = (self._registers.get(0x28, 0) + 1) * self._registers.get(0x2C, 0) * 100
        generation = self._generation

        def update() -> None:
            if generation == self._generation:
                self._registers[0x10] = 1
                self.IRQ.Set(True)
                self._arm(start + period)

        self.env.clock.schedule(start + period, update)


class StandInPort(BusPeripheral):
    """Output data register behind BSRR; records (time, register value)."""

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.output = 0
        self.changes: list[tuple[int, int]] = []

    def read(self, offset: int, width: int) -> int:
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        if offset in (0x10, 0x18):
            output = (self.output | value & 0xFFFF) & ~(value >> 16)
            if output != self.output:
                self.output = output
                self.changes.append((self.env.clock.now, output))


Mapped = TypeVar("Mapped", bound=BusPeripheral)


class Board:
    """A machine with flash, RAM, NVIC and core, and what it said."""

    uart: StandInUart
    port: StandInPort

    def __init__(self, cpu_type: str = "cortex-m3", mips: int = 72, flash: int = 0x08000000) -> None:
        self.emulation = Emulation()
        self.machine = self.emulation.add_machine("m")
        bus = self.machine.bus
        self.log: list[str] = []
        self.emulation.log.sinks.append(lambda entry: self.log.append(entry.text))
        self.flash = self.add("flash", MappedMemory(self.machine, 0x100000), flash)
        self.sram = self.add("sram", MappedMemory(self.machine, 0x50000), 0x20000000)
        self.nvic = self.add("nvic", NVIC(self.machine, mips * 1_000_000, 0xF0), 0xE000E000)
        self.cpu = CortexM(self.machine, cpu_type, self.nvic)
        self.cpu.PerformanceInMips = mips
        self.machine.add("cpu", self.cpu, bus, "Slot: 0")
        self.output = b""
        self.times: list[int] = []

    def add(self, name: str, peripheral: Mapped, address: int) -> Mapped:
        """Register a peripheral."""
        assert peripheral.size is not None
        self.machine.bus.register(Registration(address, peripheral.size, peripheral))
        self.machine.add(name, peripheral, self.machine.bus, "")
        return peripheral

    def on_byte(self, byte: int) -> None:
        """Observer of the UART."""
        self.output += bytes((byte,))
        self.times.append(self.emulation.clock.now)


def conformance_board(f7: bool) -> Board:
    """The board of the conformance image for F103 or F746."""
    board = Board("cortex-m7", 216) if f7 else Board("cortex-m3", 72)
    board.uart = board.add("usart1", StandInUart(board.machine, f7), 0x40011000 if f7 else 0x40013800)
    board.uart.observe(board.on_byte)
    board.uart.IRQ.connect(board.nvic, 37)
    timer = board.add("timer2", StandInTimer(board.machine), 0x40000000)
    timer.IRQ.connect(board.nvic, 28)
    board.port = board.add("gpio", StandInPort(board.machine), 0x40022000 if f7 else 0x40011000)
    return board


FLASH = 0x08000000
LOOPS = FLASH + 0x1000
"""Where the program of `board_of_loops` is; the handler of exception n is 16 * n bytes behind it."""


def board_of_loops(strict: bool) -> Board:
    """Every handler, and the program, is a loop of one instruction: what is taken stays active."""
    board = Board("cortex-m7", mips=100)
    vectors = [0x20040000, LOOPS | 1, *(LOOPS + 16 * number | 1 for number in range(2, 528))]
    board.machine.bus.write_bytes(FLASH, struct.pack(f"<{len(vectors)}I", *vectors))
    for number in range(528):
        board.machine.bus.write_bytes(LOOPS + 16 * number, b"\xfe\xe7")
    board.cpu.VectorTableOffset = FLASH
    board.cpu.StrictFaults = strict
    board.emulation.run_for(100)
    return board
