"""Accesses of nothing that nobody reads of: they are counted, read the same, and cost no sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor

NOWHERE = 0x5000_0000


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    return monitor


def reports(monitor: Monitor) -> list[str]:
    return [line for line in monitor.log_book.recent(50) if "non existing peripheral" in line]


@pytest.mark.parametrize("command", ["logLevel 3", "logLevel 3 sysbus"])
def test_a_level_above_warnings_silences_them_and_they_count(monitor: Monitor, command: str) -> None:
    monitor.execute(command)
    assert int(monitor.execute(f"sysbus ReadDoubleWord {NOWHERE}"), 0) == 0
    monitor.execute(f"sysbus WriteByte {NOWHERE} 1")
    assert reports(monitor) == []
    assert monitor.machine is not None
    assert monitor.machine.bus.unmapped.counts == {"Read": 1, "Write": 1}


def test_a_level_that_wants_them_gets_them_whatever_the_other_backends_want(
    monitor: Monitor, tmp_path: Path
) -> None:
    monitor.execute(f"logFile @{tmp_path / 'log.txt'} true")
    monitor.execute("logLevel 3")
    monitor.execute("logLevel 2 file")
    monitor.execute(f"sysbus ReadWord {NOWHERE}")
    monitor.execute(f"sysbus WriteDoubleWord {NOWHERE + 4} 0x12")
    written = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert f"ReadWord from non existing peripheral at 0x{NOWHERE:X}." in written
    assert f"WriteDoubleWord to non existing peripheral at 0x{NOWHERE + 4:X}, value 0x12." in written


def test_a_small_device_beside_nothing_answers(monitor: Monitor) -> None:
    """Less than a block of the map: the fast way finds it too."""
    monitor.execute(
        'machine LoadPlatformDescriptionFromString "m: Memory.ArrayMemory @ sysbus 0x50000010 { size: 4 }"'
    )
    monitor.execute(f"sysbus WriteByte {NOWHERE + 0x11} 0x5A")
    assert int(monitor.execute(f"sysbus ReadByte {NOWHERE + 0x11}"), 0) == 0x5A
    assert reports(monitor) == []
    monitor.execute(f"sysbus ReadByte {NOWHERE + 0x20}")
    assert len(reports(monitor)) == 1


def test_a_silenced_range_reads_zero_and_is_not_counted(monitor: Monitor) -> None:
    monitor.execute(f"sysbus SilenceRange <{NOWHERE:#x} 0x100>")
    assert int(monitor.execute(f"sysbus ReadDoubleWord {NOWHERE}"), 0) == 0
    monitor.execute(f"sysbus ReadDoubleWord {NOWHERE + 0x100}")
    assert len(reports(monitor)) == 1
    assert monitor.machine is not None
    assert monitor.machine.bus.unmapped.counts["Read"] == 1
