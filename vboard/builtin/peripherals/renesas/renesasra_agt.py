"""Timers.RenesasRA_AGT: registers (RA2L1 user manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Timers.RenesasRA_AGT")
class RenesasRA_AGT(RegisterFile):
    """Outputs CompareMatchA, CompareMatchB, IRQ."""

    size = 0x100
    register_width = 2
    CompareMatchA: GPIO
    CompareMatchB: GPIO
    IRQ: GPIO
    table = """
        0x000  AGT      = 0xFFFF : rw
        0x002  AGTCMA            : rw
        0x004  AGTCMB            : rw
        0x008  AGTCR             : TSTART 0 -, TCSTF 1 r, TSTOP 2 w, TEDGF 4 -, TUNDF 5 -, TCMAF 6 -,
                TCMBF 7 -
        0x00A  AGTMR2            : CKS 2:0 -, LPM 7 -
        0x00C  AGTIOC            : TEDGSEL 0 -, TOE 2 -, TIPF 5:4 -, TIOGT 7:6 -
        0x00E  AGTCMSR           : TCMEA 0 -, TOEA 1 -, TOPOLA 2 -, TCMEB 4 -, TOEB 5 -, TOPOLB 6 -
    """

    def __init__(
        self,
        env: Environment,
        lowSpeedOnChipOscillatorFrequency: ULong = 0,
        peripheralClockBFrequency: ULong = 0,
        subClockOscillatorFrequency: ULong = 0,
    ) -> None:
        super().__init__(env)
