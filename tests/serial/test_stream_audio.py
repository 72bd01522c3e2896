"""`scripts/stream_audio.py` and `vboard run --uart`: two programs that talk over a serial port."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, cli, firmware  # noqa: F401
from vboard.boards import BOARDS, ROOT

pytest.importorskip("serial", reason="pyserial is not installed")

VBOARD = (sys.executable, "-m", "vboard")
SCRIPT = ROOT / "scripts" / "stream_audio.py"


def stream(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize("kind", ["pty", "tcp"])
def test_the_board_hears_a_recording_that_a_serial_program_streams(
    tmp_path: Path, board: str, kind: str
) -> None:
    if not BOARDS[board].image("hotword").is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    places = ["tcp:0"] * 2 if kind == "tcp" else [f"pty:{tmp_path / name}" for name in ("audio", "console")]
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
        done = stream(ports["audio"], ROOT / "robot_tests/audio/yes.wav", "--console", ports["console"])
    finally:
        run.kill()
        run.communicate()
    assert done.returncode == 0, done.stderr
    assert "Heard yes" in done.stdout
    assert "Heard no" not in done.stdout
    assert "overrun" not in done.stdout


def test_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    for arguments, words in (
        ((tmp_path / "nothing", ROOT / "robot_tests/audio/yes.wav"), "cannot open the port"),
        ((tmp_path / "nothing", tmp_path / "missing.wav"), "missing.wav"),
        (("socket://127.0.0.1:1", ROOT / "robot_tests/audio/yes.wav"), "cannot open the port"),
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
def test_a_wrong_uart_option_is_refused(cli: Cli, firmware: Path, option: str, words: str) -> None:  # noqa: F811
    cli("run", "bluepill", firmware, "--uart", option).assert_refused(words)


def test_uart_needs_one_board(cli: Cli, firmware: Path) -> None:  # noqa: F811
    cli("run", "all", firmware, "--uart", "console=pty").assert_refused("one board")
