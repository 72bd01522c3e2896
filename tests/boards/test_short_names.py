"""Short names stand for boards wherever a command takes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.boards.table import BENCH_BOARDS, BOARDS, find_board, find_measuring_board
from vboard.errors import VBoardError


def test_each_short_name_means_one_board() -> None:
    short = [name for board in (*BOARDS.values(), *BENCH_BOARDS.values()) for name in board.short]
    assert len(set(short)) == len(short)
    assert not set(short) & {*BOARDS, *BENCH_BOARDS, "all"}


def test_disco_is_the_discovery(cli: Cli, built_app: str) -> None:
    assert find_board("disco") is BOARDS["stm32f746g_disco"]
    assert find_measuring_board("disco") is BOARDS["stm32f746g_disco"]
    assert "stm32f746g_disco" in cli("run", "disco", built_app, "--for", "0.01").out


def test_a_mistyped_short_name_is_mended() -> None:
    with pytest.raises(VBoardError, match="did you mean 'disco'"):
        find_board("dicso")


@pytest.mark.parametrize("value", ['"disco"', "[1]", '["with space"]', "true"])
def test_short_names_of_another_form_are_refused(
    cli: Cli, tmp_path: Path, firmware: Path, value: str
) -> None:
    row = tmp_path / "mine.toml"
    row.write_text(f'platform = "mine.repl"\nshort = {value}\n')
    cli("run", row, firmware).assert_refused("mine.toml: short: expected")
