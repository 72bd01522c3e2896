"""MTD.STM32L0_FlashController: flash and EEPROM of STM32L0 and L1 (RM0367 rev 8, section 3.7).

Keys clear the locks of PECR and options. As Renode 1.16.1 models it, the memories are writable at any time.
Device electronic signature (section 33) is a region of its own, registered by
`new Bus.BusMultiRegistration { address: A; size: S; region: "signature" }`.
"""

from __future__ import annotations

from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.peripherals.stm32.stm32f4_flash_controller import KeyLock
from vboard.builtin.registry import renode_type

KEYS = {
    "PE": (0x89ABCDEF, 0x02030405),
    "PRG": (0x8C9DAEBF, 0x13141516),
    "OPT": (0xFBEAD9C8, 0x24252627),
}
SIGNATURE = "signature"
PECR = 0x04


class Signature(TablePeripheral):
    """Unique identifier and size of the flash in KiB."""

    size = 0x100
    table = """
        0x50  U_ID1
        0x54  U_ID2
        0x64  U_ID3
        0x7C  F_SIZE  : F_SIZE 15:0 r
    """

    def __init__(self, env: Environment, flash: MappedMemory) -> None:
        super().__init__(env)
        self._flash = flash

    @status("F_SIZE.F_SIZE")
    def _size(self) -> int:
        return (self._flash.size or 0) // 1024


@renode_type("MTD.STM32L0_FlashController")
class STM32L0_FlashController(TablePeripheral):
    """No outputs."""

    size = 0x400
    missing = "erasing of pages, protection, interrupts"
    table = """
        0x00  ACR                    : LATENCY 0, PRFTEN 1, SLEEP_PD 3 -, RUN_PD 4 -, DISAB_BUF 5, PRE_READ 6
        0x04  PECR      = 0x7        : PELOCK 0 r, PRGLOCK 1 r, OPTLOCK 2 r, PROG 3, DATA 4, FIX 8, ERASE 9,
                FPRG 10, PARALLELBANK 15, EOPIE 16, ERRIE 17, OBL_LAUNCH 18 -, NZDISABLE 23 -
        0x08  PDKEYR                 : w
        0x0C  PEKEYR                 : w
        0x10  PRGKEYR                : w
        0x14  OPTKEYR                : w
        0x18  SR        = 0xC        : BSY 0 r, EOP 1 rw1c, ENDHV 2 r, READY 3 r
        0x1C  OPTR      = 0x807000AA
        0x20  WRPROT1                : WRPROT1 31:0 r
        0x50  R50
        0x54  R54
        0x64  R64
        0x7C  R7C
        0x80  WRPROT2                : WRPROT2 31:0 r
    """

    def __init__(self, env: Environment, flash: MappedMemory, eeprom: MappedMemory | None = None) -> None:
        """Create the controller.

        Args:
            flash: the program memory.
            eeprom: the data memory.
        """
        self._locks = {name: KeyLock(keys) for name, keys in KEYS.items()}
        super().__init__(env)
        self._signature = Signature(env, flash)

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        if name != SIGNATURE:
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return self._signature

    def Reset(self) -> None:
        for lock in self._locks.values():
            lock.reset()
        super().Reset()

    special_writes = frozenset({PECR})

    def write32(self, offset: int, value: int) -> None:
        if offset == PECR and self._locks["PE"].locked:
            return
        super().write32(offset, value)

    @writes("PEKEYR.PEKEYR")
    def _unlock(self, value: int) -> None:
        self._locks["PE"].take(value)

    @writes("PRGKEYR.PRGKEYR")
    def _unlock_program(self, value: int) -> None:
        if not self._locks["PE"].locked:
            self._locks["PRG"].take(value)

    @writes("OPTKEYR.OPTKEYR")
    def _unlock_options(self, value: int) -> None:
        if not self._locks["PE"].locked:
            self._locks["OPT"].take(value)

    @status("PECR.PELOCK")
    def _locked(self) -> int:
        return int(self._locks["PE"].locked)

    @status("PECR.PRGLOCK")
    def _program_locked(self) -> int:
        return int(self._locks["PRG"].locked)

    @status("PECR.OPTLOCK")
    def _options_locked(self) -> int:
        return int(self._locks["OPT"].locked)

    @writes("PECR.PELOCK")
    def _lock(self, value: int) -> None:
        if value:
            for lock in self._locks.values():
                lock.lock()

    @writes("PECR.PRGLOCK")
    def _lock_program(self, value: int) -> None:
        if value:
            self._locks["PRG"].lock()

    @writes("PECR.OPTLOCK")
    def _lock_options(self, value: int) -> None:
        if value:
            self._locks["OPT"].lock()
