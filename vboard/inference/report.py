"""Runs as text, as JSON and as array files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from vboard.errors import VBoardError
from vboard.inference.result import Array, Run
from vboard.text.tables import Listing

_SHOWN = 16
"""Values of an output that are printed."""


def table(*headings: str, right: int = 0) -> Listing:
    """A plain table; the last `right` columns are numbers."""
    return Listing(*headings, right=right)


def print_run(console: Console, run: Run, mips: int | None) -> None:
    """Outputs, memory, instructions in all and per operator; `mips` turns instructions into time."""
    how = f"{run.kernels} kernels" if run.core == run.place else f"{run.core}, {run.kernels} kernels"
    console.print(f"{run.model.path.name} on {run.place} ({how})", style="bold")
    print_memory(console, run)
    for number, invocation in enumerate(run.invocations):
        counted = ""
        if invocation.instructions is not None:
            counted = f"{invocation.instructions:,} instructions"
            counted += f", {invocation.instructions / mips / 1000:.2f} ms at {mips} MHz" if mips else ""
        console.print(f"invoke {number}: {counted}".rstrip(": "))
        for index, output in enumerate(invocation.outputs):
            console.print(f"  output {index}: {shorten(output)}", markup=False)
    print_operators(console, run)


def print_memory(console: Console, run: Run) -> None:
    """Arena, and flash and RAM of the board."""
    console.print(f"  arena {run.arena_bytes:,} bytes of {run.arena_available:,}")
    memory = run.memory
    if memory is not None:
        console.print(
            f"  flash {memory.flash_runner + memory.flash_model:,} bytes of {memory.flash_size:,} "
            f"(model {memory.flash_model:,}, code {memory.flash_runner:,}); stack {memory.stack:,} bytes"
        )


def print_operators(console: Console, run: Run) -> None:
    """Table of the first Invoke's operators."""
    if not run.invocations or run.invocations[0].instructions is None:
        return
    total = run.invocations[0].instructions
    rows = table("operator", "output", "instructions", "share", right=2)
    for entry in run.invocations[0].operators:
        graph = run.model.subgraphs[entry.subgraph]
        outputs = graph.at(graph.operators[entry.index].outputs)
        shape = " ".join("x".join(map(str, t.shape)) or "scalar" for t in outputs)
        share = f"{100 * entry.instructions / total:.1f} %"
        rows.add_row(entry.name, shape, f"{entry.instructions:,}", share)
    console.print(rows)


def shorten(array: Array) -> str:
    """Shape, type and the first values."""
    values = ", ".join(str(value) for value in array.flat[:_SHOWN].tolist())
    more = ", …" if array.size > _SHOWN else ""
    return f"{'x'.join(map(str, array.shape)) or 'scalar'} {array.dtype} [{values}{more}]"


def record(run: Run) -> dict[str, Any]:
    """The run for JSON. Instructions are those of the first Invoke; `invocations` has them all."""
    first = run.invocations[0] if run.invocations else None
    memory = run.memory
    return {
        "model": run.model.path.name,
        "board": run.place,
        "core": run.core,
        "kernels": run.kernels,
        "arena_bytes": run.arena_bytes,
        "arena_available": run.arena_available,
        "flash_bytes": memory and memory.flash_runner + memory.flash_model,
        "model_bytes": len(run.model.content),
        "stack_bytes": memory and memory.stack,
        "instructions_allocate": run.allocate_instructions,
        "instructions": first and first.instructions,
        "operators": operators(run),
        "invocations": [
            {"instructions": i.instructions, "outputs": [output.tolist() for output in i.outputs]}
            for i in run.invocations
        ],
    }


def operators(run: Run) -> list[dict[str, Any]]:
    """The first Invoke's operators, in the order in which they ended."""
    if not run.invocations:
        return []
    return [
        {"subgraph": o.subgraph, "index": o.index, "name": o.name, "instructions": o.instructions}
        for o in run.invocations[0].operators
    ]


def write_outputs(run: Run, folder: Path) -> None:
    """Write `outK.npz` with `output0`, … of each Invoke.

    Raises:
        VBoardError: the folder cannot be written.
    """
    write_arrays(folder, "out", "output", [invocation.outputs for invocation in run.invocations])


def write_arrays(folder: Path, file: str, name: str, groups: list[Any]) -> None:
    """Write one .npz a group: FILE0.npz holds NAME0, NAME1, … of the first."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, arrays in enumerate(groups):
            named = {f"{name}{index}": array for index, array in enumerate(arrays)}
            np.savez(folder / f"{file}{number}.npz", **named)
    except OSError as error:
        raise VBoardError(f"{folder}: {error.strerror or error} (expected a folder for outputs)") from error
