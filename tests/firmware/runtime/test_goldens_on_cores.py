"""Every operator gives the bits of another implementation where it is used: on virtual cores.

The cases are those that the host tests run (firmware/tests/runtime/goldens): a new file is run by itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from firmware.tests.runtime.goldens.files import FOLDER, Case, read_cases
from tests.firmware.runtime.golden_board import GoldenBoard
from tests.inference.conftest import needs_compiler
from vboard.boards.table import BENCH_BOARDS
from vboard.inference.runner import KERNELS, find_runner

pytestmark = needs_compiler


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    found = [
        Case(f"{path.stem}: {case.name}", case.model, case.invocations)
        for path in sorted(FOLDER.glob("*.bin"))
        for case in read_cases(path)
    ]
    assert found
    return found


@pytest.mark.parametrize("kernels", KERNELS)
@pytest.mark.parametrize("board", list(BENCH_BOARDS))
def test_operators_give_the_bits_of_the_reference(
    board: str, kernels: str, cases: list[Case], tmp_path: Path
) -> None:
    elf = find_runner(BENCH_BOARDS[board], kernels, [], types="all")
    golden = GoldenBoard(BENCH_BOARDS[board], elf, cases, tmp_path)
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
