"""The runner of one model: what is compiled for it, and what that changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.inference.conftest import needs_compiler
from vboard.boards.table import BENCH_BOARDS
from vboard.inference import runner
from vboard.inference.building import run_make
from vboard.inference.operators import methods

OPERATORS = {
    "int8": ("RESHAPE", "CONV_2D", "AVERAGE_POOL_2D", "FULLY_CONNECTED", "SOFTMAX"),
    "uint8": ("DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "SOFTMAX"),
    "all": ("CONV_2D", "UNIDIRECTIONAL_SEQUENCE_LSTM", "STRIDED_SLICE", "LOGISTIC"),
}


def parts(image: Path) -> list[str]:
    """Functions and data of an image with their sizes; where they lie depends on how strings were merged."""
    done = subprocess.run(
        ["arm-none-eabi-nm", "--print-size", image], capture_output=True, text=True, check=True
    )
    return sorted(line.split(maxsplit=1)[1] for line in done.stdout.splitlines() if line.count(" ") == 3)


@needs_compiler
@pytest.mark.long
@pytest.mark.parametrize("types", OPERATORS)
@pytest.mark.parametrize("core", ["m3", "m7"])
def test_the_sources_left_out_change_nothing(
    types: str, core: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "FOLDER", tmp_path)
    board = BENCH_BOARDS[f"bench_{core}"]
    runner.selected_runner(board, "fast", OPERATORS[types], types)
    calls = " ".join(methods()[name] for name in OPERATORS[types])
    (image,) = tmp_path.rglob("infer_selected.elf")
    size, chosen = image.with_suffix(".bin").stat().st_size, parts(image)
    compiled = {path.name for path in tmp_path.rglob("*.o")}
    image.unlink()
    run_make(
        "the same with every source",
        [f"BOARD={board.name}", "APP=infer_selected", "KERNELS=fast", f"BUILD={image.parents[1]}",
         "DEBUG_INFO=-g0", f"OPERATORS={calls}", f"TYPES={types}"],
    )  # fmt: skip
    assert parts(image) == chosen
    assert image.with_suffix(".bin").stat().st_size == size
    assert len(compiled) < len(list(tmp_path.rglob("*.o"))) * 2 / 3
