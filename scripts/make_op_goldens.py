"""Writes firmware/tests/runtime/goldens/*.bin: one-operator models and what the oracles answer.

    python scripts/make_op_goldens.py [GROUP ...]
    python scripts/make_op_goldens.py FOLDER      inputs and outputs of the published models there

Reproducible: every group draws from a generator seeded with its name. The files are in the
repository, so that tests need neither this script nor the oracles.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import golden_activation_cases
import golden_detection_cases
import golden_layer_cases
import golden_preprocessor
import golden_signal_cases
import golden_signal_refusals
import graph_goldens
import numpy as np
from golden_int4_cases import int4
from golden_models import Case, write_goldens
from golden_published import published_models
from golden_recurrent_cases import RECURRENT_GROUPS
from golden_recurrent_refusals import refused_recurrent
from golden_tensor_cases import TENSOR_GROUPS

GOLDENS = Path(__file__).resolve().parent.parent / "firmware" / "tests" / "runtime" / "goldens"
Rng = np.random.Generator
GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    **golden_layer_cases.GROUPS,
    **golden_activation_cases.GROUPS,
    **TENSOR_GROUPS,
    **graph_goldens.GROUPS,
    **golden_signal_cases.GROUPS,
    **golden_detection_cases.GROUPS,
    **golden_signal_refusals.GROUPS,
    **golden_preprocessor.GROUPS,
    **RECURRENT_GROUPS,
    "refused/recurrent": refused_recurrent,
    "int4": int4,
}


def main(names: list[str]) -> int:
    if len(names) == 1 and Path(names[0]).is_dir():
        published_models(Path(names[0]), GOLDENS)
        return 0
    unknown = [n for n in names if n not in GROUPS]
    if unknown:
        print(f"no such group: {unknown[0]}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for name in names or list(GROUPS):
        cases = GROUPS[name](np.random.default_rng(zlib.crc32(name.encode())))
        # A custom operator is known to one test only.
        path = GOLDENS / ("programs" if name == "custom" else "") / f"{name}.bin"
        path.parent.mkdir(exist_ok=True)
        write_goldens(path, cases)
        print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
