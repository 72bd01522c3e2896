"""What the port models of the RA2, RA4, RA6 and RA8 series share (RA2L1 user manual, section 18.2).

A pin is its PmnPFS register: level, direction, interrupt enable. As in Renode 1.16.1 a direction changes only
while PWPR allows writes to PmnPFS.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
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

    def write32(self, offset: int, value: int) -> None:
        if not self._port.misc.pins_writable:
            self._port.log(LogLevel.WARNING, "Write to a PmnPFS register while PWPR protects them")
            return
        super().write32(offset, value)

    @status("PFS.PIDR")
    def _input(self, pin: int) -> int:
        return self._port.levels >> pin & 1

    @writes("PFS.PODR", "PFS.PDR")
    def _changed(self, pin: int, _: int) -> None:
        self._port.drive(pin)


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

    def drive(self, pin: int) -> None:
        """Bring a pin's output line up to date."""
        configuration = self._pins.named[f"PFS{pin}"]
        if configuration["PDR"]:
            self.lines[pin].Set(bool(configuration["PODR"]))

    def _bits(self, field: str) -> int:
        return sum(self._pins.named[f"PFS{pin}"][field] << pin for pin in range(PINS))

    def _store(self, field: str, value: int) -> None:
        for pin in range(PINS):
            self._pins.named[f"PFS{pin}"][field] = value >> pin & 1
            self.drive(pin)

    @status("PCNTR1.PDR")
    def _directions(self) -> int:
        return self._bits("PDR")

    @status("PCNTR1.PODR")
    def _outputs(self) -> int:
        return self._bits("PODR")

    @status("PCNTR2.PIDR")
    def _inputs(self) -> int:
        return self.levels

    @writes("PCNTR1.PDR")
    def _set_directions(self, value: int) -> None:
        if self.misc.pins_writable:
            self._store("PDR", value)

    @writes("PCNTR1.PODR")
    def _set_outputs(self, value: int) -> None:
        if self.misc.pins_writable:
            self._store("PODR", value)

    @writes("PCNTR3.POSR")
    def _raise(self, value: int) -> None:
        self._store("PODR", self._outputs() | value & self._directions())

    @writes("PCNTR3.PORR")
    def _lower(self, value: int) -> None:
        self._store("PODR", self._outputs() & ~value)
