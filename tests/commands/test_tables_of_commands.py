"""Commands that print tables: narrow terminals, JSON, names that look like markup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.boards.table import BOARDS


@pytest.mark.parametrize("form", [["--json"], ["--json", "-"]])
def test_boards_as_json(cli: Cli, form: list[str]) -> None:
    boards = json.loads(cli("boards", *form).out)
    assert [board["name"] for board in boards] == list(BOARDS)
    bluepill = next(board for board in boards if board["name"] == "bluepill")
    assert bluepill["flash"] == {"name": "flash", "address": 0x0800_0000, "size": 65536}
    assert bluepill["leds"] == {"led": "sysbus.gpioPortC.led"}


@pytest.mark.parametrize("form", [["--json"], ["--json", "-"]])
def test_doctor_as_json(cli: Cli, form: list[str]) -> None:
    findings = {each["name"]: each for each in json.loads(cli("doctor", *form).out)}
    assert findings["numpy"]["remedy"] == ""
    assert set(findings["python"]) == {"name", "state", "remedy", "needed"}


@pytest.mark.parametrize("form", [["--json"], ["--json", "-"]])
def test_size_as_json(cli: Cli, built_app: str, form: list[str]) -> None:
    images = json.loads(cli("size", *form).out)["images"]
    assert [each["board"] for each in images] == list(BOARDS)
    assert images[0]["flash"] == 16


def test_size_into_a_file_prints_the_table_too(cli: Cli, built_app: str, tmp_path: Path) -> None:
    result = cli("size", "bluepill", built_app, "--json", tmp_path / "size.json")
    assert "app.elf" in result.out
    assert json.loads((tmp_path / "size.json").read_text())["images"][0]["flash_size"] == 65536


def test_run_as_json_on_standard_output_alone(cli: Cli, firmware: Path) -> None:
    result = cli("run", "bluepill", firmware, "--for", "0.01", "--first-line", "1", "--json")
    assert json.loads(result.out)["runs"][0]["board"] == "bluepill"


@pytest.mark.parametrize("command", ["boards", "doctor", "size"])
def test_sixty_columns_tear_no_word(
    cli: Cli, built_app: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = set(cli(command).out.split())
    monkeypatch.setenv("COLUMNS", "60")
    narrow = cli(command).out
    assert words & set(BOARDS) <= {word.rstrip(",") for word in narrow.split()}
    assert {word for word in words if "." in word} <= set(narrow.split())


def test_a_file_name_with_brackets_is_whole(cli: Cli, firmware: Path) -> None:
    odd = firmware.rename(firmware.with_name("app[bold]v2[red].elf"))
    assert odd.name in cli("size", "bluepill", odd).out
    assert odd.name in cli("run", "bluepill", odd, "--for", "0.01").out
