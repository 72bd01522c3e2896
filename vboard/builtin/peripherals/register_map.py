"""Register maps: a datasheet's tables as data, and the log entries that Renode writes about them.

A model declares its registers as a table of fields; the map reads and writes them:

    self.cr1 = Register(0x0C, "CR1", [
        Field("RE", 2),                                     # plain read/write bit
        Field("TC", 6, mode=Mode.RW0C),                     # cleared by writing 0
        Field("TXE", 7, mode=Mode.R, status=lambda: 1),     # computed
        Tag("PEIE", 8),                                     # known to the manual, not modelled
    ], written=self._update)
    self.registers = RegisterMap(self, [self.cr1, ...])

Semantics (Renode 1.16.1, `Core/Structure/Registers`): bits outside of fields, tags included, read as
their reset value, and a write that would change one warns `Unhandled write to offset 0x..`. Field
callbacks run after all bits of the register are updated, in the order of the table, and get the value
written; change callbacks follow, then the register's own callback, then the warning.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import ClassVar

from vboard.builtin.machine.access_reports import Access
from vboard.builtin.machine.device_register import DirectRegister, DirectReports
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.peripherals.register import Register
from vboard.builtin.peripherals.register_fields import Field, Mode, Tag, repeated, reserved, tags
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write, unhandled_text

__all__ = [
    "Field",
    "Mode",
    "Register",
    "RegisterMap",
    "RegisterPeripheral",
    "Tag",
    "repeated",
    "reserved",
    "tags",
]


class RegisterMap:
    """The registers of one peripheral, by offset."""

    def __init__(self, owner: Peripheral, registers: Iterable[Register]) -> None:
        self._owner = owner
        self._registers: dict[int, Register] = {}
        for register in registers:
            if register.offset in self._registers:
                raise ValueError(f"two registers at offset 0x{register.offset:X}")
            self._registers[register.offset] = register
        self._reasons: dict[int, str] = {}

    def __iter__(self) -> Iterator[Register]:
        return iter(self._registers.values())

    def __contains__(self, offset: object) -> bool:
        return offset in self._registers

    def reset(self) -> None:
        """Give every register its reset value; no callback runs."""
        for register in self._registers.values():
            register.value = register.reset_value

    def withdraw(self, offsets: Iterable[int], reason: str | None) -> None:
        """Have accesses to these registers be errors that read 0 and change nothing, or no more.

        Args:
            reason: ends the entry of the log, as `while its clock is off`; None: they can be accessed.
        """
        for offset in offsets:
            self._registers[offset].absent = reason is not None
            self._reasons[offset] = reason or ""

    def absence(self, offset: int) -> str:
        """What is reported of an access to a register that was withdrawn."""
        return f"Access to offset 0x{offset:X} {self._reasons[offset]}"

    def read(self, offset: int) -> int:
        """Read the 32-bit register at `offset`; an unknown offset warns and reads 0."""
        register = self._registers.get(offset)
        if register is None:
            log_unhandled_read(self._owner, offset)
            return 0
        if register.absent:
            self._owner.log(LogLevel.ERROR, self.absence(offset))
            return 0
        return register.read()

    def write(self, offset: int, value: int) -> None:
        """Write the 32-bit register at `offset`; an unknown offset warns."""
        register = self._registers.get(offset)
        if register is None:
            log_unhandled_write(self._owner, offset, value)
            return
        if register.absent:
            self._owner.log(LogLevel.ERROR, self.absence(offset))
            return
        register.write(value, self._owner)


class RegisterPeripheral(BusPeripheral):
    """A peripheral made of registers of one width.

    Narrow accesses that `widths` allows are made of whole ones, as in Renode: a byte or half-word
    read takes its part of the register, a write reads the register first (with the side effects
    of that read), replaces its part and writes all bits. A wide access is one access to each
    register that it holds.

    A class that overrides a method of access says for which registers that matters, or the processor core
    calls it for all.

    Attributes:
        register_width: bytes of a register.
        special_reads, special_writes: offsets whose accesses the overriding methods of this class treat.
        direct_widths: widths of accesses that nothing else treats; those of the class if it names none.
        narrow_is_whole: a narrow access is one to the register at its very offset, of which it has the low
            bits; as `read` and `write` of the class have it.
    """

    register_width: ClassVar[int] = 4
    registers: RegisterMap

    special_reads: ClassVar[frozenset[int]] = frozenset()
    special_writes: ClassVar[frozenset[int]] = frozenset()

    def direct_registers(self) -> list[DirectRegister]:
        reads, writes = self._specials("read"), self._specials("write")
        return [
            DirectRegister(
                r.offset,
                r,
                reads is not None and r.offset not in reads,
                writes is not None and r.offset not in writes,
            )
            for r in self.registers
        ]

    def direct_reports(self) -> DirectReports | None:
        reads, writes = not self._overrides("read"), not self._overrides("write")
        levels = LogLevel.WARNING, LogLevel.ERROR
        return DirectReports(self._report, reads, writes, levels) if reads or writes else None

    def _report(self, core: str, access: Access) -> str:
        if access.row:
            return self.registers.absence(access.address)
        value = access.value if access.write else None
        return unhandled_text(self, access.address, value)

    def _overrides(self, kind: str) -> bool:
        """Whether an access to an offset without a register may do something."""
        classes = itertools.takewhile(lambda cls: cls is not RegisterPeripheral, type(self).__mro__)
        return any(kind in vars(cls) or f"{kind}32" in vars(cls) for cls in classes)

    def _specials(self, kind: str) -> set[int] | None:
        """Offsets whose accesses do more than `RegisterMap` does; None: all, a class does not say which."""
        found: set[int] = set()
        for cls in type(self).__mro__:
            members = vars(cls)
            if cls is RegisterPeripheral:
                break
            if kind in members or f"{kind}32" in members:
                if f"special_{kind}s" not in members:
                    return None
                found |= members[f"special_{kind}s"]
        return found

    def Reset(self) -> None:
        self.registers.reset()

    def read32(self, offset: int) -> int:
        """Read the register at `offset`."""
        return self.registers.read(offset)

    def write32(self, offset: int, value: int) -> None:
        """Write the register at `offset`."""
        self.registers.write(offset, value)

    def read(self, offset: int, width: int) -> int:
        own = self.register_width
        if width == own:
            return self.read32(offset)
        if width > own:
            return sum(self.read32(offset + i) << 8 * i for i in range(0, width, own))
        start = offset & -own
        return self.read32(start) >> 8 * (offset - start) & ((1 << 8 * width) - 1)

    def write(self, offset: int, width: int, value: int) -> None:
        own = self.register_width
        whole = (1 << 8 * own) - 1
        if width == own:
            self.write32(offset, value)
        elif width > own:
            for i in range(0, width, own):
                self.write32(offset + i, value >> 8 * i & whole)
        else:
            start = offset & -own
            shift = 8 * (offset - start)
            kept = self.read32(start) & ~(((1 << 8 * width) - 1) << shift)
            self.write32(start, (kept | value << shift) & whole)
