"""Miscellaneous.SAM_TRNG: random number generator (SAM E70 datasheet DS60001527, section 56).

As Renode 1.16.1 models it: a number is ready at all times once the generator is enabled, it is never
disabled again, and there is no interrupt. The numbers are a fixed sequence of 31 bits each.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.random_numbers import RandomNumbers
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, writes
from vboard.builtin.registry import renode_type

ENABLE = 1 << 0
KEY = 0x524E47
"""CR.KEY of a write that takes effect: "RNG"."""


@renode_type("Miscellaneous.SAM_TRNG")
class SAM_TRNG(TablePeripheral):
    """No outputs."""

    size = 0x4000
    missing = "interrupt, disabling"
    effects: ClassVar = ("IER.DATRDY sets IMR.DATRDY", "IDR.DATRDY clears IMR.DATRDY")
    table = """
        0x000  CR    : w
        0x010  IER   : DATRDY 0 w
        0x014  IDR   : DATRDY 0 w
        0x018  IMR   : DATRDY 0 r
        0x01C  ISR   : DATRDY 0 r
        0x050  ODATA : r
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._random = RandomNumbers()

    @writes("CR.CR")
    def _control(self, value: int) -> None:
        if value & ENABLE and value >> 8 == KEY:
            self.named["ISR"]["DATRDY"] = 1

    @reads("ODATA.ODATA")
    def _next(self) -> int:
        if not self.named["ISR"]["DATRDY"]:
            self.log(LogLevel.WARNING, "Reading TRNG data from an uninitialized device")
            return 0
        return self._random.next(31)
