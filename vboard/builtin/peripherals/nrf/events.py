"""Tasks, events and interrupts of nRF52 peripherals (Product Specification v1.7, section 6.1).

An event register at 0x100 + 4n belongs to bit n of INTEN, INTENSET and INTENCLR. The interrupt line is up
while an enabled event is pending. Events reach the PPI by their address on the bus.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import TablePeripheral

FIRST_EVENT = 0x100
INTEN, INTENSET, INTENCLR = 0x300, 0x304, 0x308

_listeners: weakref.WeakKeyDictionary[Environment, list[Callable[[int], None]]] = weakref.WeakKeyDictionary()


def listen(env: Environment, listener: Callable[[int], None]) -> None:
    """Call `listener` with the address of each event of a machine's peripherals."""
    _listeners.setdefault(env, []).append(listener)


class EventPeripheral(TablePeripheral):
    """A model with events. Its table has INTENSET; the enabled bits are kept there.

    Attributes:
        IRQ: up while an enabled event is pending.
        writes_interrupt: whether a write to an event or to INTEN raises the line, not the event alone.
    """

    IRQ: GPIO
    writes_interrupt: ClassVar[bool] = True

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._base: int | None = None
        self._events: dict[int, Register] = {
            (r.offset - FIRST_EVENT) // 4: r
            for r in self.registers
            if FIRST_EVENT <= r.offset < FIRST_EVENT + 0x80
        }
        self._enable = self.named["INTENSET"]
        self._enable_mask = sum(f.mask for f in self._enable)

    def registered_at(self, address: int) -> None:
        self._base = address

    @property
    def enabled_interrupts(self) -> int:
        """Bits of INTEN."""
        return self._enable.value

    def trigger(self, event: str) -> None:
        """An event happens: its register is 1, the PPI and the interrupt controller learn of it."""
        register = self.named[f"EVENTS_{event}"]
        register.value = 1
        if self._pending():
            self.IRQ.Set()
        if self._base is not None:
            for listener in _listeners.get(self.env, ()):
                listener(self._base + register.offset)

    def update_interrupt(self) -> None:
        """Bring the line up to date."""
        pending = self._pending()
        if self.writes_interrupt or not pending:
            self.IRQ.Set(pending)

    def _pending(self) -> bool:
        enabled = self._enable.value
        return any(r.value and enabled >> number & 1 for number, r in self._events.items())

    special_reads = frozenset({INTEN, INTENCLR})

    def read32(self, offset: int) -> int:
        if offset in (INTEN, INTENCLR):
            return self._enable.value if offset in self.registers else super().read32(offset)
        return super().read32(offset)

    def write32(self, offset: int, value: int) -> None:
        if offset in (INTEN, INTENSET, INTENCLR) and offset in self.registers:
            kept = {INTEN: 0, INTENSET: self._enable.value, INTENCLR: self._enable.value & ~value}[offset]
            added = 0 if offset == INTENCLR else value
            self._enable.value = (kept | added) & self._enable_mask
        else:
            super().write32(offset, value)
        self.update_interrupt()
