"""GPIOPort.SAMD21_GPIO: one group of the port (SAM D21 data sheet DS40001882, section 23.8).

As Renode 1.16.1 models it, OUT drives its lines whatever DIR says; a pin reads 0 unless its input buffer is
on.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type

PINS = 32
HALF = 16
INPUT_ENABLED = 1 << 1


@renode_type("GPIOPort.SAMD21_GPIO")
class SAMD21_GPIO(TablePeripheral):
    """Lines in and out 0-31."""

    size = 0x80
    line_count = PINS
    missing = "pulls, alternate functions, drive strength"
    table = """
        0x00    DIR        : rw
        0x04    DIRCLR     : rw
        0x08    DIRSET     : rw
        0x0C    DIRTGL     : rw
        0x10    OUT        : rw
        0x14    OUTCLR     : rw
        0x18    OUTSET     : rw
        0x1C    OUTTGL     : rw
        0x20    IN         : r
        0x24    CTRL       : SAMPLING 31:0 -
        0x28    WRCONFIG   : PINMASK 15:0 w, PMUXEN 16 -, INEN 17 w, PULLEN 18 -, DRVSTR 22 -, PMUX 27:24 -,
                WRPMUX 28 -, WRPINCFG 30 w, HWSEL 31 w
        0x30+4  PMUX[4]    : PMUX 31:0 -
        0x40+4  PINCFG[8]  : CFG[4] 7:0
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        self._levels = 0
        for name, op in (
            ("OUT", LatchOp.REPLACE),
            ("OUTCLR", LatchOp.CLEAR),
            ("OUTSET", LatchOp.SET),
            ("OUTTGL", LatchOp.TOGGLE),
        ):
            self.named[name].shows(name, self.latch)
            self.named[name].drives(name, self.latch, op)

    def Reset(self) -> None:
        self._levels = 0
        self.latch.bits = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.ERROR, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        self._levels = self._levels & ~(1 << number) | value << number

    def _put(self, value: int) -> None:
        self.latch.bits = value
        for pin, line in enumerate(self.lines):
            line.Set(bool(value >> pin & 1))

    @writes("OUT.OUT")
    def _replace(self, value: int) -> None:
        self._put(value)

    @writes("OUTCLR.OUTCLR")
    def _clear(self, mask: int) -> None:
        self._put(self.latch.bits & ~mask)

    @writes("OUTSET.OUTSET")
    def _set(self, mask: int) -> None:
        self._put(self.latch.bits | mask)

    @writes("OUTTGL.OUTTGL")
    def _toggle(self, mask: int) -> None:
        self._put(self.latch.bits ^ mask)

    @writes("DIR.DIR")
    def _directions(self, value: int) -> None:
        for name in ("DIR", "DIRCLR", "DIRSET", "DIRTGL"):
            self.named[name].value = value

    @writes("DIRCLR.DIRCLR")
    def _make_inputs(self, mask: int) -> None:
        self._directions(self.named["DIR"].value & ~mask)

    @writes("DIRSET.DIRSET")
    def _make_outputs(self, mask: int) -> None:
        self._directions(self.named["DIR"].value | mask)

    @writes("DIRTGL.DIRTGL")
    def _turn(self, mask: int) -> None:
        self._directions(self.named["DIR"].value ^ mask)

    @status("IN.IN")
    def _inputs(self) -> int:
        enabled = sum(
            1 << pin
            for pin in range(PINS)
            if self.named[f"PINCFG{pin // 4}"][f"CFG{pin % 4}"] & INPUT_ENABLED
        )
        return self._levels & enabled

    @writes("WRCONFIG.WRPINCFG")
    def _configure(self, wanted: int) -> None:
        """Write the input buffers of several pins at once."""
        config = self.named["WRCONFIG"]
        mask = config["PINMASK"] << (HALF if config["HWSEL"] else 0)
        for pin in range(PINS if wanted else 0):
            if mask >> pin & 1:
                register, name = self.named[f"PINCFG{pin // 4}"], f"CFG{pin % 4}"
                register[name] = register[name] & ~INPUT_ENABLED | (INPUT_ENABLED if config["INEN"] else 0)
