"""What every peripheral model is built on. A model knows its registers, its pins and its environment.

Constructor contract (used by the platform description loader): the first parameter is the
`Environment`; the others have exactly Renode's C# names (`frequency`, `numberOfOutputLines`) with
annotations from `vboard.builtin.types`, `bool`, `str`, an `enum.Enum` or a peripheral class; a
parameter without a default is required. Settable properties and everything the monitor may reach
are public members with Renode's C# names (PascalCase).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import ClassVar, Protocol

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.device_register import DirectRegister, DirectReports
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LaterEntries, LogLevel, renode_fault
from vboard.builtin.machine.log_members import LogMembers
from vboard.builtin.peripherals.direct_access import DirectAccess
from vboard.builtin.types import Byte, UInt

Parity = enum.Enum("Parity", ["Odd", "Even", "None", "Forced1", "Forced0", "Multidrop"], start=0)
"""Parity bit of a UART frame."""

Bits = enum.Enum("Bits", ["None", "One", "Half", "OneAndAHalf", "Two"], start=0)
"""Length of a UART frame's stop bit."""


class BusAccess(Protocol):
    """The system bus as a bus master (a DMA controller) sees it. Widths are bytes: 1, 2, 4, 8."""

    @property
    def initiator(self) -> object | None:
        """The core of which an instruction is in progress."""

    def read(self, address: int, width: int) -> int: ...

    def write(self, address: int, width: int, value: int) -> None: ...


class Environment(Protocol):
    """What a machine gives to each of its peripherals."""

    @property
    def clock(self) -> VirtualClock:
        """Virtual clock of the emulation."""

    @property
    def bus(self) -> BusAccess:
        """System bus of the machine."""

    def log(self, level: LogLevel, source: object, message: str) -> None:
        """Log `message`; the source is named by the peripheral's name in the machine."""

    def is_logged(self, level: LogLevel, source: object) -> bool:
        """Whether anybody takes messages of this level from the source."""

    def log_later(self, level: LogLevel, source: object, entries: LaterEntries) -> None:
        """Log what happened before, in the order of its times."""

    @property
    def log_is_awaited(self) -> bool:
        """Whether somebody waits for an entry of the log, which is then to come at once."""

    def request_reset(self) -> None:
        """Ask for a machine reset, done before the next instruction."""

    def find(self, name: str) -> object | None:
        """Object of a full name (`sysbus.gpioPortC.led`), or None."""


class Peripheral(LogMembers):
    """Base of all models.

    Attributes:
        default_gpio: name of the output that `-> x@n` means when there are several.
        missing: what of the device is not modelled, for the table in `docs/peripherals.md`.
    """

    renode_type_name: ClassVar[str] = ""
    default_gpio: ClassVar[str | None] = None
    missing: ClassVar[str] = ""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self._renode_faults: set[str] = set()

    def Reset(self) -> None:
        """Return to the state after power-on."""

    def log(self, level: LogLevel, message: str) -> None:
        """Write to the machine's log in this peripheral's name."""
        self.env.log(level, self, message)

    def warn_of_renode_fault(self, what: str) -> None:
        """Warn, once for each text, that Renode 1.16.1 fails where this model does what the manual says."""
        if what not in self._renode_faults:
            self._renode_faults.add(what)
            self.log(LogLevel.WARNING, renode_fault(what))

    def write_log(self, level: LogLevel, message: str) -> None:
        self.log(level, message)

    def GetMachine(self) -> Environment:
        """The machine, whose objects scripts find by name."""
        return self.env

    def gpio_outputs(self) -> dict[str, GPIO]:
        """Named outputs (`IRQ`, `DMARequest`), in the order in which they were declared."""
        return {name: value for name, value in vars(self).items() if isinstance(value, GPIO)}

    def numbered_outputs(self) -> dict[int, GPIO] | None:
        """Numbered outputs (pins, interrupt lines), or None for a type that has none."""
        return None

    def local_receiver(self, index: int) -> GPIOReceiver | None:
        """The receiver that `name#index@n` addresses, or None."""
        return None


class BusPeripheral(Peripheral, DirectAccess):
    """A peripheral with registers on the system bus.

    Attributes:
        size: bytes of address space, or None when the registration must give a range.
        widths: access widths (bytes) that the model takes. Others are not emulated: the bus logs
            `Attempted Byte read isn't supported by the peripheral.` and reads 0.
    """

    size: int | None = None
    widths: ClassVar[frozenset[int]] = frozenset({4})

    register_width: ClassVar[int] = 4
    direct_widths: ClassVar[frozenset[int] | None] = None
    narrow_is_whole: ClassVar[bool] = False

    def direct_registers(self) -> list[DirectRegister]:
        """Registers of `register_width` bytes that the core may serve; see machine/device_register.py."""
        return []

    def direct_reports(self) -> DirectReports | None:
        """How accesses to offsets without a register are told of later, None where that cannot be."""
        return None

    def registered_at(self, address: int) -> None:
        """The bus maps offset 0 to `address` (told at each registration)."""

    def read(self, offset: int, width: int) -> int:
        """Read `width` bytes at `offset` from the registration point."""
        raise NotImplementedError

    def write(self, offset: int, width: int, value: int) -> None:
        """Write `width` bytes at `offset` from the registration point."""
        raise NotImplementedError


class UART(Peripheral):
    """Base of UART models: the wire side. A model with registers is a `BusPeripheral` too.

    Observers get every transmitted byte, in the middle of the instruction that wrote it.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._observers: list[Callable[[int], None]] = []

    def observe(self, callback: Callable[[int], None]) -> None:
        """Call `callback` with each byte that the guest transmits."""
        self._observers.append(callback)

    def unobserve(self, callback: Callable[[int], None]) -> None:
        """Undo `observe`."""
        self._observers.remove(callback)

    def transmit(self, byte: int) -> None:
        """Put a byte on the wire (called by the model)."""
        for callback in tuple(self._observers):
            callback(byte & 0xFF)

    def WriteChar(self, value: Byte) -> None:
        """Receive a byte from the wire."""
        raise NotImplementedError

    def receive(self, data: bytes) -> None:
        """Receive bytes (one at least) at the same time, while nothing executes: `WriteChar` for each."""
        for byte in data:
            self.WriteChar(byte)

    @property
    def BaudRate(self) -> UInt:
        """Bits per second as the guest configured them, 0 when unknown."""
        return 0

    @property
    def StopBits(self) -> Bits:
        """Length of the stop bit as the guest configured it."""
        return Bits.One

    @property
    def ParityBit(self) -> Parity:
        """Parity as the guest configured it."""
        return Parity["None"]
