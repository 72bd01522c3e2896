"""Basic extended CAN (RM0090 section 32): modes, mailboxes, filters, FIFOs and lines, as drivers use them."""

from __future__ import annotations

import itertools

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.can_bus import CANMessageFrame
from vboard.builtin.peripherals.stm32.stm_can import STMCAN

MCR, MSR, TSR, RF0R, RF1R, IER, ESR, BTR = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14, 0x18, 0x1C
TIR, RIR, RDTR, RDLR, RDHR = 0x180, 0x1B0, 0x1B4, 0x1B8, 0x1BC
FMR, FM1R, FS1R, FFA1R, FA1R, FR1, FR2 = 0x200, 0x204, 0x20C, 0x214, 0x21C, 0x240, 0x244
INRQ, SLEEP, AWUM, RFLM = 1, 2, 1 << 5, 1 << 3
LOOPBACK, SILENT = 1 << 30, 1 << 31
ONE_HUNDRED_AND_ONE = CANMessageFrame(0x101, b"\1\2\3\4\5")


@pytest.fixture
def can(env: FakeEnvironment) -> STMCAN:
    return STMCAN(env)


def start(can: STMCAN, timing: int = 0x0023_0008, control: int = 0) -> None:
    """As drivers do: initialisation mode, bit timing, normal mode."""
    can.write(MCR, 4, INRQ)
    assert can.read(MSR, 4) & 3 == 1
    can.write(BTR, 4, timing)
    assert can.read(BTR, 4) == timing
    can.write(MCR, 4, control)
    assert can.read(MSR, 4) & 3 == 0


def accept(
    can: STMCAN, first: int, second: int, bank: int = 0, wide: bool = True, lists: bool = False, fifo: int = 0
) -> None:
    """Configure a bank of filters, beside those that are there."""
    can.write(FMR, 4, can.read(FMR, 4) | 1)
    for register, on in ((FS1R, wide), (FM1R, lists), (FFA1R, fifo), (FA1R, True)):
        can.write(register, 4, can.read(register, 4) & ~(1 << bank) | on << bank)
    can.write(FR1 + 8 * bank, 4, first)
    can.write(FR2 + 8 * bank, 4, second)
    can.write(FMR, 4, can.read(FMR, 4) & ~1)


def send(can: STMCAN, identifier: int, data: bytes, mailbox: int = 0) -> None:
    """Fill a mailbox; `identifier` is in the layout of TIR."""
    at = TIR + 16 * mailbox
    low, high = (int.from_bytes(data[i : i + 4], "little") for i in (0, 4))
    for offset, value in ((4, len(data)), (8, low), (12, high), (0, identifier | 1)):
        can.write(at + offset, 4, value)


def received(can: STMCAN, fifo: int = 0) -> list[tuple[int, int, int, int]]:
    """Take all frames out of a FIFO."""
    found = []
    while can.read(RF0R + 4 * fifo, 4) & 3:
        found.append(tuple(can.read(offset + 16 * fifo, 4) for offset in (RIR, RDTR, RDLR, RDHR)))
        can.write(RF0R + 4 * fifo, 4, 1 << 5)
    return found  # type: ignore[return-value]


def levels(can: STMCAN) -> list[bool]:
    return [line.IsSet for line in can.lines]


def test_the_bit_timing_is_there_in_initialisation_mode_alone(can: STMCAN) -> None:
    assert can.read(BTR, 4) == 0
    can.write(BTR, 4, LOOPBACK)
    can.write(MCR, 4, INRQ)
    assert can.read(BTR, 4) == 0x0123_0000
    can.write(BTR, 4, 0x1234)
    can.write(MCR, 4, 0)
    assert can.read(BTR, 4) == 0
    can.write(MCR, 4, INRQ)
    assert can.read(BTR, 4) == 0x1234


