"""GPIOPort.NXPGPIOPort: port control and GPIO of Kinetis, Vybrid and S32K (K64 manual, chapters 11 and 55).

Two regions, registered by `new Bus.BusMultiRegistration { address: A; size: S; region: "gpio" }` and
`region: "port"`. As Renode 1.16.1 models it, PDOR takes only bits of pins that are outputs.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

PINS = 32
LOW_LEVEL, RISING, FALLING, EITHER, HIGH_LEVEL = range(8, 13)  # PCR.IRQC


class PortControl(TablePeripheral):
    """Pin control: interrupts of pins; pulls, drive and functions are kept."""

    size = 0xD0
    table = f"""
        0x00  PCR[{PINS}]  : PS 0, PE 1, SRE 2, PFE 4, ODE 5, DSE 6, MUX 10:8, LK 15, IRQC 19:16, ISF 24 rw1c
        0x80  GPCLR        : GPWD 15:0 -, GPWE 31:16 -
        0x84  GPCHR        : GPWD 15:0 -, GPWE 31:16 -
        0xA0  ISFR         : ISF 31:0 w
        0xC0  DFER         : DFE 31:0
        0xC4  DFCR         : CS 0
        0xC8  DFWR         : FILT 4:0
    """

    def __init__(self, env: Environment, port: NXPGPIOPort) -> None:
        super().__init__(env)
        self._port = port

    @property
    def flags(self) -> int:
        """Interrupt flags, a bit a pin."""
        return sum(self.named[f"PCR{pin}"]["ISF"] << pin for pin in range(PINS))

    @status("ISFR.ISF")
    def _flags(self) -> int:
        return self.flags

    @writes("ISFR.ISF")
    def _clear(self, mask: int) -> None:
        for pin in range(PINS):
            if mask >> pin & 1:
                self.named[f"PCR{pin}"]["ISF"] = 0
        self._port.update()

    @writes("PCR.IRQC", "PCR.ISF")
    def _configured(self, pin: int, _: int) -> None:
        self.look_at(pin, changed=False)
        self._port.update()

    def look_at(self, pin: int, changed: bool) -> None:
        """Set a pin's flag when its condition holds."""
        kind = self.named[f"PCR{pin}"]["IRQC"]
        level = bool(self._port.levels >> pin & 1)
        edges = {RISING: level, FALLING: not level, EITHER: True}
        by_level = kind == (HIGH_LEVEL if level else LOW_LEVEL)
        if by_level or (changed and edges.get(kind, False)):
            self.named[f"PCR{pin}"]["ISF"] = 1


@renode_type("GPIOPort.NXPGPIOPort")
class NXPGPIOPort(TablePeripheral):
    """Lines in and out 0-31, and IRQ."""

    size = 0x40
    line_count = PINS
    default_gpio = "IRQ"
    IRQ: GPIO
    table = """
        0x00  PDOR  : rw
        0x04  PSOR  : w
        0x08  PCOR  : w
        0x0C  PTOR  : w
        0x10  PDIR  : r
        0x14  PDDR  : rw
        0x18  PIDR  : rw
    """

    def __init__(self, env: Environment, numberOfPins: UInt = PINS) -> None:
        """Create the port.

        Args:
            numberOfPins: pins that it has.
        """
        self.levels = 0
        """Levels of inputs, a bit a pin; a reset leaves them."""
        self._pins = numberOfPins
        super().__init__(env)
        self._control = PortControl(env, self)
        self.latch = OutputLatch(self.lines)
        self.latch.driven = 0
        self.named["PDOR"].shows("PDOR", self.latch)
        for name, op in (
            ("PDOR", LatchOp.REPLACE),
            ("PSOR", LatchOp.SET),
            ("PCOR", LatchOp.CLEAR),
            ("PTOR", LatchOp.TOGGLE),
        ):
            self.named[name].drives(name, self.latch, op, Undriven.CLEARED)

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        regions: dict[str, BusPeripheral] = {"gpio": self, "port": self._control}
        if name not in regions:
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return regions[name]

    def Reset(self) -> None:
        self._control.Reset()
        self.latch.bits = self.latch.driven = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < self._pins:
            self.log(LogLevel.WARNING, f"There are pins 0 to {self._pins - 1}; got {number}")
            return
        bit = 1 << number
        changed = bool(self.levels & bit) != value
        self.levels = self.levels | bit if value else self.levels & ~bit
        self._control.look_at(number, changed)
        self.update()

    def update(self) -> None:
        """Drive the interrupt line from the flags."""
        self.IRQ.Set(bool(self._control.flags))

    @status("PDIR.PDIR")
    def _inputs(self) -> int:
        return self.levels

    def _put(self, value: int) -> None:
        outputs = self.latch.driven
        self.latch.bits = value & outputs
        for pin, line in enumerate(self.lines):
            if outputs >> pin & 1:
                line.Set(bool(value >> pin & 1))

    @writes("PDDR.PDDR")
    def _directions(self, value: int) -> None:
        self.latch.driven = value

    @writes("PDOR.PDOR")
    def _output(self, value: int) -> None:
        self._put(value)

    @writes("PSOR.PSOR")
    def _set(self, mask: int) -> None:
        self._put(self.latch.bits | mask)

    @writes("PCOR.PCOR")
    def _clear(self, mask: int) -> None:
        self._put(self.latch.bits & ~mask)

    @writes("PTOR.PTOR")
    def _toggle(self, mask: int) -> None:
        self._put(self.latch.bits ^ mask)
