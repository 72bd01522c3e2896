"""CAN.MCAN: CAN controller (RM0433)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("CAN.MCAN")
class MCAN(RegisterFile):
    """Outputs Calibration, Line0, Line1."""

    size = 0x400
    Calibration: GPIO
    Line0: GPIO
    Line1: GPIO
    table = """
        0x000  FDCAN_CREL  = 0x33191121 : DAY 7:0 r, MON 15:8 r, YEAR 19:16 r, SUBSTEP 23:20 r,
                STEP 27:24 r, REL 31:28 r
        0x004  FDCAN_ENDN  = 0x87654321 : r
        0x008  R008
        0x00C  FDCAN_DBTP  = 0xA33      : DSJW 3:0 r, DTSEG2 7:4 r, DTSEG1 12:8 r, DBRP 20:16 r, TDC 23 r
        0x010  FDCAN_TEST               : LBCK 4 r, TX 6:5 r, RX 7 r
        0x014  FDCAN_RWD                : WDC 7:0 r, WDV 15:8 r
        0x018  FDCAN_CCCR  = 0x1        : INIT 0, CCE 1 -, ASM 2, CSA 3, CSR 4, MON 5, DAR 6 -, TEST 7,
                FDOE 8, BSE 9, PXHD 12, EFBI 13, TXP 14, NISO 15, RESERVED11 11
        0x01C  FDCAN_NBTP  = 0x6000A03  : TSEG2 6:0 -, NTSEG1 15:8 -, NBRP 24:16 -, NSJW 31:25 -
        0x020  FDCAN_TSCC               : TSS 1:0, TCP 19:16
        0x024  FDCAN_TSCV               : TSC 15:0 -
        0x028  FDCAN_TOCC  = 0xFFFF0000 : ETOC 0 -, TOS 2:1 -, TOP 31:16 -
        0x02C  FDCAN_TOCV  = 0xFFFF     : TOC 15:0 -
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
    """

    def __init__(self, env: Environment, messageRAM: Peripheral | None = None) -> None:
        super().__init__(env)
