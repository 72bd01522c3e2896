"""What is said of a file that is not there: Renode's words, and the file beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import MonitorError

NO_MATCH = "Parameters did not match the signature"


@pytest.mark.parametrize(
    "command", ["LoadELF @{}", "LoadBinary @{} 0x20000000", "LoadHEX @{}", "LoadSRecord @{}"]
)
def test_the_file_is_named(failing: Callable[[str], MonitorError], command: str) -> None:
    error = failing("sysbus " + command.format("missing.elf"))
    assert NO_MATCH in error.text
    assert error.suggestion == "There is no file missing.elf."


def test_a_file_of_nearly_that_name_is_named(
    tmp_path: Path, failing: Callable[[str], MonitorError], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "firmware.elf").write_bytes(b"")
    path = tmp_path / "firmwre.elf"
    error = failing(f"sysbus LoadELF @{path}")
    assert error.suggestion == f"There is no file {path}; did you mean 'firmware.elf'?"


def test_other_arguments_that_do_not_fit_have_no_file(failing: Callable[[str], MonitorError]) -> None:
    assert failing("sysbus ReadByte").suggestion == ""
    assert failing("sysbus LoadELF 5").suggestion == ""
