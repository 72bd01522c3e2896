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

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar

from vboard.builtin.machine.device_register import DeviceRegister, DirectRegister
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, LatchView, OutputLatch, Undriven
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.peripherals.register_fields import Field, Mode, Tag, repeated, reserved, tags
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write

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

MASK32 = 0xFFFF_FFFF


class Register(DeviceRegister):
    """One register. `value` holds its bits; fields are reached by name: `cr1["TE"]`.

    `width` is its size in bytes: 4, or 1 and 2 in a device of narrower registers.
    """

    def __init__(
        self,
        offset: int,
        name: str,
        fields: Sequence[Field | Tag] = (),
        reset: int = 0,
        written: Callable[[], None] | None = None,
        width: int = 4,
    ) -> None:
        self._all = (1 << 8 * width) - 1
        self.offset = offset
        self.name = name
        self.reset_value = reset
        self.value = reset
        self._written = written
        self._tags = [f for f in fields if isinstance(f, Tag)]
        self._fields = {f.name: f for f in fields if isinstance(f, Field)}
        self._check(fields)
        real = list(self._fields.values())
        self._handled = _union(real)
        self._providers = [(f, read) for f in real if (read := f.read or f.status) is not None]
        self._counters = [(f, f.count) for f in real if f.count is not None]
        self._latches: list[OutputLatch] = []
        self._driving: set[str] = set()
        self._writers = [(f.bit, f.mask, f.write) for f in real if f.write is not None]
        self._watchers = [(f.bit, f.mask, f.change) for f in real if f.change is not None]
        self._define(real)

    def _define(self, fields: Sequence[Field]) -> None:
        def on_write(action: str) -> int:
            return _union(f for f in fields if f.mode.on_write == action)

        read_clears = _union(f for f in fields if f.mode.read_clears)
        computed = bool(self._providers or self._counters)
        effects = any(f.read for f in fields) or (computed and read_clears != 0)
        self.define_access(
            host_reads=effects or len(self._counters) > 1,
            host_writes=bool(self._writers) or self._written is not None,
            computed=computed,
            readable=self._all & ~_union(f for f in fields if not f.mode.readable),
            read_clears=read_clears,
            plain=on_write("write"),
            one_clears=on_write("one clears"),
            zero_clears=on_write("zero clears"),
            any_clears=on_write("any clears"),
            one_sets=on_write("one sets"),
            one_toggles=on_write("one toggles"),
            watched=_union(f for f in fields if f.change is not None),
            unhandled=self._all & ~self._handled,
        )

    def _check(self, fields: Sequence[Field | Tag]) -> None:
        used = 0
        for f in fields:
            if f.mask & used or f.mask > self._all:
                raise ValueError(f"{self.name}.{f.name} overlaps another field or the register's end")
            used |= f.mask
        if len(self._fields) + len(self._tags) != len(fields):
            raise ValueError(f"{self.name} has two fields of the same name")

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, name: str) -> int:
        """The stored value of a field."""
        f = self._fields[name]
        return (self.value & f.mask) >> f.bit

    def __setitem__(self, name: str, value: int) -> None:
        """Store a field's value, as hardware does: no access mode, no callback."""
        f = self._fields[name]
        self.value = self.value & ~f.mask | value << f.bit & f.mask

    def drives(
        self,
        name: str,
        latch: OutputLatch,
        op: LatchOp,
        undriven: Undriven = Undriven.KEPT,
        lines_alone: bool = False,
    ) -> None:
        """The core itself does what the `write` of a field does: `op` on a latch, and no more than that.

        Fields of a register are to be named in the order in which they act.

        Args:
            undriven: what happens where a pin is not driven.
            lines_alone: all lines follow, driven or not, and the latch's bits stay.
        """
        f = self._fields[name]
        self._latches.append(latch)
        self.drive(latch, f.mask, f.bit, op, undriven, lines_alone, not lines_alone)
        self._driving.add(name)
        others = [w for w in self._fields.values() if w.write is not None and w.name not in self._driving]
        self.define_access(host_writes=bool(others) or self._written is not None)

    def shows(self, name: str, latch: OutputLatch, view: LatchView = LatchView.BITS) -> None:
        """A field without a callback for reads shows a latch."""
        f = self._fields[name]
        self._latches.append(latch)
        self.show(latch, f.mask, f.bit, view)

    def read(self) -> int:
        """What the bus reads."""
        for f, provide in self._providers:
            value = provide()
            self.value = self.value & ~f.mask | value << f.bit & f.mask
        for f, count in self._counters:
            now = count()
            self.value = self.value & ~f.mask | now.value << f.bit & f.mask
            self.set_count(f.mask, f.bit, *now)
        return self.load()

    def write(self, value: int, owner: Peripheral) -> None:
        """Write from the bus; `owner` logs bits that nobody handles."""
        old = self.value
        new = self.store(value)
        for bit, mask, write in self._writers:
            write((value & mask) >> bit)
        for bit, mask, change in self._watchers:
            if (old ^ new) & mask:
                change((new & mask) >> bit)
        if self._written is not None:
            self._written()
        unhandled = (old ^ value) & ~self._handled & self._all
        if unhandled:
            owner.log(LogLevel.WARNING, self._unhandled_message(unhandled, value))

    def _unhandled_message(self, unhandled: int, value: int) -> str:
        touched = [f"{t.name} (0x{(value & t.mask) >> t.bit:X})" for t in self._tags if t.mask & unhandled]
        suffix = f" Tags: {', '.join(touched)}." if touched else ""
        return (
            f"Unhandled write to offset 0x{self.offset:X}. Unhandled bits: "
            f"[{bit_ranges(unhandled)}] when writing value 0x{value:X}.{suffix}"
        )


class RegisterMap:
    """The registers of one peripheral, by offset."""

    def __init__(self, owner: Peripheral, registers: Iterable[Register]) -> None:
        self._owner = owner
        self._registers: dict[int, Register] = {}
        for register in registers:
            if register.offset in self._registers:
                raise ValueError(f"two registers at offset 0x{register.offset:X}")
            self._registers[register.offset] = register

    def __iter__(self) -> Iterator[Register]:
        return iter(self._registers.values())

    def __contains__(self, offset: object) -> bool:
        return offset in self._registers

    def reset(self) -> None:
        """Give every register its reset value; no callback runs."""
        for register in self._registers.values():
            register.value = register.reset_value

    def read(self, offset: int) -> int:
        """Read the 32-bit register at `offset`; an unknown offset warns and reads 0."""
        register = self._registers.get(offset)
        if register is None:
            log_unhandled_read(self._owner, offset)
            return 0
        return register.read()

    def write(self, offset: int, value: int) -> None:
        """Write the 32-bit register at `offset`; an unknown offset warns."""
        register = self._registers.get(offset)
        if register is None:
            log_unhandled_write(self._owner, offset, value)
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


def bit_ranges(mask: int) -> str:
    """Set bits as `0, 3-5, 9`."""
    parts = []
    bit = 0
    while mask >> bit:
        if not mask >> bit & 1:
            bit += 1
            continue
        first = bit
        while mask >> bit & 1:
            bit += 1
        parts.append(str(first) if bit - first == 1 else f"{first}-{bit - 1}")
    return ", ".join(parts)


def _union(fields: Iterable[Field]) -> int:
    mask = 0
    for f in fields:
        mask |= f.mask
    return mask
