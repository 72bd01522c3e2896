"""Baud rate and frame format of the USARTs of Silicon Labs, which all families share."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Bits, Parity

STOP_BITS = (Bits.Half, Bits.One, Bits.OneAndAHalf, Bits.Two)
OVERSAMPLING = (16, 8, 6, 4)
"""By CTRL.OVS or CFG0.OVS; a further value switches oversampling off."""


def baud_rate(frequency: int, divider: int, oversampling: int) -> int:
    """Bits per second.

    Args:
        frequency: Hz of the peripheral clock.
        divider: CLKDIV as written, in 1/256.
        oversampling: field OVS.
    """
    samples = OVERSAMPLING[oversampling] if oversampling < len(OVERSAMPLING) else 1
    return frequency * 256 // (samples * (256 + divider))


def parity(field: int) -> Parity:
    """Parity of FRAME.PARITY; as Renode 1.16.1 has it, none is reported as odd."""
    return Parity.Even if field == 2 else Parity.Odd
