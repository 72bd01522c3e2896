"""Timers whose interrupts the core raises without Python: everything is as if the model did it.

The oracle is the model itself: the same program runs with somebody at the interrupt line who has to be told
of each change, and with a bus that is observed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import FLASH, RAM, assemble
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import find_type

DEVICE = 0x50000000
COUNTS = RAM + 0x8000
"""Words: interrupts; then what the counter was at each, around and around in 64 words."""

SLICES = 6
COUNT_AT_END = (SLICES - 1) * (4 + 65) + 4
"""Where `_run` tells the number of interrupts."""


@dataclass
class Case:
    """A timer, what starts it, and what its handler does."""

    type: str
    setup: list[tuple[int, int]]
    counter: int
    acknowledge: str
    """Assembly; r0 is the device."""
    arguments: dict[str, int] = field(default_factory=dict)
    line: str = "IRQ"
    later: list[tuple[int, int]] = field(default_factory=list)
    """Written by the monitor in the middle of the run."""


def _write(offset: int, value: int) -> str:
    return f"ldr r1, ={value:#x}\n str r1, [r0, #{offset:#x}]\n"


STM32 = {"frequency": 72_000_000, "initialLimit": 0xFFFF}
STM32_START = [(0x2C, 719), (0x0C, 1), (0x00, 1)]
STM32_ACKNOWLEDGE = _write(0x10, 0xFFFFFFFE)
CASES = {
    "STM32": Case("Timers.STM32_Timer", STM32_START, 0x24, STM32_ACKNOWLEDGE, STM32),
    "STM32 with a prescaler": Case(
        "Timers.STM32_Timer", [(0x28, 6), *STM32_START], 0x24, STM32_ACKNOWLEDGE, STM32
    ),
    "STM32 down": Case(
        "Timers.STM32_Timer", [(0x2C, 719), (0x0C, 1), (0x00, 0x11)], 0x24, STM32_ACKNOWLEDGE, STM32
    ),
    "STM32 with a new period": Case(
        "Timers.STM32_Timer", STM32_START, 0x24, STM32_ACKNOWLEDGE, STM32, later=[(0x2C, 500)]
    ),
    "STM32 with repetitions": Case(
        "Timers.STM32_Timer", STM32_START, 0x24, STM32_ACKNOWLEDGE, STM32, later=[(0x30, 2)]
    ),
    "STM32 without updates": Case(
        "Timers.STM32_Timer", STM32_START, 0x24, STM32_ACKNOWLEDGE, STM32, later=[(0x00, 3)]
    ),
    "STM32 with a preloaded period": Case(
        "Timers.STM32_Timer",
        [(0x2C, 719), (0x0C, 1), (0x00, 0x81)],
        0x24,
        STM32_ACKNOWLEDGE,
        STM32,
        later=[(0x2C, 1000)],
    ),
    "STM32 that is not acknowledged": Case(
        "Timers.STM32_Timer", STM32_START, 0x24, "ldr r2, =0xE000E180\n movs r1, #1\n str r1, [r2]\n", STM32
    ),
    "STM32 with a channel": Case(
        "Timers.STM32_Timer", [(0x34, 300), (0x2C, 719), (0x0C, 3), (0x00, 1)], 0x24, _write(0x10, 0), STM32
    ),
    "STM32 that gets a channel": Case(
        "Timers.STM32_Timer",
        [(0x34, 300), *STM32_START],
        0x24,
        _write(0x10, 0),
        STM32,
        later=[(0x0C, 3)],
    ),
    "low power": Case(
        "Timers.STM32L0_LpTimer",
        [(0x08, 3), (0x10, 1), (0x14, 150), (0x18, 333), (0x10, 5)],
        0x00,
        _write(0x04, 3),
        {"frequency": 32_000_000},
    ),
    "i.MX GPT that restarts": Case(
        "Timers.IMX_GPTimer",
        [(0x0C, 7), (0x14, 100), (0x18, 333), (0x10, 500), (0x00, 1)],
        0x24,
        _write(0x08, 7),
        {"frequency": 24_000_001},
    ),
    "i.MX GPT that runs freely": Case(
        "Timers.IMX_GPTimer",
        [(0x00, 0x200), (0x0C, 7), (0x10, 100), (0x14, 400), (0x00, 0x201)],
        0x24,
        _write(0x08, 7),
        {"frequency": 24_000_001},
        later=[(0x00, 1)],
    ),
    "SAM": Case(
        "Timers.SAM_TC",
        [(0x04, 0xC000), (0x14, 111), (0x1C, 700), (0x24, 0x14), (0x00, 5)],
        0x10,
        "ldr r1, [r0, #0x20]\n",
        {"masterClockFrequency": 64_000_000},
        line="0",
    ),
    "NPCX": Case(
        "Timers.NPCX_ITIM",
        [(0x08, 149), (0x04, 4), (0x04, 0x84)],
        0x08,
        _write(0x04, 0x85),
        later=[(0x00, 0x300)],
    ),
    "EFR32xG2": Case(
        "Timers.EFR32xG2_TIMER_1",
        [(0x1C, 399), (0x60, 2), (0x68, 77), (0x80, 2), (0x88, 0), (0x18, 0x31), (0x30, 1), (0x0C, 1)],
        0x24,
        "movw r1, #0x2014\n add r2, r0, r1\n ldr r1, =0x71\n str r1, [r2]\n",
        {"frequency": 39_000_000, "width": 16},
    ),
    "nRF RTC": Case(
        "Timers.NRF52840_RTC",
        [(0x540, 3), (0x304, 0x10000), (0x000, 1)],
        0x504,
        "movs r1, #0\n str r1, [r0, #0x140]\n movs r1, #1\n str r1, [r0, #8]\n",
        {"numberOfEvents": 4},
    ),
}


def _program(case: Case) -> bytes:
    setup = "".join(_write(offset, value) for offset, value in case.setup)
    return assemble(
        f"""
        .word {RAM + 0x7000:#x}, start + 1
        .fill 14, 4, 0
        .word handler + 1
        .thumb_func
        start: ldr r0, ={DEVICE:#x}
        {setup}
        ldr r0, =0xE000E100
        movs r1, #1
        str r1, [r0]
        movs r7, #0
        loop: adds r7, #1
        tst r7, #0x400
        beq loop
        wfi
        b loop
        .ltorg
        .thumb_func
        handler: ldr r0, ={DEVICE:#x}
        {case.acknowledge}
        ldr r3, ={COUNTS:#x}
        ldr r1, [r3]
        adds r1, #1
        str r1, [r3]
        and r1, r1, #63
        ldr r2, [r0, #{case.counter:#x}]
        adds r3, #4
        str r2, [r3, r1, lsl #2]
        dsb
        bx lr
        .ltorg
        """,
        "cortex-m4",
    )


def _run(case: Case, told: bool, observed: bool) -> list[Any]:
    """Runs in slices; returns everything that can be seen."""
    cls = find_type(case.type)
    assert cls is not None
    board = Board()
    device = cls(board.machine, **case.arguments)
    device.size = device.size or 0x4000
    board.add("device", device, DEVICE)
    line: GPIO = device.lines[int(case.line)] if case.line.isdigit() else getattr(device, case.line)
    line.connect(board.nvic, 0)
    changes: list[tuple[int, bool]] = []
    if told:
        line.observe(lambda level: changes.append((board.emulation.clock.now, level)))
    if observed:
        board.machine.bus.hook(device)
    bus = board.machine.bus
    bus.write_bytes(FLASH, _program(case))
    board.cpu.Reset()
    board.cpu.VectorTableOffset = FLASH
    seen: list[object] = []
    for part in range(SLICES):
        board.emulation.run_for(333_331)
        if part == 2:
            for offset, value in case.later:
                bus.write(DEVICE + offset, 4, value)
        seen += [board.cpu.core.executed, bus.read(DEVICE + case.counter, 4), line.IsSet, line.changes]
        seen += [bus.read(COUNTS + 4 * word, 4) for word in range(65)]
    return [*seen, *board.log]


@pytest.mark.parametrize("name", CASES)
def test_interrupts_are_those_of_the_model(name: str) -> None:
    case = CASES[name]
    alone = _run(case, told=False, observed=False)
    assert alone == _run(case, told=True, observed=False)
    assert alone == _run(case, told=False, observed=True)
    assert alone[COUNT_AT_END] > 0


@pytest.mark.parametrize("name", ["STM32", "low power", "i.MX GPT that restarts", "SAM", "NPCX", "EFR32xG2"])
def test_a_timer_calls_python_no_more_when_it_is_steady(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[object] = []
    for kind in (LimitTimer, CompareTimer):
        on_event = kind._on_event

        def noted(timer: Any, on_event: Callable[[Any], None] = on_event) -> None:
            events.append(timer)
            on_event(timer)

        monkeypatch.setattr(kind, "_on_event", noted)
    case = CASES[name]
    seen = _run(replace(case, later=[]), told=False, observed=False)
    assert seen[COUNT_AT_END] > 100
    assert len(events) <= 4
