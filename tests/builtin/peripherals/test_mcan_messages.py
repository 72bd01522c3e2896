"""M_CAN: messages between two controllers that share a message RAM, as the manual's chapters have them."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import ArrayMemory
from vboard.builtin.peripherals.can_bus import CANMessageFrame
from vboard.builtin.peripherals.stm32.mcan import MCAN

TEST, CCCR, IR, IE, ILE = 0x10, 0x18, 0x50, 0x54, 0x5C
GFC, SIDFC, XIDFC, XIDAM, HPMS, NDAT1 = 0x80, 0x84, 0x88, 0x90, 0x94, 0x98
RXF0C, RXF0S, RXF0A, RXBC, RXF1C, RXF1S, RXESC = 0xA0, 0xA4, 0xA8, 0xAC, 0xB0, 0xB4, 0xBC
TXBC, TXFQS, TXESC, TXBRP, TXBAR, TXBCR, TXBTO, TXBCF = 0xC0, 0xC4, 0xC8, 0xCC, 0xD0, 0xD4, 0xD8, 0xDC
TXBTIE, TXEFC, TXEFS, TXEFA = 0xE0, 0xF0, 0xF4, 0xF8
INIT, CCE, MON, TEST_MODE, FDOE, BRSE = 1 << 0, 1 << 1, 1 << 5, 1 << 7, 1 << 8, 1 << 9
LBCK = 1 << 4
RF0N, RF0W, RF0F, RF0L, RF1N, HPM, TC, TCF, TFE, TEFN, MRAF, DRX = (
    1 << bit for bit in (0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 17, 19)
)
FILTERS, EXTENDED, FIFO0, FIFO1, RXBUFFERS, EVENTS, BUFFERS = 0x000, 0x080, 0x100, 0x200, 0x300, 0x400, 0x500
RANGE, DUAL, CLASSIC, DISABLED = (kind << 30 for kind in range(4))
TO_FIFO0, TO_FIFO1, REJECT, PRIORITY_FIFO1, TO_BUFFER = (action << 27 for action in (1, 2, 3, 6, 7))


class Node:
    """A controller with a message RAM of its own, and what it has sent."""

    def __init__(self, env: FakeEnvironment) -> None:
        self.ram = ArrayMemory(env, 0x1000)
        self.can = MCAN(env, self.ram)
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

    def start(
        self, control: int = 0, dedicated: int = 2, queued: int = 4, queue: bool = False, test: int = 0
    ) -> None:
        """Lay the RAM out, three elements a Rx FIFO, and leave initialisation."""
        self[CCCR] = INIT
        self[CCCR] = INIT | CCE | control
        self[RXF0C] = FIFO0 | 3 << 16 | 2 << 24
        self[RXF1C] = FIFO1 | 3 << 16
        self[RXBC] = RXBUFFERS
        self[TXEFC] = EVENTS | 2 << 16
        self[TEST] = test
        self[TXBC] = BUFFERS | dedicated << 16 | queued << 24 | queue << 30
        self[CCCR] = control

    def buffer(self, number: int, identifier: int, data: bytes = b"", flags: int = 0) -> None:
        """Write a Tx buffer of a standard classical frame; `flags` go to its second word."""
        words = [int.from_bytes(data[i : i + 4].ljust(4, b"\0"), "little") for i in (0, 4)]
        self.put(BUFFERS + 16 * number, identifier << 18, len(data) << 16 | flags, *words)

    def hear(self, identifier: int, data: bytes = b"") -> None:
        self.can.OnFrameReceived(CANMessageFrame(identifier, data))


@pytest.fixture
def node(env: FakeEnvironment) -> Node:
    return Node(env)


def test_a_dedicated_buffer_is_sent_once_initialisation_ends(node: Node) -> None:
    node.start()
    node.buffer(1, 0x123, b"hello")
    node[TXBTIE] = 1 << 1
    node[IE], node[ILE] = TC, 1

    node[TXBAR] = 1 << 1

    assert node.sent == [CANMessageFrame(0x123, b"hello")]
    assert (node[TXBRP], node[TXBTO], node[IR]) == (0, 1 << 1, TC)
    assert node.can.Line0.IsSet
    node[IR] = TC
    assert not node.can.Line0.IsSet


def test_an_extended_fd_frame_keeps_its_format_where_it_is_enabled(node: Node) -> None:
    node.start(FDOE | BRSE, dedicated=1, queued=0)
    node[TXESC] = 7
    node.put(BUFFERS, 1 << 30 | 0x1234567, 15 << 16 | 3 << 20, *range(16))
    node[TXBAR] = 1
    [frame] = node.sent
    assert (frame.Id, frame.ExtendedFormat, frame.FDFormat, frame.BitRateSwitch) == (
        0x1234567,
        True,
        True,
        True,
    )
    assert frame.Data == b"".join(i.to_bytes(4, "little") for i in range(16))


def test_without_fd_the_same_buffer_is_a_classical_frame(node: Node) -> None:
    node.start(dedicated=1, queued=0)
    node[TXESC] = 7
    node.put(BUFFERS, 0x55 << 18, 9 << 16 | 3 << 20, 1, 2, 3)
    node[TXBAR] = 1
    assert node.sent == [CANMessageFrame(0x55, b"\1\0\0\0\2\0\0\0")]


def test_requests_of_one_write_go_out_as_they_win_the_bus(node: Node) -> None:
    node.start(dedicated=4, queued=0)
    for number, identifier in enumerate((0x300, 0x100, 0x200, 0x100)):
        node.buffer(number, identifier, bytes([number]))
    node[TXBAR] = 0xF
    assert [(frame.Id, frame.Data[0]) for frame in node.sent] == [
        (0x100, 1),
        (0x100, 3),
        (0x200, 2),
        (0x300, 0),
    ]


def test_the_fifo_sends_in_its_own_order_and_shows_where_to_put(node: Node) -> None:
    node.start(dedicated=2, queued=4)
    assert node[TXFQS] == 4 | 2 << 8 | 2 << 16
    for number, identifier in ((2, 0x300), (3, 0x100)):
        node.buffer(number, identifier)
    node[TXBAR] = 1 << 2 | 1 << 3
    assert [frame.Id for frame in node.sent] == [0x300, 0x100]
    assert node[TXFQS] == 4 | 4 << 8 | 4 << 16
    assert node[IR] == TFE


def test_bus_monitoring_keeps_requests_until_it_ends(node: Node) -> None:
    node.start(MON, dedicated=0, queued=3)
    node[TXBAR] = 0b111
    assert (node.sent, node[TXBRP], node[TXFQS]) == ([], 0b111, 1 << 21)
    node[CCCR] = INIT
    node[CCCR] = 0
    assert (len(node.sent), node[TXBRP]) == (3, 0)


def test_a_cancelled_request_is_not_sent(node: Node) -> None:
    node.start(MON, dedicated=2, queued=0)
    node[0xE4] = 1
    node[TXBAR] = 0b11
    node[TXBCR] = 0b01
    assert (node[TXBRP], node[TXBCF], node[IR]) == (0b10, 0b01, TCF)


def test_a_queue_shows_its_lowest_free_buffer_alone(node: Node) -> None:
    node.start(MON, dedicated=1, queued=3, queue=True)
    node[TXBAR] = 1 << 1
    assert node[TXFQS] == 2 << 16
    node[TXBAR] = 0b1100
    assert node[TXFQS] == 1 << 16 | 1 << 21


def test_events_tell_of_sent_frames_with_their_marker(node: Node) -> None:
    node.start()
    node.buffer(0, 0x21, b"\7", 0xA5 << 24 | 1 << 23)
    node[TXBAR] = 1
    assert node.get(EVENTS, 2) == [0x21 << 18, 0xA5 << 24 | 1 << 22 | 1 << 16]
    assert (node[IR], node[TXEFS]) == (TEFN, 1 | 1 << 16)
    node[TXEFA] = 0
    assert node[TXEFS] == 1 << 8 | 1 << 16


def test_without_a_filter_a_frame_goes_where_the_policy_says(node: Node) -> None:
    node.start()
    node.hear(0x123, b"abcde")
    assert node.get(FIFO0, 4) == [0x123 << 18, 1 << 31 | 5 << 16, 0x64636261, 0x65]
    assert (node[RXF0S], node[IR]) == (1 | 1 << 16, RF0N)
    node[GFC] = 1 << 4
    node.hear(0x124)
    assert node[RXF1S] & 0x7F == 1
    node[GFC] = 2 << 4
    node.hear(0x125)
    assert (node[RXF0S] & 0x7F, node[RXF1S] & 0x7F) == (1, 1)


@pytest.mark.parametrize(
    ("element", "taken", "refused"),
    [
        (RANGE | 0x100 << 16 | 0x110, (0x100, 0x108, 0x110), (0xFF, 0x111)),
        (DUAL | 0x100 << 16 | 0x110, (0x100, 0x110), (0x101, 0x10F)),
        (CLASSIC | 0x100 << 16 | 0x7F0, (0x100, 0x10F), (0x110, 0x500)),
        (DISABLED | 0x100 << 16 | 0x7FF, (), (0x100, 0x7FF)),
    ],
)
def test_standard_filters(node: Node, element: int, taken: tuple[int, ...], refused: tuple[int, ...]) -> None:
    node.start()
    node[GFC], node[SIDFC] = 0x3C, FILTERS | 2 << 16
    node.put(FILTERS, DISABLED, element | TO_FIFO1)
    for identifier in refused:
        node.hear(identifier)
    assert node[RXF1S] & 0x7F == 0
    for identifier in taken:
        node.hear(identifier)
    assert node[RXF1S] & 0x7F == len(taken)
    if taken:
        assert node.get(FIFO1, 2)[1] == 1 << 24


def test_extended_filters_mask_the_identifier_first_unless_told_not_to(node: Node) -> None:
    node.start()
    node[GFC], node[XIDFC], node[XIDAM] = 0x3C, EXTENDED | 1 << 16, 0xFFFF
    node.put(EXTENDED, 1 << 29 | 0x100, RANGE | 0x1FF)
    node.can.OnFrameReceived(CANMessageFrame(0xABC0150, b"", True))
    assert node[RXF0S] & 0x7F == 1
    node.put(EXTENDED, 1 << 29 | 0x100, 3 << 30 | 0x1FF)
    node.can.OnFrameReceived(CANMessageFrame(0xABC0150, b"", True))
    assert node[RXF0S] & 0x7F == 1
    assert node.get(FIFO0, 1) == [1 << 30 | 0xABC0150]


def test_the_first_match_decides(node: Node) -> None:
    node.start()
    node[SIDFC] = FILTERS | 2 << 16
    node.put(FILTERS, DUAL | REJECT | 5 << 16 | 5, RANGE | TO_FIFO0 | 0x7FF)
    node.hear(5)
    node.hear(6)
    assert node[RXF0S] & 0x7F == 1
    assert node.get(FIFO0, 1) == [6 << 18]


def test_priority_and_rx_buffers(node: Node) -> None:
    node.start()
    node[SIDFC] = FILTERS | 2 << 16
    node.put(FILTERS, DUAL | PRIORITY_FIFO1 | 5 << 16 | 5, TO_BUFFER | 7 << 16 | 3)
    node.hear(5)
    assert (node[HPMS], node[IR]) == (3 << 6, HPM | RF1N)
    node.hear(7, b"x")
    node.hear(7, b"y")
    assert node.get(RXBUFFERS + 3 * 16, 3) == [7 << 18, 1 << 24 | 1 << 16, ord("x")]
    assert (node[NDAT1], node[IR] & DRX) == (1 << 3, DRX)
    node[NDAT1] = 1 << 3
    node.hear(7, b"z")
    assert node.get(RXBUFFERS + 3 * 16, 3)[2] == ord("z")


def test_a_full_fifo_loses_the_newest_or_overwrites_the_oldest(node: Node) -> None:
    node.start()
    for identifier in range(4):
        node.hear(identifier)
    assert node[IR] == RF0N | RF0W | RF0F | RF0L
    assert node[RXF0S] == 3 | 1 << 24 | 1 << 25
    assert node.get(FIFO0, 1) == [0]
    node[IR] = RF0L
    assert node[RXF0S] == 3 | 1 << 24
    node[RXF0A] = 1
    assert node[RXF0S] == 1 | 2 << 8
    node[RXF0C] |= 1 << 31
    for identifier in range(4, 7):
        node.hear(identifier)
    assert node[RXF0S] == 3 | 1 << 24 | 1 << 25 | 0 << 8 | 0 << 16
    assert [node.get(FIFO0 + 16 * i, 1)[0] >> 18 for i in range(3)] == [4, 5, 6]


@pytest.mark.parametrize(("control", "sent"), [(TEST_MODE, 1), (TEST_MODE | MON, 0)])
def test_loop_back_receives_what_is_sent_and_nothing_else(node: Node, control: int, sent: int) -> None:
    node.start(control, test=LBCK)
    node.buffer(0, 0x77, b"me")
    node[TXBAR] = 1
    node.hear(0x78)
    assert len(node.sent) == sent
    assert node[RXF0S] & 0x7F == 1
    assert node.get(FIFO0, 1) == [0x77 << 18]


def test_a_remote_frame_can_be_refused(node: Node) -> None:
    node.start()
    node[GFC] = 2
    node.can.OnFrameReceived(CANMessageFrame(1, bytes(4), RemoteFrame=True))
    assert node[RXF0S] == 0
    node[GFC] = 0
    node.can.OnFrameReceived(CANMessageFrame(1, bytes(4), RemoteFrame=True))
    assert node.get(FIFO0, 2) == [1 << 29 | 1 << 18, 1 << 31 | 4 << 16]


def test_an_fd_frame_is_lost_with_a_warning_where_fd_is_off(node: Node, env: FakeEnvironment) -> None:
    node.start()
    node.can.OnFrameReceived(CANMessageFrame(1, bytes(12), FDFormat=True))
    assert node[RXF0S] == 0
    assert any("FD frames are not enabled" in text for text in env.messages)


def test_nothing_is_received_while_initialisation_lasts(node: Node) -> None:
    node.hear(1)
    assert (node[RXF0S], node[IR]) == (0, 0)


def test_a_configuration_beyond_the_ram_is_reported(node: Node, env: FakeEnvironment) -> None:
    node.start()
    node[RXF0C] = 0xFFF0 | 1 << 16
    node.hear(1)
    assert node[IR] & MRAF
    assert any("message RAM ends before 0x" in text for text in env.messages)


def test_configuration_forgets_messages(node: Node) -> None:
    node.start()
    node.hear(1)
    node[CCCR] = INIT
    node[CCCR] = INIT | CCE
    assert node[RXF0S] == 0
