"""One register of a peripheral: its bits, its fields by name, and who is told of accesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from vboard.builtin.machine.device_register import ByteQueue, DeviceRegister, EffectOp
from vboard.builtin.machine.interrupt_logic import InterruptLogic
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, LatchView, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.register_fields import Field, Tag


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
        self._logics: list[InterruptLogic] = []
        self._targets: list[Register] = []
        self._queue: ByteQueue | None = None
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

    def acts(self, target: Register, mask: int, shift: int, op: EffectOp) -> None:
        """Each write sets, clears or replaces bits of another register: those `shift` further on."""
        self._targets.append(target)
        self.act(target, mask, shift, op)

    def takes(self, name: str, queue: ByteQueue, empty_is_host: bool = False) -> None:
        """The core itself does what the `read` of a field does: it takes a byte from a queue, or 0.

        Args:
            empty_is_host: the callback is called where there is none.
        """
        f = self._fields[name]
        self._queue = queue
        self.take_from(queue, f.mask, f.bit, empty_is_host)
        self.define_access(host_reads=False, computed=False)

    def raises(self, logic: InterruptLogic) -> None:
        """The lines follow each access that changes this register, or another one by it."""
        self._logics.append(logic)
        self.followed_by(logic)

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
        value = self.load()
        for logic in self._logics:
            logic.update()
        return value

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
        for logic in self._logics:
            logic.update()
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
