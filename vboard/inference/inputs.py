"""What `--input` names: arrays in .npy and .npz files, or drawn ones."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vboard.errors import VBoardError
from vboard.inference.model import Model, Tensor

Array = NDArray[Any]

_RANDOM = re.compile(r"random:(\d+)")


def read_inputs(source: str, model: Model) -> list[Array]:
    """Return one array a model input, of its shape and type.

    `source` is the path of a .npy file (models with one input), of a .npz file with `input0`,
    `input1`, …, or `random:SEED`.

    Raises:
        VBoardError: no such file, not an array file, wrong names, shape or type.
    """
    if source.startswith("random:"):
        found = _RANDOM.fullmatch(source)
        if found is None:
            raise VBoardError(f"--input {source}: expected a whole number behind 'random:'")
        return draw_inputs(int(found[1]), model)
    arrays = _load(source, len(model.inputs))
    return [
        _checked(source, number, array, tensor)
        for number, (array, tensor) in enumerate(zip(arrays, model.inputs, strict=True))
    ]


def draw_inputs(seed: int, model: Model) -> list[Array]:
    """Draw inputs: integers over the whole range of their type, booleans, floats from -1 to 1, complex
    numbers of two such.

    Raises:
        VBoardError: an input of a type that NumPy lacks.
    """
    drawn = []
    for number, tensor in enumerate(model.inputs):
        kind = _numpy_type(tensor, f"{model.path}: input {number}")
        drawn.append(_draw(np.random.default_rng([seed, number]), tensor, kind))
    return drawn


def _draw(generator: np.random.Generator, tensor: Tensor, kind: np.dtype[Any]) -> Array:
    if kind.kind == "f":
        return generator.uniform(-1, 1, tensor.shape).astype(kind)
    if kind.kind == "c":
        parts = generator.uniform(-1, 1, (2, *tensor.shape))
        drawn: Array = (parts[0] + 1j * parts[1]).astype(kind)
        return drawn
    if kind.kind == "b":
        return generator.integers(0, 2, tensor.shape).astype(bool)
    limits = np.iinfo(kind)
    return generator.integers(limits.min, limits.max, tensor.shape, dtype=kind, endpoint=True)


def _numpy_type(tensor: Tensor, what: str) -> np.dtype[Any]:
    if tensor.type in ("int4", "resource"):
        raise VBoardError(f"{what} is {tensor.type}, which cannot be given")
    return np.dtype(tensor.type)


def _load(source: str, count: int) -> list[Array]:
    path = Path(source)
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "no such file"
        raise VBoardError(f"{source}: {what} (expected a .npy or .npz file, or random:SEED)")
    try:
        content = np.load(path, allow_pickle=False)
        if isinstance(content, np.ndarray):
            arrays = {"input0": content}
        else:
            with content:
                arrays = {name: content[name] for name in content.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, SyntaxError, KeyError) as error:
        raise VBoardError(f"{source}: not a .npy or .npz file of numbers") from error
    wanted = [f"input{number}" for number in range(count)]
    if sorted(arrays) != sorted(wanted):
        names = f"it holds {', '.join(sorted(arrays)) or 'nothing'}"
        if list(arrays) == ["input0"] and count != 1:
            names = "it holds one array"
        raise VBoardError(
            f"{source}: {names}, but the model has {count} input{'s' * (count != 1)}"
            + (f" (expected a .npz file with {', '.join(wanted)})" if count != 0 else "")
        )
    return [arrays[name] for name in wanted]


def _checked(source: str, number: int, array: Array, tensor: Tensor) -> Array:
    kind = _numpy_type(tensor, f"{source}: input {number} of the model")
    if array.dtype != kind:
        raise VBoardError(f"{source}: input {number} is {array.dtype}, the model takes {tensor.type}")
    if array.shape != tensor.shape:
        raise VBoardError(
            f"{source}: input {number} has shape {list(array.shape)}, the model takes {list(tensor.shape)}"
        )
    return np.ascontiguousarray(array, dtype=kind.newbyteorder("<"))
