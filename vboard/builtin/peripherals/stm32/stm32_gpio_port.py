"""GPIOPort.STM32_GPIOPort: GPIO port of STM32F0, F2, F4, F7, G0, L4 (RM0385 rev 8, section 6.4).

As Renode 1.16.1 models it: IDR and ODR are one state, whatever the mode, so writes drive input pins and
an input shows in ODR; a bit in both halves of BSRR ends reset (manual: set wins); OTYPER and LCKR have
no effect; there are no pull resistors. BRR (0x28) exists on every family.
"""

from __future__ import annotations

from vboard.builtin.machine.output_latch import LatchOp
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.gpio_port import PINS, GPIOPort
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    repeated,
    reserved,
    tags,
)
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, UInt

ALTERNATE = 2  # MODERy; 0 input, 1 output, 3 analogue
PIN_NAMES = range(PINS)


@renode_type("GPIOPort.STM32_GPIOPort")
class STM32_GPIOPort(GPIOPort):
    """Lines in and out 0-15; `port#pin@function` is an alternate function, selected by AFRL/AFRH."""

    def __init__(
        self,
        env: Environment,
        modeResetValue: UInt = 0,
        outputSpeedResetValue: UInt = 0,
        pullUpPullDownResetValue: UInt = 0,
        numberOfAFs: UInt = 16,
        invertedAFPins: list[list[Int]] | None = None,
    ) -> None:
        """Create the port.

        Args:
            modeResetValue, outputSpeedResetValue, pullUpPullDownResetValue: MODER, OSPEEDR, PUPDR.
            numberOfAFs: 1 to 16.
            invertedAFPins: rows of a pin followed by functions that are inverted on it.

        Raises:
            ValueError: a parameter is out of range.
        """
        if not 1 <= numberOfAFs <= 16:
            raise ValueError("Number of alternate functions can't be lower than 1 or higher than 16")
        super().__init__(env, invertedAFPins, numberOfAFs, "Alternate function ", numberOfAFs)
        self._moder = Register(
            0x00, "MODER", repeated("MODER", 0, 2, PINS, write=self._set_mode), modeResetValue
        )
        ospeedr = Register(0x08, "OSPEEDR", [Field("OSPEEDR", 0, 32)], outputSpeedResetValue)
        pupdr = Register(0x0C, "PUPDR", [Field("PUPDR", 0, 32)], pullUpPullDownResetValue)
        self.registers = RegisterMap(
            self,
            [
                self._moder,
                Register(0x04, "OTYPER", [*tags(0, " ".join(f"OT{i}" for i in PIN_NAMES)), reserved(16, 16)]),
                ospeedr,
                pupdr,
                idr := Register(0x10, "IDR", [Field("IDR", 0, 16, Mode.R), reserved(16, 16)]),
                odr := Register(0x14, "ODR", [Field("ODR", 0, 16, write=self._drive), reserved(16, 16)]),
                bsrr := Register(
                    0x18,
                    "BSRR",
                    [
                        Field("BS", 0, 16, Mode.W, write=lambda mask: self._drive(self.levels | mask)),
                        Field("BR", 16, 16, Mode.W, write=lambda mask: self._drive(self.levels & ~mask)),
                    ],
                ),
                Register(
                    0x1C,
                    "LCKR",
                    [*tags(0, " ".join(f"LCK{i}" for i in PIN_NAMES) + " LCKK"), reserved(17, 15)],
                ),
                Register(0x20, "AFRL", self._function_fields(0)),
                Register(0x24, "AFRH", self._function_fields(8)),
                brr := Register(
                    0x28,
                    "BRR",
                    [
                        Field("BR", 0, 16, Mode.W, write=lambda mask: self._drive(self.levels & ~mask)),
                        reserved(16, 16),
                    ],
                ),
            ],
        )
        for register in (idr, odr):
            register.shows(register.name, self.latch)
        odr.drives("ODR", self.latch, LatchOp.REPLACE)
        bsrr.drives("BS", self.latch, LatchOp.SET)
        bsrr.drives("BR", self.latch, LatchOp.CLEAR)
        brr.drives("BR", self.latch, LatchOp.CLEAR)
        self.Reset()

    def _function_fields(self, first: int) -> list[Field]:
        return repeated(
            "AFSEL",
            0,
            4,
            8,
            status=lambda pin: self.alternate[pin].selected,
            write=self._select_function,
            first=first,
        )

    def Reset(self) -> None:
        super().Reset()
        for pin in range(PINS):
            self._set_mode(pin, self._moder[f"MODER{pin}"])

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`.

        Raises:
            ValueError: there is no such pin.
        """
        if not 0 <= number < PINS:
            raise ValueError(f"This port has pins 0 to {PINS - 1}; got {number}")
        self.drive_pin(number, value)

    def _drive(self, levels: int) -> None:
        changed = (self.levels ^ levels) & 0xFFFF
        while changed:
            pin = (changed & -changed).bit_length() - 1
            changed &= changed - 1
            self.drive_pin(pin, bool(levels >> pin & 1))

    def _set_mode(self, pin: int, mode: int) -> None:
        self.alternate[pin].connected = mode == ALTERNATE

    def _select_function(self, pin: int, function: int) -> None:
        self.alternate[pin].selected = function
