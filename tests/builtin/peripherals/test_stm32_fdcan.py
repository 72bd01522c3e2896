"""FDCAN of STM32G4 and others: M_CAN's messages at the fixed places of its message RAM."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import ArrayMemory
from vboard.builtin.peripherals.can_bus import CANMessageFrame
from vboard.builtin.peripherals.stm32.stm32_fdcan import STM32_FDCAN

TEST, CCCR, IR, IE, ILS, ILE, RXGFC = 0x10, 0x18, 0x50, 0x54, 0x58, 0x5C, 0x80
RXF0S, RXF0A, TXBC, TXFQS, TXBRP, TXBAR, TXEFS = 0x90, 0x94, 0xC0, 0xC4, 0xC8, 0xCC, 0xE4
INIT, CCE, MON, TEST_MODE, FDOE = 1 << 0, 1 << 1, 1 << 5, 1 << 7, 1 << 8
RF0N, RF0F, RF0L, TC, TFE, TEFN = 1 << 0, 1 << 1, 1 << 2, 1 << 7, 1 << 9, 1 << 10


class Node:
    def __init__(self, env: FakeEnvironment) -> None:
        self.ram = ArrayMemory(env, 0x350)
        self.can = STM32_FDCAN(env, messageRam=self.ram)
        self.sent: list[CANMessageFrame] = []
        self.can.observe_frames(self.sent.append)

    def __getitem__(self, register: int) -> int:
        return self.can.read(register, 4)

    def __setitem__(self, register: int, value: int) -> None:
        self.can.write(register, 4, value)

    def put(self, address: int, *words: int) -> None:
        for i, word in enumerate(words):
            self.ram.write(address + 4 * i, 4, word)

    def get(self, address: int, count: int) -> list[int]:
        return [self.ram.read(address + 4 * i, 4) for i in range(count)]


@pytest.fixture
def node(env: FakeEnvironment) -> Node:
    node = Node(env)
    node[CCCR] = INIT
    node[CCCR] = INIT | CCE | FDOE
    return node


def test_the_tx_fifo_has_three_buffers(node: Node) -> None:
    node[CCCR] = FDOE
    assert node[TXFQS] == 3
    for number in range(3):
        node.put(0x278 + 72 * number, (0x300 - number) << 18, 1 << 23 | 1 << 21 | 9 << 16, 1, 2, 3)
    node[TXBAR] = 0b111
    assert [frame.Id for frame in node.sent] == [0x300, 0x2FF, 0x2FE]
    assert node.sent[0].Data == b"\1\0\0\0\2\0\0\0\3\0\0\0"
    assert (node[TXBRP], node[TXFQS]) == (0, 3)
    assert node[IR] & (TFE | TEFN) == TFE | TEFN
    assert node[TXEFS] == 3 | 1 << 24


def test_frames_pass_the_filters_into_the_first_fifo(node: Node) -> None:
    node[RXGFC] = 1 << 16 | 0x3C
    node.put(0x000, 1 << 27 | 0x100 << 16 | 0x1FF)
    node[CCCR] = FDOE
    for identifier in (0x0FF, 0x100, 0x1FF, 0x200, 0x180, 0x181):
        node.can.OnFrameReceived(CANMessageFrame(identifier, b"ab"))
    assert [word >> 18 for word in (node.get(0x0B0 + 72 * i, 1)[0] for i in range(3))] == [
        0x100,
        0x1FF,
        0x180,
    ]
    assert (node[RXF0S], node[IR]) == (3 | 1 << 24 | 1 << 25, RF0N | RF0F | RF0L)
    node[RXF0A] = 0
    assert node[RXF0S] == 2 | 1 << 8 | 1 << 25


@pytest.mark.parametrize(("groups", "lines"), [(0, (True, False)), (1, (False, True)), (2, (True, False))])
def test_groups_of_flags_choose_the_line(node: Node, groups: int, lines: tuple[bool, bool]) -> None:
    node[CCCR] = 0
    node[IE], node[ILS], node[ILE] = RF0N, groups, 3
    node.can.OnFrameReceived(CANMessageFrame(1, b""))
    assert (node.can.Int0.IsSet, node.can.Int1.IsSet) == lines
    node[IR] = RF0N
    assert (node.can.Int0.IsSet, node.can.Int1.IsSet) == (False, False)


def test_a_queue_sends_the_lowest_identifier_first_and_loop_back_hears_it(node: Node) -> None:
    node[CCCR] = INIT | CCE | TEST_MODE | MON
    node[TEST], node[TXBC] = 1 << 4, 1 << 24
    node.put(0x278, 0x20 << 18, 0)
    node.put(0x278 + 72, 0x10 << 18, 0)
    node[CCCR] = TEST_MODE | MON
    node[TXBAR] = 0b11
    assert node.sent == []
    assert [node.get(0x0B0 + 72 * i, 1)[0] >> 18 for i in range(2)] == [0x10, 0x20]


def test_a_reset_forgets_everything(node: Node) -> None:
    node[CCCR] = 0
    node.can.OnFrameReceived(CANMessageFrame(1, b""))
    node.can.Reset()
    assert (node[CCCR], node[RXF0S], node[IR], node[TXFQS]) == (INIT, 0, 0, 3)
