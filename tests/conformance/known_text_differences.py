"""Answers of the monitor and of keywords that need not be Renode's (`text/`), by scenario and step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.conformance.known_differences import Answer, Difference, lists_members

_MEMBERS = "lists the members of Renode's C# classes; the engine lists those of its own models"
_ABSENT = "what Renode has there the engine has not, and it says so"
_HELP = "describes the command in words of its own"
_FOLDERS = "names folders of the machine that recorded"
_RUNNING = "Renode was left running by a wait that failed: what it met depends on the host's speed"
_ICSR = "ICSR at rest: VECTPENDING is 0 (ARMv7-M B3.2.4), where 1.16.1 shows 16"
_BETTER = "the engine does what was asked for, or refuses at once, where 1.16.1 fails by a fault of its own"


def _always(expected: Answer, got: Answer) -> bool:
    """The reason says why nothing can be compared."""
    return True


def _describes(expected: Answer, got: Answer) -> bool:
    """Both are help of several lines, or the engine names the command as absent."""
    return got["status"] == "PASS" and len(str(got["return"]).split()) > 2


def _refused(expected: Answer, got: Answer) -> bool:
    """The engine refuses in one line, with a reason."""
    return got["status"] == "FAIL" and len(got["error"].rstrip().splitlines()) == 1


def _known_absent(expected: Answer, got: Answer) -> bool:
    """The engine says that it knows the name and why it is not there, or that there is no such object."""
    return got["status"] == "FAIL" and any(
        text in got["error"]
        for text in ("is known and not there", "No such command", "not supported", "no snapshots")
    )


def _fails_too(expected: Answer, got: Answer) -> bool:
    """Both fail, each in its own words."""
    return bool(expected["status"] == got["status"] == "FAIL")


def _entries() -> Iterator[tuple[str, str, Callable[[Answer, Answer], bool], tuple[int, ...]]]:
    """Scenario, reason, what still has to hold, steps."""
    yield "monitor_help", _HELP, _describes, (*range(5), *range(10, 12), 14, 17, 18, 20, 23, 24)
    yield (
        "monitor_help",
        _HELP,
        _describes,
        (26, 27, 28, 30, 31, 32, 34, 35, 37, 38, 40, 41, 43, 45, 46, 47, 53),
    )
    yield "monitor_help", _ABSENT, _refused, (5, 12)
    yield "robot_wait_prompt", _ICSR, lambda _, got: got["return"]["Line"] == "00000000", (10,)
    yield "monitor_numbers", _MEMBERS, lists_members, (108,)
    yield "monitor_numbers", _HELP, _describes, (124,)
    yield "monitor_sysbus", _MEMBERS, lists_members, (3,)
    yield "monitor_wrong_usage", _MEMBERS, lists_members, (34, 103)
    yield "monitor_wrong_usage", _MEMBERS, _describes, (16, 35)
    yield "monitor_wrong_usage", _FOLDERS, _always, (45, 46)
    yield "monitor_logs", "one analyzer alone: the others open windows and sockets of Renode", _always, (42,)
    yield "monitor_logs", "the build: the engine tells that it is built in", _always, (46,)
    yield "monitor_logs", _MEMBERS, _describes, (49, 61)
    yield "monitor_logs", _ABSENT, _known_absent, (70,)
    yield "monitor_logs", "follows a snapshot that the engine did not take", _always, (72, 73, 74)
    yield "monitor_objects", _MEMBERS, lists_members, (67, 104, 130)
    yield "monitor_objects", _MEMBERS, _describes, (129,)
    yield "monitor_cpu_tools", _ABSENT, _known_absent, (*range(30, 38), 55)
    yield "monitor_cpu_tools", "setting a property that is not modelled is logged", _always, (56,)
    yield "monitor_cpu_tools", _BETTER, _always, (38,)
    yield "monitor_cpu_tools", "the program waits in a loop: 3 % of 77,000 instructions apart", _always, (52,)
    yield "monitor_cpu_tools", "both are on an instruction of the same loop", _always, (60, 61)
    yield "monitor_emulation", _MEMBERS, lists_members, (3, 50)
    yield "monitor_emulation", _MEMBERS, _describes, (19, 20)
    yield "monitor_emulation", _MEMBERS, _describes, (33, 48)
    yield "monitor_emulation", _MEMBERS, lists_members, (70, 71, 93)
    yield "monitor_emulation", _ABSENT, _known_absent, (66,)
    yield "monitor_emulation", "tells the port of a terminal as well", _always, (28, 29)
    yield "robot_failing", "a malformed expression is refused at once, not when it is used", _refused, (15,)
    yield (
        "robot_flow",
        "1.16.1 repeats only what followed the last Requires, and no machine is left",
        _always,
        (26, 29, 31),
    )
    yield "robot_flow", _ABSENT, _known_absent, (48, 50)
    yield "robot_flow", _FOLDERS, _always, (58,)
    yield "robot_led", _RUNNING, _always, (20,)
    yield "robot_log", "how far the program is depends on the host: its messages follow", _fails_too, (5,)
    yield "robot_should_not", _RUNNING, _always, (18,)
    yield "robustness_adc_sequence", _BETTER, _always, (6,)
    yield "robustness_crc_series", _BETTER, _always, (10, 11)
    yield "robustness_runfor_short", _BETTER, _always, (7,)


KNOWN_TEXT: dict[tuple[str, int], Difference] = {
    (f"text/{scenario}", step): Difference(reason, check)
    for scenario, reason, check, steps in _entries()
    for step in steps
}
