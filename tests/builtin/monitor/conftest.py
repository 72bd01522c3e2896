"""A monitor with one machine that has a memory, a LED and a device for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import tests.builtin.platform.models  # noqa: F401  (registers the test models)
from vboard.builtin.monitor.monitor import Monitor, MonitorError

BOARD = """\
ram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x1000
dev: Test.Device @ sysbus 0x40000000
    count: 1
led: Miscellaneous.LED @ dev 13
    invert: true
"""


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    (tmp_path / "board.repl").write_text(BOARD)
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "m"')
    monitor.execute("machine LoadPlatformDescription @board.repl")
    return monitor


@pytest.fixture
def failing(monitor: Monitor) -> Callable[[str], MonitorError]:
    """Executes a line that fails and returns the error."""

    def run(line: str) -> MonitorError:
        with pytest.raises(MonitorError) as caught:
            monitor.execute(line)
        return caught.value

    return run
