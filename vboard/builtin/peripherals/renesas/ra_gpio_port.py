"""What the port models of the RA2, RA4, RA6 and RA8 series share (RA2L1 user manual, section 18.2).

A pin is its PmnPFS register: level, direction, interrupt enable. As in Renode 1.16.1 a direction changes only
while PWPR allows writes to PmnPFS.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.peripherals.renesas.renesasra_gpio_misc import RenesasRA_GPIOMisc
from vboard.builtin.types import UInt

PINS = 16
REGION = "pinConfiguration"


class PinConfiguration(TablePeripheral):
    """The PmnPFS registers of a port, 32 bits a pin."""

    size = 4 * PINS
    table = f"""
        0x00  PFS[{PINS}]  : PODR 0, PIDR 1 r, PDR 2, PCR 4, NCODR 6, DSCR 11:10, EOFR 13:12, ISEL 14,
            ASEL 15, PMR 16, PSEL 28:24
    """

    def __init__(self, env: Environment, port: RAPort) -> None:
        super().__init__(env)
        self._port = port
        self.latches = [OutputLatch([line]) for line in port.lines]
        """PODR and the line of each pin, which is driven where PDR is set."""
        for pin, latch in enumerate(self.latches):
            latch.driven = 0
            self.named[f"PFS{pin}"].shows("PODR", latch)

    def Reset(self) -> None:
        super().Reset()
        for latch in self.latches:
            latch.bits = latch.driven = 0

    def write32(self, offset: int, value: int) -> None:
        if not self._port.misc.pins_writable:
            self._port.log(LogLevel.WARNING, "Write to a PmnPFS register while PWPR protects them")
            return
        super().write32(offset, value)

    @status("PFS.PIDR")
    def _input(self, pin: int) -> int:
        return self._port.levels >> pin & 1

    @writes("PFS.PODR")
    def set_output(self, pin: int, value: int) -> None:
        """Set a pin's output bit."""
        self.latches[pin].bits = value
        self._drive(pin)

    @writes("PFS.PDR")
    def set_direction(self, pin: int, value: int) -> None:
        """Set a pin's direction: 1 is an output."""
        self.named[f"PFS{pin}"]["PDR"] = self.latches[pin].driven = value
        self._drive(pin)

    def _drive(self, pin: int) -> None:
        latch = self.latches[pin]
        if latch.driven:
            self._port.lines[pin].Set(bool(latch.bits))


class RAPort(TablePeripheral):
    """Lines in and out 0-15; outputs IRQ0-IRQ15 follow pins whose ISEL is set."""

    size = 0x20
    line_count = PINS
    table = """
        0x00  PCNTR1  : PDR 15:0, PODR 31:16
        0x04  PCNTR2  : PIDR 15:0 r, EIDR 31:16 -
        0x08  PCNTR3  : POSR 15:0 w, PORR 31:16 w
        0x0C  PCNTR4  : EOSR 15:0 -, EORR 31:16 -
    """

    def __init__(
        self,
        env: Environment,
        portNumber: UInt,
        numberOfConnections: UInt,
        pfsMisc: RenesasRA_GPIOMisc,
    ) -> None:
        """Create the port.

        Args:
            portNumber: which port of the device it is.
            numberOfConnections: pins that it has.
            pfsMisc: the write protection.
        """
        self.levels = 0
        """Levels of inputs, a bit a pin."""
        super().__init__(env)
        self.misc = pfsMisc
        self._pins = PinConfiguration(env, self)
        self._interrupts = [GPIO() for _ in range(PINS)]
        turned = self.named["PCNTR3"]
        for pin, latch in enumerate(self._pins.latches):
            turned.drive(latch, 1 << pin, pin, LatchOp.SET, Undriven.KEPT, False, True)
            lower = PINS + pin
            turned.drive(latch, 1 << lower, lower, LatchOp.CLEAR, Undriven.STORED, False, True)
        turned.define_access(host_writes=False)

    def gpio_outputs(self) -> dict[str, GPIO]:
        return {f"IRQ{i}": line for i, line in enumerate(self._interrupts)}

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        if name != REGION:
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return self._pins

    def Reset(self) -> None:
        self.levels = 0
        self._pins.Reset()
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.WARNING, f"This port has pins 0 to {PINS - 1}; got {number}")
            return
        self.levels = self.levels & ~(1 << number) | value << number
        if self._pins.named[f"PFS{number}"]["ISEL"]:
            self._interrupts[number].Set(value)

    @status("PCNTR1.PDR")
    def _directions(self) -> int:
        return sum(latch.driven << pin for pin, latch in enumerate(self._pins.latches))

    @status("PCNTR1.PODR")
    def _outputs(self) -> int:
        return sum(latch.bits << pin for pin, latch in enumerate(self._pins.latches))

    def _put(self, value: int) -> None:
        for pin in range(PINS):
            self._pins.set_output(pin, value >> pin & 1)

    @status("PCNTR2.PIDR")
    def _inputs(self) -> int:
        return self.levels

    @writes("PCNTR1.PDR")
    def _set_directions(self, value: int) -> None:
        if self.misc.pins_writable:
            for pin in range(PINS):
                self._pins.set_direction(pin, value >> pin & 1)

    @writes("PCNTR1.PODR")
    def _set_outputs(self, value: int) -> None:
        if self.misc.pins_writable:
            self._put(value)

    @writes("PCNTR3.POSR")
    def _raise(self, value: int) -> None:
        self._put(self._outputs() | value & self._directions())

    @writes("PCNTR3.PORR")
    def _lower(self, value: int) -> None:
        self._put(self._outputs() & ~value)
