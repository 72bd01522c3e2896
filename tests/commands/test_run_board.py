"""`vboard run` on the built-in engine: determinism, and firmware that goes wrong."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from tests.support.elf import make_elf
from vboard.boards.table import BOARDS

FLASH = BOARDS["bluepill"].flash.start
UDF, BRANCH_TO_ITSELF = b"\x00\xde", b"\xfe\xe7"
JUMP_OUT_OF_MEMORY = bytes.fromhex("40f20100 c6f20000 0047")  # movw r0, #1; movt r0, #0x6000; bx r0
VECTORS = 16


def bare_firmware(path: Path, code: bytes, board: str = "bluepill") -> Path:
    """An image for a board whose every vector leads to `code`."""
    flash, stack = BOARDS[board].flash.start, BOARDS[board].ram[0].start + 0x1000
    contents = struct.pack(f"<{VECTORS}I", stack, *[flash + 4 * VECTORS + 1] * (VECTORS - 1)) + code
    path.write_bytes(make_elf([(flash, flash, contents, len(contents))]))
    return path


def built(board: str, app: str) -> str:
    """Name of a built application; the test is skipped where it was not built."""
    if not BOARDS[board].image(app).is_file():
        pytest.skip(f"{app} is not built for {board}: run 'make firmware'")
    return app


@pytest.mark.parametrize("board", list(BOARDS))
def test_a_jump_out_of_memory_is_reported(cli: Cli, tmp_path: Path, board: str) -> None:
    path = bare_firmware(tmp_path / "a.elf", JUMP_OUT_OF_MEMORY, board)
    result = cli("run", board, path, "--no-audio", "--quiet")
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert "the processor stopped at" in result.err
    assert "60000000" in result.err
    assert "no output" in result.err


@pytest.mark.parametrize("board", list(BOARDS))
def test_a_fault_in_every_handler_does_not_hang(cli: Cli, tmp_path: Path, board: str) -> None:
    """Renode 1.16.1 executes the instruction again and again without time passing; here the core stops."""
    path = bare_firmware(tmp_path / "a.elf", UDF, board)
    result = cli("run", board, path, "--no-audio", "--quiet")
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    place = f"0x{BOARDS[board].flash.start + 4 * VECTORS:X}"
    assert "the processor stopped at" in result.err
    assert f"CPU lockup [PC={place}]: UsageFault" in result.err


def test_an_image_without_a_vector_table_is_reported(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(make_elf([(FLASH, FLASH, bytes(64), 64)]))
    result = cli("run", "bluepill", path, "--no-audio", "--quiet")
    assert result.status == 1
    assert "PC does not lay in memory" in result.err


def test_a_silent_firmware_ends_within_the_bound(cli: Cli, tmp_path: Path) -> None:
    path = bare_firmware(tmp_path / "a.elf", BRANCH_TO_ITSELF)
    result = cli("run", "bluepill", path, "--no-audio", "--quiet", "--first-line", "0.05", "--for", "5")
    assert result.status == 1
    assert "no line on the console within 0.05 s of virtual time" in result.err
    assert "the processor is at 0x8000040" in result.err


@pytest.mark.parametrize("board", list(BOARDS))
def test_a_crash_ends_with_the_firmware_s_own_report(cli: Cli, board: str) -> None:
    result = cli("run", board, built(board, "fault"), "--quiet")
    assert result.status == 1
    assert "FATAL: UsageFault" in result.err


@pytest.mark.parametrize("app", ["hotword_corrupt_model", "hotword_small_arena"])
def test_a_model_that_cannot_run_ends_with_its_cause(cli: Cli, app: str) -> None:
    result = cli("run", "bluepill", built("bluepill", app), "--quiet")
    assert result.status == 1
    assert "FATAL: " in result.err


def run_in_a_process(folder: Path, hash_seed: str, *arguments: str) -> dict[str, bytes]:
    """Everything that a run writes, by name; host times (standard error) left out."""
    folder.mkdir()
    files = {name: folder / f"run.{name}" for name in ("json", "vcd", "plot")}
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    done = subprocess.run(
        [sys.executable, "-m", "vboard", "run", *arguments, *options],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {"transcript": done.stdout, **{name: path.read_bytes() for name, path in files.items()}}


@pytest.mark.parametrize(
    ("board", "seconds"), [("bluepill", "2.4"), ("stm32f746g_disco", "0.8")], ids=["bluepill", "disco"]
)
def test_two_runs_write_the_same_bytes(tmp_path: Path, board: str, seconds: str) -> None:
    """In processes of their own, with different hash seeds."""
    app = built(board, "hotword")
    first = run_in_a_process(tmp_path / "1", "1", board, app, "--for", seconds)
    second = run_in_a_process(tmp_path / "2", "2", board, app, "--for", seconds)
    assert first == second
    assert b"listening" in first["transcript"]
    assert first["json"].count(b'"led": ') > 10
