"""A signal ends a run soon, wherever the run is, and is never lost."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import program

SLOWEST = 1.0
"""Seconds: much more than a run needs to end, on a machine that has other things to do."""
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

    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


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
    start = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    with pytest.raises(Rung):
        board.emulation.run_for(FOREVER)
    assert time.monotonic() - start < 0.1 + SLOWEST
    before = board.emulation.clock.now
    board.emulation.run_for(1_000)
    assert board.emulation.clock.now == before + 1_000


@pytest.mark.parametrize("tries", [40, pytest.param(1000, marks=pytest.mark.long)])
def test_no_signal_is_lost_in_register_accesses(tries: int) -> None:
    board = board_of("register accesses")
    chance, lost = random.Random(1), 0
    for _ in range(tries):
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.0005 + chance.random() * 0.003)
            board.emulation.run_for(100_000_000)
            lost += 1
        except Rung:
            pass
    assert lost == 0
