#!/usr/bin/env python3
"""Writes what another runtime computes from drawn inputs: goldens of `vboard infer`.

    python -m tests.inference.make_goldens tests/inference/goldens.json MODEL.tflite…

Needs the package tflite-micro (extra "oracle"). The file holds, by model file and seed, the values of
each output for the inputs that `--input random:SEED` draws, and the model's hash.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from vboard.inference.inputs import draw_inputs
from vboard.inference.model import read_model

SEEDS = range(8)


def outputs(path: Path, seed: int) -> list[list[int]]:
    """Values of each output, flat."""
    runtime: Any = importlib.import_module("tflite_micro.python.tflite_micro.runtime")
    model = read_model(path)
    interpreter = runtime.Interpreter.from_file(str(path), arena_size=1 << 20)
    for index, array in enumerate(draw_inputs(seed, model)):
        interpreter.set_input(array, index)
    interpreter.invoke()
    return [interpreter.get_output(index).flatten().tolist() for index in range(len(model.outputs))]


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print("usage: make_goldens.py OUT.json MODEL.tflite…", file=sys.stderr)
        return 2
    target, *models = map(Path, arguments)
    goldens = {
        path.name: {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "outputs": {str(seed): outputs(path, seed) for seed in SEEDS},
        }
        for path in models
    }
    target.write_text(json.dumps(goldens) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
