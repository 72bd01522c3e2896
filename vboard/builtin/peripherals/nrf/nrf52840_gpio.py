"""GPIOPort.NRF52840_GPIO: general-purpose input/output (nRF52840 PS, section 6.9).

As Renode 1.16.1 models it: OUT keeps a bit only for pins that are outputs; IN shows every pin, whether its
input buffer is connected or not, and 0 for a pin that was an output until somebody drives it; there are no
pull resistors.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, LatchView, OutputLatch
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, status, writes
from vboard.builtin.registry import renode_type

PINS = 32
SENSE_HIGH, SENSE_LOW = 2, 3


@renode_type("GPIOPort.NRF52840_GPIO")
class NRF52840_GPIO(TablePeripheral):
    """Lines in and out 0-31. GPIOTE listens to the pins and to DETECT."""

    size = 0x300
    line_count = PINS
    table = """
        0x004    OUT                : rw
        0x008    OUTSET             : rw
        0x00C    OUTCLR             : rw
        0x010    IN                 : r
        0x014    DIR                : rw
        0x018    DIRSET             : rw
        0x01C    DIRCLR             : rw
        0x020    LATCH              : rw1c
        0x024    DETECTMODE         : DETECTMODE 0 -
        0x200+4  PIN_CNF[32]  = 0x2 : DIR 0, INPUT 1, PULL 3:2, DRIVE 10:8, SENSE 17:16
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        """Its bits are what IN reads."""
        self.latch.driven = 0
        self._watched = 0
        self.named["IN"].shows("IN", self.latch)
        for name, op in (("OUT", LatchOp.REPLACE), ("OUTSET", LatchOp.SET), ("OUTCLR", LatchOp.CLEAR)):
            self.named[name].shows(name, self.latch, LatchView.DRIVEN_BITS)
            self.named[name].drives(name, self.latch, op)
        self.pin_changed: list[Callable[[int, bool], None]] = []
        """Called with the pin and its new level."""
        self.detected: list[Callable[[], None]] = []
        """Called when DETECT rises."""

    @property
    def levels(self) -> int:
        """What IN reads, a bit a pin."""
        return self.latch.bits

    def watch(self, pins: int) -> None:
        """Tell `pin_changed` of these pins, a bit a pin; of others it may not be told."""
        self._watched = pins
        self._hold()

    def _hold(self) -> None:
        """Pins whose changes have to be seen: those with SENSE, and watched ones."""
        for pin, line in enumerate(self.lines):
            line.hold(bool(self.named[f"PIN_CNF{pin}"]["SENSE"] or self._watched >> pin & 1))

    def Reset(self) -> None:
        self.latch.bits = self.latch.driven = 0
        super().Reset()
        self._hold()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.WARNING, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        if not self.pin_changed:
            self.warn_of_renode_fault("an input of a port without GPIOTE throws NullReferenceException")
        self._set_level(number, value)

    def set_output(self, pin: int, value: bool) -> None:
        """Drive a pin in place of OUT (a task of GPIOTE)."""
        self._set_level(pin, value)
        self.lines[pin].Set(value)

    def level(self, pin: int) -> bool:
        """Level of a pin."""
        return bool(self.levels >> pin & 1)

    def _set_level(self, pin: int, value: bool) -> None:
        if self.level(pin) == value:
            return
        self.latch.bits ^= 1 << pin
        for changed in self.pin_changed:
            changed(pin, value)
        self._sense(pin)

    def _sense(self, pin: int) -> None:
        sense = self.named[f"PIN_CNF{pin}"]["SENSE"]
        latch = self.named["LATCH"]
        if sense == (SENSE_HIGH if self.level(pin) else SENSE_LOW) and not latch.value >> pin & 1:
            latch.value |= 1 << pin
            for detected in self.detected:
                detected()

    @status("DIR.DIR", "DIRSET.DIRSET", "DIRCLR.DIRCLR")
    def _direction(self) -> int:
        return sum(self.named[f"PIN_CNF{pin}"]["DIR"] << pin for pin in range(PINS))

    @writes("OUT.OUT")
    def _write_output(self, value: int) -> None:
        changed = (self.levels ^ value) & self.latch.driven
        for pin in range(PINS):
            if changed >> pin & 1:
                self.set_output(pin, bool(value >> pin & 1))

    @writes("OUTSET.OUTSET")
    def _set_output(self, value: int) -> None:
        self._write_output(self.levels | value)

    @writes("OUTCLR.OUTCLR")
    def _clear_output(self, value: int) -> None:
        self._write_output(self.levels & ~value)

    @writes("DIR.DIR")
    def _write_direction(self, value: int) -> None:
        changed = value ^ self._direction()
        for pin in range(PINS):
            if changed >> pin & 1:
                self.named[f"PIN_CNF{pin}"]["DIR"] = output = value >> pin & 1
                self._direction_changed(pin, output)

    @changes("PIN_CNF.DIR")
    def _direction_changed(self, pin: int, output: int) -> None:
        self.latch.driven = self.latch.driven & ~(1 << pin) | output << pin
        if not output:
            self.set_output(pin, False)

    @writes("DIRSET.DIRSET")
    def _set_direction(self, value: int) -> None:
        self._write_direction(self._direction() | value)

    @writes("DIRCLR.DIRCLR")
    def _clear_direction(self, value: int) -> None:
        self._write_direction(self._direction() & ~value)

    @writes("PIN_CNF.SENSE")
    def _sense_written(self, pin: int, _: int) -> None:
        self._hold()
        self._sense(pin)
