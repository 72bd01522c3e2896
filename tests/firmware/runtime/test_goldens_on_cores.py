"""Every operator gives the bits of another implementation where it is used: on virtual cores.

The cases are those that the host tests run (firmware/tests/runtime/goldens): a new file is run by itself.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from firmware.tests.runtime.goldens.files import FOLDER as GOLDENS
from firmware.tests.runtime.goldens.files import Case, read_cases
from tests.firmware.runtime.golden_board import GoldenBoard
from tests.inference.conftest import needs_compiler
from vboard.boards.board import Board
from vboard.boards.table import BENCH_BOARDS
from vboard.inference.runner import FOLDER, KERNELS, build_into, find_runner

pytestmark = needs_compiler


MORE_CORES = {"bench_m0plus": "cortex-m0+", "bench_m33": "cortex-m33"}
"""Cores that no board of the table has: their images are built like those of the bench boards."""


def board_of(name: str, folder: Path) -> Board:
    """A bench board, or one with another core."""
    if name in BENCH_BOARDS:
        return BENCH_BOARDS[name]
    model = BENCH_BOARDS["bench_m3"]
    assert model.platform is not None
    platform = folder / f"{name}.repl"
    platform.write_text(model.platform.read_text().replace("cortex-m3", MORE_CORES[name]))
    return replace(model, name=name, platform=platform)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    found = [
        Case(f"{path.stem}: {case.name}", case.model, case.invocations)
        for path in sorted(GOLDENS.glob("*.bin"))
        for case in read_cases(path)
    ]
    assert found
    return found


@pytest.mark.parametrize("kernels", KERNELS)
@pytest.mark.parametrize(
    "name",
    [
        name if name in ("bench_m3", "bench_m7") else pytest.param(name, marks=pytest.mark.long)
        for name in (*BENCH_BOARDS, *MORE_CORES)
    ],
)
def test_operators_give_the_bits_of_the_reference(
    name: str, kernels: str, cases: list[Case], tmp_path: Path
) -> None:
    board = board_of(name, tmp_path)
    if name in BENCH_BOARDS:
        elf = find_runner(board, kernels, [], types="all")
    else:
        settings = [f"KERNELS={kernels}", "TYPES=all"]
        elf = build_into(FOLDER / f"{kernels}-all-types", board, "infer", settings)
    golden = GoldenBoard(board, elf, cases, tmp_path)
    passed = golden.run_cases()
    assert not golden.troubles
    assert passed == len(cases)


def test_a_wrong_output_is_seen(cases: list[Case], tmp_path: Path) -> None:
    first = cases[0].invocations[0]
    wrong = bytes([first.outputs[0][0] ^ 1]) + first.outputs[0][1:]
    changed = Case("wrong", cases[0].model, (type(first)(first.inputs, (wrong, *first.outputs[1:])),))
    board = BENCH_BOARDS["bench_m3"]
    golden = GoldenBoard(board, find_runner(board, "fast", [], types="all"), [changed], tmp_path)
    assert golden.run_cases() == 0
    assert golden.troubles == ["wrong: output 0 of invocation 0 differs"]
