"""Miscellaneous.STM32WBA_PWR: power control (RM0493 rev 3, section 11.10).

As Renode 1.16.1 models it: the regulator is ready at once (VOSRDY and ACTVOSRDY are always 1), and setting
PVDE alone does not show in PVDO before PVDLS is written or the voltage changes. ACTVOS stays 0.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.stm32.supply_monitor import SupplyMonitor
from vboard.builtin.registry import renode_type

LEVELS = (2.0, 2.2, 2.4, 2.5, 2.6, 2.8, 2.9)
"""Volts by PVDLS."""

HYSTERESIS = 0.1
"""Volts beyond the level at which the detector changes."""


class PvdLevelSelection(enum.Enum):
    """SVMCR.PVDLS: what the supply is compared with."""

    V2_0 = 0
    V2_2 = 1
    V2_4 = 2
    V2_5 = 3
    V2_6 = 4
    V2_8 = 5
    V2_9 = 6
    ExternalInput = 7


@renode_type("Miscellaneous.STM32WBA_PWR")
class STM32WBA_PWR(SupplyMonitor):
    """Output IRQ: the supply is below the detector's level."""

    size = 0x400
    IRQ: GPIO
    missing = "standby and stop, wake-up pins, retention, the detector's external input"
    table = """
        0x000  CR1             : LPMS 2:0 -, R2RSB1 5 -, ULPMEN 7 -, RADIORSB 9 -, R1RSB1 12 -
        0x004  CR2             : SRAM1PDS1 0 -, SRAM2PDS1 4 -, ICRAMPDS 8 -, FLASHFWU 14 -
        0x008  CR3             : FSTEN 2 -
        0x00C  VOSR   = 0x8000 : VOSRDY 15 -, VOS 16
        0x010  SVMCR           : PVDE 4, PVDLS 7:5
        0x014  WUCR1           : WUPEN[8] 0 -
        0x018  WUCR2           : WUPP[8] 0 -
        0x01C  WUCR3           : WUSEL[8] 1:0 -
        0x028  DBPR            : DBP 0
        0x030  SECCFGR         : WUPSEC[8] 0 -, LPMSEC 12 -, VDMSEC 13 -, VBSEC 14 -
        0x034  PRIVCFGR        : SPRIV 0 -, NSPRIV 1 -
        0x038  SR              : CSSF 0 w, STOPF 1 r, SBF 2 r
        0x03C  SVMSR  = 0x8000 : PVDO 4 r, ACTVOSRDY 15 -, ACTVOS 16 -
        0x044  WUSR            : WUF 7:0 r
        0x048  WUSCR           : CWUF 7:0 w
        0x050  IORETENRA       : EN0 3:0 -, EN5 15:5 -
        0x054  IORETRA         : RET0 3:0 -, RET5 15:5 -
        0x058  IORETENRB       : EN 15:0 -
        0x05C  IORETRB         : RET 15:0 -
        0x060  IORETENRC       : EN13 15:13 -
        0x064  IORETRC         : RET13 15:13 -
        0x088  IORETENRH       : EN3 3 -
        0x08C  IORETRH         : RET3 3 -
        0x100  RADIOSCR        : MODE 1:0 -, PHYMODE 2 -, ENCMODE 3 -, RFVDDHPA 12:8 -, REGPARDYVDDRFPA 15 -
    """
    effects = ("WUSCR.CWUF clears WUSR.WUF",)

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._low = False

    def Reset(self) -> None:
        super().Reset()
        self._low = False

    @property
    def PvdLevel(self) -> PvdLevelSelection:
        """Level of the voltage detector."""
        return PvdLevelSelection(self.named["SVMCR"]["PVDLS"])

    @PvdLevel.setter
    def PvdLevel(self, value: PvdLevelSelection) -> None:
        self.named["SVMCR"]["PVDLS"] = value.value
        self._compare()

    @writes("SVMCR.PVDLS")
    def _level_written(self, level: int) -> None:
        if level == PvdLevelSelection.ExternalInput.value:
            self._warn_of_external_input()
        self._compare()

    @writes("SR.CSSF")
    def _clear_status(self, _: int) -> None:
        self.named["SR"]["STOPF"] = 0
        self.named["SR"]["SBF"] = 0

    def _compare(self) -> None:
        selected = self.named["SVMCR"]["PVDLS"]
        if selected >= len(LEVELS):
            return
        if self._low:
            self._low = self._voltage <= LEVELS[selected] + HYSTERESIS
        else:
            self._low = self._voltage < LEVELS[selected] - HYSTERESIS
        shown = self._low and bool(self.named["SVMCR"]["PVDE"])
        self.named["SVMSR"]["PVDO"] = int(shown)
        self.IRQ.Set(shown)
