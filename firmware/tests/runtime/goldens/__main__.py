"""Writes firmware/tests/runtime/goldens/*.bin: one-operator models and what the oracles answer.

    python -m firmware.tests.runtime.goldens [GROUP ...]
    python -m firmware.tests.runtime.goldens FOLDER      inputs and outputs of the published models there

Reproducible: every group draws from a generator seeded with its name. The files are in the
repository, so that tests need neither this script nor the oracles.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from firmware.tests.runtime.goldens.cases import (
    activations,
    convolution,
    decode,
    detection,
    graphs,
    preprocessor,
    signal,
)
from firmware.tests.runtime.goldens.cases.int4 import int4
from firmware.tests.runtime.goldens.cases.no_elements import NO_ELEMENTS_GROUPS
from firmware.tests.runtime.goldens.cases.recurrent import RECURRENT_GROUPS
from firmware.tests.runtime.goldens.cases.tensors import TENSOR_GROUPS
from firmware.tests.runtime.goldens.cases.unsigned_bytes import UNSIGNED_GROUPS
from firmware.tests.runtime.goldens.files import FOLDER
from firmware.tests.runtime.goldens.models import Case, write_goldens
from firmware.tests.runtime.goldens.published_models import published_models
from firmware.tests.runtime.goldens.refusals import custom
from firmware.tests.runtime.goldens.refusals.recurrent import refused_recurrent

Rng = np.random.Generator
GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    **convolution.GROUPS,
    **activations.GROUPS,
    **TENSOR_GROUPS,
    **UNSIGNED_GROUPS,
    **NO_ELEMENTS_GROUPS,
    **graphs.GROUPS,
    **signal.GROUPS,
    **detection.GROUPS,
    **decode.GROUPS,
    **custom.GROUPS,
    **preprocessor.GROUPS,
    **RECURRENT_GROUPS,
    "refused/recurrent": refused_recurrent,
    "int4": int4,
}


def main(names: list[str]) -> int:
    if len(names) == 1 and Path(names[0]).is_dir():
        published_models(Path(names[0]), FOLDER)
        return 0
    unknown = [n for n in names if n not in GROUPS]
    if unknown:
        print(f"no such group: {unknown[0]}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names or list(GROUPS):
        cases = GROUPS[name](np.random.default_rng(zlib.crc32(name.encode())))
        # A custom operator is known to one test only.
        path = FOLDER / ("programs" if name == "custom" else "") / f"{name}.bin"
        path.parent.mkdir(exist_ok=True)
        write_goldens(path, cases)
        print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
