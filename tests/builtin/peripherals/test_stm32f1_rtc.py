"""The Blue Pill's RTC (RM0008 section 18) in its board file, held to what Renode's Python takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vboard import Emulation
from vboard.api.machine import Machine
from vboard.paths import FILES

RTC = 0x40002800
CRH, CRL, PRLH, PRLL, CNTH, CNTL, ALRH, ALRL = 0x00, 0x04, 0x08, 0x0C, 0x18, 0x1C, 0x20, 0x24
SECF, ALRF, OWF, CNF = 1, 2, 4, 16
EXTI, IMR, RTSR, PR, ALARM_LINE = 0x40010400, 0x00, 0x08, 0x14, 1 << 17
ISPR0, ISPR1, ICPR0, ICPR1 = 0xE000E200, 0xE000E204, 0xE000E280, 0xE000E284
RTC_IRQ, ALARM_IRQ = 1 << 3, 1 << (41 - 32)
TICK = 1 / 32768


class Rtc:
    """A Blue Pill whose core sleeps for ever; registers by offset."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def write(self, offset: int, value: int) -> None:
        self.bus_write(RTC + offset, value)

    def read(self, offset: int) -> int:
        return self.bus_read(RTC + offset)

    def bus_write(self, address: int, value: int) -> None:
        self.machine.execute(f"sysbus WriteDoubleWord {address:#x} {value:#x}")

    def bus_read(self, address: int) -> int:
        return int(self.machine.execute(f"sysbus ReadDoubleWord {address:#x}"), 0)

    def set_up(self, prescaler: int, alarm: int, enables: int) -> None:
        """In configuration mode, as drivers do."""
        self.write(CRL, CNF)
        for high, low, value in ((PRLH, PRLL, prescaler), (CNTH, CNTL, 0), (ALRH, ALRL, alarm)):
            self.write(high, value >> 16)
            self.write(low, value & 0xFFFF)
        self.write(CRH, enables)
        self.write(CRL, 0)

    def count(self) -> int:
        return self.read(CNTH) << 16 | self.read(CNTL)

    def wait(self, seconds: float) -> None:
        self.machine.emulation.run_for(seconds)

    def pending(self) -> tuple[bool, bool]:
        """Interrupts of the RTC and of its alarm line; they are taken back."""
        found = bool(self.bus_read(ISPR0) & RTC_IRQ), bool(self.bus_read(ISPR1) & ALARM_IRQ)
        self.bus_write(ICPR0, RTC_IRQ)
        self.bus_write(ICPR1, ALARM_IRQ)
        return found


@pytest.fixture
def rtc(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rtc]:
    monkeypatch.setenv("VBOARD_STRICT", "1")
    with Emulation() as emulation:
        machine = emulation.add_mach()
        machine.load_repl(FILES / "renode" / "platforms" / "bluepill.repl")
        machine.execute("sysbus WriteDoubleWord 0x20000000 0xE7FEBF30")  # wfi; b .
        machine.execute("cpu PC 0x20000000")
        yield Rtc(machine)


def test_each_second_raises_the_interrupt_until_it_is_cleared(rtc: Rtc) -> None:
    rtc.set_up(0x7FFF, 0xFFFFFFFF, SECF)
    for second in range(1, 4):
        rtc.wait(1 - 4 * TICK)
        assert (rtc.pending(), rtc.read(CRL) & 7, rtc.count()) == ((False, False), 0, second - 1)
        rtc.wait(4 * TICK)
        assert (rtc.pending(), rtc.read(CRL) & 7, rtc.count()) == ((True, False), SECF, second)
        assert rtc.pending() == (True, False)  # the line stays high
        rtc.write(CRL, 0)
        assert rtc.pending() == (True, False)
        assert rtc.pending() == (False, False)


def test_the_alarm_raises_its_interrupt_and_line_17(rtc: Rtc) -> None:
    rtc.bus_write(EXTI + IMR, ALARM_LINE)
    rtc.bus_write(EXTI + RTSR, ALARM_LINE)
    rtc.set_up(0x7FFF, 3, ALRF)
    assert (rtc.read(ALRH), rtc.read(ALRL), rtc.read(PRLL)) == (0, 3, 0)
    rtc.wait(2.9)
    assert rtc.pending() == (False, False)
    rtc.wait(0.2)
    assert rtc.pending() == (True, True)
    assert rtc.read(CRL) & 7 == SECF | ALRF
    assert rtc.bus_read(EXTI + PR) == ALARM_LINE
    rtc.write(CRL, SECF)
    rtc.bus_write(EXTI + PR, ALARM_LINE)
    rtc.pending()
    rtc.wait(2)
    assert (rtc.pending(), rtc.read(CRL) & 7) == ((False, False), SECF)


def test_flags_rise_without_their_interrupts(rtc: Rtc) -> None:
    rtc.set_up(0x7FFF, 2, 0)
    rtc.wait(1.5)
    assert rtc.read(CRL) & 7 == SECF
    rtc.wait(1)
    assert (rtc.read(CRL) & 7, rtc.pending()) == (SECF | ALRF, (False, False))
    rtc.write(CRH, ALRF)
    assert rtc.pending() == (True, False)


def test_an_overflow(rtc: Rtc) -> None:
    rtc.set_up(0x7FFF, 0, OWF)
    rtc.write(CNTH, 0xFFFF)
    rtc.write(CNTL, 0xFFFF)
    rtc.wait(0.9)
    assert rtc.pending() == (False, False)
    rtc.wait(0.2)
    assert (rtc.pending(), rtc.read(CRL) & 7, rtc.count()) == ((True, False), SECF | ALRF | OWF, 0)


def test_a_time_base_by_alarms(rtc: Rtc) -> None:
    """Each interrupt sets the counter back, as a HAL's time base does: one comes every ten steps."""
    rtc.set_up(0, 10, ALRF)
    for _ in range(5):
        rtc.wait(9 * TICK)
        assert rtc.pending() == (False, False)
        rtc.wait(2 * TICK)
        assert rtc.pending() == (True, False)
        rtc.write(CRL, CNF)
        rtc.write(CNTH, 0)
        rtc.write(CNTL, 0)
        rtc.write(CRL, 0)
        rtc.pending()


def test_configuration_mode_holds_the_interrupts(rtc: Rtc) -> None:
    rtc.set_up(0x7FFF, 5, ALRF | SECF)
    rtc.write(CRL, CNF)
    rtc.write(ALRL, 1)
    rtc.wait(1.1)
    assert rtc.pending() == (False, False)
    rtc.write(CRL, SECF | ALRF)
    assert rtc.pending() == (True, False)


def test_a_reset_ends_it(rtc: Rtc) -> None:
    rtc.set_up(0x7FFF, 2, ALRF)
    rtc.machine.reset()
    rtc.machine.execute("cpu PC 0x20000000")
    rtc.wait(3)
    assert (rtc.pending(), rtc.read(CRH)) == ((False, False), 0)
    rtc.set_up(0x7FFF, 2, ALRF)
    rtc.wait(2.1)
    assert rtc.pending() == (True, False)
