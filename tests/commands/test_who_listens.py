"""Sound goes to those who listen: our hotword application, and whoever is given a recording."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_run_board import built
from tests.support.command_line import Cli
from vboard.boards.table import BOARDS


def run(cli: Cli, folder: Path, *arguments: object) -> dict[str, Any]:
    """The record of a run that succeeded."""
    record = folder / "run.json"
    result = cli("run", *arguments, "--json", record)
    assert result.status == 0, result
    found: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))["runs"][0]
    return found


@pytest.mark.parametrize("board", BOARDS)
def test_our_own_demo_shows_no_engine_warning(cli: Cli, tmp_path: Path, board: str) -> None:
    record = run(cli, tmp_path, board, built(board, "hotword"), "--for", "1")
    assert record["audio"] != []
    known = BOARDS[board].known_warnings
    assert [each for each in record["log"] if not each["text"].startswith(known)] == []


def test_the_path_of_our_own_image_is_our_own_application(cli: Cli, tmp_path: Path) -> None:
    built("bluepill", "hotword")
    record = run(cli, tmp_path, "bluepill", BOARDS["bluepill"].image("hotword"), "--for", "0.1")
    assert [clip["name"] for clip in record["audio"]] == ["demo.wav"]


def test_another_application_hears_nothing(cli: Cli, tmp_path: Path) -> None:
    record = run(cli, tmp_path, "bluepill", built("bluepill", "hello"), "--for", "0.1")
    assert (record["audio"], record["log"]) == ([], [])


def test_a_users_image_hears_nothing_whatever_its_name(cli: Cli, tmp_path: Path) -> None:
    built("bluepill", "hello")
    image = shutil.copy(BOARDS["bluepill"].image("hello"), tmp_path / "hotword.elf")
    record = run(cli, tmp_path, "bluepill", image, "--for", "0.1")
    assert (record["audio"], record["audio_start"], record["log"]) == ([], None, [])


def test_a_users_image_whose_receiver_is_off_gets_no_byte(cli: Cli, tmp_path: Path, speech: Path) -> None:
    image = BOARDS["bluepill"].image(built("bluepill", "hello"))
    result = cli("run", "bluepill", image, "--audio", speech, "--json", tmp_path / "run.json")
    assert result.status == 1
    assert "the receiver of the audio UART (usart2) is off after 2 s of virtual time" in result.err
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["runs"][0]
    assert (record["audio_start"], record["log"]) == (None, [])
