"""What the ADCs of STM32F0, G0 and WBA share (RM0091 section 13, RM0454 section 15, RM0493 section 21).

Channels of CHSELR are converted in turn, each conversion takes a period of `externalEventFrequency`. Voltages
come from `FeedVoltageSampleToChannel` and `SetDefaultVoltage`; without any a channel reads 0. As in Renode
1.16.1 conversions raise no interrupt.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, writes
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.types import UInt, ULong

CHANNELS = 19
FULL_SCALE = 4095
DEFAULT_FREQUENCY = 1000
DEFAULT_REFERENCE = 3.3


class SequencerADC(TablePeripheral):
    """Output IRQ, which never rises.

    Attributes:
        regulator_flag: flag of ISR that tells of a settled voltage regulator, if there is one.
    """

    size = 0x400
    IRQ: GPIO
    regulator_flag: ClassVar[str] = ""
    missing = "analog watchdogs, sampling time, external triggers, DMA, interrupts"

    def __init__(
        self,
        env: Environment,
        externalEventFrequency: ULong = DEFAULT_FREQUENCY,
        referenceVoltage: float = DEFAULT_REFERENCE,
    ) -> None:
        """Create the converter.

        Args:
            externalEventFrequency: conversions a second.
            referenceVoltage: voltage of the highest value.
        """
        super().__init__(env)
        self._reference = referenceVoltage
        self._samples: list[deque[float]] = [deque() for _ in range(CHANNELS)]
        self._default = [0.0] * CHANNELS
        self._pending: list[int] = []
        self._timer = LimitTimer(
            env.clock,
            externalEventFrequency or DEFAULT_FREQUENCY,
            1,
            self._converted,
            Direction.ASCENDING,
            True,
        )

    def Reset(self) -> None:
        self._pending.clear()
        self._timer.reset()
        super().Reset()

    def FeedVoltageSampleToChannel(self, channel: UInt, valueInmV: UInt, repeat: UInt = 1) -> None:
        """Give a channel samples in millivolts.

        Raises:
            ValueError: no such channel.
        """
        self._check(channel)
        self._samples[channel].extend([valueInmV / 1000] * repeat)

    def SetDefaultVoltage(self, valueInmV: UInt, channel: UInt | None = None) -> None:
        """Set what a channel (or each) reads when it has no samples, in millivolts.

        Raises:
            ValueError: no such channel.
        """
        for number in range(CHANNELS) if channel is None else [channel]:
            self._check(number)
            self._default[number] = valueInmV / 1000

    @staticmethod
    def _check(channel: int) -> None:
        if not 0 <= channel < CHANNELS:
            raise ValueError(f"Channels are 0 to {CHANNELS - 1}; got {channel}")

    @writes("CR.ADEN")
    def _enable(self, on: int) -> None:
        if on:
            self.named["ISR"]["ADRDY"] = 1

    @writes("CR.ADDIS")
    def _disable(self, off: int) -> None:
        if off:
            self.named["CR"]["ADEN"] = 0

    @writes("CR.ADVREGEN")
    def _regulator(self, on: int) -> None:
        if on and self.regulator_flag:
            self.named["ISR"][self.regulator_flag] = 1

    @writes("CR.ADSTART")
    def _start(self, value: int) -> None:
        if not value or not self.named["ISR"]["ADRDY"]:
            return
        selected = self.named["CHSELR"].value
        self._pending = [channel for channel in range(CHANNELS) if selected >> channel & 1]
        if self._pending:
            self._timer.enabled = True

    def _converted(self) -> None:
        channel = self._pending.pop(0)
        samples = self._samples[channel]
        voltage = samples.popleft() if samples else self._default[channel]
        self.named["DR"].value = min(int(voltage / self._reference * FULL_SCALE + 0.5), FULL_SCALE)
        isr = self.named["ISR"]
        isr["EOSMP"] = isr["EOC"] = 1
        if self._pending:
            self._timer.enabled = True
        else:
            self.named["CR"]["ADSTART"] = 0

    @reads("DR.DATA")
    def _read_data(self) -> int:
        self.named["ISR"]["EOC"] = 0
        return self.named["DR"].value