def test_a_mailbox_sends_its_frame_and_is_done(can: STMCAN) -> None:
    frames: list[CANMessageFrame] = []
    can.observe_frames(frames.append)
    start(can)
    can.write(IER, 4, 1)
    send(can, 0x101 << 21, b"\1\2\3\4\5")
    assert can.read(TSR, 4) == 0x1C00_0003
    assert can.read(TIR, 4) == 0x101 << 21
    assert levels(can) == [True, False, False, False]
    can.write(TSR, 4, 1)  # RQCP takes TXOK along
    assert (can.read(TSR, 4), levels(can)[0]) == (0x1C00_0000, False)
    send(can, 0x1ABCDEF0 << 3 | 1 << 2 | 1 << 1, bytes(8), mailbox=2)
    assert can.read(TSR, 4) == 0x1C03_0000
    assert frames == [
        ONE_HUNDRED_AND_ONE,
        CANMessageFrame(0x1ABCDEF0, bytes(8), ExtendedFormat=True, RemoteFrame=True),
    ]


def test_a_length_code_above_eight_is_eight(can: STMCAN) -> None:
    frames: list[CANMessageFrame] = []
    can.observe_frames(frames.append)
    can.write(TIR + 4, 4, 15)
    can.write(TIR, 4, 1)
    assert frames == [CANMessageFrame(0, bytes(8))]


def test_a_frame_without_data_warns_of_renode(env: FakeEnvironment, can: STMCAN) -> None:
    frames: list[CANMessageFrame] = []
    can.observe_frames(frames.append)
    send(can, 0x7FF << 21, b"")
    assert frames == [CANMessageFrame(0x7FF, b"")]
    assert "NullReferenceException" in env.messages[-1]


def test_nobody_on_the_bus_is_a_dominant_error(can: STMCAN) -> None:
    start(can)
    can.write(IER, 4, 1 << 11)
    send(can, 0, b"\1")
    assert (can.read(ESR, 4), levels(can)) == (5 << 4, [False, False, False, True])
    can.write(ESR, 4, 7 << 4)
    assert levels(can)[3] is False


def test_loopback_receives_its_own_frames_alone(can: STMCAN) -> None:
    outside: list[CANMessageFrame] = []
    can.observe_frames(outside.append)
    start(can, LOOPBACK)
    accept(can, 0, 0)
    send(can, 0x101 << 21, b"\1\2\3\4\5")
    can.OnFrameReceived(CANMessageFrame(0x200, b""))
    assert received(can) == [(0x101 << 21, 5, 0x04030201, 5)]
    assert outside == [ONE_HUNDRED_AND_ONE]


def test_silent_loopback_keeps_the_bus_quiet(can: STMCAN) -> None:
    outside: list[CANMessageFrame] = []
    can.observe_frames(outside.append)
    start(can, LOOPBACK | SILENT)
    accept(can, 0, 0, fifo=1)
    send(can, 0x101 << 21, b"\1")
    assert (outside, received(can, fifo=1)) == ([], [(0x101 << 21, 1, 1, 0)])
    assert can.read(ESR, 4) == 0


STANDARD, EXTENDED = CANMessageFrame(0x123, b""), CANMessageFrame(0x123 << 18 | 0x2_8001, b"", True)
REMOTE = CANMessageFrame(0x123, b"", RemoteFrame=True)
ANY = 0x123 << 21
"""The identifier register of `STANDARD`."""
EXACT_16 = 0xFFFF_0000


