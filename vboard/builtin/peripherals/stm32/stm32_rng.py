"""Miscellaneous.STM32_RNG: the name that Renodes newer than 1.16.1 give the random number generator.

One type serves the families there; the registers CR, SR and DR are those of STM32F4 (RM0090 rev 21,
section 24.4), what a family adds to them is not modelled.
"""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.stm32.stm32f4_rng import STM32F4_RNG
from vboard.builtin.registry import renode_type


class STM32Series(enum.Enum):
    """Families, as platform files name them."""

    F0 = 0
    F1 = 1
    F2 = 2
    F3 = 3
    F4 = 4
    F7 = 5
    G0 = 6
    H7 = 7
    L0 = 8
    L1 = 9
    L5 = 10
    WBA = 11


@renode_type("Miscellaneous.STM32_RNG")
class STM32_RNG(STM32F4_RNG):
    """Output IRQ, as of `STM32F4_RNG`."""

    missing = "registers and bits that families newer than F4 add"

    def __init__(self, env: Environment, series: STM32Series) -> None:
        """Create the block.

        Args:
            series: the family; all behave like F4.
        """
        super().__init__(env)
        self.series = series
