"""Miscellaneous.K6xF_SIM: registers (K66 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.K6xF_SIM")
class K6xF_SIM(RegisterFile):
    """No outputs."""

    size = 0x1060
    table = """
        0x000   R000
        0x004   R004
        0x1004  R1004
        0x100C  R100C
        0x1010  R1010
        0x1018  R1018
        0x1024  R1024
        0x1028  R1028
        0x102C  R102C
        0x1030  R1030
        0x1034  R1034
        0x1038  R1038
        0x103C  R103C
        0x1040  R1040
        0x1044  R1044
        0x1048  R1048
        0x104C  R104C
        0x1050  R1050
        0x1054  R1054  = 0x1B9BFBF0
        0x1058  R1058  = 0x504DA27A
        0x105C  R105C  = 0x37910E3A
    """
