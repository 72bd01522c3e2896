"""Speech in the console: `--audio`, the command `play`, and what can go wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.conftest import Piped
from vboard.boards.table import BOARDS

AUDIO = Path(__file__).resolve().parents[2] / "robot_tests" / "audio"


@pytest.fixture
def hotword() -> Path:
    path = BOARDS["bluepill"].image("hotword")
    if not path.is_file():
        pytest.skip("hotword is not built: run 'make firmware'")
    return path


def test_what_is_played_is_heard_and_recorded_as_a_remark(
    piped: Piped, hotword: Path, tmp_path: Path
) -> None:
    record = tmp_path / "session.resc"
    lines = f'play @{AUDIO / "no.wav"}\nemulation RunFor "2.2"\n'
    result = piped(lines, "bluepill", hotword, "--record", record)
    assert result.status == 0, result.err
    assert result.out.startswith("no.wav, ")
    assert "Heard no" in result.out
    assert f"# play @{AUDIO / 'no.wav'}" in record.read_text().splitlines()


def test_audio_is_heard_from_the_start(piped: Piped, hotword: Path) -> None:
    result = piped('emulation RunFor "2.2"\n', "bluepill", hotword, "--audio", AUDIO / "no.wav")
    assert result.status == 0, result.err
    assert "Heard no" in result.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("play @absent.wav", "absent.wav: no such file"),
        ("play", "play: expected a recording, as in play @yes.wav"),
    ],
)
def test_mistakes_are_errors_of_the_line(piped: Piped, firmware: Path, line: str, words: str) -> None:
    result = piped(line, "bluepill", firmware)
    assert result.status == 2
    assert words in result.err
    assert "Traceback" not in result.err


def test_a_board_without_an_audio_uart(piped: Piped, firmware: Path) -> None:
    platform = BOARDS["bluepill"].platform
    result = piped(f"play @{AUDIO / 'no.wav'}", platform, firmware)
    assert result.status == 2
    assert "no audio UART is known; --audio-uart NAME" in result.err
    result = piped("", platform, firmware, "--audio", AUDIO / "no.wav")
    assert "has no audio UART; name one: --audio-uart UART" in result.err


def test_play_is_in_the_help(piped: Piped) -> None:
    assert "play @FILE" in piped("help").out
