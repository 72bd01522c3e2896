"""The recorded scenarios of a real Renode: finding, loading and replaying them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

_ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("VBOARD_SHARED", _ROOT.parent / "shared")) / "conformance"


@dataclass(frozen=True)
class Step:
    """A keyword call and what Renode answered: status, return, error, code."""

    keyword: str
    arguments: list[Any]
    expected: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.keyword} {self.arguments}"


def scenarios() -> list[str]:
    """Names of all recorded scenarios; empty when the corpus is absent."""
    return sorted(path.stem for path in CORPUS.glob("*.json"))


def load(name: str) -> list[Step]:
    """Steps of a scenario, with `${CORPUS}` resolved."""
    text = (CORPUS / f"{name}.json").read_text(encoding="utf-8").replace("${CORPUS}", str(CORPUS))
    return [Step(s["keyword"], s["args"], s["result"]) for s in json.loads(text)["steps"]]


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
