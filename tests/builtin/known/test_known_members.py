"""Members that Renode has and the engine has not."""

from __future__ import annotations

import pytest

from scripts.member_table import OBJECTS
from vboard.builtin.known.known_members import absent_members, why_absent
from vboard.builtin.monitor.members import names_of_class
from vboard.builtin.monitor.monitor import Monitor, MonitorError


@pytest.mark.parametrize("cls", OBJECTS.values())
def test_what_is_there_is_not_listed_as_absent(cls: type) -> None:
    keys = [getattr(cls, "renode_type_name", ""), *(base.__name__ for base in cls.__mro__)]
    listed = {name for key in keys for name in absent_members().get(key, {})}
    assert listed & set(names_of_class(cls)) == set()


def test_the_most_special_class_decides() -> None:
    reason = why_absent(["CPU.CortexM", "Peripheral"], "EnableProfiler")
    assert reason == "the built-in engine has no profiler"
    assert why_absent(["CPU.CortexM"], "NoSuchThing") is None


@pytest.mark.parametrize("command", ['EnableProfilerGlobally "x"', "LoadLatestSnapshot", "StartTimer"])
def test_a_command_of_the_manager_answers_that_it_is_known(command: str) -> None:
    with pytest.raises(MonitorError, match="is known and not there: "):
        Monitor().execute(command)


@pytest.mark.parametrize(
    "command", ["EnableZephyrMode", "DisableZephyrMode", "EnableUbootMode", "DisableUbootMode"]
)
def test_modes_of_operating_systems_are_accepted(command: str) -> None:
    monitor = Monitor()
    monitor.execute("mach create")
    monitor.execute("machine LoadPlatformDescription @platforms/cpus/stm32f103.repl")
    assert monitor.execute(f"cpu {command}") == ""
    assert any("has no effect" in line for line in monitor.log_book.recent(20)) is command.startswith(
        "Enable"
    )
