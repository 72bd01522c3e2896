"""Timers.IMXRT_PWM: registers (i.MX RT1064 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.IMXRT_PWM")
class IMXRT_PWM(RegisterFile):
    """Numbered outputs."""

    size = 0x200
    register_width = 2
    line_count = 3
    table = """
        0x000  R000
        0x002  R002 : rw
        0x004  R004
        0x006  R006
        0x00A  R00A : rw
        0x00C  R00C
        0x00E  R00E : rw
        0x010  R010
        0x012  R012
        0x014  R014
        0x022  R022
        0x036  R036
        0x03C  R03C
        0x03E  R03E
        0x040  R040
        0x046  R046
        0x052  R052
        0x054  R054
        0x062  R062
        0x066  R066
        0x06A  R06A
        0x06C  R06C
        0x06E  R06E
        0x070  R070
        0x072  R072
        0x07A  R07A
        0x07E  R07E
        0x082  R082
        0x088  R088
        0x08A  R08A
        0x092  R092
        0x096  R096
        0x098  R098
        0x09A  R09A
        0x0A0  R0A0
        0x0B0  R0B0
        0x0B4  R0B4
        0x0B6  R0B6
        0x0C0  R0C0
        0x0C2  R0C2
        0x0C4  R0C4
        0x0C6  R0C6
        0x0CA  R0CA
        0x0DA  R0DA
        0x0DC  R0DC
        0x0E8  R0E8
        0x0EC  R0EC
        0x0EE  R0EE
        0x0F0  R0F0
        0x0F8  R0F8
        0x0FE  R0FE
        0x102  R102
        0x10E  R10E
        0x110  R110
        0x112  R112
        0x114  R114
        0x116  R116
        0x124  R124
        0x13A  R13A
        0x13C  R13C
        0x142  R142
        0x146  R146
        0x148  R148
        0x14A  R14A
        0x14C  R14C
        0x14E  R14E
        0x156  R156
        0x15A  R15A
        0x15C  R15C
        0x15E  R15E
        0x160  R160
        0x164  R164
        0x166  R166
        0x16C  R16C
        0x170  R170
        0x172  R172
        0x174  R174
        0x182  R182
        0x186  R186
        0x188  R188
        0x18E  R18E
    """
