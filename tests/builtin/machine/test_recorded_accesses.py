"""What a core does where nothing acts: the log that is written later is the one that is written at once."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from vboard.builtin.machine.log import LaterEntries, Log, LogEntry, LogLevel
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.terminals.log_tester import LogTester

FLASH = 0x0800_0000
PLACE = 0x5000_0000
BOARD = """\
flash: Memory.MappedMemory @ sysbus 0x08000000 { size: 0x1000 }
nvic: IRQControllers.NVIC @ sysbus 0xE000E000 { priorityMask: 0xF0; IRQ -> cpu@0 }
cpu: CPU.CortexM @ sysbus { cpuType: "cortex-m3"; nvic: nvic; PerformanceInMips: 10 }
"""
UART = "u: UART.STM32_UART @ sysbus <0x50000000, +0x100>\n"
OFF = "l: Timers.S32K_LPIT @ sysbus <0x50000000, +0x100> { frequency: 1000000 }\n"
"""A timer whose clock is off, with registers that need it."""
STUB = "s: Wireless.EmberRadio @ sysbus <0x50000000, +0x100>\n"
TAG = 'sysbus:\n    init:\n        Tag <0x50000040 0x4> "T" 0xA1B2C3D4\n'
SILENT_TAG = TAG.replace("0xA1B2C3D4", "0x1 silent=true")
_SILENCE = "        SilenceRange <0x50000042 0x4>\n"
SILENCE = f"sysbus:\n    init:\n{_SILENCE}"
CODE = [
    0x6C01,  # ldr r1, [r0, #0x40]
    0x6C42,  # ldr r2, [r0, #0x44]
    0x8803,  # ldrh r3, [r0]
    0x7804,  # ldrb r4, [r0]
    0x6481,  # str r1, [r0, #0x48]
    0x3101,  # adds r1, #1
    0x86C1,  # strh r1, [r0, #0x36]
    0xE7F7,  # b back to the first
]


def board(folder: Path, parts: str) -> Monitor:
    """A machine with the loop, which has not run yet."""
    monitor = Monitor(folder)
    monitor.execute('mach create "m"')
    path = folder / "board.repl"
    path.write_text(BOARD + parts)
    monitor.execute(f"machine LoadPlatformDescription @{path}")
    bus = monitor.emulation.machines["m"].bus
    bus.write_bytes(FLASH, struct.pack("<2I", 0, FLASH + 9))
    bus.write_bytes(FLASH + 8, struct.pack(f"<{len(CODE)}H", *CODE))
    monitor.execute(f"cpu VectorTableOffset {FLASH}")
    monitor.execute(f"cpu SetRegister 0 {PLACE}")
    return monitor


def run(folder: Path, parts: str, awaited: bool, *commands: str, microseconds: int = 20) -> list[LogEntry]:
    """The log of a loop that reads and writes around `PLACE`; `awaited` has each entry come at once."""
    monitor = board(folder, parts)
    entries: list[LogEntry] = []
    monitor.emulation.log.sinks.append(entries.append)
    monitor.emulation.log.waiting = int(awaited)
    for command in commands:
        monitor.execute(command)
    monitor.execute(f'emulation RunFor "0.{microseconds:06d}"')
    monitor.emulation.log.waiting = 0
    counts = monitor.emulation.machines["m"].bus.unmapped.counts
    entries.append(LogEntry(0, LogLevel.INFO, "counts", str(counts)))
    monitor.close()
    return entries


@pytest.mark.parametrize("parts", ["", UART, OFF, STUB, TAG, SILENT_TAG, SILENCE, TAG + _SILENCE])
@pytest.mark.parametrize("commands", [(), ("logLevel 0",), ("logLevel 3",)])
def test_what_is_told_later_is_what_would_be_told_at_once(
    tmp_path: Path, parts: str, commands: tuple[str, ...]
) -> None:
    later = run(tmp_path, parts, False, *commands)
    assert later == run(tmp_path, parts, True, *commands)
    assert len(later) > 3 or commands


def test_each_access_has_its_line_with_its_time_and_the_instruction(tmp_path: Path) -> None:
    entries = run(tmp_path, "", False, microseconds=2)
    reports = [(entry.time, entry.message) for entry in entries if "non existing" in entry.message]
    assert len(reports) == 16, "of 20 instructions in turns of eight"
    assert reports[0] == (0, "[cpu: 0x8000008] ReadDoubleWord from non existing peripheral at 0x50000040.")
    assert reports[4][1].endswith("WriteDoubleWord to non existing peripheral at 0x50000048, value 0x0.")
    assert reports[-1][0] > reports[0][0]


def test_more_accesses_than_are_kept_at_once_are_all_told(tmp_path: Path) -> None:
    loops = 20_000
    entries = run(tmp_path, "", False, microseconds=loops * 8 // 10)
    reports = [entry for entry in entries if "non existing" in entry.message]
    assert len(reports) == 6 * loops
    times = [entry.time for entry in reports]
    assert times == sorted(times)


def test_a_history_has_the_newest_entries(tmp_path: Path) -> None:
    entries = run(tmp_path, "", False, microseconds=400)
    reports = [entry for entry in entries if "non existing" in entry.message]
    log = Log(lambda: 0)
    history: deque[LogEntry] = deque(maxlen=3)
    log.histories.append(history)
    asked: list[int] = []

    def since(number: int) -> Iterator[tuple[int, str]]:
        asked.append(number)
        return ((entry.time, entry.message) for entry in reports[number:])

    log.write_later(LogLevel.WARNING, "sysbus", LaterEntries(len(reports), since))

    assert list(history) == reports[-3:]
    assert asked == [len(reports) - 3], "older ones are never made"


def test_a_wait_for_an_entry_ends_at_its_access(tmp_path: Path) -> None:
    monitor = board(tmp_path, "")
    tester = LogTester(monitor.emulation, 1.0)
    monitor.emulation.log.sinks.append(tester.take)
    monitor.execute("start")
    assert tester.wait_for_entry("value 0x1.", pause=True) is not None
    assert monitor.emulation.clock.now == 700, "seven instructions"
    monitor.close()
