"""What a real Renode answered: recorded scenarios, by name.

    scenario = load("registers/UART.STM32F7_USART")
    for step in scenario.steps: ...

Numbers are in this repository, packed (`recorded/`, made by `pack.py`), so that every clone replays them:
register values, LED verdicts, UART lines and transcripts of our own programs. What Renode put into words is
not: such a step has `left_out` set, and only its status is recorded. `$VBOARD_SHARED/conformance` is the
whole corpus; where it is, `load(name, whole=True)` has the words as well.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

_ROOT = Path(__file__).resolve().parents[2]
WHOLE = Path(os.environ.get("VBOARD_SHARED", _ROOT.parent / "shared")) / "conformance"
"""The whole corpus, with the texts that Renode wrote; it may be absent."""
PACKED = Path(__file__).parent / "recorded"
NO_TEXTS = f"what Renode put into words is at {WHOLE} only (VBOARD_SHARED names its parent folder)"


@dataclass(frozen=True)
class Step:
    """A keyword call and what Renode answered.

    Attributes:
        expected: `status` (PASS, FAIL, FAULT, or NOANSWER: it did not come back), and where they are
            recorded `return`, `error`, `code`.
        left_out: Renode answered in words, which the repository does not have: compare the status alone.
        varies: two recordings differ (the host's clock, a machine left running): compare nothing.
    """

    keyword: str
    arguments: list[Any]
    expected: dict[str, Any]
    left_out: bool = False
    varies: bool = False

    def __str__(self) -> str:
        return f"{self.keyword} {self.arguments}"


@dataclass(frozen=True)
class Scenario:
    """Steps in order; `transcript`: what the program sent by its UART, where that was recorded apart."""

    name: str
    steps: list[Step]
    transcript: str | None


@functools.cache
def folder() -> Path:
    """The packed corpus, unpacked once a process: platforms, programs and records lie in it as files."""
    place = Path(tempfile.mkdtemp(prefix="vboard-recorded-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for part in sorted(PACKED.glob("*.tar.xz")):
        with tarfile.open(part) as archive:
            archive.extractall(place, filter="data")
    return place


def names(group: str = "") -> list[str]:
    """Scenarios of the packed corpus: those of boards, of `cpu` or of `registers`, as `load` takes them."""
    return _names(folder(), group)


def whole_names(group: str = "") -> list[str]:
    """Scenarios of the whole corpus; empty where it is absent."""
    return _names(WHOLE, group)


def _names(root: Path, group: str) -> list[str]:
    prefix = f"{group}/" if group else ""
    return sorted(f"{prefix}{path.stem}" for path in (root / group).glob("*.json"))


def load(name: str, scratch: Path | None = None, whole: bool = False) -> Scenario:
    """A scenario, its file names resolved.

    Args:
        name: `keywords_bp`, `cpu/m3.ops_v6`, `registers/UART.STM32F7_USART`.
        scratch: where its steps may write; needed if they do.
        whole: take it from the whole corpus.

    Raises:
        FileNotFoundError: there is no such scenario.
        ValueError: its steps write files and `scratch` is not given.
    """
    root = WHOLE if whole else folder()
    text = (root / f"{name}.json").read_text(encoding="utf-8").replace("${CORPUS}", str(root))
    if "${SCRATCH}" in text:
        if scratch is None:
            raise ValueError(f"{name}: its steps write files, give a folder for them")
        text = text.replace("${SCRATCH}", str(scratch))
    content = json.loads(text)
    transcript = content.get("transcript")
    return Scenario(
        name,
        [
            Step(s["keyword"], s["args"], s["result"], s.get("left_out", False), s.get("varies", False))
            for s in content["steps"]
        ],
        (root / transcript).read_text(encoding="utf-8") if transcript else None,
    )


def run(library: KeywordLibrary, step: Step) -> dict[str, Any]:
    """Run one step; the answer has the form of the recorded one."""
    try:
        value = library.run_keyword(step.keyword, step.arguments)
    except KeywordFault as fault:
        return {"status": "FAULT", "code": fault.code, "error": str(fault)}
    except KeywordError as error:
        return {"status": "FAIL", "error": str(error)}
    answer: dict[str, Any] = {"status": "PASS"}
    if value is not None:
        answer["return"] = value
    return answer
