"""MTD.EFR32xg13FlashController: memory system controller of Series 1 (EFR32xG1 reference manual, section 8).

Words are written and pages erased at once. A reset leaves the flash alone; Renode 1.16.1 erases it.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type

PAGE = 2048
KEY = 0x1B71
LOCKABLE = frozenset({0x00, 0x04, 0x0C, 0x5C})


@renode_type("MTD.EFR32xg13FlashController")
class EFR32xg13FlashController(TablePeripheral):
    """Output IRQ: up while an enabled flag is set."""

    size = 0x800
    IRQ: GPIO
    effects = ("IFS sets IF", "IFC clears IF")
    interrupts: ClassVar = {"IRQ": "IF & IEN"}
    missing = "mass erase, time-outs, cache and its counters, start-up times"
    table = """
        0x000  CTRL         = 0x1       : ADDRFAULTEN 0 -, CLKDISFAULTEN 1 -, PWRUPONDEMAND 2 -,
                IFCREADCLEAR 3 -
        0x004  READCTRL     = 0x1000100 : IFCDIS 3 -, AIDIS 4 -, ICCDIS 5 -, PREFETCH 8 -, USEHPROT 9 -,
                MODE 25:24 -, SCBTP 28 -
        0x008  WRITECTRL                : WREN 0, IRQERASEABORT 1 -
        0x00C  WRITECMD                 : LADDRIM 0 w, ERASEPAGE 1 w, WRITEEND 2 w, WRITEONCE 3 w,
                WRITETRIG 4 w, ERASEABORT 5 w, ERASEMAIN0 8 w, CLEARWDATA 12 w
        0x010  ADDRB                    : rw
        0x018  WDATA                    : rw
        0x01C  STATUS       = 0x8       : BUSY 0 r, LOCKED 1 r, INVADDR 2 r, WDATAREADY 3 r,
                WORDTIMEOUT 4 r, ERASEABORTED 5 r, PCRUNNING 6 r
        0x030  IF                       : ERASE 0 r, WRITE 1 r, CHOF 2 r, CMOF 3 r, PWRUPF 4 r, ICACHERR 5 r
        0x034  IFS                      : ERASE 0 w, WRITE 1 w, CHOF 2 w, CMOF 3 w, PWRUPF 4 w, ICACHERR 5 w
        0x038  IFC                      : ERASE 0 w, WRITE 1 w, CHOF 2 w, CMOF 3 w, PWRUPF 4 w, ICACHERR 5 w
        0x03C  IEN                      : ERASE 0, WRITE 1, CHOF 2, CMOF 3, PWRUPF 4, ICACHERR 5
        0x040  LOCK                     : LOCKKEY 15:0
        0x044  CACHECMD                 : INVCACHE 0 w, STARTPC 1 w, STOPPC 2 w
        0x048  CACHEHITS                : CACHEHITS 19:0 r
        0x04C  CACHEMISSES              : CACHEMISSES 19:0 r
        0x054  MASSLOCK                 : LOCKKEY 15:0 -
        0x05C  STARTUP                  : STDLY0 9:0 -, STDLY1 21:12 -, ASTWAIT 24 -, STWSEN 25 -,
                STWSAEN 26 -, STWS 30:28 -
        0x074  CMD                      : PWRUP 0 w
        0x090  R090
        0x094  R094
        0x098  R098
    """

    special_writes = LOCKABLE

    def __init__(self, env: Environment, flash: MappedMemory) -> None:
        """Create the controller.

        Args:
            flash: the memory.
        """
        super().__init__(env)
        self._flash = flash
        self._address = 0
        self._locked = False

    def Reset(self) -> None:
        super().Reset()
        self._address = 0
        self._locked = False

    def write32(self, offset: int, value: int) -> None:
        if self._locked and offset in LOCKABLE:
            self.log(LogLevel.WARNING, f"Write to offset 0x{offset:X}, which is locked")
            return
        super().write32(offset, value)

    @writes("LOCK.LOCKKEY")
    def _lock(self, key: int) -> None:
        self._locked = key != KEY

    @status("LOCK.LOCKKEY")
    def _is_locked(self) -> int:
        return int(self._locked)

    @writes("WDATA.WDATA")
    def _data(self, _: int) -> None:
        self.named["STATUS"]["WDATAREADY"] = 0

    def _may_write(self, what: str) -> bool:
        if self.named["WRITECTRL"]["WREN"] and not self.named["STATUS"]["INVADDR"]:
            return True
        self.log(LogLevel.WARNING, f"{what} at 0x{self._address:X} while WREN is 0 or the address is invalid")
        return False

    @writes("WRITECMD.LADDRIM")
    def _load_address(self, on: int) -> None:
        if not on or not self.named["WRITECTRL"]["WREN"]:
            return
        address = self.named["ADDRB"].value
        inside = address < (self._flash.size or 0)
        self.named["STATUS"]["INVADDR"] = int(not inside)
        if inside:
            self._address = address

    @writes("WRITECMD.ERASEPAGE")
    def _erase(self, on: int) -> None:
        if on and self._may_write("Erasing"):
            self._flash.write_block(self._address & -PAGE, b"\xff" * PAGE)
            self._done("ERASE")

    @writes("WRITECMD.WRITEONCE")
    def _write_word(self, on: int) -> None:
        if on and self._may_write("Writing"):
            kept = self._flash.read(self._address, 4)
            self._flash.write(self._address, 4, kept & self.named["WDATA"].value)
            self._address += 4
            self.named["STATUS"]["WDATAREADY"] = 1
            self._done("WRITE")

    def _done(self, flag: str) -> None:
        self.named["IF"][flag] = 1
        self.interrupt_lines.update()
