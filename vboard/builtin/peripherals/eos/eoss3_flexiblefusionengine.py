"""Miscellaneous.EOSS3_FlexibleFusionEngine: registers (EOS S3 technical reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.EOSS3_FlexibleFusionEngine")
class EOSS3_FlexibleFusionEngine(RegisterFile):
    """No outputs."""

    size = 0x2000
    table = """
        0x000  R000 : F0 2:0, F6 7:6
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x014  R014
        0x018  R018
        0x020  R020
        0x038  R038
        0x100  R100
        0x108  R108
        0x10C  R10C
        0x110  R110
        0x114  R114
        0x120  R120
        0x124  R124
        0x128  R128
        0x12C  R12C
        0x130  R130
        0x140  R140
        0x144  R144
        0x148  R148
        0x150  R150
        0x154  R154
        0x158  R158
        0x160  R160
        0x164  R164
        0x168  R168
        0x16C  R16C
    """
