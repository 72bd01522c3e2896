"""A new application around a model: forty lines of C++, the model as an array, an example, scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vboard.boards.table import BENCH_BOARDS
from vboard.errors import VBoardError
from vboard.inference.fitting import fit
from vboard.inference.host import run_on_host
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import Model
from vboard.inference.result import Array, check_operators
from vboard.projects.application import why_no_application
from vboard.projects.c_array import initialiser, name_from
from vboard.projects.embedding import embed
from vboard.projects.templates import fill

_ARENA_STEP = 256
"""The arena is rounded up to this, bytes."""
_UNMEASURED_ARENA = 8 * 1024
"""Where a kernel of the user's is needed to measure it, bytes."""


def new_app(name: str, model: Model, own: Sequence[str] = ()) -> dict[str, bytes]:
    """Path -> content of the application's folder. `own`: custom operators with a kernel of the user's.

    Raises:
        VBoardError: a name that C++ does not take; a model that the runtime cannot run, or that keeps
            variables.
        RunFailedError: a runner cannot be built, or the model's Invoke failed.
    """
    if why := why_no_application(name):
        raise VBoardError(f"'{name}': no name for an application: {why}")
    if not own:
        check_operators(model)
    if model.resources:
        raise VBoardError(f"{model.path}: keeps variables, which the template has no place for")
    array = name_from(model.path.stem)
    files = {file: text.encode("ascii") for file, text in embed(model, array, own).items()}
    inputs = draw_inputs(0, model)
    if own:  # no runner has the user's kernel
        outputs: tuple[Array, ...] = ()
        arena = _UNMEASURED_ARENA
    else:
        outputs = run_on_host(model, [inputs]).invocations[0].outputs
        arena = max(found.arena for found in fit(model, list(BENCH_BOARDS.values()), "fast"))
    shown = "".join(c if c.isascii() and c.isprintable() else "?" for c in model.path.name)
    common = {"app": name, "name": array, "file": shown}
    rounded = -(-arena // _ARENA_STEP) * _ARENA_STEP
    files["main.cc"] = fill("new/main.cc", **common, arena=str(rounded))
    files["example.h"] = fill("new/example.h", guard=name.upper())
    files["example.cc"] = fill(
        "new/example.cc",
        arrays="\n".join([*_arrays("kInput", inputs), *_arrays("kOutput", outputs)]),
        inputs=_table("kInput", inputs),
        outputs=_table("kOutput", outputs) or "{nullptr, 0}",
        known="false" if own else "true",
    )
    said = "output 0:" if own else "as on the host"
    files[f"tests/{name}.robot"] = fill("new/app.robot", app=name, bytes=str(len(model.content)), said=said)
    files["README.md"] = fill("new/README.md", **common)
    return dict(sorted(files.items()))


def _arrays(prefix: str, arrays: list[Array] | tuple[Array, ...]) -> list[str]:
    lines = []
    for number, array in enumerate(arrays):
        lines.append(f"const unsigned char {prefix}{number}[] = {{")
        lines += initialiser(array.astype(array.dtype.newbyteorder("<")).tobytes())
        lines.append("};")
    return lines


def _table(prefix: str, arrays: list[Array] | tuple[Array, ...]) -> str:
    return ", ".join(f"{{{prefix}{n}, sizeof({prefix}{n})}}" for n in range(len(arrays)))


def place_for(name: str) -> tuple[Path, str]:
    """The folder that APP means, and the application's name: its last part.

    Raises:
        VBoardError: the name is empty.
    """
    place = Path(name)
    if not place.name or place.name == "..":
        raise VBoardError(f"'{name}': expected the name of a new folder")
    return place, place.name
