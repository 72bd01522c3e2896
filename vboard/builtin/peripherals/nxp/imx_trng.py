"""Miscellaneous.IMX_TRNG: random number generator (i.MX RT1064 reference manual, chapter TRNG).

Entropy is valid at all times; the numbers are a fixed sequence of 31 bits each.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.random_numbers import RandomNumbers
from vboard.builtin.peripherals.register_table import TablePeripheral, reads
from vboard.builtin.registry import renode_type

WORDS = 16


@renode_type("Miscellaneous.IMX_TRNG")
class IMX_TRNG(TablePeripheral):
    """Output IRQ, which stays low."""

    size = 0x4000
    IRQ: GPIO
    missing = "statistical checks, sampling, interrupts"
    table = f"""
        0x00    MCTL = 0x400 : SAMP_MODE 1:0 -, OSC_DIV 3:2 -, RST_DEF 6 -, FCT_FAIL 8 -, FCT_VAL 9 -,
                ENT_VAL 10 r,
                ERR 12 r, TSTOP_OK 13 -, PRGM 16 -
        0x04    SCMISC : LRUN_MAX 7:0 -, RTY_CT 19:16 -
        0x08    PKRRNG : RNG 15:0 -
        0x0C    PKRMAX : MAX 23:0 -
        0x10    SDCTL  : SAMP_SIZE 15:0 -, ENT_DLY 31:16 -
        0x14    SBLIM  : LIMIT 9:0 -
        0x18    FRQMIN : FRQ_MIN 21:0 -
        0x1C    FRQMAX : FRQ_MAX 21:0 -
        0x20+4  SCR[7] : MAX 15:0 -, RNG 31:16 -
        0x3C    STATUS : TESTS 15:0 -, RETRY_CT 19:16 -
        0x40+4  ENT[{WORDS}] : r
        0x80+4  PKRCNT[8] : CNT 31:0 -
        0xA0    SEC_CFG  : NO_PRGM 1 -
        0xA4    INT_CTRL : HW_ERR 0 -, ENT_VAL 1 -, FRQ_CT_FAIL 2 -
        0xA8    INT_MASK : HW_ERR 0 -, ENT_VAL 1 -, FRQ_CT_FAIL 2 -
        0xAC    INT_STATUS : HW_ERR 0 -, ENT_VAL 1 -, FRQ_CT_FAIL 2 -
        0xF0    VID1 : VID 31:0 -
        0xF4    VID2 : VID 31:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._random = RandomNumbers()

    @reads("ENT.ENT")
    def _next(self, _: int) -> int:
        return self._random.next(31)
