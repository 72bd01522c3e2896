"""docs/peripherals.md is what its generator writes, and the list of traces is the corpus'."""

from __future__ import annotations

from scripts import peripheral_table
from tests.builtin.peripherals.register_traces import recorded_types

WRONG_ADDRESS = {"Timers.SAMD21_RTC", "Timers.SAMD21_Timer"}
"""Traces whose accesses went to another address than the device's: they prove nothing."""


def test_page_is_up_to_date() -> None:
    written = peripheral_table.PAGE.read_text(encoding="utf-8")
    assert written == peripheral_table.page(), "run scripts/peripheral_table.py"


def test_every_trace_is_listed() -> None:
    recorded = {name for name in recorded_types() if not name.startswith(("NVIC.", "Python."))}
    assert peripheral_table.traced() == recorded - WRONG_ADDRESS
