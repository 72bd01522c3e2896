"""SD.STM32FSDMMC: SD/SDIO/MMC card host interface (RM0385 rev 8, section 35.8).

The controller without a card: commands are not answered. A write to DCTRL ends its data phase at once.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

DATA_END = 1 << 8 | 1 << 10  # DATAEND, DBCKEND
COMMAND_TIMEOUT = 1 << 2
FLAGS = 0x00C0_07FF


@renode_type("SD.STM32FSDMMC")
class STM32FSDMMC(TablePeripheral):
    """Outputs IRQ and DMAReceive."""

    size = 0x400
    IRQ: GPIO
    DMAReceive: GPIO
    table = """
        0x000  POWER    = 0x3     : PWRCTRL 1:0 r
        0x004  CLKCR              : CLKDIV 7:0, CLKEN 8 -, PWRSAV 9 -, BYPASS 10 -, WIDBUS 12:11 -,
                NEGEDGE 13 -, HWFC_EN 14 -
        0x008  ARG                : rw
        0x00C  CMD                : CMDINDEX 5:0, WAITRESP 7:6, WAITINT 8 -, WAITPEND 9 -, CPSMEN 10,
                SDIOSuspend 11 -
        0x010  RESPCMD            : RESPCMD 5:0 r
        0x014  RESP1              : r
        0x018  RESP2              : r
        0x01C  RESP3              : r
        0x020  RESP4              : r
        0x024  DTIMER             : rw
        0x028  DLEN               : DATALENGTH 24:0
        0x02C  DCTRL              : DTEN 0, DTDIR 1, DTMODE 2 -, DMAEN 3, DBLOCKSIZE 7:4, RWSTART 8 -,
                RWSTOP 9 -, RWMOD 10 -, SDIOEN 11 -
        0x030  DCOUNT             : DATACOUNT 24:0 r
        0x034  STA      = 0x90000 : FLAGS 23:0 r
        0x038  ICR                : rw
        0x03C  MASK               : FLAGS 23:0
        0x048  FIFOCNT            : FIFOCOUNT 23:0 r
        0x080  FIFO               : FIFOData 31:0 -
    """

    @writes("CMD.CPSMEN")
    def _command(self, enabled: int) -> None:
        if enabled and self.named["CMD"]["WAITRESP"]:
            self.named["STA"].value |= COMMAND_TIMEOUT
        self._update()

    @written("DCTRL")
    def _data_phase(self) -> None:
        self.named["STA"].value |= DATA_END
        self._update()

    @writes("ICR.ICR")
    def _clear(self, flags: int) -> None:
        self.named["STA"].value &= ~(flags & FLAGS)
        self._update()

    @written("MASK")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["STA"].value & self.named["MASK"].value))
