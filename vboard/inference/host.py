"""Runs a model on this machine: the same runtime and its portable kernels as a host program."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from vboard.errors import RunFailedError, VBoardError
from vboard.inference.model import Model
from vboard.inference.result import Array, Invocation, Run, array_of
from vboard.inference.runner import host_runner

ARENA = 64 << 20
_NOT_VERIFIED, _NOT_ALLOCATED = 3, 4


def run_on_host(model: Model, inputs: Sequence[Sequence[Array]]) -> Run:
    """Invoke once for each entry of `inputs`.

    Raises:
        VBoardError: the runtime refuses the model.
        RunFailedError: Invoke failed.
    """
    command = [str(host_runner()), str(model.path), str(ARENA), str(model.resources)]
    given = b"".join(array.tobytes() for arrays in inputs for array in arrays)
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    text = " ".join(done.stderr.decode("utf-8", errors="backslashreplace").split()) or "no message"
    if done.returncode in (_NOT_VERIFIED, _NOT_ALLOCATED):
        raise VBoardError(f"{model.path}: the runtime refuses it: {text}{model.shape_advice}")
    if done.returncode != 0:
        raise RunFailedError(f"{model.path}: Invoke failed on the host ({done.returncode}): {text}")
    used, at = int.from_bytes(done.stdout[:4], "little"), 4
    invocations = []
    for _ in inputs:
        outputs = []
        for tensor in model.outputs:
            outputs.append(array_of(tensor, done.stdout[at : at + tensor.bytes]))
            at += tensor.bytes
        invocations.append(Invocation(tuple(outputs)))
    return Run(model, "host", "host", "small", used, ARENA, tuple(invocations))
