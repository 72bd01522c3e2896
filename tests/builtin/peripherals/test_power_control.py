"""Power control of STM32L0 and STM32WBA: ready flags, ranges, voltage detector."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.stm32 import stm32l0_pwr, stm32wba_pwr
from vboard.builtin.peripherals.stm32.stm32l0_pwr import STM32L0_PWR
from vboard.builtin.peripherals.stm32.stm32wba_pwr import STM32WBA_PWR

CR, CSR = 0x00, 0x04
VOSR, SVMCR, SVMSR = 0x0C, 0x10, 0x3C
PVDE, L0_PVDO, WBA_PVDO = 1 << 4, 1 << 2, 1 << 4
VOSF = 1 << 4


@pytest.fixture
def l0(env: FakeEnvironment) -> STM32L0_PWR:
    return STM32L0_PWR(env)


@pytest.fixture
def wba(env: FakeEnvironment) -> STM32WBA_PWR:
    return STM32WBA_PWR(env)


def test_l0_range_is_set_and_ready_at_once(l0: STM32L0_PWR) -> None:
    l0.write(CR, 4, 0b01 << 11)
    assert l0.read(CR, 4) >> 11 & 3 == 0b01
    assert not l0.read(CSR, 4) & VOSF


def test_l0_refuses_the_forbidden_range(env: FakeEnvironment, l0: STM32L0_PWR) -> None:
    l0.write(CR, 4, 0b11 << 11)
    l0.write(CR, 4, 0)
    assert l0.read(CR, 4) >> 11 & 3 == 0b11
    assert any("forbidden VOS" in text for text in env.messages)


def test_l0_clearing_the_wakeup_flags_is_no_unhandled_write(env: FakeEnvironment, l0: STM32L0_PWR) -> None:
    l0.write(CR, 4, 0x1000 | 0b11 << 2)
    assert l0.read(CR, 4) == 0x1000
    assert not env.messages


@pytest.mark.parametrize(("volts", "low"), [(2.4, True), (2.6, False)])
def test_l0_detector_compares_with_its_level(l0: STM32L0_PWR, volts: float, low: bool) -> None:
    l0.write(CR, 4, 0x1000 | PVDE | 3 << 5)
    l0.Voltage = volts
    assert bool(l0.read(CSR, 4) & L0_PVDO) is l0.IRQ.IsSet is low


def test_l0_reset_ends_a_low_supply(l0: STM32L0_PWR) -> None:
    l0.write(CR, 4, 0x1000 | PVDE)
    l0.Voltage = 1.0
    l0.Reset()
    assert (l0.Voltage, l0.IRQ.IsSet, l0.read(CSR, 4)) == (3.3, False, 0x8)


def test_l0_level_is_set_from_outside(l0: STM32L0_PWR) -> None:
    l0.write(CR, 4, 0x1000 | PVDE)
    l0.Voltage = 2.0
    assert not l0.IRQ.IsSet
    l0.PvdLevel = stm32l0_pwr.PvdLevelSelection.V2_3
    assert l0.IRQ.IsSet
    assert l0.read(CR, 4) >> 5 & 7 == 2


def test_wba_range_is_set_and_ready_at_once(wba: STM32WBA_PWR) -> None:
    wba.write(VOSR, 4, 1 << 16 | 1 << 15)
    assert wba.read(VOSR, 4) == 1 << 16 | 1 << 15
    assert wba.read(SVMSR, 4) == 1 << 15


def test_wba_detector_has_a_hysteresis(wba: STM32WBA_PWR) -> None:
    wba.write(SVMCR, 4, PVDE | 3 << 5)  # 2.5 V
    seen = []
    for volts in (2.45, 2.35, 2.55, 2.65, 2.45):
        wba.Voltage = volts
        assert bool(wba.read(SVMSR, 4) & WBA_PVDO) is wba.IRQ.IsSet
        seen.append(wba.IRQ.IsSet)
    assert seen == [False, True, True, False, False]


def test_wba_external_level_is_reported_and_changes_nothing(env: FakeEnvironment, wba: STM32WBA_PWR) -> None:
    wba.write(SVMCR, 4, PVDE | 7 << 5)
    wba.Voltage = 0.5
    assert not wba.IRQ.IsSet
    assert wba.PvdLevel is stm32wba_pwr.PvdLevelSelection.ExternalInput
    assert env.messages == ["External PVD input selected, this is not supported"]
