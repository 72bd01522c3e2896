"""Runs the golden cases of the operators on one virtual board, one after another in one machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from firmware.tests.runtime.goldens.files import Case
from vboard.boards.board import Board
from vboard.inference import device
from vboard.inference.model import Model, Tensor, read_model

_RESOURCES = 4
"""Resource variables that every model may have."""


def differs(tensor: Tensor, got: bytes, want: bytes) -> bool:
    """Integers have equal bits; floats are within 10^-6 of the largest of the tensor, as on the host."""
    if tensor.type != "float32" or got == want:
        return got != want
    values, expected = np.frombuffer(got, "<f4"), np.frombuffer(want, "<f4")
    largest = float(np.max(np.abs(expected[np.isfinite(expected)]), initial=0.0))
    same = (values == expected) | (np.isnan(values) & np.isnan(expected))
    with np.errstate(invalid="ignore"):
        same |= np.abs(values - expected) <= 1e-6 * largest
    return not bool(np.all(same))


class GoldenBoard(device.Device):
    """A board whose runner gets one model after another.

    Attributes:
        troubles: a line for each case that failed, `name: why`.
    """

    def __init__(self, board: Board, elf: Path, cases: Sequence[Case], folder: Path) -> None:
        self._cases = cases
        self._models = [self._model_of(folder / f"{number}.tflite", c) for number, c in enumerate(cases)]
        super().__init__(board, elf, max(self._models, key=lambda model: len(model.content)))
        self._number = self._passed = 0
        self.troubles: list[str] = []

    @staticmethod
    def _model_of(path: Path, case: Case) -> Model:
        path.write_bytes(case.model)
        return read_model(path)

    def run_cases(self) -> int:
        """Run all cases and return how many had right outputs."""
        self._core.add_hook(self._bus.GetSymbolAddress("InferStop"), self._serve)
        self._core.add_hook(self._bus.GetSymbolAddress("DebugLog"), self._on_message)
        self._core.add_hook(self._bus.GetSymbolAddress("_ZN8cortex_m4StopEv"), self._on_halt)
        while self._number < len(self._cases):
            assert self._core.abort_reason is None, f"{self._name}: {self._core.abort_reason}"
            self._emulation.run_for(1_000_000_000)
        return len(self._cases) - len(self.troubles)

    @property
    def _name(self) -> str:
        return self._cases[self._number].name

    def _serve(self) -> None:
        stage = self._core.GetRegister("R0")
        if stage == device._REQUEST:
            self._start_case()
        elif stage == device._READY:
            self._give_inputs()
        elif stage == device._INVOKED:
            self._check_outputs()
        elif stage != device._DONE:
            self._fail("".join(self._messages).strip() or f"stage {stage}")
        else:
            self._number += 1
            if self._number == len(self._cases):
                self._emulation.request_stop()

    def _start_case(self) -> None:
        if self._number == len(self._cases):
            return
        self._model = self._models[self._number]
        self._passed = 0
        self._messages.clear()
        self._bus.write_bytes(self._model_at, self._model.content)
        size = len(self._model.content)
        self._write_words(0, self._model_at, size, self._arena_at, self.arena_available, _RESOURCES)

    def _give_inputs(self) -> None:
        invocations = self._cases[self._number].invocations
        more = self._passed < len(invocations)
        if more:
            self._find_tensors()
            for tensor, given in zip(self._model.inputs, invocations[self._passed].inputs, strict=True):
                self._bus.write_bytes(self._data_of(tensor), given)
        self._write_words(device._MORE, int(more))

    def _check_outputs(self) -> None:
        wanted = self._cases[self._number].invocations[self._passed].outputs
        for number, (tensor, want) in enumerate(zip(self._model.outputs, wanted, strict=True)):
            if differs(tensor, self._read(tensor), want):
                self._fail(f"output {number} of invocation {self._passed} differs")
        self._passed += 1

    def _fail(self, why: str) -> None:
        self.troubles.append(f"{self._name}: {why}")
