"""Other implementations that run whole models: tflite-micro, and LiteRT for 8-bit models without sign.

Each runs in a process of its own: a model that makes one abort does not end the check.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vboard.processes import end_now, follow_parent, starting

Array = NDArray[Any]

PACKAGES = {"tflite-micro": "tflite_micro", "ai-edge-litert": "ai_edge_litert"}
"""Name of each oracle, which is that of its package on PyPI -> module."""
ARENA = 256 << 20
SECONDS = 300
"""Longest time that a model may take."""


class OracleError(Exception):
    """The oracle refuses the model, fails or ends; the text says how."""


def is_installed(oracle: str) -> bool:
    return importlib.util.find_spec(PACKAGES[oracle]) is not None


def _tflite_micro(path: str, runs: Sequence[Sequence[Array]], outputs: int) -> list[list[Array]]:
    runtime: Any = importlib.import_module("tflite_micro.python.tflite_micro.runtime")
    interpreter = runtime.Interpreter.from_file(path, arena_size=ARENA)
    results = []
    for inputs in runs:
        for index, array in enumerate(inputs):
            interpreter.set_input(array, index)
        interpreter.invoke()
        results.append([np.array(interpreter.get_output(index)) for index in range(outputs)])
    return results


def _litert(path: str, runs: Sequence[Sequence[Array]], outputs: int) -> list[list[Array]]:
    module: Any = importlib.import_module("ai_edge_litert.interpreter")
    interpreter = module.Interpreter(
        model_path=path, experimental_op_resolver_type=module.OpResolverType.BUILTIN_REF
    )
    interpreter.allocate_tensors()
    results = []
    for inputs in runs:
        for detail, array in zip(interpreter.get_input_details(), inputs, strict=True):
            interpreter.set_tensor(detail["index"], array)
        interpreter.invoke()
        details = interpreter.get_output_details()
        results.append([np.array(interpreter.get_tensor(detail["index"])) for detail in details[:outputs]])
    return results


_RUN = {"tflite-micro": _tflite_micro, "ai-edge-litert": _litert}


class Oracle:
    """Runs models one after another; a context manager, which ends the process."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Oracle:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._pool is not None:
            end_now(self._pool)
        self._pool = None

    def run(
        self, oracle: str, path: Path, runs: Sequence[Sequence[Array]], outputs: int
    ) -> list[list[Array]]:
        """Outputs of one Invoke for each entry of `runs`, on one interpreter.

        Raises:
            OracleError: refused, failed, ended or took too long.
        """
        if self._pool is None:
            self._pool = ProcessPoolExecutor(max_workers=1, initializer=follow_parent)
        with starting():
            future = self._pool.submit(_RUN[oracle], str(path), runs, outputs)
        try:
            return future.result(timeout=SECONDS)
        except BrokenProcessPool as error:
            self._close()
            raise OracleError(f"{oracle} ended at this model") from error
        except TimeoutError as error:
            self._close()
            raise OracleError(f"{oracle} took more than {SECONDS} s") from error
        except Exception as error:
            text = " ".join(str(error).split()) or type(error).__name__
            raise OracleError(f"{oracle}: {text}") from error
