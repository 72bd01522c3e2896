"""EFR32: flash and system clock (reference manuals of EFR32xG24 and EFR32xG1)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.silabs.alias_registers import BLOCK
from vboard.builtin.peripherals.silabs.efr32xg2_hfxo_2 import EFR32xG2_HFXO_2
from vboard.builtin.peripherals.silabs.efr32xg2_msc_3 import (
    ERASE_TIME,
    FLASH_BASE,
    KEY,
    EFR32xG2_MSC_3,
)
from vboard.builtin.peripherals.silabs.efr32xg2_sysrtc_1 import EFR32xG2_SYSRTC_1
from vboard.builtin.peripherals.silabs.efr32xg13flashcontroller import PAGE, EFR32xg13FlashController

SECOND = 1_000_000_000


class TestFlash:
    WRITECTRL, WRITECMD, ADDRB, WDATA, STATUS, IF, LOCK = 0x0C, 0x10, 0x14, 0x18, 0x1C, 0x20, 0x3C
    BUSY, WDATAREADY = 1 << 0, 1 << 3
    PAGE = 0x2000

    @pytest.fixture
    def msc(self, env: FakeEnvironment) -> EFR32xG2_MSC_3:
        msc = EFR32xG2_MSC_3(env, Peripheral(env), 4 * self.PAGE, self.PAGE)
        msc.write(BLOCK + self.WRITECTRL, 4, 1)
        return msc

    def test_words_are_written_one_behind_the_other_and_only_clear_bits(
        self, env: FakeEnvironment, msc: EFR32xG2_MSC_3
    ) -> None:
        env.bus.put(FLASH_BASE + 8, b"\xff\xff\xff\xff\x0f\x00\x00\x00")
        msc.write(self.ADDRB, 4, FLASH_BASE + 8)
        for word in (0x12345678, 0xFFFFFF55):
            assert msc.read(self.STATUS, 4) & self.WDATAREADY
            msc.write(self.WDATA, 4, word)
        assert env.bus.get(FLASH_BASE + 8, 8) == b"\x78\x56\x34\x12\x05\0\0\0"

    def test_the_page_of_an_address_is_erased(self, env: FakeEnvironment, msc: EFR32xG2_MSC_3) -> None:
        msc.write(self.ADDRB, 4, FLASH_BASE + self.PAGE + 4)
        msc.write(self.WRITECMD, 4, 1 << 1)
        assert msc.read(self.STATUS, 4) & self.BUSY
        env.pass_time(ERASE_TIME)
        assert not msc.read(self.STATUS, 4) & self.BUSY
        assert env.bus.get(FLASH_BASE + self.PAGE, self.PAGE) == b"\xff" * self.PAGE
        assert env.bus.get(FLASH_BASE + self.PAGE - 1, 1) == b"\0"
        assert env.bus.get(FLASH_BASE + 2 * self.PAGE, 1) == b"\0"

    @pytest.mark.parametrize("reason", ["write-disabled", "locked", "outside"])
    def test_nothing_is_written_where_it_must_not(
        self, env: FakeEnvironment, msc: EFR32xG2_MSC_3, reason: str
    ) -> None:
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


class TestFlashOfSeries1:
    WRITECTRL, WRITECMD, ADDRB, WDATA, STATUS = 0x08, 0x0C, 0x10, 0x18, 0x1C
    IF, IFC, IEN, LOCK = 0x30, 0x38, 0x3C, 0x40
    LADDRIM, ERASEPAGE, WRITEONCE = 1, 2, 8

    @pytest.fixture
    def flash(self, env: FakeEnvironment) -> MappedMemory:
        return MappedMemory(env, 0x4000)

    @pytest.fixture
    def msc(self, env: FakeEnvironment, flash: MappedMemory) -> EFR32xg13FlashController:
        msc = EFR32xg13FlashController(env, flash)
        msc.write(self.WRITECTRL, 4, 1)
        return msc

    def test_a_page_is_erased_and_words_are_written(
        self, msc: EFR32xg13FlashController, flash: MappedMemory
    ) -> None:
        msc.write(self.IEN, 4, 0b10)
        msc.write(self.ADDRB, 4, PAGE)
        msc.write(self.WRITECMD, 4, self.LADDRIM)
        msc.write(self.WRITECMD, 4, self.ERASEPAGE)
        for word in (0x12345678, 0xFFFF0000):
            msc.write(self.WDATA, 4, word)
            assert not msc.read(self.STATUS, 4) & 1 << 3
            msc.write(self.WRITECMD, 4, self.WRITEONCE)
            assert msc.read(self.STATUS, 4) & 1 << 3
        words = [flash.read(PAGE + offset, 4) for offset in (-4, 0, 4, 8)]
        assert words == [0, 0x12345678, 0xFFFF0000, 0xFFFFFFFF]
        assert msc.read(self.IF, 4) == 0b11
        assert msc.IRQ.IsSet
        msc.write(self.IFC, 4, 0b11)
        assert not msc.IRQ.IsSet

    def test_an_address_outside_is_invalid_and_a_lock_holds(
        self, msc: EFR32xg13FlashController, flash: MappedMemory
    ) -> None:
        msc.write(self.ADDRB, 4, 0x4000)
        msc.write(self.WRITECMD, 4, self.LADDRIM)
        assert msc.read(self.STATUS, 4) & 1 << 2
        msc.write(self.WRITECMD, 4, self.ERASEPAGE)
        msc.write(self.LOCK, 4, 0)
        assert msc.read(self.LOCK, 4) == 1
        msc.write(self.ADDRB, 4, 0)
        msc.write(self.WRITECMD, 4, self.LADDRIM | self.ERASEPAGE)
        assert msc.read(self.IF, 4) == 0
        assert flash.read(0, 4) == 0


class TestSystemClock:
    CMD, STATUS, CNT, IF, IEN, CTRL, CMP0, CMP1 = 0x10, 0x14, 0x18, 0x40, 0x44, 0x48, 0x4C, 0x50

    def test_a_compare_match_interrupts_one_step_later(self, env: FakeEnvironment) -> None:
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

    def test_stop_and_start_begin_anew(self, env: FakeEnvironment) -> None:
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


def test_the_crystal_is_ready_some_time_after_it_is_forced_on(env: FakeEnvironment) -> None:
    crystal = EFR32xG2_HFXO_2(env, startupDelayTicks=3)
    crystal.write(0x74, 4, 1)
    crystal.write(BLOCK + 0x28, 4, 1)
    assert crystal.read(0x58, 4) & 1 << 16
    assert not crystal.read(0x58, 4) & 1
    env.pass_time(100_000)
    assert crystal.read(0x58, 4) & 0b11 == 0b11
    assert crystal.IRQ.IsSet
    crystal.write(2 * BLOCK + 0x28, 4, 1)
    assert not crystal.read(0x58, 4) & 1


def test_a_manual_override_ends_the_lock_of_the_crystal(env: FakeEnvironment) -> None:
    crystal = EFR32xG2_HFXO_2(env, startupDelayTicks=0)
    crystal.write(0x28, 4, 0)
    assert crystal.read(0x58, 4) & 1 << 30
    crystal.write(0x28, 4, 0b11)
    assert crystal.read(0x58, 4) & 1 << 30
    crystal.write(0x50, 4, 0b10)
    assert not crystal.read(0x58, 4) & 1 << 30
