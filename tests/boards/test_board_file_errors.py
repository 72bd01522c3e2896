"""A mistake in a board file: one line with the place, the cause and the nearest valid name."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.builtin_session import BuiltinSession
from vboard.errors import VBoardError


def failure(tmp_path: Path, script: str) -> str:
    path = tmp_path / "board.resc"
    path.write_text(script)
    session = BuiltinSession(tmp_path)
    try:
        with pytest.raises(VBoardError) as caught:
            session.execute_script(path)
    finally:
        session.close()
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_wrong_type_in_a_platform_description(tmp_path: Path) -> None:
    (tmp_path / "board.repl").write_text("\nram: Memory.MapedMemory @ sysbus 0x20000000\n    size: 0x400\n")
    text = failure(tmp_path, "mach create\nmachine LoadPlatformDescription $ORIGIN/board.repl\n")
    assert text == (
        f"{tmp_path}/board.repl:2:1: Error E04: Could not resolve type: 'Memory.MapedMemory'; "
        "did you mean 'Memory.MappedMemory'?"
    )


def test_a_wrong_member_in_a_script(tmp_path: Path) -> None:
    text = failure(tmp_path, "mach create\n\nsysbus LodELF @nothing.elf\n")
    assert text.startswith(f"{tmp_path}/board.resc:3: sysbus does not provide")
    assert text.endswith("; did you mean 'LoadELF'?")


def test_a_missing_platform_description(tmp_path: Path) -> None:
    text = failure(tmp_path, "mach create\nmachine LoadPlatformDescription @none.repl\n")
    assert text.startswith(f"{tmp_path}/board.resc:2: ")
    assert "none.repl" in text
