"""The benchmark application: what a board prints is what the model computes on this machine."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.projects.conftest import HOTWORD, needs_compiler
from tests.support.command_line import Cli
from vboard.boards.table import BOARDS


def generated(count: int) -> np.ndarray:
    """Upper bytes of a linear congruential generator (Numerical Recipes, section 7.1)."""
    state, found = 1, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        found.append(state >> 24)
    return np.array(found, np.uint8).view(np.int8)


def fnv_1a(content: bytes) -> int:
    """32 bits of FNV-1a."""
    found = 2166136261
    for byte in content:
        found = (found ^ byte) * 16777619 % 2**32
    return found


@needs_compiler
def test_every_board_computes_what_the_host_computes(cli: Cli, tmp_path: Path) -> None:
    if not all(board.image("benchmark").is_file() for board in BOARDS.values()):
        pytest.skip("the applications are not built: run 'make firmware'")
    np.save(tmp_path / "given.npy", generated(49 * 40).reshape(1, 49 * 40))
    done = cli("infer", HOTWORD, "--host", "--input", tmp_path / "given.npy", "--output", tmp_path)
    assert done.status == 0, done.err
    (computed,) = np.load(tmp_path / "out0.npz").values()
    for board in BOARDS:
        printed = cli("run", board, "benchmark", "--for", "0.1").out
        assert re.findall(r"outputs (\d+)", printed) == [str(fnv_1a(computed.tobytes()))] * 3, board