@pytest.mark.parametrize(
    ("first", "second", "wide", "lists", "taken"),
    [
        (0, 0, True, False, "SER"),
        (ANY, 0x7FF << 21, True, False, "SER"),
        (ANY, 0x7FF << 21 | 4, True, False, "SR"),
        (ANY, 0x7FF << 21 | 6, True, False, "S"),
        (ANY | 4, 4, True, False, "E"),
        (ANY, ANY, True, True, "S"),
        (ANY | 2, 0, True, True, "R"),
        (EXTENDED.Id << 3 | 4, 0, True, True, "E"),
        ((EXTENDED.Id ^ 1) << 3 | 4, 0, True, True, ""),
        (0x123 << 5 | EXACT_16, 0xFFFF_FFFF, False, False, "S"),
        (0xFFFF_FFFF, 0x123 << 5 | 1 << 4 | EXACT_16, False, False, "R"),
        (0xFFFF_FFFF, 0x123 << 5 | 1 << 3 | 0xFFF8_0000, False, False, "E"),
        (0xFFFF_FFFF, 0x123 << 5 | 1 << 3 | 0b101 | EXACT_16, False, False, "E"),
        (0, 0x123 << 21, False, True, "S"),
        (0x123 << 5 | 1 << 4, 0, False, True, "R"),
    ],
)
def test_filters_take_what_the_manual_says(
    can: STMCAN, first: int, second: int, wide: bool, lists: bool, taken: str
) -> None:
    start(can)
    accept(can, first, second, wide=wide, lists=lists)
    found = ""
    for name, frame in (("S", STANDARD), ("E", EXTENDED), ("R", REMOTE)):
        can.OnFrameReceived(frame)
        found += name if received(can) else ""
    assert found == taken


def test_a_bank_that_is_not_active_takes_nothing(can: STMCAN) -> None:
    start(can)
    accept(can, 0, 0)
    can.write(FA1R, 4, 0)
    can.OnFrameReceived(STANDARD)
    assert can.read(RF0R, 4) == 0


def test_the_first_of_several_filters_decides_and_is_told(env: FakeEnvironment, can: STMCAN) -> None:
    """32 bits before 16, lists before masks, then the number, which counts through the FIFO's banks."""
    start(can)
    accept(can, 0, 0, bank=0, wide=False)  # numbers 0 and 1 of FIFO 0
    accept(can, 0, 0, bank=1)  # number 2
    accept(can, 0, ANY, bank=2, lists=True, fifo=1)  # numbers 0 and 1 of FIFO 1
    can.OnFrameReceived(STANDARD)
    assert received(can, fifo=1) == [(ANY, 1 << 8, 0, 0)]
    can.write(FA1R, 4, 0b011)
    can.OnFrameReceived(STANDARD)
    assert received(can) == [(ANY, 2 << 8, 0, 0)]
    assert any("filter match index" in text for text in env.messages)
    assert any("other FIFOs" in text for text in env.messages)


def test_filters_that_renode_reads_alike_warn_of_nothing(env: FakeEnvironment, can: STMCAN) -> None:
    start(can)
    accept(can, 0, 0)
    can.OnFrameReceived(STANDARD)
    can.OnFrameReceived(EXTENDED)
    assert len(received(can)) == 2
    assert env.messages == []


def test_modes_of_filters_want_their_initialisation_and_contents_an_idle_bank(can: STMCAN) -> None:
    can.write(FMR, 4, can.read(FMR, 4) & ~1)
    for register in (FM1R, FS1R, FFA1R):
        can.write(register, 4, 1)
        assert can.read(register, 4) == 0
    can.write(FR1, 4, 0x55)
    can.write(FA1R, 4, 1)
    can.write(FR1, 4, 0xAA)
    can.write(FR1 + 8, 4, 0xCC)
    assert (can.read(FR1, 4), can.read(FR1 + 8, 4)) == (0x55, 0xCC)


@pytest.mark.parametrize(("locked", "kept"), [(RFLM, [0, 1, 2]), (0, [0, 1, 4])])
def test_a_full_fifo_tells_and_overruns(can: STMCAN, locked: int, kept: list[int]) -> None:
    start(can, control=locked)
    accept(can, 0, 0)
    can.write(IER, 4, 0b1000)  # FOVIE0
    for number in range(3):
        can.OnFrameReceived(CANMessageFrame(number, b""))
    assert (can.read(RF0R, 4), levels(can)[1]) == (0b0_1011, False)
    for number in (3, 4):
        can.OnFrameReceived(CANMessageFrame(number, b""))
    assert (can.read(RF0R, 4), levels(can)[1]) == (0b1_1011, True)
    can.write(RF0R, 4, 0b1_1000)
    assert (can.read(RF0R, 4), levels(can)[1]) == (0b11, False)
    assert [identifier >> 21 for identifier, *_ in received(can)] == kept


