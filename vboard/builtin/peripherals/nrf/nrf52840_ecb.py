"""Miscellaneous.NRF52840_ECB: AES electronic codebook encryption (nRF52840 PS, section 6.6)."""

from __future__ import annotations

from vboard.builtin.peripherals.aes import BLOCK, encrypt_block
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.NRF52840_ECB")
class NRF52840_ECB(EventPeripheral):
    """Encrypts at once: ECBDATAPTR points to key, clear text and cipher text. Output IRQ."""

    table = """
        0x000  TASKS_STARTECB  : START 0 w
        0x004  TASKS_STOPECB   : STOP 0 w
        0x100  EVENTS_ENDECB   : ENDECB 0
        0x104  EVENTS_ERRORECB : ERRORECB 0
        0x304  INTENSET        : ENDECB 0, ERRORECB 1
        0x308  INTENCLR        : ENDECB 0, ERRORECB 1
        0x504  ECBDATAPTR      : rw
    """

    @writes("TASKS_STARTECB.START")
    def _start(self, value: int) -> None:
        if not value:
            return
        bus, start = self.env.bus, self.named["ECBDATAPTR"].value
        data = bytes(bus.read(start + i, 1) for i in range(2 * BLOCK))
        for i, byte in enumerate(encrypt_block(data[:BLOCK], data[BLOCK:])):
            bus.write(start + 2 * BLOCK + i, 1, byte)
        self.trigger("ENDECB")
