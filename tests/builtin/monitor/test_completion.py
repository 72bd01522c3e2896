"""Completion of monitor lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vboard.builtin.monitor.completion import complete
from vboard.builtin.monitor.monitor import Monitor


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mac", ["mach", "machine", "macro"]),
        ("echo 1; per", ["peripherals"]),
        ("dev.l", ["dev.led"]),
        ("sysbus.dev.l", ["sysbus.dev.led"]),
        ("dev Sp", ["Speed"]),
        ("dev Shade ", ["Green", "Red"]),
        ("dev.led OnGPIO 0 ", ["false", "true"]),
        ("dev IRQ T", ["Toggle"]),
        ("sysbus LogPeripheralAccess sysbus.d", ["sysbus.dev"]),
        ("mach s", ["set"]),
        ("mach set ", ['"m"']),
        ("numbersMode B", ["Both"]),
        ("help versi", ["version"]),
        ("echo $CW", ["$CWD"]),
        ("include @boa", ["@board.repl"]),
        ("include @sub", ["@sub\\ dir/"]),
        ("include @sub\\ dir/", ["@sub\\ dir/x.resc"]),
        ("nonsense ", []),
        ("showAnalyzer ", []),
    ],
)
def test_completion(monitor: Monitor, tmp_path: Path, line: str, expected: list[str]) -> None:
    (tmp_path / "sub dir").mkdir()
    (tmp_path / "sub dir" / "x.resc").touch()
    assert complete(monitor, line) == expected


def test_every_command_and_object_is_offered_at_the_start(monitor: Monitor) -> None:
    monitor.execute('alias mine "echo 1"')
    assert {"mach", "Clear", "mine", "emulation", "sysbus", "dev", "sysbus.dev.led"} <= set(
        complete(monitor, "")
    )


@given(st.text(max_size=20) | st.sampled_from(["dev", "mach", "sysbus", "$", "@"]).map(lambda w: w + " "))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_completion_never_fails(monitor: Monitor, line: str) -> None:
    last = "" if not line or line[-1].isspace() or line[-1] in ";`" else line[-1]
    assert all(last in each for each in complete(monitor, line))
