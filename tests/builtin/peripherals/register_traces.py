"""The register traces of a real Renode, one a peripheral type, and their replay on the built-in engine.

Where the whole corpus is, words are compared too; else numbers alone, which every clone has.
"""

from __future__ import annotations

import re
from typing import Any

from tests.conformance.corpus import WHOLE, Step, folder, names, run, whole_names
from tests.conformance.corpus import load as load_scenario
from vboard.builtin.machine.log import RENODE_FAULT, LogEntry
from vboard.robot.library import KeywordLibrary

_GROUP = "registers"
WITH_WORDS = bool(whole_names(_GROUP))

_TIMES = re.compile(r"\[?host: [^,]*, virt: *[0-9.]+\]?")
_REGION = re.compile(r" *\[region: \w+\]")
_FAULT = re.compile(
    r"(NullReference|IndexOutOfRange|ArgumentOutOfRange|InvalidOperation|Argument|Overflow|OutOfMemory|DivideByZero|Format"
    r"|KeyNotFound|CpuAbort)Exception|Value exceeds the size of the field|un-representable DateTime"
)


def recorded_types() -> list[str]:
    """Names of all recorded types."""
    return [name.removeprefix(f"{_GROUP}/") for name in (whole_names if WITH_WORDS else names)(_GROUP)]


def load(name: str) -> list[Step]:
    """Steps of a type's trace."""
    return load_scenario(f"{_GROUP}/{name}", whole=WITH_WORDS).steps


def is_fault(step: Step) -> bool:
    """Whether a recorded answer is a fault of Renode's own: an exception that no user's mistake explains.

    Of an answer whose words were left out it may be one.
    """
    failed = step.expected["status"] != "PASS"
    return failed and (step.left_out or _FAULT.search(step.expected.get("error", "")) is not None)


def _comparable(value: object) -> str:
    """A text without host times, names of regions and blank lines around a list of possible values."""
    text = _REGION.sub("", _TIMES.sub("", str(value)))
    if "The following methods are available" in text:
        return "members"
    if "not found or of wrong type" in text:
        return text.partition("Available peripherals")[0].replace("machine ''", "machine 'm'")
    return re.sub(r"\s*\n\s*", "\n", text) if "Possible values are:" in text else text


def same(step: Step, answer: dict[str, Any]) -> bool:
    """Equal status, return value and error text; of an answer whose words were left out the status alone.

    Host times of a report are left out; of lists of members only the kind is compared.
    """
    keys = ("status", "code") if step.left_out else ("status", "code", "return", "error")
    return all(_comparable(step.expected.get(key)) == _comparable(answer.get(key)) for key in keys)


class Replay:
    """Runs traces and collects what differs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.library = KeywordLibrary()
        self.faults: list[str] = []
        """Warnings about faults of Renode, in order."""
        self.library.context.emulation.log.sinks.append(self._note)

    def _note(self, entry: LogEntry) -> None:
        if entry.message.startswith(RENODE_FAULT):
            self.faults.append(entry.text)

    def _create_machine(self) -> None:
        """What a trace begins with; one lacks it, its two recordings differ there."""
        platform = (WHOLE if WITH_WORDS else folder()) / _GROUP / f"{self.name}.repl"
        for command in ('mach create "m"', f"machine LoadPlatformDescription @{platform}"):
            self.library.run_keyword("ExecuteCommand", [command])

    def differences(self) -> dict[int, str]:
        """Numbers of the steps that differ, with both answers.

        Where the trace has a fault of Renode's own, the engine must pass and have warned; an input that a
        port does not have may be refused.
        """
        found = {}
        steps = load(self.name)
        if not any("mach create" in str(step) for step in steps):
            self._create_machine()
        for number, step in enumerate(steps):
            answer = run(self.library, step)
            if is_fault(step):
                refused = answer["status"] == "FAIL" and (step.left_out or "OnGPIO" in str(step))
                if refused or (answer["status"] == "PASS" and self.faults):
                    continue
            elif same(step, answer):
                continue
            found[number] = f"{step}: expected {step.expected}, got {answer}"
        self.library.close()
        return found
