"""Virtual time of an emulation without cores, and its members."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.emulation import Emulation, EmulationError


def test_time_jumps_from_event_to_event() -> None:
    emulation = Emulation()
    seen: list[int] = []
    for at in (30, 10, 20):
        emulation.clock.schedule(at, lambda: seen.append(emulation.clock.now))
    emulation.RunFor(25)
    assert seen == [10, 20]
    assert emulation.clock.now == 25


def test_request_stop_ends_at_the_event() -> None:
    emulation = Emulation()
    emulation.clock.schedule(10, emulation.request_stop)
    assert not emulation.run_until(100)
    assert emulation.clock.now == 10
    assert emulation.run_until(100)


def test_run_for_needs_a_paused_emulation_and_leaves_it_paused() -> None:
    emulation = Emulation()
    emulation.RunFor(10)
    assert not emulation.IsStarted
    emulation.StartAll()
    with pytest.raises(EmulationError, match="not available when emulation is already started"):
        emulation.RunFor(10)


def test_negative_time_passes_nothing() -> None:
    emulation = Emulation()
    emulation.RunFor(-1_000_000_000)
    assert emulation.clock.now == 0


def test_nearest_sync_point_is_on_the_quantum_grid() -> None:
    emulation = Emulation()
    emulation.RunFor(123_456)
    emulation.RunToNearestSyncPoint()
    assert emulation.clock.now == 200_000


def test_elapsed_virtual_time_reads_as_renodes() -> None:
    emulation = Emulation()
    machine = emulation.add_machine("m")
    emulation.RunFor(600_051_875)
    lines = str(machine.ElapsedVirtualTime).split("\n")
    assert lines[0] == "[Domain = Elapsed Virtual Time: 00:00:00.600051875"
    assert lines[4:] == [
        "State: Idle",
        "Advance immediately: False",
        "Quantum: 00:00:00.000100000, TimeElapsed = 00:00:00.600051875]",
    ]
    assert str(machine.ElapsedVirtualTime.TimeElapsed) == "00:00:00.600051875"


def test_a_machine_of_a_started_emulation_waits_for_the_next_start() -> None:
    emulation = Emulation()
    emulation.StartAll()
    machine = emulation.add_machine("late")
    assert machine.IsPaused  # so that an image can be loaded
    emulation.run_for(1_000)
    assert machine.IsPaused
    emulation.StartAll()
    assert not machine.IsPaused
    emulation.PauseAll()
    assert machine.IsPaused
