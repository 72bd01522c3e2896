"""docs/peripherals.md is what its generator writes, and the list of traces is the corpus'."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts import peripheral_table
from tests.builtin.peripherals.register_traces import recorded_types

ROOT = Path(__file__).parents[2]
WRONG_ADDRESS = {"Timers.SAMD21_RTC", "Timers.SAMD21_Timer"}
"""Traces whose accesses went to another address than the device's: they prove nothing."""


def test_page_is_up_to_date() -> None:
    # In a process of its own: tests of this one register types that no user has.
    command = [sys.executable, "-m", "scripts.peripheral_table", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}run python -m scripts.peripheral_table"


def test_every_trace_is_listed() -> None:
    recorded = {name for name in recorded_types() if not name.startswith(("NVIC.", "Python."))}
    assert peripheral_table.traced() == recorded - WRONG_ADDRESS
