"""Miscellaneous.STM32F4_RNG: random number generator (RM0385 rev 8, section 16.4).

Data is ready as soon as RNGEN is set. The numbers come from a fixed sequence, so that runs repeat: a
64-bit linear congruential generator with Knuth's MMIX constants, of which the upper half is read.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.registry import renode_type

MULTIPLIER, INCREMENT = 6364136223846793005, 1442695040888963407
SEED = 1


@renode_type("Miscellaneous.STM32F4_RNG")
class STM32F4_RNG(RegisterPeripheral):
    """Output IRQ: high while RNGEN and IE are set. A reset does not restart the sequence."""

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._state = SEED
        self.IRQ = GPIO()
        self._cr = Register(
            0x00,
            "CR",
            [reserved(0, 2), Field("RNGEN", 2), Field("IE", 3), reserved(4, 28)],
            written=self._update,
        )
        self.registers = RegisterMap(
            self,
            [
                self._cr,
                Register(
                    0x04,
                    "SR",
                    [
                        Field("DRDY", 0, 1, Mode.R, status=lambda: self._cr["RNGEN"]),
                        *tags(1, "CECS SECS"),
                        reserved(3, 2),
                        *tags(5, "CEIS SEIS"),
                        Tag("RESERVED 31-7", 7, 25),
                    ],
                ),
                Register(0x08, "DR", [Field("RNDATA", 0, 32, Mode.R, read=self._next)]),
            ],
        )

    def Reset(self) -> None:
        super().Reset()
        self._update()

    def _next(self) -> int:
        if not self._cr["RNGEN"]:
            return 0
        self._state = (self._state * MULTIPLIER + INCREMENT) & (1 << 64) - 1
        return self._state >> 32

    def _update(self) -> None:
        self.IRQ.Set(bool(self._cr["RNGEN"] and self._cr["IE"]))
