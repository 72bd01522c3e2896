"""GPIOPort.STM32F1GPIOPort: GPIO port of STM32F1 (RM0008 rev 21, section 9.2).

As Renode 1.16.1 models it: CRL and CRH read 0 after reset (manual: 0x44444444) and a machine reset
leaves the pin modes alone; BSRR and BRR do not touch input pins; ODR drives the output lines but does
not show in IDR; a signal on an output pin is ignored; LCKR is unhandled; there are no pull resistors.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, LatchView, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.gpio_port import PINS, GPIOPort
from vboard.builtin.peripherals.register_map import Field, Mode, Register, RegisterMap
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

TIMERS = 18  # TIM0 (none) to TIM17 as alternate-function numbers
INPUT = 0  # MODEy; 1, 2, 3 are output at 10, 2, 50 MHz
ALTERNATE = (2, 3)  # CNFy of an output: push-pull, open drain


@renode_type("GPIOPort.STM32F1GPIOPort")
class STM32F1GPIOPort(GPIOPort):
    """Lines in and out 0-15; `port#pin@timer` is a timer's channel, selected by STM32F1AFIO."""

    def __init__(self, env: Environment, invertedAFPins: list[list[Int]] | None = None) -> None:
        """Create the port.

        Args:
            invertedAFPins: rows of a pin followed by timers whose channel is inverted on it.
        """
        super().__init__(env, invertedAFPins, TIMERS, "TIM", None)
        self.latch.driven = 0
        self._modes = [INPUT] * PINS
        self._configurations = [0] * PINS
        self.registers = RegisterMap(
            self,
            [
                Register(0x00, "CRL", self._pin_fields(0), reset=0x4444_4444),
                Register(0x04, "CRH", self._pin_fields(8), reset=0x4444_4444),
                idr := Register(0x08, "IDR", [Field("IDR", 0, 16, Mode.R)]),
                odr := Register(0x0C, "ODR", [Field("ODR", 0, 16, write=self._write_outputs)]),
                bsrr := Register(
                    0x10,
                    "BSRR",
                    [
                        Field("BR", 16, 16, Mode.W, write=lambda mask: self._drive(mask, False)),
                        Field("BS", 0, 16, Mode.W, write=lambda mask: self._drive(mask, True)),
                    ],
                ),
                brr := Register(
                    0x14, "BRR", [Field("BR", 0, 16, Mode.W, write=lambda mask: self._drive(mask, False))]
                ),
            ],
        )
        idr.shows("IDR", self.latch)
        odr.shows("ODR", self.latch, LatchView.LINES)
        odr.drives("ODR", self.latch, LatchOp.REPLACE, lines_alone=True)
        bsrr.drives("BR", self.latch, LatchOp.CLEAR, Undriven.HOST)
        bsrr.drives("BS", self.latch, LatchOp.SET, Undriven.HOST)
        brr.drives("BR", self.latch, LatchOp.CLEAR, Undriven.HOST)

    def _pin_fields(self, first: int) -> list[Field]:
        def fields(pin: int, bit: int) -> list[Field]:
            return [
                Field(
                    f"MODE{pin}",
                    bit,
                    2,
                    status=lambda: self._modes[pin],
                    write=lambda value: self._set_mode(pin, value),
                ),
                Field(
                    f"CNF{pin}",
                    bit + 2,
                    2,
                    status=lambda: self._configurations[pin],
                    write=lambda value: self._set_configuration(pin, value),
                ),
            ]

        return [field for i in range(8) for field in fields(first + i, 4 * i)]

    def Reset(self) -> None:
        super().Reset()
        for pin in range(PINS):
            self._set_configuration(pin, 0)

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not self.is_pin(number):
            return
        if self._modes[number] != INPUT:
            self.log(LogLevel.WARNING, f"Received a signal on the output pin #{number}")
            return
        self.drive_pin(number, value)

    def _set_mode(self, pin: int, mode: int) -> None:
        self._modes[pin] = mode
        self.latch.driven = self.latch.driven & ~(1 << pin) | (mode != INPUT) << pin

    def _set_configuration(self, pin: int, configuration: int) -> None:
        self._configurations[pin] = configuration
        self.alternate[pin].connected = configuration in ALTERNATE

    def _write_outputs(self, value: int) -> None:
        for pin, line in enumerate(self.pins):
            line.Set(bool(value >> pin & 1))

    def _drive(self, mask: int, level: bool) -> None:
        for pin in range(PINS):
            if not mask >> pin & 1:
                continue
            if self._modes[pin] == INPUT:
                self.log(LogLevel.WARNING, f"Trying to set the state of the input pin #{pin}")
                continue
            self.pins[pin].Set(level)
            self.note_level(pin, level)
