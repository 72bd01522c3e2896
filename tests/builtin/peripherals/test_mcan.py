"""M_CAN: initialisation, protected fields, interrupt lines."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.stm32.mcan import MCAN

TEST, CCCR, IR, IE, ILS, ILE, RXF0C = 0x10, 0x18, 0x50, 0x54, 0x58, 0x5C, 0xA0
INIT, CCE, MON, TEST_MODE = 1 << 0, 1 << 1, 1 << 5, 1 << 7
LBCK = 1 << 4
PROTECTED = "Trying to write to protected field. Ignoring."


@pytest.fixture
def can(env: FakeEnvironment) -> MCAN:
    return MCAN(env)


def test_a_driver_initialises_and_leaves(env: FakeEnvironment, can: MCAN) -> None:
    can.write(CCCR, 4, INIT)
    assert can.read(CCCR, 4) == INIT
    can.write(CCCR, 4, INIT | CCE)
    assert can.read(CCCR, 4) == INIT | CCE
    can.write(RXF0C, 4, 0x8003_0040)
    assert can.read(RXF0C, 4) == 0x8003_0040
    can.write(CCCR, 4, CCE)
    assert can.read(CCCR, 4) == 0
    assert not env.messages


def test_cce_does_not_hold_without_init(can: MCAN) -> None:
    can.write(CCCR, 4, 0)
    can.write(CCCR, 4, CCE)
    assert can.read(CCCR, 4) == 0


def test_protected_fields_want_init_and_cce(env: FakeEnvironment, can: MCAN) -> None:
    can.write(CCCR, 4, INIT | MON)
    assert can.read(CCCR, 4) == INIT
    assert env.messages == [PROTECTED]
    can.write(CCCR, 4, INIT | CCE | MON)
    assert can.read(CCCR, 4) == INIT | CCE | MON
    can.write(CCCR, 4, MON)
    assert can.read(CCCR, 4) == MON
    assert env.messages == [PROTECTED]


def test_loop_back_is_protected_and_ends_with_the_test_mode(env: FakeEnvironment, can: MCAN) -> None:
    can.write(TEST, 4, LBCK)
    assert (can.read(TEST, 4), env.messages) == (0, [PROTECTED])
    can.write(CCCR, 4, INIT | CCE | TEST_MODE)
    can.write(TEST, 4, LBCK)
    assert can.read(TEST, 4) == LBCK
    can.write(CCCR, 4, INIT | CCE)
    assert can.read(TEST, 4) == 0


@pytest.mark.parametrize(("select", "lines"), [(0, (True, False)), (1, (False, True))])
def test_an_enabled_flag_raises_the_line_it_selects(can: MCAN, select: int, lines: tuple[bool, bool]) -> None:
    can.named["IR"]["FLAGS"] = 1
    can.write(ILS, 4, select)
    can.write(ILE, 4, 0b11)
    assert (can.Line0.IsSet, can.Line1.IsSet) == (False, False)
    can.write(IE, 4, 1)
    assert (can.Line0.IsSet, can.Line1.IsSet) == lines
    can.write(IR, 4, 1)
    assert (can.Line0.IsSet, can.Line1.IsSet) == (False, False)
