"""Miscellaneous.K6xF_RNG: random number generator (K66P144M180SF5RMV2, chapter 40).

A number is ready at all times once GO is set; the numbers are a fixed sequence of 31 bits each.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.random_numbers import RandomNumbers
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.K6xF_RNG")
class K6xF_RNG(TablePeripheral):
    """Output IRQ, which stays low."""

    IRQ: GPIO
    missing = "sleep, interrupts, security violations"
    table = """
        0x0  CR  : GO 0, HA 1 -, INTM 2 -, CLRI 3 -, SLP 4
        0x4  SR  : SECV 0 -, LRS 1 -, ORU 2 -, ERRI 3 -, SLP 4 -, OREG_LVL 15:8 r, OREG_SIZE 23:16
        0x8  ER  : rw
        0xC  OR  : r
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._random = RandomNumbers()

    @status("SR.OREG_LVL")
    def _level(self) -> int:
        return self.named["CR"]["GO"]

    @reads("OR.OR")
    def _next(self) -> int:
        return self._random.next(31) if self.named["CR"]["GO"] else 0
