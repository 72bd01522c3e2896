#!/usr/bin/env python3
"""Multiply-accumulates of each operator of a .tflite model, and its arena in TensorFlow Lite Micro.

  python3 scripts/count_model_cost.py [firmware/models/hotword.tflite]

Needs packages tflite-micro and flatbuffers (extra "oracle"). The arena is that of a 64-bit host; on a
32-bit microcontroller its structures are smaller.
"""

from __future__ import annotations

import argparse
import importlib
import math
import sys
from pathlib import Path
from typing import Any

SCHEMA = "tflite_micro.tensorflow.lite.micro.python.schema_py_generated"


def multiplications(name: str, weights: list[int], output: list[int]) -> int:
    """For one inference. Weights are [out, h, w, in], [1, h, w, channels] or [out, in]."""
    if name in ("CONV_2D", "DEPTHWISE_CONV_2D"):
        return output[1] * output[2] * math.prod(weights)
    return math.prod(weights) if name == "FULLY_CONNECTED" else 0


def main(argv: list[str] | None = None) -> int:
    default = Path(__file__).resolve().parent.parent / "firmware" / "models" / "hotword.tflite"
    parser = argparse.ArgumentParser(description="Cost of a .tflite model.")
    parser.add_argument("model", type=Path, nargs="?", default=default)
    args = parser.parse_args(argv)
    if not args.model.is_file():
        print(f"count_model_cost: {args.model}: no such file; expected a .tflite model", file=sys.stderr)
        return 2
    schema: Any = importlib.import_module(SCHEMA)
    content = args.model.read_bytes()
    model = schema.ModelT.InitFromPackedBuf(content, 0)
    graph = model.subgraphs[0]
    names = {value: key for key, value in vars(schema.BuiltinOperator).items() if isinstance(value, int)}
    total = 0
    for operator in graph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        name = names[max(code.builtinCode, code.deprecatedBuiltinCode)]
        output = [int(n) for n in graph.tensors[operator.outputs[0]].shape]
        weights = (
            [int(n) for n in graph.tensors[operator.inputs[1]].shape] if len(operator.inputs) > 1 else []
        )
        count = multiplications(name, weights, output)
        total += count
        print(f"{name:18} -> {output!s:18} {count:8}")
    print(f"{len(content)} bytes, {total} multiply-accumulates")
    runtime: Any = importlib.import_module("tflite_micro.python.tflite_micro.runtime")
    runtime.Interpreter.from_bytes(content, arena_size=65536).print_allocations()
    return 0


if __name__ == "__main__":
    sys.exit(main())
