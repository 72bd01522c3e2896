"""docs/boards.md and docs/porting.md, followed to the letter in an empty folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.page import follow, read_page, steps, write_files
from vboard.boards.row import read_board
from vboard.paths import ROOT

needs_compiler = pytest.mark.skipif(
    shutil.which("arm-none-eabi-gcc") is None, reason="no arm-none-eabi-gcc: make setup"
)


@needs_compiler
def test_a_board_of_your_own(tmp_path: Path) -> None:
    page = read_page("docs/boards.md")
    assert write_files(page, tmp_path) == [
        "nucleo.repl",
        "nucleo.toml",
        "main.c",
        "nucleo.ld",
        "nucleo.robot",
    ]
    for step in steps(page):
        follow(step, tmp_path)


@needs_compiler
def test_check_firmware_takes_the_board(tmp_path: Path) -> None:
    """As the composite action calls it: relative paths begin at FROM."""
    page = read_page("docs/boards.md")
    write_files(page, tmp_path)
    build, *_ = steps(page)
    follow(build, tmp_path)
    check = type(build)(f"python {ROOT}/scripts/check_firmware.py", ("1 passed, 0 failed",))
    names = {"BOARD": "nucleo.toml", "ELF": "nucleo.elf", "SUITES": "nucleo.robot", "FROM": str(tmp_path)}
    follow(check, ROOT, **names)


@needs_compiler
def test_porting_the_applications(tmp_path: Path) -> None:
    """In a copy of what the page touches, so that the repository stays as it is."""
    for folder in ("firmware", "renode", "robot_tests", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    page = read_page("docs/porting.md")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    written = {tmp_path / name for name in write_files(page, tmp_path)}
    assert not written & before  # a new board changes no file
    for step in steps(page):
        follow(step, tmp_path, VBOARD_ROOT=str(tmp_path))


def test_the_page_names_every_key_of_a_row() -> None:
    page = read_page("docs/boards.md")
    rows = page[page.index("| key |") :]
    for path in (ROOT / "renode" / "boards").glob("*.toml"):
        read_board(path)
        for line in path.read_text(encoding="utf-8").splitlines():
            key = line.partition(" = ")[0]
            if key.isidentifier():
                assert f"`{key}`" in rows
