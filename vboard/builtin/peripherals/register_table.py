"""Register maps written as a table of text, and models that are such a table and a few methods.

A line is a register: offset, name, reset value if it is not 0, fields.

    0x00      CTRL   = 0x3  : EN 0, MODE 3:1, BUSY 7 r, KEY 31:24 w
    0x04      DATA          : rw
    0x08      ID     = 0x51
    0x20+4*6  CC[6]         : CC 15:0
    0x40      PINS          : PIN[16] 0, SPARE 31:16 -

A field is its name, its bits (`7` or `3:1`) and its mode in `MODES` (`rw` when none is given; `-` is a
tag, which keeps its reset value). A mode alone is one field of all bits, named as the register. Bits
without a field read as their reset value; writes to them warn. A line that does not begin with an offset
goes on with the fields of the one before. `NAME[n]` repeats a register every
`+step` bytes, or a field at adjacent bits.

Methods become callbacks by decorators: `reads("CTRL.BUSY")` computes a field at each read, `status` and
`counts` do so where the core may keep the answer (`register_map.Field`),
`writes("CTRL.EN")` gets each value written, `changes(...)` each new value, `written("CTRL")` follows each
write of the register. Callbacks of repeated registers or fields get the index first. A key with `?` at
its end is for a register that only some variants of a device have.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_links import link_effects, link_interrupts
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
)

MODES = {mode.name.lower(): mode for mode in Mode}

_LINE = re.compile(
    r"(?P<offset>0x[0-9A-Fa-f]+)(\+(?P<step>0x[0-9A-Fa-f]+|\d+))?\s+(?P<name>\w+)(\[(?P<count>\d+)\])?"
    r"\s*(=\s*(?P<reset>0x[0-9A-Fa-f_]+))?\s*(:\s*(?P<fields>.*))?"
)
_FIELD = re.compile(
    r"(?P<name>\w+)(\[(?P<count>\d+)\])?\s+(?P<high>\d+)(:(?P<low>\d+))?(\s+(?P<mode>[\w-]+))?"
)
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True)
class FieldRow:
    """A field of a table. `count` is 0 for a single one; a repeated one is `width` bits each time."""

    name: str
    bit: int
    width: int
    mode: Mode | None
    count: int


@dataclass(frozen=True)
class RegisterRow:
    """A register of a table. `count` is 0 for a single one."""

    offset: int
    step: int
    name: str
    count: int
    reset: int
    fields: tuple[FieldRow, ...]


def _field_rows(text: str, register: str, bits: int) -> Iterator[FieldRow]:
    if text in MODES:
        yield FieldRow(register, 0, bits, MODES[text], 0)
        return
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _FIELD.fullmatch(part)
        if match is None or (match["mode"] or "rw") not in (*MODES, "-"):
            raise ValueError(f"{register}: {part!r} is no field")
        high, low = int(match["high"]), int(match["low"] or match["high"])
        count = int(match["count"] or 0)
        mode = None if match["mode"] == "-" else MODES[match["mode"] or "rw"]
        yield FieldRow(match["name"], low, high - low + 1, mode, count)


def _logical_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        if lines and not line.startswith("0x"):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


@functools.cache
def parse_table(text: str, bits: int = 32) -> tuple[RegisterRow, ...]:
    """The rows of a table.

    Raises:
        ValueError: a line is no register, or a part of it no field.
    """
    rows = []
    for line in _logical_lines(text):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{line!r} is no register")
        fields = tuple(_field_rows((match["fields"] or "").strip(), match["name"], bits))
        rows.append(
            RegisterRow(
                int(match["offset"], 16),
                int(match["step"] or "4", 0),
                match["name"],
                int(match["count"] or 0),
                int(match["reset"] or "0", 16),
                fields,
            )
        )
    return tuple(rows)


def _decorator(kind: str) -> Callable[..., Callable[[_F], _F]]:
    def decorate(*keys: str) -> Callable[[_F], _F]:
        def mark(function: _F) -> _F:
            marks = [*getattr(function, "register_marks", ()), *((kind, key) for key in keys)]
            function.register_marks = marks  # type: ignore[attr-defined]
            return function

        return mark

    return decorate


reads = _decorator("read")
"""The method computes the fields `REGISTER.FIELD`, with any effect."""
status = _decorator("status")
"""The method computes the fields from the state of models, without an effect and not from the time."""
counts = _decorator("count")
"""The method tells the value of a counter in the fields, and how it goes on."""
writes = _decorator("write")
"""The method gets what is written to the fields `REGISTER.FIELD`."""
changes = _decorator("change")
"""The method gets the new value of the fields `REGISTER.FIELD` after a write that changed them."""
written = _decorator("written")
"""The method is called after each write of the registers."""


class TablePeripheral(RegisterPeripheral):
    """A model whose registers are `table`.

    Narrow accesses are taken unless a subclass says otherwise: silicon takes them mostly, and firmware
    that relies on them would stop without.

    A class annotation `IRQ: GPIO` is an output of that name.

    Attributes:
        line_count: numbered outputs, which are `lines`.
        effects: what writes of registers do to other ones; see `register_links`.
        interrupts: flags and enables by output; where the model changes flags itself it calls
            `interrupt_lines.update()`.
    """

    widths = frozenset({1, 2, 4})
    size: int | None = 0x1000
    table: ClassVar[str] = ""
    line_count: ClassVar[int] = 0
    effects: ClassVar[tuple[str, ...]] = ()
    interrupts: ClassVar[Mapping[str, str]] = {}

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        for cls in reversed(type(self).__mro__):
            for name, annotation in inspect.get_annotations(cls).items():
                if annotation == "GPIO":
                    setattr(self, name, GPIO())
        self.lines = [GPIO() for _ in range(self.line_count)]
        self.named: dict[str, Register] = {}
        """Registers by name; those of `NAME[n]` are `NAME0`, `NAME1`, ..."""
        self._callbacks = self._collect()
        for row in parse_table(self.register_table(), 8 * self.register_width):
            for index in range(row.count) if row.count else [None]:
                self._add(row, index)
        self.registers = RegisterMap(self, self.named.values())
        links = link_effects(self.named, self.effects)
        outputs = self.gpio_outputs() if self.interrupts else {}
        self.interrupt_lines = link_interrupts(self.named, links, self.interrupts, outputs, self.lines)
        unknown = [" ".join(key) for key in self._required - self._used]
        if unknown:
            raise ValueError(f"{type(self).__name__} has no {', '.join(unknown)}")

    def numbered_outputs(self) -> dict[int, GPIO] | None:
        return dict(enumerate(self.lines)) if self.lines else None

    def Reset(self) -> None:
        super().Reset()
        for line in (*self.gpio_outputs().values(), *self.lines):
            line.Unset()

    def register_table(self) -> str:
        """The table of this instance; a family of devices composes it by parameters."""
        return self.table

    def _collect(self) -> dict[tuple[str, str], Callable[..., Any]]:
        self._used: set[tuple[str, str]] = set()
        self._required: set[tuple[str, str]] = set()
        callbacks: dict[tuple[str, str], Callable[..., Any]] = {}
        for name, member in inspect.getmembers_static(type(self)):
            for kind, key in getattr(member, "register_marks", ()):
                mark = kind, key.removesuffix("?")
                callbacks[mark] = getattr(self, name)
                if not key.endswith("?"):
                    self._required.add(mark)
        return callbacks

    def _callback(self, kind: str, key: str, *indices: int | None) -> Callable[..., Any] | None:
        function = self._callbacks.get((kind, key))
        if function is None:
            return None
        self._used.add((kind, key))
        given = [index for index in indices if index is not None]
        return functools.partial(function, *given) if given else function

    def _add(self, row: RegisterRow, index: int | None) -> None:
        fields: list[Field | Tag] = []
        for f in row.fields:
            for i in range(f.count) if f.count else [None]:
                fields.append(self._field(row, f, index, i))
        name = row.name if index is None else f"{row.name}{index}"
        self.named[name] = Register(
            row.offset + row.step * (index or 0),
            name,
            fields,
            row.reset,
            written=self._callback("written", row.name, index),
            width=self.register_width,
        )

    def _field(self, row: RegisterRow, f: FieldRow, index: int | None, i: int | None) -> Field | Tag:
        name = f.name if i is None else f"{f.name}{i}"
        bit = f.bit + (i or 0) * f.width
        if f.mode is None:
            return Tag(name, bit, f.width)
        key = f"{row.name}.{f.name}"
        return Field(
            name,
            bit,
            f.width,
            f.mode,
            read=self._callback("read", key, index, i),
            status=self._callback("status", key, index, i),
            count=self._callback("count", key, index, i),
            write=self._callback("write", key, index, i),
            change=self._callback("change", key, index, i),
        )


class RegisterFile(TablePeripheral):
    """Registers that keep what is written; nothing acts on them and no line rises."""

    missing = "registers alone: they keep what is written and nothing acts on them"
