"""What a counter's timer does by itself each time that the counter gets to a point, without Python."""

from __future__ import annotations

from typing import NamedTuple

from vboard.builtin.machine.device_register import DeviceRegister
from vboard.native.core import Alarm

__all__ = ["MOST_RATE", "MOST_STEPS", "Alarm", "FlagSetting", "Leg"]

MOST_RATE = 1_000_000_000
"""Hz of a counter that gets to its points without Python."""
MOST_STEPS = 1 << 32
"""Steps between two such points."""


class FlagSetting(NamedTuple):
    """Bits that a register of flags gets.

    Attributes:
        gate, gate_mask: another register has to have one of these bits at that time; None: always.
    """

    register: DeviceRegister
    bits: int
    gate: DeviceRegister | None = None
    gate_mask: int = 0


class Leg(NamedTuple):
    """The way of a counter to a point.

    Attributes:
        steps: from the point before.
        fresh: the counter is started anew there.
        flags: what is set there.
    """

    steps: int
    fresh: bool
    flags: tuple[FlagSetting, ...]
