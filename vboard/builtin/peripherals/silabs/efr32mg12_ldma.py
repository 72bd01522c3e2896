"""DMA.EFR32MG12_LDMA: DMA controller (EFR32xG1 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("DMA.EFR32MG12_LDMA")
class EFR32MG12_LDMA(RegisterFile):
    """Output IRQ; inputs are the requests of peripherals, which start nothing."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  CTRL                    : SYNCPRSSETEN 7:0, SYNCPRSCLREN 15:8, NUMFIXED 26:24
        0x004  STATUS      = 0x8100000 : ANYBUSY 0 r, ANYREQ 1 r, CHGRANT 5:3 r, CHERROR 10:8 r,
                FIFOLEVEL 20:16 r, CHNUM 28:24 r
        0x008  SYNC                    : SYNCTRIG 7:0
        0x020  CHEN                    : CHEN 7:0
        0x024  CHBUSY                  : BUSY 7:0 r
        0x028  CHDONE                  : CHDONE 7:0
        0x02C  DBGHALT                 : DBGHALT 7:0 -
        0x030  SWREQ                   : SWREQ 7:0 w
        0x034  REQDIS                  : REQDIS 7:0
        0x038  REQPEND                 : REQPEND 7:0 r
        0x03C  LINKLOAD                : LINKLOAD 7:0 w
        0x040  REQCLEAR                : REQCLEAR 7:0 w
        0x060  IF                      : DONE 7:0 r, ERROR 31 r
        0x064  IFS                     : DONE 7:0 w, ERROR 31 w
        0x068  IFC                     : DONE 7:0 w, ERROR 31 w
        0x06C  IEN                     : DONE 7:0, ERROR 31 -
        0x080  CH0_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x084  CH0_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x088  CH0_LOOP                : LOOPCNT 7:0
        0x08C  CH0_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x090  CH0_SRC                 : rw
        0x094  CH0_DST                 : rw
        0x098  CH0_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x0B0  CH1_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x0B4  CH1_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x0B8  CH1_LOOP                : LOOPCNT 7:0
        0x0BC  CH1_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x0C0  CH1_SRC                 : rw
        0x0C4  CH1_DST                 : rw
        0x0C8  CH1_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x0E0  CH2_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x0E4  CH2_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x0E8  CH2_LOOP                : LOOPCNT 7:0
        0x0EC  CH2_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x0F0  CH2_SRC                 : rw
        0x0F4  CH2_DST                 : rw
        0x0F8  CH2_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x110  CH3_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x114  CH3_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x118  CH3_LOOP                : LOOPCNT 7:0
        0x11C  CH3_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x120  CH3_SRC                 : rw
        0x124  CH3_DST                 : rw
        0x128  CH3_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x140  CH4_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x144  CH4_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x148  CH4_LOOP                : LOOPCNT 7:0
        0x14C  CH4_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x150  CH4_SRC                 : rw
        0x154  CH4_DST                 : rw
        0x158  CH4_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x170  CH5_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x174  CH5_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x178  CH5_LOOP                : LOOPCNT 7:0
        0x17C  CH5_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x180  CH5_SRC                 : rw
        0x184  CH5_DST                 : rw
        0x188  CH5_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x1A0  CH6_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x1A4  CH6_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x1A8  CH6_LOOP                : LOOPCNT 7:0
        0x1AC  CH6_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x1B0  CH6_SRC                 : rw
        0x1B4  CH6_DST                 : rw
        0x1B8  CH6_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
        0x1D0  CH7_REQSEL              : SIGSEL 3:0, SOURCESEL 21:16
        0x1D4  CH7_CFG                 : ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21
        0x1D8  CH7_LOOP                : LOOPCNT 7:0
        0x1DC  CH7_CTRL                : STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 10, BYTESWAP 15,
                BLOCKSIZE 19:16 -, DONEIFSEN 20 -, REQMODE 21, DECLOOPCNT 22 -, IGNORESREQ 23, SRCINC 25:24,
                SIZE 26, DSTINC 29:28, SRCMODE 30 r, DSTMODE 31 r
        0x1E0  CH7_SRC                 : rw
        0x1E4  CH7_DST                 : rw
        0x1E8  CH7_LINK                : LINKMODE 0 r, LINK 1, LINKADDR 31:2
    """

    def OnGPIO(self, number: int, value: bool) -> None:
        """A peripheral requests a transfer: not modelled."""
        self.log(LogLevel.DEBUG, f"Request 0x{number:X} is not modelled")
