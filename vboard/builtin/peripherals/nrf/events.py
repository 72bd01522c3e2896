"""Tasks, events and interrupts of nRF52 peripherals (Product Specification v1.7, section 6.1).

An event register at 0x100 + 4n belongs to bit n of INTEN, INTENSET and INTENCLR. The interrupt line is up
while an enabled event is pending. Events reach the PPI by their address on the bus.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import ClassVar

from vboard.builtin.machine.device_register import DirectRegister
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic, Pending
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Mode, Register
from vboard.builtin.peripherals.register_table import TablePeripheral

FIRST_EVENT = 0x100
INTEN, INTENSET, INTENCLR = 0x300, 0x304, 0x308

_Listener = tuple[Register, Callable[[int], None]]
_listeners: weakref.WeakKeyDictionary[Environment, list[_Listener]] = weakref.WeakKeyDictionary()


def listen(env: Environment, enabled: Register, listener: Callable[[int], None]) -> None:
    """Call `listener` with the address of each event of a machine's peripherals while `enabled` is not 0."""
    _listeners.setdefault(env, []).append((enabled, listener))


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
        self._named_events = {r.name.removeprefix("EVENTS_"): r for r in self._events.values()}
        self._plain = {
            r.offset: r
            for r in self._events.values()
            if [(f.bit, f.width, f.mode) for f in r] == [(0, 1, Mode.RW)]
            and not any(f.read or f.status or f.count or f.write or f.change for f in r)
        }
        """Events that an access only reads, sets or clears, by offset: most accesses of drivers are those."""
        self._enable = self.named["INTENSET"]
        self._enable_mask = sum(f.mask for f in self._enable)
        terms = [Pending(r, self._enable, 1, number) for number, r in self._events.items()]
        self._event_lines = InterruptLogic({self.IRQ: terms})
        for event in self._plain.values() if self.writes_interrupt else ():
            event.raises(self._event_lines)
        self._listeners = _listeners.setdefault(env, [])

    def registered_at(self, address: int) -> None:
        self._base = address

    def event_gates(self) -> list[Register]:
        """Registers of which each tells, while it is not 0, that somebody listens to events."""
        return [enabled for enabled, _ in self._listeners]

    @property
    def enabled_interrupts(self) -> int:
        """Bits of INTEN."""
        return self._enable.value

    def trigger(self, event: str, raises: bool = True) -> None:
        """An event happens: its register is 1, the PPI and the interrupt controller learn of it.

        Without `raises` the caller knows that its interrupt is off and brings the line up to date itself.
        """
        register = self._named_events[event]
        register.value = 1
        if raises and not self.IRQ.level:
            self._event_lines.update()
        if self._base is not None:
            for enabled, listener in self._listeners:
                if enabled.value:
                    listener(self._base + register.offset)

    def update_interrupt(self) -> None:
        """Bring the line up to date."""
        if self.writes_interrupt or self.IRQ.level:
            self._event_lines.update()

    special_reads = frozenset({INTEN, INTENCLR})
    special_writes = frozenset({INTEN, INTENSET, INTENCLR})

    def direct_registers(self) -> list[DirectRegister]:
        found = super().direct_registers()
        if self.writes_interrupt:
            return found
        return [r._replace(writes=False) for r in found]

    def read32(self, offset: int) -> int:
        event = self._plain.get(offset)
        if event is not None:
            return event.value
        if offset in (INTEN, INTENCLR):
            return self._enable.value if offset in self.registers else super().read32(offset)
        return super().read32(offset)

    def write32(self, offset: int, value: int) -> None:
        event = self._plain.get(offset)
        if event is not None and value <= 1:
            event.value = value
        elif offset in (INTEN, INTENSET, INTENCLR) and offset in self.registers:
            kept = {INTEN: 0, INTENSET: self._enable.value, INTENCLR: self._enable.value & ~value}[offset]
            added = 0 if offset == INTENCLR else value
            self._enable.value = (kept | added) & self._enable_mask
        else:
            super().write32(offset, value)
        self.update_interrupt()
