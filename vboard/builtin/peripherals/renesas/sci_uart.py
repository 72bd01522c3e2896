"""What the serial ports of the Renesas RA series share: baud rate."""

from __future__ import annotations


def baud_rate(frequency: int, divider: int, prescaler: int, fast: bool = False) -> int:
    """Bits per second in asynchronous mode, by BRR and SMR.CKS (RA6M5 user manual, section 34.2.20).

    Args:
        frequency: Hz of the peripheral clock.
        divider: BRR.
        prescaler: CKS; the clock is divided by 4 to its power.
        fast: whether a bit is eight clocks of the base rather than sixteen.
    """
    return frequency // ((16 if fast else 32) * (1 << 2 * prescaler) * (divider + 1))
