"""MTD.STM32H7_FlashController: embedded flash memory (RM0433 rev 7, section 4.9).

Keys clear LOCK, and erasing fills a sector or a bank at once. As Renode 1.16.1 models it, a locked CR takes
writes, and the memory itself is writable at any time.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.peripherals.stm32.stm32f4_flash_controller import KeyLock
from vboard.builtin.registry import renode_type

KEYS = (0x45670123, 0xCDEF89AB)
SECTOR = 128 * 1024
"""Bytes of a sector."""


@renode_type("MTD.STM32H7_FlashController")
class STM32H7_FlashController(TablePeripheral):
    """Output IRQ: the end of an operation."""

    missing = "option bytes, CRC, errors of programming"
    IRQ: GPIO
    table = """
        0x000  ACR         = 0x37      : LATENCY 2:0, WRHIGHFREQ 5:4, RESERVED3 3
        0x004  KEYR1                   : w
        0x008  OPTKEYR                 : OPTKEYR 31:0 -
        0x00C  CR1         = 0x31      : LOCK1 0 r, PG1 1, SER1 2, BER1 3, PSIZE1 5:4 -, FW1 6 -, START1 7 w,
                SNB1 10:8, CRC_EN 15, EOPIE1 16, WRPERRIE1 17 -, PGSERRIE1 18, STRBERRIE1 19 -,
                INCERRIE1 21, OPERRIE1 22, RDPERRIE1 23, RDSERRIE1 24, SNECCERRIE1 25, DBECCERRIE1 26,
                CRCENDIE1 27 -
        0x010  SR1                     : BSY1 0 -, WBNE1 1 -, QW1 2 -, CRC_BUSY1 3 -, EOP1 16 r,
                WRPERR1 17 -, PGSERR1 18 -, STRBERR1 19 -, INCERR1 21 -, OPERR1 22 -, RDPERR1 23 -,
                RDSERR1 24 -, SNECCERR11 25 -, DBECCERR1 26 -, CRCEND1 27 -
        0x014  CCR1                    : CLR_EOP1 16, CLR_WRPERR1 17, CLR_PGSERR1 18, CLR_STRBERR1 19,
                CLR_INCERR1 21, CLR_OPERR1 22, CLR_RDPERR1 23, CLR_RDSERR1 24, CLR_SNECCERR1 25,
                CLR_DBECCERR1 26, CLR_CRCEND1 27
        0x018  OPTCR       = 0x1       : OPTLOCK 0 -, OPTSTART 1 -, MER 4 -, OPTCHANGEERRIE 30 -,
                SWAP_BANK 31 -
        0x01C  OPTSR_CUR   = 0x406AAF0 : OPT_BUSY 0, BOR_LEV 3:2, IWDG1_HW 4, nRST_STOP_D1 6,
                nRST_STBY_D1 7, RDP 15:8, FZ_IWDG_STOP 17, FZ_IWDG_SDBY 18, ST_RAM_SIZE 20:19, SECURITY 21,
                RSS1 26, PERSO_OK 28, IO_HSLV 29, OPTCHANGEERR 30, SWAP_BANK_OPT 31
        0x020  OPTSR_PRG   = 0x406AAF0 : BOR_LEV 3:2, IWDG1_HW 4, nRST_STOP_D1 6, nRST_STBY_D1 7, RDP 15:8,
                FZ_IWDG_STOP 17, FZ_IWDG_SDBY 18, ST_RAM_SIZE 20:19, SECURITY 21, RSS1 26, RSS2 27,
                IO_HSLV 29, SWAP_BANK_OPT 31
        0x024  OPTCCR                  : CLR_OPTCHANGEERR 30 w
        0x028  PRAR_CUR1               : PROT_AREA_START1 11:0 r, PROT_AREA_END1 27:16 r, DMEP1 31 r
        0x02C  PRAR_PRG2               : PROT_AREA_START2 11:0 -, PROT_AREA_END2 27:16 -, DMEP2 31 -
        0x030  SCAR_CUR1               : SEC_AREA_START1 11:0 -, SEC_AREA_END1 27:16 -, DMES1 31 -
        0x034  SCAR_PRG1               : SEC_AREA_START1 11:0, SEC_AREA_END1 27:16, DMES1 31
        0x038  WPSN_CUR1R  = 0xFF      : WRPSn1 7:0 r
        0x03C  WPSN_PRG1R  = 0xFF      : WRPSn1 7:0
        0x040  BOOT_CURR               : BOOT_ADD0 15:0 r, BOOT_ADD1 31:16 r
        0x044  BOOT_PRGR               : BOOT_ADD0 15:0 r, BOOT_ADD1 31:16 r
        0x050  CRCCR1                  : CRC_SECT 2:0, ALL_BANK 7, CRC_BY_SECT 8, ADD_SECT 9, CLEAN_SECT 10,
                START_CRC 16, CLEAN_CRC 17, CRC_BURST 21:20
        0x054  CRCSADD1R               : CRC_START_ADDR 31:0 -
        0x058  CRCEADD1R               : rw
        0x05C  CRCDATAR                : CRC_DATA 31:0 -
        0x060  ECC_FA1R                : FAIL_ECC_ADDR1 14:0 r
        0x104  KEYR2                   : w
        0x10C  CR2         = 0x31      : LOCK2 0 r, PG2 1, SER2 2, BER2 3, PSIZE2 5:4 -, FW2 6 -, START2 7 w,
                SNB2 10:8, CRC_EN 15, EOPIE2 16, WRPERRIE2 17 -, PGSERRIE2 18, STRBERRIE2 19 -,
                INCERRIE2 21, OPERRIE2 22, RDPERRIE2 23, RDSERRIE2 24, SNECCERRIE2 25, DBECCERRIE2 26,
                CRCENDIE2 27 -
        0x110  SR2                     : BSY2 0 -, WBNE2 1 -, QW2 2 -, CRC_BUSY2 3 -, EOP2 16 r,
                WRPERR2 17 -, PGSERR2 18 -, STRBERR2 19 -, INCERR2 21 -, OPERR2 22 -, RDPERR2 23 -,
                RDSERR2 24 -, SNECCERR2 25 -, DBECCERR2 26 -, CRCEND2 27 -
        0x114  CCR2                    : CLR_EOP2 16, CLR_WRPERR2 17, CLR_PGSERR2 18, CLR_STRBERR2 19,
                CLR_INCERR2 21, CLR_OPERR2 22, CLR_RDPERR2 23, CLR_RDSERR1 24, CLR_SNECCERR2 25,
                CLR_DBECCERR1 26, CLR_CRCEND2 27
        0x128  PRAR_CUR2               : PROT_AREA_START2 11:0 r, PROT_AREA_END2 27:16 r, DMEP2 31 r
        0x12C  R12C
        0x130  SCAR_CUR2               : SEC_AREA_START2 11:0 -, SEC_AREA_END2 27:16 -, DMES2 31 -
        0x134  SCAR_PRG2               : SEC_AREA_START2 11:0, SEC_AREA_END2 27:16, DMES2 31
        0x138  WPSN_CUR2R  = 0xFF      : WRPSn2 7:0 r
        0x13C  WPSN_PRG2R  = 0xFF      : WRPSn2 7:0
        0x150  CRCCR2                  : CRC_SECT 2:0, ALL_BANK 7, CRC_BY_SECT 8, ADD_SECT 9, CLEAN_SECT 10,
                START_CRC 16, CLEAN_CRC 17, CRC_BURST 21:20
        0x154  CRCSADD2R               : CRC_START_ADDR 31:0 -
        0x158  CRCEADD2R               : rw
        0x160  ECC_FA2R                : FAIL_ECC_ADDR2 14:0 r
    """

    def __init__(
        self, env: Environment, flash1: MappedMemory | None = None, flash2: MappedMemory | None = None
    ) -> None:
        """Create the controller.

        Args:
            flash1: memory of bank 1.
            flash2: memory of bank 2.
        """
        self._banks = {1: flash1, 2: flash2}
        self._locks = {1: KeyLock(KEYS), 2: KeyLock(KEYS)}
        super().__init__(env)

    def Reset(self) -> None:
        for lock in self._locks.values():
            lock.reset()
        super().Reset()

    @writes("KEYR1.KEYR1")
    def _key1(self, value: int) -> None:
        self._locks[1].take(value)

    @writes("KEYR2.KEYR2")
    def _key2(self, value: int) -> None:
        self._locks[2].take(value)

    @status("CR1.LOCK1")
    def _locked1(self) -> int:
        return int(self._locks[1].locked)

    @status("CR2.LOCK2")
    def _locked2(self) -> int:
        return int(self._locks[2].locked)

    @writes("CR1.LOCK1")
    def _lock1(self, value: int) -> None:
        if value:
            self._locks[1].lock()

    @writes("CR2.LOCK2")
    def _lock2(self, value: int) -> None:
        if value:
            self._locks[2].lock()

    @writes("CR1.START1")
    def _start1(self, value: int) -> None:
        if value:
            self._erase(1)

    @writes("CR2.START2")
    def _start2(self, value: int) -> None:
        if value:
            self._erase(2)

    @written("CCR1")
    def _clear1(self) -> None:
        self.named["SR1"].value &= ~self.named["CCR1"].value
        self._update()

    @written("CCR2")
    def _clear2(self) -> None:
        self.named["SR2"].value &= ~self.named["CCR2"].value
        self._update()

    def _erase(self, bank: int) -> None:
        """Erase what CR of a bank says."""
        control, flash = self.named[f"CR{bank}"], self._banks[bank]
        if flash is None or flash.size is None:
            return
        if control[f"BER{bank}"]:
            flash.write_block(0, b"\xff" * flash.size)
        elif control[f"SER{bank}"]:
            start = control[f"SNB{bank}"] * SECTOR
            flash.write_block(start, b"\xff" * max(0, min(SECTOR, flash.size - start)))
        self.named[f"SR{bank}"][f"EOP{bank}"] = 1
        self._update()

    @written("CR1", "CR2")
    def _update(self) -> None:
        self.IRQ.Set(
            any(self.named[f"SR{b}"][f"EOP{b}"] and self.named[f"CR{b}"][f"EOPIE{b}"] for b in self._banks)
        )
