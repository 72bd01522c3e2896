"""Miscellaneous.NRF52840_EGU: event generator unit (nRF52840 PS, section 6.7)."""

from __future__ import annotations

from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.NRF52840_EGU")
class NRF52840_EGU(EventPeripheral):
    """Sixteen software events. Output IRQ."""

    table = """
        0x000+4  TASKS_TRIGGER[16]    : TRIGGER 0 w
        0x100+4  EVENTS_TRIGGERED[16] : TRIGGERED 0
        0x300    INTEN                : TRIGGERED[16] 0
        0x304    INTENSET             : TRIGGERED[16] 0
        0x308    INTENCLR             : TRIGGERED[16] 0
    """

    @writes("TASKS_TRIGGER.TRIGGER")
    def _trigger(self, number: int, value: int) -> None:
        if value:
            self.trigger(f"TRIGGERED{number}")
