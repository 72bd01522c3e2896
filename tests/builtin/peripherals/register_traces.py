"""The register traces of a real Renode, one a peripheral type, and their replay on the built-in engine."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.conformance.corpus import WHOLE, Step, run
from vboard.builtin.machine.log import RENODE_FAULT, LogEntry
from vboard.robot.library import KeywordLibrary

FOLDER = WHOLE / "registers"

_TIMES = re.compile(r"\[?host: [^,]*, virt: *[0-9.]+\]?")
_FAULT = re.compile(
    r"(NullReference|IndexOutOfRange|ArgumentOutOfRange|InvalidOperation|Argument|Overflow|OutOfMemory|DivideByZero|Format"
    r"|KeyNotFound|CpuAbort)Exception|Value exceeds the size of the field|un-representable DateTime"
)


def recorded_types() -> list[str]:
    """Names of all recorded types, empty when the corpus is absent."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load(name: str) -> list[Step]:
    """Steps of a type's trace, with the corpus' folder filled in."""
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8").replace("${CORPUS}", str(WHOLE))
    return [Step(step["keyword"], step["args"], step["result"]) for step in json.loads(text)["steps"]]


def is_fault(expected: dict[str, Any]) -> bool:
    """Whether a recorded answer is a fault of Renode's own: an exception that no user's mistake explains."""
    return expected["status"] != "PASS" and _FAULT.search(expected.get("error", "")) is not None


def _comparable(value: object) -> str:
    """A text without host times and without the blank lines around a list of possible values."""
    text = _TIMES.sub("", str(value))
    if "The following methods are available" in text:
        return "members"
    if "not found or of wrong type" in text:
        return text.partition("Available peripherals")[0].replace("machine ''", "machine 'm'")
    return re.sub(r"\s*\n\s*", "\n", text) if "Possible values are:" in text else text


def same(expected: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Equal status, return value and error text.

    Host times of a report are left out; of lists of members only the kind is compared.
    """
    return all(
        _comparable(expected.get(key)) == _comparable(answer.get(key))
        for key in ("status", "code", "return", "error")
    )


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

    def differences(self) -> dict[int, str]:
        """Numbers of the steps that differ, with both answers.

        Where the trace has a fault of Renode's own, the engine must pass and have warned; an input that a
        port does not have may be refused.
        """
        found = {}
        for number, step in enumerate(load(self.name)):
            answer = run(self.library, step)
            if is_fault(step.expected):
                refused = answer["status"] == "FAIL" and "OnGPIO" in str(step)
                if refused or (answer["status"] == "PASS" and self.faults):
                    continue
            elif same(step.expected, answer):
                continue
            found[number] = f"{step}: expected {step.expected}, got {answer}"
        self.library.close()
        return found
