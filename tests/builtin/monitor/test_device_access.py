"""Registers of devices from the monitor, hooks on accesses, tags over devices, devices made of a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vboard.builtin.machine.log import LogEntry
from vboard.builtin.monitor.monitor import Monitor, MonitorError

Failing = Callable[[str], MonitorError]


def answer(monitor: Monitor, line: str) -> str:
    return monitor.execute(line).strip()


@pytest.fixture
def texts(monitor: Monitor) -> list[str]:
    """Texts of the log from now on."""
    found: list[str] = []
    monitor.emulation.log.sinks.append(lambda entry: _keep(found, entry))
    return found


def _keep(found: list[str], entry: LogEntry) -> None:
    found.append(entry.text)


def test_memory_and_devices_are_reached_by_offset(monitor: Monitor, failing: Failing) -> None:
    monitor.execute("ram WriteDoubleWord 0x10 0x12345678")
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000010") == "0x12345678"
    assert answer(monitor, "ram ReadByte 0x11") == "0x56"
    assert answer(monitor, "sysbus.ram ReadQuadWord 0x10") == "0x0000000012345678"
    assert "takes accesses of 32 bits, not of 8" in failing("dev ReadByte 0").text


def test_hooks_see_and_change_values(monitor: Monitor, texts: list[str]) -> None:
    monitor.execute(
        "sysbus SetHookBeforePeripheralWrite ram "
        "\"self.Log(LogLevel.Info, 'written: 0x{0:X4} at {1}', value, offset); value = value + 1\""
    )
    monitor.execute("sysbus WriteDoubleWord 0x20000004 0x2a")
    assert texts == ["ram: written: 0x002A at 4"]
    assert answer(monitor, "ram ReadDoubleWord 4") == "0x0000002B"
    monitor.execute('sysbus SetHookBeforePeripheralWrite ram ""')
    monitor.execute('sysbus SetHookAfterPeripheralRead ram "value = 7" <0x8, 0xB>')
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000004") == "0x0000002B"
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000008") == "0x00000007"
    monitor.execute("sysbus ClearHookAfterPeripheralRead ram")
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000008") == "0x00000000"


def test_a_wrong_name_in_a_hook_is_an_error_in_the_log(monitor: Monitor, texts: list[str]) -> None:
    monitor.execute('sysbus SetHookAfterPeripheralRead ram "value = nobody"')
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000000") == "0x00000000"
    assert texts == ["ram: Python runtime error: name 'nobody' is not defined"]


def test_a_tag_can_stand_before_a_device(monitor: Monitor) -> None:
    monitor.execute('sysbus Tag <0x20000000 0x8> "over" 0xA1B2 overridePeripheralAccesses=true')
    monitor.execute("sysbus WriteByte 0x20000000 0x11")
    assert answer(monitor, "sysbus ReadByte 0x20000000") == "0xB2"
    monitor.execute("sysbus RemoveTag 0x20000000")
    assert answer(monitor, "sysbus ReadByte 0x20000000") == "0x00"


def test_a_device_from_a_string_or_a_file(monitor: Monitor, tmp_path: Path) -> None:
    script = "if request.IsInit:\n    last = 5\nelif request.IsWrite:\n    last = request.Value\n"
    script += "else:\n    request.Value = last\n"
    monitor.execute(f'machine PyDevFromString """{script}""" 0x50000000 8 True "five"')
    assert answer(monitor, "sysbus ReadDoubleWord 0x50000000") == "0x00000005"
    assert answer(monitor, "five ReadQuadWord 0") == "0x0000000000000005"
    (tmp_path / "device.py").write_text(script)
    monitor.execute("machine PyDevFromFile @device.py 0x50001000 4 True")
    monitor.execute("sysbus WriteDoubleWord 0x50001000 9")
    assert answer(monitor, "sysbus ReadDoubleWord 0x50001000") == "0x00000009"


def test_print_statement_and_values(monitor: Monitor) -> None:
    assert monitor.execute('python "print 6*7"') == "42\n\n"
    assert monitor.evaluate_python("1 + 2") == 3
    assert monitor.evaluate_python("list(range(3))") == [0, 1, 2]
    assert monitor.evaluate_python("print 5") is None
