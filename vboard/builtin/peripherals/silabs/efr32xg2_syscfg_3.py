"""Miscellaneous.SiLabs.EFR32xG2_SYSCFG_3: system configuration (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_SYSCFG_3")
class EFR32xG2_SYSCFG_3(AliasPeripheral):
    """No outputs."""

    missing = "registers alone: they keep what is written and nothing acts on them"
    table = """
        0x004  IPVERSION = 0x3 : IPVERSION 31:0 r
        0x008  IF : SW0 0, SW1 1, SW2 2, SW3 3, FPIOC 8, FPDZC 9, FPUFC 10, FPOFC 11, FPIDC 12,
                FPIXC 13, HOST2SRWBUSERR 16, SRW2HOSTBUSERR 17, SEQRAMERR1B 24, SEQRAMERR2B 25,
                FRCRAMERR1B 28, FRCRAMERR2B 29
        0x00C  IEN : SW0 0, SW1 1, SW2 2, SW3 3, FPIOC 8, FPDZC 9, FPUFC 10, FPOFC 11, FPIDC 12,
                FPIXC 13, HOST2SRWBUSERR 16, SRW2HOSTBUSERR 17, SEQRAMERR1B 24, SEQRAMERR2B 25,
                FRCRAMERR1B 28, FRCRAMERR2B 29
        0x014  CHIPREVHW = 0xC01 : MAJOR 5:0, FAMILY 11:6, MINOR 19:12, VARIENT 31:24 r
        0x018  CHIPREV : MAJOR 5:0, FAMILY 11:6, MINOR 19:12
        0x01C  INSTANCEID : INSTANCEID 3:0
        0x020  CFGSTCALIB = 0x1004A37 : TENMS 23:0, SKEW 24, NOREF 25
        0x024  CFGSYSTIC : SYSTICEXTCLKEN 0
        0x02C  FPGAREVHW : FPGAREV 31:0 r
        0x030  FPGAIPOTHW : FPGA 0 r, OTA 1 r, SESTUB 2 r, F38MHZ 3 r
        0x034  CFGAHBINTERCNCT : MLAHBHIDLESLVSEL 0, MLAHBRIDLESLVSEL 1
        0x600  DATA0 : DATA 31:0
        0x604  DATA1 : DATA 31:0
        0x608  LOCKSTATUS = 0x7F0107 : BUSLOCK 0 r, REGLOCK 1 r, MFRLOCK 2 r, ROOTDBGLOCK 8 r,
                USERDBGAPLOCK 16 r, USERDBGLOCK 17 r, USERNIDLOCK 18 r, USERSPIDLOCK 19 r,
                USERSPNIDLOCK 20 r, RADIOIDBGLOCK 21 r, RADIONIDBGLOCK 22 r, EFUSEUNLOCKED 31 r
        0x60C  SESWVERSION : SWVERSION 31:0
    """

    def Reset(self) -> None:
        """Nothing changes, as in Renode 1.16.1."""
