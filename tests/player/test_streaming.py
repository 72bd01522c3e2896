"""`vboard stream` and `vboard run --uart`: two programs that talk over a serial port."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.boards.table import BOARDS
from vboard.paths import ROOT

pytest.importorskip("serial", reason="pyserial is not installed")

VBOARD = (sys.executable, "-m", "vboard")


def stream(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*VBOARD, "stream", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


MICROPHONE = """\
# A microphone that hears a recording, as fast as it is asked: what `vboard stream` uses of sounddevice.

import threading

from vboard.player.audio import load_clip


class PortAudioError(Exception):
    pass


class RawInputStream:
    def __init__(self, samplerate, channels, dtype, blocksize, callback):
        assert (samplerate, channels, dtype) == (16000, 1, "int16")
        self._block, self._callback = 2 * blocksize, callback

    def __enter__(self):
        pcm = load_clip(CLIP).pcm + bytes(32000 * 120)
        for start in range(0, len(pcm) - self._block, self._block):
            self._callback(memoryview(pcm[start : start + self._block]), self._block // 2, None, None)

    def __exit__(self, *_):
        pass
"""


@contextmanager
def ports_of(board: str, *places: str) -> Iterator[dict[str, str]]:
    """`vboard run` with audio and console at these places; gives what a serial program opens."""
    if not BOARDS[board].image("hotword").is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    audio, console = f"audio={places[0]}", f"console={places[1]}"
    run = subprocess.Popen(
        [*VBOARD, "run", board, "--for", "120", "--uart", audio, "--uart", console],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert run.stdout is not None
        ports: dict[str, str] = {}
        while len(ports) < 2 and (line := run.stdout.readline()):
            words = line.split()
            if len(words) == 2 and words[0] in ("audio", "console") and words[1] != "none":
                ports[words[0]] = words[1]
        yield ports
    finally:
        run.terminate()
        run.communicate()


@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize("kind", ["pty", "tcp"])
def test_the_board_hears_a_recording_that_a_serial_program_streams(
    tmp_path: Path, board: str, kind: str
) -> None:
    places = ["tcp:0"] * 2 if kind == "tcp" else [f"pty:{tmp_path / name}" for name in ("audio", "console")]
    with ports_of(board, *places) as ports:
        done = stream(
            *(ports["audio"], ROOT / "robot_tests/audio/yes.wav"),
            *("--console", ports["console"], "--until", "Heard yes"),
        )
    assert done.returncode == 0, done.stderr
    assert "Heard yes" in done.stdout
    assert "Heard no" not in done.stdout
    assert "overrun" not in done.stdout
    assert not list(tmp_path.glob("*"))  # the links went with the board


def test_the_board_hears_the_microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = ROOT / "robot_tests/audio/yes.wav"
    text = MICROPHONE.replace("CLIP", f"__import__('pathlib').Path({str(clip)!r})")
    (tmp_path / "sounddevice.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    with ports_of("stm32f746g_disco", "tcp:0", "tcp:0") as ports:
        done = stream(
            *(ports["audio"], "--microphone", "--console", ports["console"], "--until", "Heard yes")
        )
    assert done.returncode == 0, done.stderr
    assert "Heard yes" in done.stdout


def test_without_a_microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    done = stream("socket://127.0.0.1:1", "--microphone")
    assert done.returncode == 2
    assert "the microphone needs the package sounddevice" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    for arguments, words in (
        ((tmp_path / "nothing", ROOT / "robot_tests/audio/yes.wav"), "cannot open the port: no such file"),
        ((tmp_path / "nothing", tmp_path / "missing.wav"), "missing.wav"),
        (
            ("socket://127.0.0.1:1", ROOT / "robot_tests/audio/yes.wav"),
            "cannot open the port: connection refused",
        ),
    ):
        done = stream(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("console", "expected UART=pty"),
        ("console=serial", "unknown kind"),
        ("console=tcp:many", "expected a port"),
        ("consol=pty", "did you mean 'console'"),
        ("sysbus.nope=pty", "no UART"),
    ],
)
def test_a_wrong_uart_option_is_refused(cli: Cli, firmware: Path, option: str, words: str) -> None:
    cli("run", "bluepill", firmware, "--uart", option).assert_refused(words)


def test_uart_needs_one_board(cli: Cli, built_app: str) -> None:
    cli("run", "all", built_app, "--uart", "console=pty").assert_refused("one board")
