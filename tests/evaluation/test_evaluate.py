"""`vboard evaluate`: figures of a board and of the host, kept results, mistakes of the user."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import Cli
from vboard.boards.table import BOARDS
from vboard.cli import main
from vboard.paths import ROOT

AUDIO = ROOT / "robot_tests" / "audio"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the bundled recordings, a folder for each word."""
    folder = tmp_path_factory.mktemp("words")
    for word, name in (("yes", "yes.wav"), ("no", "no.wav"), ("other", "other_words.wav")):
        (folder / word).mkdir()
        shutil.copy(AUDIO / name, folder / word)
    return folder


@pytest.fixture(autouse=True)
def _hotword_is_built() -> None:
    if not BOARDS["bluepill"].image("hotword").is_file():
        pytest.skip("hotword is not built for bluepill: run 'make firmware'")


def evaluate(data: Path, work: Path, *arguments: str) -> dict[str, Any]:
    record = work / "record.json"
    work.mkdir(exist_ok=True)
    fixed = ["--minutes", "1", "--jobs", "1", "--seed", "3", "--work", str(work), "--json", str(record)]
    assert main(["evaluate", "bluepill", "--data", str(data), *fixed, *arguments]) == 0
    found: dict[str, Any] = json.loads(record.read_text())
    return found


def test_without_scipy_it_says_what_to_install(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    cli("evaluate", "bluepill", "--data", ".").assert_refused("needs SciPy", "make setup")


def test_board_and_host_hear_the_same_lines(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    board = evaluate(data, tmp_path / "board")
    told = capsys.readouterr()
    assert "instructions a second" in told.out
    assert told.err.startswith("1 streams to hear\n1 of 1 streams heard\n")
    host = evaluate(data, tmp_path / "host", "--host")
    assert board["streams"] == host["streams"]
    assert board["recall"] == host["recall"] > 0.8
    assert sum(len(stream["lines"]) for stream in board["streams"]) >= 8
    assert board["missed_samples"] == 0
    assert 0 < board["load"] < 1
    assert board["energy"]["awake"] == board["load"]
    assert board["latency_ms_median"] <= board["latency_ms_p95"]

    # The second run hears nothing anew and writes the same bytes; the page has a sound for each mistake.
    first = (tmp_path / "board" / "record.json").read_bytes()
    capsys.readouterr()
    page = tmp_path / "page.html"
    again = evaluate(data, tmp_path / "board", "--html", str(page))
    assert (tmp_path / "board" / "record.json").read_bytes() == first
    assert "1 of 1 streams were heard before" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8").count("<audio ") == len(again["mistakes"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "no --data; expected a folder of recordings"),
        (["--data", "nowhere"], "nowhere: no such folder or list"),
        (["--data", "DATA", "--condition", "bable"], "did you mean 'babble'?"),
        (
            ["--data", "DATA", "--words", "yess"],
            "no recording of 'yess'; did you mean 'yes'? (words found: no",
        ),
        (["--data", "DATA", "--speakers", "everybody"], "--speakers everybody: expected all"),
        (["--data", "DATA", "--speakers", "last-look"], "no recordings of last-look speakers"),
        (["--data", "DATA", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1"], "exclude each other"),
        (["--data", "DATA", "--json", "-", "--html", "-"], "both write to standard output"),
    ],
)
def test_mistakes_are_one_line(
    data: Path, arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(data) if each == "DATA" else each for each in arguments]
    assert main(["evaluate", "bluepill", *given]) == 2
    error = capsys.readouterr().err
    assert expected in error
    assert error.count("\n") == 1
