"""GPIO of Series 2: the registers that its devices share (EFR32xG24 reference manual, section 24.6).

Which peripheral is routed to which pin is kept and has no effect: peripherals are wired by the platform.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import status, writes, written
from vboard.builtin.peripherals.silabs.alias_registers import BLOCK, AliasPeripheral
from vboard.builtin.peripherals.silabs.efr32_gpio import EFR32GPIO, PINS

PORTS = 4
UNLOCK = 0xA534


class EFR32xG2GPIO(EFR32GPIO, AliasPeripheral):
    """Outputs 16 p + n, EvenIRQ, OddIRQ."""

    size = 4 * BLOCK
    ports = PORTS
    line_count = PORTS * PINS
    missing = "pulls, drive, routing, EM4 wake-up"
    first_port = 0x30
    """Offset of port A's CTRL."""
    routes = ""
    """Routing registers that hold a port and a pin, as rows of a table."""

    def register_table(self) -> str:
        first = self.first_port
        return f"""
            {first:#x}+0x30 CTRL[{PORTS}]             : CTRL 31:0 -
            {first + 0x04:#x}+0x30 MODEL[{PORTS}]     : rw
            {first + 0x0C:#x}+0x30 MODEH[{PORTS}]     : rw
            {first + 0x10:#x}+0x30 DOUT[{PORTS}]      : DOUT 15:0
            {first + 0x14:#x}+0x30 DIN[{PORTS}]       : DIN 15:0 r
            0x300      LOCK                    : LOCKKEY 15:0 w
            0x310      GPIOLOCKSTATUS          : LOCK 0 r
            0x320      ABUSALLOC               : ABUSALLOC 31:0 -
            0x324      BBUSALLOC               : BBUSALLOC 31:0 -
            0x328      CDBUSALLOC              : CDBUSALLOC 31:0 -
            0x400      EXTIPSELL               : rw
            0x404      EXTIPSELH               : rw
            0x408      EXTIPINSELL             : rw
            0x40C      EXTIPINSELH             : rw
            0x410      EXTIRISE                : EXTIRISE 15:0
            0x414      EXTIFALL                : EXTIFALL 15:0
            0x420      IF                      : EXT 15:0, EM4WU 27:16
            0x424      IEN                     : EXT 15:0, EM4WU 27:16
            0x42C      EM4WUEN                 : EM4WUEN 27:16 -
            0x430      EM4WUPOL                : EM4WUPOL 27:16 -
            {self.routes}
        """

    @status("GPIOLOCKSTATUS.LOCK")
    def _locked(self) -> int:
        return self._lock

    _lock = 0

    @writes("LOCK.LOCKKEY")
    def _set_lock(self, key: int) -> None:
        self._lock = int(key != UNLOCK)

    @written("IF", "IEN")
    def update(self) -> None:
        super().update()
