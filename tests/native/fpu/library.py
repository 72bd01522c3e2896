"""The native floating point functions, over arrays."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.native.build import NATIVE, compile_native

Words = NDArray[np.uint64]
Status = NDArray[np.uint32]


class FpuLibrary:
    """`batch.cc` as a shared library, built into `folder`."""

    def __init__(self, folder: Path) -> None:
        sources = [*sorted((NATIVE / "fpu").glob("*.cc")), Path(__file__).with_name("batch.cc")]
        path = compile_native(sources, folder / "libfpu.so", "-O2", "-shared", "-fPIC")
        self._batch: Any = ctypes.CDLL(str(path)).FpuBatch

    def run(self, name: str, width: int, operands: Words, fpscr: Status) -> tuple[Words, Status]:
        """Apply operation `name` to rows of three operands; returns results and FPSCR afterwards."""
        operands = np.ascontiguousarray(operands, dtype=np.uint64)
        after = np.array(fpscr, dtype=np.uint32)
        results = np.zeros(len(operands), dtype=np.uint64)
        status = self._batch(
            name.encode(),
            width,
            ctypes.c_size_t(len(operands)),
            operands.ctypes.data_as(ctypes.c_void_p),
            after.ctypes.data_as(ctypes.c_void_p),
            results.ctypes.data_as(ctypes.c_void_p),
        )
        assert status == 0, f"no operation {name}"
        return results, after

    def one(self, name: str, width: int, a: int, b: int = 0, c: int = 0, fpscr: int = 0) -> tuple[int, int]:
        """`run` for a single row."""
        results, after = self.run(name, width, np.array([[a, b, c]], np.uint64), np.array([fpscr], np.uint32))
        return int(results[0]), int(after[0])
