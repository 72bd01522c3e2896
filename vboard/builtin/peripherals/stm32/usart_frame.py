"""Stop and parity bits of STM32 USARTs: CR2.STOP, CR1.PCE and CR1.PS (RM0008 sections 27.6.4, 27.6.5)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Bits, Parity
from vboard.builtin.peripherals.register_map import Register

STOP_BITS = (Bits.One, Bits.Half, Bits.Two, Bits.OneAndAHalf)
"""Meaning of CR2.STOP."""


class UsartFrame:
    """What a USART with these two registers says of its frames."""

    _cr1: Register
    _cr2: Register

    @property
    def StopBits(self) -> Bits:
        return STOP_BITS[self._cr2["STOP"]]

    @property
    def ParityBit(self) -> Parity:
        if not self._cr1["PCE"]:
            return Parity["None"]
        return Parity.Odd if self._cr1["PS"] else Parity.Even