@pytest.mark.parametrize(("fifo", "line"), [(0, 1), (1, 2)])
def test_a_pending_frame_raises_the_line_of_its_fifo(can: STMCAN, fifo: int, line: int) -> None:
    start(can)
    accept(can, 0, 0, fifo=fifo)
    can.write(IER, 4, 1 << 1 | 1 << 4)
    can.OnFrameReceived(STANDARD)
    assert [number for number, level in enumerate(levels(can)) if level] == [line]
    received(can, fifo)
    assert levels(can) == [False] * 4


@pytest.mark.parametrize(("automatic", "mode"), [(0, 2), (AWUM, 0)])
def test_a_frame_wakes_a_sleeper(can: STMCAN, automatic: int, mode: int) -> None:
    start(can)
    accept(can, 0, 0)
    can.write(IER, 4, 1 << 16)
    can.write(MCR, 4, SLEEP | automatic)
    assert can.read(MSR, 4) & 0x1F == 0b1_0010  # SLAKI, SLAK
    can.OnFrameReceived(STANDARD)
    assert (can.read(MSR, 4) & 3, can.read(MSR, 4) >> 3 & 1, levels(can)[3]) == (mode, 1, True)
    assert received(can) == []
    can.write(MSR, 4, 1 << 3)
    assert levels(can)[3] is False


def test_a_slave_has_the_masters_upper_banks(env: FakeEnvironment) -> None:
    master = STMCAN(env)
    slave = STMCAN(env, master)
    for can in (master, slave):
        start(can)
    accept(master, 0, 0, bank=14)
    for can in (master, slave):
        can.OnFrameReceived(STANDARD)
    assert (len(received(master)), len(received(slave))) == (0, 1)
    slave.write(FA1R, 4, 0)
    assert master.read(FA1R, 4) == slave.read(FA1R, 4) == 1 << 14
    master.write(FMR, 4, 15 << 8)
    for can in (master, slave):
        can.OnFrameReceived(STANDARD)
    assert (len(received(master)), len(received(slave))) == (1, 0)
    assert any("master's filters" in text for text in env.messages)


def test_reset_empties_the_fifos_and_keeps_mailboxes(can: STMCAN) -> None:
    start(can)
    accept(can, 0, 0)
    can.OnFrameReceived(STANDARD)
    send(can, 0x101 << 21, b"\1")
    can.Reset()
    assert (can.read(RF0R, 4), can.read(RIR, 4), can.read(MSR, 4)) == (0, 0, 0xC02)
    assert (can.read(TIR, 4), can.read(FA1R, 4)) == (0x101 << 21, 0)


def test_every_pair_of_controllers_exchanges_frames(env: FakeEnvironment) -> None:
    """Standard and extended, data and remote, of each length: what one sends is what the other receives."""
    sender, taker = STMCAN(env), STMCAN(env)
    sender.observe_frames(taker.OnFrameReceived)
    start(sender)
    start(taker)
    accept(taker, 0, 0)
    for extended, remote, length in itertools.product((0, 1), (0, 1), range(9)):
        identifier = 0x12345678 << 3 if extended else 0x2AA << 21
        data = bytes(range(0x41, 0x41 + length))
        send(sender, identifier | extended << 2 | remote << 1, data)
        (found,) = received(taker)
        low, high = (int.from_bytes(data[i : i + 4], "little") for i in (0, 4))
        assert found == (identifier | extended << 2 | remote << 1, length, low, high)
