"""Miscellaneous.STM32L0_PWR: power control (RM0377 rev 10, section 6.4).

As Renode 1.16.1 models it: the regulator is ready at once (VOSF and REGLPF are always 0), and the voltage
detector compares when the voltage or its level is set from outside, not at writes of PVDE and PLS.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.stm32.supply_monitor import SupplyMonitor
from vboard.builtin.registry import renode_type

LOWEST, STEP = 1.9, 0.2
"""Volts of PLS = 0, and from one PLS to the next."""

RANGE_2 = 0b10
"""VOS after reset."""


class PvdLevelSelection(enum.Enum):
    """CR.PLS: what the supply is compared with."""

    V1_9 = 0
    V2_1 = 1
    V2_3 = 2
    V2_5 = 3
    V2_7 = 4
    V2_9 = 5
    V3_1 = 6
    ExternalInput = 7


@renode_type("Miscellaneous.STM32L0_PWR")
class STM32L0_PWR(SupplyMonitor):
    """Output IRQ: the supply is below the detector's level."""

    size = 0x400
    IRQ: GPIO
    missing = "standby and stop, wake-up pins, the detector's external input"
    table = """
        0x000  CR   = 0x1000 : LPSDSR 0, PDDS 1 -, CWUF 2 w, CSBF 3 w, PVDE 4, PLS 7:5, DBP 8, ULP 9 -,
                FWU 10 -, VOS 12:11, DS_EE_KOFF 13 -, LPRUN 14 -, LPDS 16 -
        0x004  CSR  = 0x8    : WUF 0 r, SBF 1 r, PVDO 2 r, VREFINTRDYF 3 r, VOSF 4 r, REGLPF 5 r,
                EWUP1 8 -, EWUP2 9 -, EWUP3 10 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._range = RANGE_2

    def Reset(self) -> None:
        super().Reset()
        self._range = RANGE_2

    @property
    def PvdLevel(self) -> PvdLevelSelection:
        """Level of the voltage detector."""
        return PvdLevelSelection(self.named["CR"]["PLS"])

    @PvdLevel.setter
    def PvdLevel(self, value: PvdLevelSelection) -> None:
        self.named["CR"]["PLS"] = value.value
        self._compare()

    @writes("CR.CWUF")
    def _clear_wakeup(self, one: int) -> None:
        if one:
            self.named["CSR"]["WUF"] = 0

    @writes("CR.CSBF")
    def _clear_standby(self, one: int) -> None:
        if one:
            self.named["CSR"]["SBF"] = 0

    @writes("CR.PLS")
    def _level_written(self, level: int) -> None:
        if level == PvdLevelSelection.ExternalInput.value:
            self._warn_of_external_input()

    @writes("CR.VOS")
    def _range_written(self, value: int) -> None:
        if value:
            self._range = value
        else:
            self.log(LogLevel.WARNING, "Trying to set forbidden VOS value, ignoring write")
            self.named["CR"]["VOS"] = self._range

    def _compare(self) -> None:
        level = self.named["CR"]["PLS"]
        external = level == PvdLevelSelection.ExternalInput.value
        low = bool(self.named["CR"]["PVDE"]) and not external and self._voltage < LOWEST + STEP * level
        self.named["CSR"]["PVDO"] = int(low)
        self.IRQ.Set(low)
