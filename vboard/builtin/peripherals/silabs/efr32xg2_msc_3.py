"""Miscellaneous.SiLabs.EFR32xG2_MSC_3: memory system controller (EFR32xG24 reference manual, section 7).

A word is written at once, a page erased in 100 µs as in Renode 1.16.1.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

FLASH_BASE = 0x0800_0000
ERASE_TIME = 100_000
"""Nanoseconds of a page."""
ERASED = 0xFFFF_FFFF
KEY = 0x1B71


@renode_type("Miscellaneous.SiLabs.EFR32xG2_MSC_3")
class EFR32xG2_MSC_3(AliasPeripheral):
    """Output IRQ: up while an enabled flag is set. A reset leaves the registers alone."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "IF & IEN"}
    missing = "ranges, mass erase, aborting, power of the flash, page locks"
    table = """
        0x004  READCTRL            : MODE 21:20
        0x008  RDATACTRL           : AFDIS 1, DOUTBUFEN 12
        0x00C  WRITECTRL           : WREN 0, IRQERASEABORT 1, LPWRITE 3, RANGECOUNT 25:16
        0x010  WRITECMD            : ERASEPAGE 1 w, WRITEEND 2 w, ERASERANGE 4 w, ERASEABORT 5 w,
                ERASEMAIN0 8 w,
                CLEARWDATA 12 w
        0x014  ADDRB               : rw
        0x018  WDATA               : rw
        0x01C  STATUS = 0x08000008 : BUSY 0 r, LOCKED 1 r, INVADDR 2 r, WDATAREADY 3 r, ERASEABORTED 4 -,
                PENDING 5 -,
                TIMEOUT 6 -, RANGEPARTIAL 7 -, REGLOCK 16 -, PWRON 24 r, WREADY 27 r, CHECKFAILS 31:28 -
        0x020  IF                  : ERASE 0, WRITE 1, WDATAOV 2, PWRUPF 8, PWROFF 9
        0x024  IEN                 : ERASE 0, WRITE 1, WDATAOV 2, PWRUPF 8, PWROFF 9
        0x038  CMD                 : PWRUP 0 w, PWROFF 4 w
        0x03C  LOCK                : LOCKKEY 15:0 w
        0x120  PAGELOCK0           : PAGES 21:0
        0x124  PAGELOCK1           : PAGES 21:0
    """

    def __init__(self, env: Environment, cpu: Peripheral, flashSize: UInt, flashPageSize: UInt) -> None:
        """Create the controller.

        Args:
            cpu: the core, which goes on while the flash is erased.
            flashSize: bytes of the flash.
            flashPageSize: bytes of a page.
        """
        super().__init__(env)
        self._end = FLASH_BASE + flashSize
        self._page = flashPageSize

    def Reset(self) -> None:
        """Nothing changes."""

    @writes("ADDRB.ADDRB")
    def _address(self, value: int) -> None:
        self.named["STATUS"]["INVADDR"] = int(not FLASH_BASE <= value < self._end)

    def _may_write(self) -> bool:
        state = self.named["STATUS"]
        return bool(self.named["WRITECTRL"]["WREN"]) and not state["INVADDR"] and not state["LOCKED"]

    @writes("WDATA.WDATA")
    def _write_word(self, value: int) -> None:
        if not self._may_write():
            return
        address, bus = self.named["ADDRB"].value, self.env.bus
        bus.write(address, 4, bus.read(address, 4) & value)
        self.named["ADDRB"].value = address + 4
        self.named["IF"]["WRITE"] = 1
        self.interrupt_lines.update()

    @writes("WRITECMD.ERASEPAGE")
    def _erase(self, on: int) -> None:
        if on and self._may_write():
            self.named["STATUS"]["BUSY"] = 1
            self.env.clock.schedule_in(ERASE_TIME, self._erased)

    def _erased(self) -> None:
        start = self.named["ADDRB"].value & -self._page
        for address in range(start, start + self._page, 4):
            self.env.bus.write(address, 4, ERASED)
        self.named["STATUS"]["BUSY"] = 0
        self.named["IF"]["ERASE"] = 1
        self.interrupt_lines.update()

    @writes("LOCK.LOCKKEY")
    def _lock(self, value: int) -> None:
        self.named["STATUS"]["LOCKED"] = int(value != KEY)

    @writes("WRITECMD.ERASERANGE", "WRITECMD.ERASEABORT", "WRITECMD.ERASEMAIN0", "WRITECMD.CLEARWDATA")
    def _unknown_command(self, on: int) -> None:
        if on:
            self.log(LogLevel.ERROR, f"WRITECMD 0x{self.named['WRITECMD'].value:X} is not modelled")
