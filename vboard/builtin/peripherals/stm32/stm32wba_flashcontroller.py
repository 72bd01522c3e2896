"""MTD.STM32WBA_FlashController: flash memory interface (RM0493 rev 2, section 7.9), whose layout U5 has too.

As in Renode 1.16.1 it is open after a reset until a wrong key or LOCK, erasing takes no time, and the memory
takes whatever is written. BKER and MER2 are those of the second bank of STM32U5 (RM0456, section 7.9.9).
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.peripherals.stm32.stm32f4_flash_controller import KeyLock
from vboard.builtin.registry import renode_type

KEYS = (0x4567_0123, 0xCDEF_89AB)
PAGE = 0x2000
PAGES = 128
"""Pages of a bank."""


@renode_type("MTD.STM32WBA_FlashController")
class STM32WBA_FlashController(TablePeripheral):
    """Output NonSecureInterrupt."""

    NonSecureInterrupt: GPIO
    missing = "option bytes, security, errors of programming"
    table = """
        0x000    ACR     = 0x1 : LATENCY 3:0, PRFTEN 8, LPM 11, PDREQ 12 -, SLEEP_PD 14
        0x008    NSKEYR        : NSKEY 31:0 w
        0x00C    SECKEYR       : SECKEY 31:0 -
        0x010    OPTKEYR       : OPTKEY 31:0 -
        0x018    PDKEYR        : PDKEY 31:0 -
        0x020    NSSR          : EOP 0 rw1c, OPERR 1 rw1c, PROGERR 3 -, WRPERR 4 -, PGAERR 5 -, SIZERR 6 -,
                PGSERR 7 rw1c, OPTWERR 13 -, BSY 16 -, WDW 17 -, OEM1LOCK 18 -, OEM2LOCK 19 -, PD 20 -
        0x024    SECSR         : FLAGS 17:0 -
        0x028    NSCR1         : PG 0, PER 1, MER1 2, PNB 9:3, BKER 11, BWR 14 -, MER2 15, STRT 16 w,
                OPTSTRT 17 -, EOPIE 24, ERRIE 25, OBL_LAUNCH 27 -, OPTLOCK 30 -, LOCK 31
        0x02C    SECCR1        : CR 31:0 -
        0x030    ECCR          : ECC 31:0 -
        0x034    OPSR          : OP 31:0 -
        0x038    NSCR2         : PS 0 -, ES 1 -
        0x03C    SECCR2        : PS 0 -, ES 1 -
        0x040    OPTR          : OPT 31:0 -
        0x044    NSBOOTADD0R   : ADD 31:7 -
        0x048    NSBOOTADD1R   : ADD 31:7 -
        0x04C    SECBOOTADD0R  : BOOT_LOCK 0 -, ADD 31:7 -
        0x050    SECWMR1       : PSTRT 6:0 -, PEND 22:16 -
        0x054    SECWMR2       : HDP_PEND 22:16 -, HDPEN 31 -
        0x058    WRPAR         : PSTRT 6:0 -, PEND 22:16 -, UNLOCK 31 -
        0x05C    WRPBR         : PSTRT 6:0 -, PEND 22:16 -, UNLOCK 31 -
        0x070+4  OEMKEYR[4]    : KEY 31:0 -
        0x080+4  SECBBR[4]     : SECBB 31:0 -
        0x0C0    SECHDPCR      : HDP_ACCDIS 0 -
        0x0C4    PRIVCFGR      : SPRIV 0 -, NSPRIV 1 -
        0x0D0+4  PRIVBBR[4]    : PRIVBB 31:0 -
    """

    def __init__(self, env: Environment, flash: MappedMemory | None = None) -> None:
        """Create the controller.

        Args:
            flash: the memory that it erases.
        """
        self._flash = flash
        self._lock = KeyLock(KEYS)
        self._lock.locked = False
        super().__init__(env)

    def Reset(self) -> None:
        self._lock.reset()
        self._lock.locked = False
        super().Reset()

    special_reads = frozenset[int]()
    special_writes = frozenset({0x28})

    def write32(self, offset: int, value: int) -> None:
        if offset in self.special_writes and self._lock.locked:
            self.log(LogLevel.WARNING, "Trying to write to a locked register")
            return
        super().write32(offset, value)

    @writes("NSKEYR.NSKEY")
    def _key(self, value: int) -> None:
        if not self._lock.locked:
            self._lock.lock()
        self._lock.take(value)

    @status("NSCR1.LOCK")
    def _locked(self) -> int:
        return int(self._lock.locked)

    @writes("NSCR1.LOCK")
    def _close(self, value: int) -> None:
        if value:
            self._lock.lock()

    @writes("NSCR1.STRT")
    def _start(self, value: int) -> None:
        if not value:
            return
        control, flags = self.named["NSCR1"], self.named["NSSR"]
        if not control["PER"] | control["MER1"] | control["MER2"]:
            self.log(LogLevel.WARNING, "Running erase while neither PER nor MER are selected is forbidden")
            flags["PGSERR"] = 1
            flags["OPERR"] = control["ERRIE"]
            return
        for bank, all_of_it in enumerate(("MER1", "MER2")):
            if control[all_of_it]:
                self._erase(bank * PAGES, PAGES)
        if control["PER"]:
            self._erase(control["BKER"] * PAGES + control["PNB"], 1)
        flags["EOP"] = control["EOPIE"]

    def _erase(self, page: int, count: int) -> None:
        flash = self._flash
        if flash is not None and flash.size is not None:
            start = PAGE * page
            flash.write_block(start, b"\xff" * max(0, min(PAGE * count, flash.size - start)))

    @written("NSCR1", "NSSR")
    def _update(self) -> None:
        control, flags = self.named["NSCR1"], self.named["NSSR"]
        self.NonSecureInterrupt.Set(
            bool((flags["EOP"] and control["EOPIE"]) or (flags["OPERR"] and control["ERRIE"]))
        )
