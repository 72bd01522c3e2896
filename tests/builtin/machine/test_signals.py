"""A signal ends a run soon, wherever the run is, and is never lost."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import program

RINGS, SLOWEST = 0.05, 2.0
"""Seconds of this process's own time: when the alarm rings, and much more than a run then needs to end."""
FOREVER = 10**15
LOOPS = {
    "instructions": "start: adds r0, #1\n b start\n",
    "register accesses": "start: ldr r1, =0x40000000\nloop: ldr r0, [r1]\n str r0, [r1]\n b loop\n.ltorg\n",
    "interrupts": (
        "start:\n store 0xE000E014, 100\n store 0xE000E018, 0\n store 0xE000E010, 7\nloop: wfi\n b loop\n"
        ".ltorg\nsystick: bx lr\n"
    ),
    "sleep": "start: wfi\n b start\n",
    "a loop of faults": "start: udf #0\n b start\nusagefault: bx lr\n",
}


class Rung(BaseException):
    """What the handler of the alarm raises."""


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def ring(_number: int, _frame: object) -> None:
        raise Rung

    before = signal.signal(signal.SIGPROF, ring)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def board_of(name: str) -> Board:
    board = program(LOOPS[name])
    if name == "sleep":  # events of Python pass the time
        tick(board)
    return board


def tick(board: Board) -> None:
    board.emulation.clock.schedule_in(1_000_000, lambda: tick(board))


@pytest.mark.parametrize("name", LOOPS)
def test_a_signal_ends_a_run(name: str) -> None:
    board = board_of(name)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, RINGS)
    with pytest.raises(Rung):
        board.emulation.run_for(FOREVER)
    assert time.process_time() - start < RINGS + SLOWEST
    before = board.emulation.clock.now
    board.emulation.run_for(1_000)
    assert board.emulation.clock.now == before + 1_000


@pytest.mark.parametrize("tries", [40, pytest.param(1000, marks=pytest.mark.long)])
def test_no_signal_is_lost_in_register_accesses(tries: int) -> None:
    board = board_of("register accesses")
    chance, lost = random.Random(1), 0
    for _ in range(tries):
        try:
            signal.setitimer(signal.ITIMER_PROF, 0.0005 + chance.random() * 0.003)
            board.emulation.run_for(100_000_000)
            lost += 1
        except Rung:
            pass
    assert lost == 0


@pytest.mark.parametrize("name", LOOPS)
@pytest.mark.parametrize("tries", [5, pytest.param(200, marks=pytest.mark.long)])
def test_a_handler_that_only_asks_for_the_end_is_obeyed_within_a_run(name: str, tries: int) -> None:
    """As `vboard run` does, which then writes what happened."""
    chance, end = random.Random(2), 10**13
    for _ in range(tries):
        board = board_of(name)
        signal.signal(signal.SIGPROF, lambda number, frame: board.emulation.interrupt())  # noqa: B023
        signal.setitimer(signal.ITIMER_PROF, 0.0005 + chance.random() * 0.003)
        assert not board.emulation.run_for(end)
        assert board.emulation.clock.now < end
        assert not board.emulation.run_for(1_000)  # whoever asks again ends at once
