"""Miscellaneous.IMXRT700_ClockControl: registers (i.MX RT700 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Miscellaneous.IMXRT700_ClockControl")
class IMXRT700_ClockControl(RegisterFile):
    """No outputs."""

    table = """
        0x300  R300           : rw
        0x304  R304  = 0x1F00
        0x308  R308  = 0x1F00
        0x30C  R30C  = 0x1F00
        0x310  R310           : rw
        0x314  R314
        0x318  R318
        0x31C  R31C
        0x320  R320           : rw
        0x324  R324
        0x328  R328
        0x32C  R32C
        0x340  R340
        0x344  R344
        0x348  R348
        0x34C  R34C
        0x350  R350
        0x354  R354
        0x358  R358
        0x35C  R35C
        0x360  R360
        0x364  R364
        0x368  R368
        0x36C  R36C
        0x370  R370
        0x374  R374
        0x378  R378
        0x37C  R37C
    """

    def __init__(self, env: Environment, instanceIndex: ULong = 0) -> None:
        super().__init__(env)
