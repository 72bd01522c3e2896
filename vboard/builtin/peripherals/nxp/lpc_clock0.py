"""Miscellaneous.LPC_Clock0: registers (i.MX RT500 user manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.LPC_Clock0")
class LPC_Clock0(RegisterFile):
    """No outputs."""

    table = """
        0x080  R080               : F0 25:0
        0x084  R084               : F1 4:1, F6 9:6, F11 12:11
        0x08C  R08C  = 0x3BF      : F0 5:0
        0x090  R090               : F0 5:0
        0x10C  R10C  = 0x1
        0x110  R110               : F0 4:0
        0x160  R160
        0x168  R168               : F0 2:0
        0x190  R190  = 0x80000000
        0x200  R200               : F0 1:0
        0x204  R204               : F17 22:17
        0x210  R210               : rw
        0x214  R214
        0x218  R218  = 0x40404040
        0x248  R248
        0x24C  R24C
        0x400  R400               : F0 6:0
        0x430  R430
        0x434  R434
        0x500  R500
        0x504  R504               : F0 7:0
        0x620  R620
        0x624  R624
        0x630  R630               : F0 2:0
        0x634  R634               : F0 7:0
        0x680  R680
        0x684  R684               : rw
        0x690  R690               : F0 1:0
        0x694  R694               : F0 6:0
        0x6D0  R6D0
        0x6D4  R6D4               : F0 2:0
        0x6D8  R6D8               : F0 7:0
        0x764  R764
    """
