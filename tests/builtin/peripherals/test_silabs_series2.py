"""EFR32 Series 2: flash and system clock (EFR32xG24 reference manual)."""

from __future__ import annotations

import pytest

from vboard.builtin.peripherals.silabs.alias_registers import BLOCK
from vboard.builtin.peripherals.silabs.efr32xg2_msc_3 import (
    ERASE_TIME,
    FLASH_BASE,
    KEY,
    EFR32xG2_MSC_3,
)
from vboard.builtin.peripherals.silabs.efr32xg2_sysrtc_1 import EFR32xG2_SYSRTC_1

SECOND = 1_000_000_000


class TestFlash:
    WRITECTRL, WRITECMD, ADDRB, WDATA, STATUS, IF, LOCK = 0x0C, 0x10, 0x14, 0x18, 0x1C, 0x20, 0x3C
    BUSY, WDATAREADY = 1 << 0, 1 << 3
    PAGE = 0x2000

    @pytest.fixture
    def msc(self, env):
        msc = EFR32xG2_MSC_3(env, None, 4 * self.PAGE, self.PAGE)
        msc.write(BLOCK + self.WRITECTRL, 4, 1)
        return msc

    def test_words_are_written_one_behind_the_other_and_only_clear_bits(self, env, msc):
        env.bus.put(FLASH_BASE + 8, b"\xff\xff\xff\xff\x0f\x00\x00\x00")
        msc.write(self.ADDRB, 4, FLASH_BASE + 8)
        for word in (0x12345678, 0xFFFFFF55):
            assert msc.read(self.STATUS, 4) & self.WDATAREADY
            msc.write(self.WDATA, 4, word)
        assert env.bus.get(FLASH_BASE + 8, 8) == b"\x78\x56\x34\x12\x05\0\0\0"

    def test_the_page_of_an_address_is_erased(self, env, msc):
        msc.write(self.ADDRB, 4, FLASH_BASE + self.PAGE + 4)
        msc.write(self.WRITECMD, 4, 1 << 1)
        assert msc.read(self.STATUS, 4) & self.BUSY
        env.pass_time(ERASE_TIME)
        assert not msc.read(self.STATUS, 4) & self.BUSY
        assert env.bus.get(FLASH_BASE + self.PAGE, self.PAGE) == b"\xff" * self.PAGE
        assert env.bus.get(FLASH_BASE + self.PAGE - 1, 1) == b"\0"
        assert env.bus.get(FLASH_BASE + 2 * self.PAGE, 1) == b"\0"

    @pytest.mark.parametrize("reason", ["write-disabled", "locked", "outside"])
    def test_nothing_is_written_where_it_must_not(self, env, msc, reason):
        msc.write(self.ADDRB, 4, FLASH_BASE + (4 * self.PAGE if reason == "outside" else 0))
        if reason == "write-disabled":
            msc.write(2 * BLOCK + self.WRITECTRL, 4, 1)
        if reason == "locked":
            msc.write(self.LOCK, 4, 0)
        msc.write(self.WDATA, 4, 0)
        assert not msc.read(self.IF, 4)
        msc.write(self.LOCK, 4, KEY)
        msc.write(BLOCK + self.WRITECTRL, 4, 1)
        msc.write(self.ADDRB, 4, FLASH_BASE)
        msc.write(self.WDATA, 4, 0)
        assert msc.read(self.IF, 4) == 0b10


class TestSystemClock:
    CMD, STATUS, CNT, IF, IEN, CTRL, CMP0, CMP1 = 0x10, 0x14, 0x18, 0x40, 0x44, 0x48, 0x4C, 0x50

    def test_a_compare_match_interrupts_one_step_later(self, env):
        clock = EFR32xG2_SYSRTC_1(env, 1000)
        clock.write(self.CMD, 4, 1)
        clock.write(self.CMP1, 4, 99)
        clock.write(self.CTRL, 4, 0b10)
        clock.write(BLOCK + self.IEN, 4, 0b100)
        env.pass_time(SECOND // 10 - 1)
        assert not clock.IRQ.IsSet
        env.pass_time(1)
        assert clock.IRQ.IsSet
        assert clock.read(self.CNT, 4) == 100
        clock.write(2 * BLOCK + self.IF, 4, 0b100)
        assert not clock.IRQ.IsSet

    def test_stop_and_start_begin_anew(self, env):
        clock = EFR32xG2_SYSRTC_1(env, 1000)
        clock.write(self.CMD, 4, 1)
        env.pass_time(SECOND)
        assert (clock.read(self.STATUS, 4), clock.read(self.CNT, 4)) == (1, 1000)
        clock.write(self.CMD, 4, 2)
        env.pass_time(SECOND)
        assert (clock.read(self.STATUS, 4), clock.read(self.CNT, 4)) == (0, 0)
        clock.write(self.CMD, 4, 1)
        env.pass_time(SECOND // 100)
        assert clock.read(self.CNT, 4) == 10
