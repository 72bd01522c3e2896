"""Models on this runtime and on other implementations: do they compute the same numbers?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from vboard.boards.board import Board
from vboard.errors import RunFailedError, VBoardError
from vboard.inference import oracles
from vboard.inference.host import run_on_host
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import Model, read_model
from vboard.inference.oracles import Array, Oracle, OracleError
from vboard.inference.result import check_operators
from vboard.inference.run import run_on_board
from vboard.text.tables import Listing

TOLERANCE = 1e-5
RESULTS = EQUAL, CLOSE, DIFFERS, FAILED, REFUSED, UNCHECKED = (
    *("equal", "close", "differs", "failed", "refused", "unchecked"),
)


@dataclass(frozen=True)
class Check:
    """What was found of a model.

    `result`: equal; close (floats within the tolerance); differs; failed (one side's Invoke); refused by
    the runtime; unchecked (no oracle runs it). `difference` is the largest one, in steps of a quantised
    output or relative to the largest float of an output.
    """

    model: str
    operators: tuple[str, ...]
    result: str
    oracle: str = ""
    difference: float = 0.0
    values: int = 0
    different: int = 0
    reason: str = ""


def difference(ours: Array, theirs: Array) -> tuple[float, int]:
    """Largest difference (steps of integers, floats relative to the largest one) and how many differ."""
    if ours.shape != theirs.shape:
        theirs = theirs.reshape(ours.shape)
    if ours.dtype.kind != "f":
        gap = np.abs(ours.astype(np.int64) - theirs.astype(np.int64))
        if ours.dtype.itemsize == 8:  # differences of 64 bits may wrap
            gap = np.where(ours == theirs, 0, np.maximum(gap, 1))
        return float(gap.max(initial=0)), int(np.count_nonzero(gap))
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    finite = np.isfinite(ours) & np.isfinite(theirs)
    if not (same | finite).all():
        return math.inf, int(np.count_nonzero(~same))
    largest = float(np.abs(theirs[finite]).max(initial=0))
    gap = np.abs(ours[finite].astype(np.float64) - theirs[finite].astype(np.float64))
    widest = float(gap.max(initial=0))
    return (widest / largest if largest else widest), int(np.count_nonzero(~same))


def oracles_of(model: Model) -> tuple[str, ...]:
    """Who is asked, in order: LiteRT has kernels for bytes without sign, of which tflite-micro has few.

    A model that takes such bytes and quantises them anew is one that tflite-micro runs.
    """
    unsigned = any(
        tensor.type == "uint8" for graph in model.subgraphs for tensor in graph.tensors if tensor.scales
    )
    return ("tflite-micro", "ai-edge-litert") if unsigned else ("tflite-micro",)


def compare(
    name: str,
    model: Model,
    ours: Sequence[Sequence[Array]],
    theirs: Sequence[Sequence[Array]],
    oracle: str,
    tolerance: float,
) -> Check:
    worst, values, different, integers_differ = 0.0, 0, 0, False
    for mine, other in zip(ours, theirs, strict=True):
        for a, b in zip(mine, other, strict=True):
            gap, count = difference(a, b)
            integers_differ |= count != 0 and a.dtype.kind != "f"
            worst, values, different = max(worst, gap), values + a.size, different + count
    result = EQUAL if different == 0 else CLOSE if worst <= tolerance and not integers_differ else DIFFERS
    return Check(name, model.operator_names, result, oracle, worst, values, different)


@dataclass(frozen=True)
class Settings:
    """How models are run: Invokes in sequence, the first one's seed, where, and what floats may differ."""

    invokes: int = 3
    seed: int = 0
    tolerance: float = TOLERANCE
    board: Board | None = None
    kernels: str = "fast"


def check(path: Path, name: str, oracle: Oracle, settings: Settings) -> Check:
    """Run one model on both sides."""
    operators: tuple[str, ...] = ()
    try:
        model = read_model(path)
        operators = model.operator_names
        check_operators(model)
        runs = [draw_inputs(settings.seed + number, model) for number in range(settings.invokes)]
        if settings.board is None:
            run = run_on_host(model, runs)
        else:
            run = run_on_board(model, settings.board, runs, settings.kernels)
    except RunFailedError as error:
        return Check(name, operators, FAILED, reason=_text(error, path))
    except VBoardError as error:
        return Check(name, operators, REFUSED, reason=_text(error, path))
    ours = [list(invocation.outputs) for invocation in run.invocations]
    reasons = []
    for who in oracles_of(model):
        if not oracles.is_installed(who):
            reasons.append(f"{who} is not installed")
            continue
        try:
            theirs = oracle.run(who, path, runs, len(model.outputs))
        except OracleError as error:
            reasons.append(str(error))
            continue
        return compare(name, model, ours, theirs, who, settings.tolerance)
    return Check(name, operators, UNCHECKED, reason="; ".join(reasons))


def _text(error: Exception, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ")


def find(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Models with the names that they are shown by: the path below the folder that was given.

    Raises:
        VBoardError: no such file or folder; a folder without models.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            models = sorted(path.rglob("*.tflite"))
            if not models:
                raise VBoardError(f"{path}: no .tflite file in it or below")
            found += [(model, str(model.relative_to(path))) for model in models]
        elif path.is_file():
            found.append((path, path.name))
        else:
            raise VBoardError(f"{path}: no such file or folder (expected .tflite models)")
    return found


def print_table(console: Console, checks: Sequence[Check]) -> None:
    """A row a model, and how many had which result."""
    rows = Listing("model", "result", "operators", "values", "different", "by", right=3)
    for found in checks:
        compared = [f"{found.values:,}", "", ""] if found.values else ["", "", ""]
        if found.different:
            compared[1:] = [f"{found.different:,}", f"{found.difference:.3g}"]
        detail = "; ".join(text for text in (" ".join(found.operators), found.reason) if text)
        rows.add_row(found.model, found.result, detail, *compared)
    console.print(rows)
    counts = {result: sum(found.result == result for found in checks) for result in RESULTS}
    text = ", ".join(f"{count} {result}" for result, count in counts.items() if count)
    console.print(f"{len(checks)} model{'s' * (len(checks) != 1)}: {text}")
