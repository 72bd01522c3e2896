"""GPIOPort.EFR32_GPIOPort: GPIO of Series 1 (EFR32xG1 reference manual, section 31.5).

As Renode 1.16.1 models it, a flag that IFS sets raises its line whether IEN has it or not.
"""

from __future__ import annotations

from vboard.builtin.machine.output_latch import LatchOp, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import status, writes, written
from vboard.builtin.peripherals.silabs.efr32_gpio import EFR32GPIO, PINS
from vboard.builtin.registry import renode_type

PORTS = 6
UNLOCK = 0xA534
ABSENT_PORT = "an interrupt source on a port that is not there throws IndexOutOfRangeException"


@renode_type("GPIOPort.EFR32_GPIOPort")
class EFR32_GPIOPort(EFR32GPIO):
    """Outputs 16 p + n, EvenIRQ, OddIRQ."""

    ports = PORTS
    line_count = PORTS * PINS
    missing = "pulls, drive, alternate functions, EM4 wake-up"
    table = f"""
        0x000+0x30 CTRL[{PORTS}]     = 0x700070   : CTRL 31:0 -
        0x004+0x30 MODEL[{PORTS}]                 : rw
        0x008+0x30 MODEH[{PORTS}]                 : rw
        0x00C+0x30 DOUT[{PORTS}]                  : DOUT 15:0
        0x018+0x30 DOUTTGL[{PORTS}]               : DOUTTGL 15:0 w
        0x01C+0x30 DIN[{PORTS}]                   : DIN 15:0 r
        0x020+0x30 PINLOCKN[{PORTS}]              : PINLOCKN 15:0 -
        0x028+0x30 OVTDIS[{PORTS}]                : OVTDIS 15:0 -
        0x400      EXTIPSELL                      : rw
        0x404      EXTIPSELH                      : rw
        0x408      EXTIPINSELL       = 0x32103210 : rw
        0x40C      EXTIPINSELH       = 0x32103210 : rw
        0x410      EXTIRISE                       : EXTIRISE 15:0
        0x414      EXTIFALL                       : EXTIFALL 15:0
        0x418      EXTILEVEL                      : EM4WU 31:16 -
        0x41C      IF                             : EXT 15:0 r, EM4WU 31:16 r
        0x420      IFS                            : EXT 15:0 w, EM4WU 31:16 -
        0x424      IFC                            : EXT 15:0 w, EM4WU 31:16 -
        0x428      IEN                            : EXT 15:0, EM4WU 31:16
        0x42C      EM4WUEN                        : EM4WUEN 31:16 -
        0x440      ROUTEPEN                       : ROUTEPEN 31:0 -
        0x444      ROUTELOC0                      : ROUTELOC 31:0 -
        0x450      INSENSE                        : INSENSE 1:0 -
        0x454      LOCK                           : LOCKKEY 15:0
    """

    def beyond_pins(self, number: int) -> None:
        self.warn_of_renode_fault(f"input {number} of {PORTS * PINS} throws ArgumentOutOfRangeException")

    def Reset(self) -> None:
        self._set_by_software = 0
        super().Reset()

    _set_by_software = 0

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        for port, latch in enumerate(self._latches):
            self.named[f"DOUTTGL{port}"].drives("DOUTTGL", latch, LatchOp.TOGGLE, Undriven.STORED)

    @writes("DOUTTGL.DOUTTGL")
    def _toggle(self, port: int, mask: int) -> None:
        self.toggle_output(port, mask)

    @written("EXTIPSELL", "EXTIPSELH")
    def _sources(self) -> None:
        selections = self.named["EXTIPSELL"].value | self.named["EXTIPSELH"].value << 32
        if any(selections >> 4 * line & 0xF >= PORTS for line in range(16)):
            self.warn_of_renode_fault(ABSENT_PORT)

    @writes("IFS.EXT")
    def _set_flags(self, mask: int) -> None:
        self.named["IF"].value |= mask
        self._set_by_software |= mask
        self.update()

    @writes("IFC.EXT")
    def _clear_flags(self, mask: int) -> None:
        self.named["IF"].value &= ~mask
        self._set_by_software &= ~mask
        self.update()

    def pending(self) -> int:
        return super().pending() | self._set_by_software

    @written("IEN")
    def update(self) -> None:
        super().update()

    @status("LOCK.LOCKKEY")
    def _locked(self) -> int:
        return self._lock

    _lock = 0

    @writes("LOCK.LOCKKEY")
    def _set_lock(self, key: int) -> None:
        self._lock = int(key != UNLOCK)
