"""Memory Protection Unit, PMSAv7 (ARMv7-M B3.5), with the rules of Renode 1.16.1.

Privileged code falls back to the default memory map whether PRIVDEFENA is set or not, HFNMIENA has no effect,
and the private peripheral bus is protected like any other address.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vboard.builtin.cpu.errors import CoreError

_TYPE, _CTRL, _RNR = 0xD90, 0xD94, 0xD98
_RBAR = frozenset({0xD9C, 0xDA4, 0xDAC, 0xDB4})
_RASR = frozenset({0xDA0, 0xDA8, 0xDB0, 0xDB8})
REGISTERS = frozenset({_TYPE, _CTRL, _RNR}) | _RBAR | _RASR
"""Offsets of the unit's registers from 0xE000E000: two of them have three aliases each."""

_VALID = 1 << 4
_TOP = 1 << 32


class Access(enum.IntFlag):
    """Rights to a range, as a set."""

    NONE = 0
    READ = 1
    WRITE = 2
    EXECUTE = 4


_READ_WRITE = Access.READ | Access.WRITE
_READ_EXECUTE = Access.READ | Access.EXECUTE
_ALL = _READ_WRITE | Access.EXECUTE

_PRIVILEGED = {1: _ALL, 2: _ALL, 3: _ALL, 5: _READ_EXECUTE, 6: _READ_EXECUTE, 7: _READ_EXECUTE}
"""Rights of privileged code by RASR.AP (ARMv7-M table B3-15); missing values give none."""
_UNPRIVILEGED = {2: _READ_EXECUTE, 3: _ALL, 6: _READ_EXECUTE, 7: _READ_EXECUTE}

_DEFAULT_MAP = (
    (0x00000000, _ALL),
    (0x1FFF0000, _READ_EXECUTE),  # system memory of the STM32
    (0x1FFF7800, _ALL),
    (0x40000000, _READ_WRITE),
    (0x60000000, _ALL),
    (0xA0000000, _READ_WRITE),
    (0xE0100000, Access.NONE),
)
"""Start addresses and rights of the default memory map."""


@dataclass
class Region:
    """One region as its registers hold it: RBAR without region number and VALID, and RASR."""

    base: int = 0
    attributes: int = 0

    @property
    def size(self) -> int:
        """Bytes, or 0 for a region that matches nothing: disabled, too small or misaligned."""
        exponent = (self.attributes >> 1 & 0x1F) + 1
        valid = self.attributes & 1 and exponent >= 5 and not self.base & ((1 << exponent) - 1)
        return 1 << exponent if valid else 0

    def holds(self, address: int) -> bool:
        """Whether the region decides about `address`: inside, and not in a disabled eighth."""
        size = self.size
        if not self.base <= address < self.base + size:
            return False
        eighth = (address - self.base) * 8 // size
        return size < 256 or not self.attributes >> 8 >> eighth & 1

    def rights(self, privileged: bool) -> Access:
        """What the region allows."""
        rights = (_PRIVILEGED if privileged else _UNPRIVILEGED).get(self.attributes >> 24 & 7, Access.NONE)
        return rights & ~Access.EXECUTE if self.attributes & 1 << 28 else rights

    def borders(self) -> Iterator[int]:
        """Addresses at which the answer may change."""
        size = self.size
        if size:
            parts = 8 if size >= 256 else 1
            yield from (self.base + i * size // parts for i in range(parts + 1))


class ProtectionUnit:
    """Registers and answers of the unit. `on_change` is called when an answer may have changed."""

    def __init__(self) -> None:
        self.number_of_regions = 8
        self.on_change: Callable[[], None] = lambda: None
        self.version = 0
        self.reset()

    def reset(self) -> None:
        """State after reset: off."""
        self.control = 0
        self.selected = 0
        self.regions = [Region() for _ in range(256)]
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self.on_change()

    @property
    def enabled(self) -> bool:
        """MPU_CTRL.ENABLE."""
        return bool(self.control & 1)

    def read(self, offset: int) -> int:
        """Read a register of `REGISTERS`."""
        region = self.regions[self.selected]
        if offset in _RBAR:
            return region.base | self.selected
        if offset in _RASR:
            return region.attributes
        return {_TYPE: self.number_of_regions << 8, _CTRL: self.control, _RNR: self.selected}[offset]

    def write(self, offset: int, value: int) -> None:
        """Write a register of `REGISTERS`.

        Raises:
            CoreError: the region does not exist.
        """
        if offset == _CTRL:
            self.control = value
        elif offset == _RNR:
            self._select(value)
        elif offset in _RBAR:
            if value & _VALID:
                self._select(value & 0xF)
            self.regions[self.selected].base = value & 0xFFFFFFE0
        elif offset in _RASR:
            self.regions[self.selected].attributes = value & 0xFFFFFF3F
        self._changed()

    def _select(self, number: int) -> None:
        if number >= self.number_of_regions:
            raise CoreError(
                "MPU: Trying to use non-existent MPU region. Number of regions: "
                f"{self.number_of_regions}, faulting region number: {number}"
            )
        self.selected = number

    def rights(self, address: int, privileged: bool) -> Access:
        """What code may do with `address`; the highest region that holds it decides."""
        if not self.enabled:
            return _ALL
        for region in reversed(self.regions[: self.number_of_regions]):
            if region.size and region.holds(address):
                return region.rights(privileged)
        if not privileged:
            return Access.NONE
        return next(rights for start, rights in reversed(_DEFAULT_MAP) if start <= address)

    def segments(self, privileged: bool) -> list[tuple[int, int, Access]]:
        """The address space as ranges [start, end) of equal rights, in order."""
        borders = {0, _TOP, *(start for start, _rights in _DEFAULT_MAP)}
        for region in self.regions[: self.number_of_regions]:
            borders.update(region.borders())
        ordered = sorted(borders)
        result: list[tuple[int, int, Access]] = []
        for start, end in itertools.pairwise(ordered):
            rights = self.rights(start, privileged)
            if result and result[-1][2] == rights:
                result[-1] = (result[-1][0], end, rights)
            else:
                result.append((start, end, rights))
        return result
