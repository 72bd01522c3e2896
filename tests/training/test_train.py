"""`vboard train`: from two folders of recordings to a board that hears their words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from vboard.cli import main
from vboard.evaluation.clips import RATE, read_audio
from vboard.training.recording import SECONDS
from vboard.training.voices import Voice, missing_engines, say


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "expected --words WORD,… and --data DIR"),
        (["--words", "on,on", "--data", "DATA"], "expected one to 5 different words"),
        (["--words", "on", "--data", "DATA", "--board", "bluepil"], "did you mean 'bluepill'?"),
        (["--words", "on", "--data", "DATA/none"], "no such folder"),
    ],
)
def test_mistakes_are_one_line(
    arguments: list[str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "DATA/none" in arguments:
        pytest.importorskip("torch", reason="training needs PyTorch")
    given = [each.replace("DATA", str(tmp_path)) for each in arguments]
    assert main(["train", "--no-voices", "--out", str(tmp_path / "out"), *given]) == 2
    error = capsys.readouterr().err
    assert expected in error
    assert error.count("\n") == 1


def test_without_the_repository_it_says_so_before_it_records_or_trains(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-m", "vboard", "train", "--words", "on", "--data", str(tmp_path / "data")]
    found = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        env={**os.environ, "VBOARD_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert "this needs a clone of the repository" in found.stderr
    assert found.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def speak(word: str, voice: Voice, path: Path) -> Path:
    """A recording of a synthetic voice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, RATE, 0, "NONE", ""))
        writer.writeframes(say(word, voice).astype("<i2").tobytes())
    return path


def microphone(words: Sequence[str], voice: Voice) -> Iterator[bytes]:
    """What a microphone gives, 20 ms at a time, while somebody says a word each two seconds."""
    for word in words:
        said = say(word, voice)[: round((SECONDS - 0.3) * RATE)]
        sound = np.random.default_rng(1).normal(0, 8, round(SECONDS * RATE))
        sound[RATE // 4 : RATE // 4 + len(said)] += said
        data = sound.clip(-32768, 32767).astype("<i2").tobytes()
        for at in range(0, len(data), 640):
            yield data[at : at + 640]


@pytest.mark.long
def test_two_folders_become_a_board_that_hears_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="training needs PyTorch")
    for tool in ("g++", "arm-none-eabi-g++", "make"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if missing_engines():
        pytest.skip(f"{' and '.join(missing_engines())} not installed")
    data, out = tmp_path / "data", tmp_path / "out"
    for number in range(12):
        voice = Voice("espeak-ng", f"en-us+m{number % 7 + 1}", 120 + 5 * number, 30 + 4 * number)
        for word in ("open", "close"):
            speak(word, voice, data / word / f"voice{number}_nohash_0.wav")
    spoken = microphone(("open", "open", "close", "close"), Voice("espeak-ng", "en-us+f4", 140, 60))
    monkeypatch.setattr("vboard.player.streaming.microphone", lambda: spoken)
    arguments = ["--words", "open,close", "--data", str(data), "--out", str(out)]
    assert main(["train", *arguments, "--record", "--each", "2"]) == 0
    told = capsys.readouterr().out
    assert "say 'close' (2 of 2)" in told
    assert "hears open, close" in told
    for word in ("open", "close"):
        kept = sorted((data / word).glob("recorded-*.wav"))
        assert [path.name for path in kept] == ["recorded-001.wav", "recorded-002.wav"]
        assert all(len(read_audio(path)) == SECONDS * RATE for path in kept)
    heard = []
    for word in ("open", "close"):
        clip = speak(word, Voice("espeak-ng", "en-gb+f2", 140, 55), tmp_path / f"{word}.wav")
        assert main(["run", "bluepill", str(out / "bluepill.elf"), "--audio", str(clip)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert any("listening for open, close" in line for line in lines)
        heard += [line.split("Heard ")[1].split()[0] for line in lines if "Heard " in line]
    assert heard == ["open", "close"]
