"""What a model is and what it will take: read from the file, and measured on the bench boards.

Nothing is fitted: arena, flash and instructions come from running the model once on a core of each
kind, with drawn inputs (`random:0`). The runtime's integer kernels execute nearly the same number of
instructions whatever the data; kernels with a branch on data (SOFTMAX, saturation) vary by a few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console

from vboard.boards.table import BENCH_BOARDS
from vboard.errors import RunFailedError, VBoardError, nearest
from vboard.inference.device import Device
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import Model, Operator, Subgraph
from vboard.inference.report import operators as operator_records
from vboard.inference.report import table
from vboard.inference.result import Run, hybrid_operator, missing_operators
from vboard.inference.runner import has_all_operators, selected_runner

_WEIGHTS = {"CONV_2D": 1, "DEPTHWISE_CONV_2D": 1, "FULLY_CONNECTED": 1}
"""Operators whose multiply-accumulates follow from the weights: which input holds them."""


@dataclass(frozen=True)
class Inspection:
    """A model with its runs by bench board.

    Attributes:
        problem: why it does not run.
        unmeasured: why nobody ran it.
        sized: bench boards whose runner has this model's operators alone, so that its flash counts.
    """

    model: Model
    kernels: str
    unsupported: tuple[str, ...]
    runs: dict[str, Run] = field(default_factory=dict)
    problem: str = ""
    unmeasured: str = ""
    sized: frozenset[str] = frozenset()


def choose_cores(name: str) -> list[str]:
    """Bench boards for `m3`, `m4`, `m7` or `all`.

    Raises:
        VBoardError: names the cores.
    """
    cores = [board.removeprefix("bench_") for board in BENCH_BOARDS]
    if name != "all" and name not in cores:
        hint = nearest(name, [*cores, "all"])
        raise VBoardError(f"--core {name}: expected {', '.join(cores)} or all{hint}")
    return [f"bench_{core}" for core in cores if name in (core, "all")]


def inspect(model: Model, kernels: str, boards: Sequence[str] = tuple(BENCH_BOARDS)) -> Inspection:
    """Run the model on bench boards, as far as their runners are there or can be built.

    Raises:
        RunFailedError: a runner does not build, or the core faulted.
    """
    unsupported = missing_operators(model)
    if unsupported:
        return Inspection(model, kernels, unsupported)
    hybrid = hybrid_operator(model)
    if hybrid:
        return Inspection(model, kernels, (), problem=hybrid)
    runs: dict[str, Run] = {}
    sized: set[str] = set()
    for name in boards:
        board = BENCH_BOARDS[name]
        try:
            runner = selected_runner(board, kernels, model.operator_names, model.types)
        except VBoardError as error:
            if isinstance(error, RunFailedError):
                raise
            return Inspection(model, kernels, (), {}, unmeasured=str(error))
        if not has_all_operators(runner):
            sized.add(name)
        device = Device(board, runner, model)
        try:
            runs[name] = device.run([draw_inputs(0, model)], kernels)
        except VBoardError as error:
            if isinstance(error, RunFailedError):
                raise
            return Inspection(model, kernels, (), {}, str(error).removeprefix(f"{model.path}: "))
    return Inspection(model, kernels, (), runs, sized=frozenset(sized))


def multiplications(operator: Operator, graph: Subgraph) -> int | None:
    """Multiply-accumulates of one execution; None where they do not follow from weights."""
    position = _WEIGHTS.get(operator.name)
    if position is None or position >= len(operator.inputs) or not operator.outputs:
        return None
    weights = graph.tensors[operator.inputs[position]].shape
    output = graph.tensors[operator.outputs[0]].shape
    # Weights are [out, h, w, in], [1, h, w, out] or [out, in]: each is used once an output position.
    return math.prod(output[:-1]) * math.prod(weights)


def print_inspection(console: Console, found: Inspection) -> None:
    """The inspection as text."""
    model = found.model
    console.print(f"{model.path.name}, {len(model.content):,} bytes", style="bold")
    for kind, tensors in (("input", model.inputs), ("output", model.outputs)):
        for number, tensor in enumerate(tensors):
            quantised = f" ({tensor.quantisation})" if tensor.quantisation else ""
            shape = "x".join(map(str, tensor.shape)) or "scalar"
            console.print(f"  {kind} {number}: {tensor.type} {shape}{quantised}", markup=False)
    for number, graph in enumerate(model.subgraphs):
        if len(model.subgraphs) > 1:
            console.print(f"subgraph {number}")
        _print_operators(console, found, number, graph)
    if found.unsupported:
        console.print(f"not supported: {', '.join(found.unsupported)}", style="bold red")
    if found.problem:
        console.print(f"does not run: {found.problem}", style="bold red", markup=False)
    if found.unmeasured:
        console.print(f"not measured: {found.unmeasured}")
    if found.runs:
        _print_cores(console, found)


def _print_operators(console: Console, found: Inspection, number: int, graph: Subgraph) -> None:
    costs: dict[int, int] = {}
    run = found.runs.get("bench_m3")
    for entry in run.invocations[0].operators if run else ():
        if entry.subgraph == number:
            costs[entry.index] = costs.get(entry.index, 0) + entry.instructions
    rows = table("operator", "output", "type", "scale, zero point", "weights", "MACs", "on M3", right=2)
    for index, operator in enumerate(graph.operators):
        outputs = graph.at(operator.outputs)
        weights = [
            "x".join(map(str, t.shape)) + (" per ch." if len(t.scales) > 1 else "")
            for t in graph.at(tuple(i for i in operator.inputs[1:2] if i >= 0))
            if t.constant_bytes
        ]
        count = multiplications(operator, graph)
        rows.add_row(
            operator.name + (" (custom)" if operator.custom else ""),
            " ".join("x".join(map(str, t.shape)) or "scalar" for t in outputs),
            " ".join(t.type for t in outputs),
            " ".join(t.quantisation for t in outputs),
            " ".join(weights) if operator.name in _WEIGHTS else "",
            "" if count is None else f"{count:,}",
            f"{costs[index]:,}" if index in costs else "",
        )
    console.print(rows)


def _print_cores(console: Console, found: Inspection) -> None:
    rows = table("core", "arena", "flash: code", "model", "instructions an Invoke", right=4)
    for name, run in found.runs.items():
        assert run.memory is not None
        rows.add_row(
            run.core,
            f"{run.arena_bytes:,}",
            f"{run.memory.flash_runner:,}" if name in found.sized else "not told",
            f"{run.memory.flash_model:,}",
            f"{run.invocations[0].instructions:,}",
        )
    console.print(rows)
    code = (
        "code: runtime, these operators and the start-up code of a board."
        if found.sized
        else "the code's size needs a runner for this model, which takes a clone and a compiler to build."
    )
    console.print(
        f"Measured on the bench boards ({found.kernels} kernels, input random:0); {code}", style="dim"
    )


def record(found: Inspection) -> dict[str, Any]:
    """The inspection for JSON."""
    model = found.model
    return {
        "model": model.path.name,
        "model_bytes": len(model.content),
        "kernels": found.kernels,
        "inputs": [_tensor(t) for t in model.inputs],
        "outputs": [_tensor(t) for t in model.outputs],
        "subgraphs": [
            [
                {
                    "name": o.name,
                    "custom": o.custom,
                    "version": o.version,
                    "inputs": [None if i < 0 else _tensor(graph.tensors[i]) for i in o.inputs],
                    "outputs": [_tensor(t) for t in graph.at(o.outputs)],
                    "macs": multiplications(o, graph),
                }
                for o in graph.operators
            ]
            for graph in model.subgraphs
        ],
        "unsupported": list(found.unsupported),
        "problem": found.problem or None,
        "unmeasured": found.unmeasured or None,
        "method": "measured on bench boards, input random:0",
        "cores": {
            name.removeprefix("bench_"): {
                "core": run.core,
                "arena_bytes": run.arena_bytes,
                "flash_bytes": run.memory.flash_runner + run.memory.flash_model
                if run.memory and name in found.sized
                else None,
                "code_bytes": run.memory.flash_runner if run.memory and name in found.sized else None,
                "instructions": run.invocations[0].instructions,
                "operators": operator_records(run),
            }
            for name, run in found.runs.items()
        },
    }


def _tensor(tensor: Any) -> dict[str, Any]:
    return {
        "shape": list(tensor.shape),
        "type": tensor.type,
        "scale": list(tensor.scales),
        "zero_point": list(tensor.zero_points),
    }
