"""What a shell completes, asked as bash asks, and the script that sets it up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vboard.commands.group import COMMANDS


def run(folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, vboard.cli; sys.exit(vboard.cli.main())", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def complete(folder: Path, line: str) -> list[str]:
    """Candidates for the last word of a command line."""
    words = line.split(" ")
    environment = {"_VBOARD_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return run(folder, **environment).split("\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder with boards and images of their own."""
    for name in ("mine.repl", "mine.txt", "app.elf", ".hidden.repl"):
        (tmp_path / name).touch()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "other.toml").touch()
    return tmp_path


def test_commands(folder: Path) -> None:
    assert set(COMMANDS) <= set(complete(folder, "vboard "))
    assert complete(folder, "vboard bo")[0] == "boards"


@pytest.mark.parametrize("command", ["run", "console", "debug", "size"])
def test_boards_are_names_or_files(folder: Path, command: str) -> None:
    found = complete(folder, f"vboard {command} ")
    assert {"bluepill", "stm32f746g_disco", "mine.repl", "more/"} <= set(found)
    assert not {"mine.txt", "app.elf", ".hidden.repl", "bench_m3"} & set(found)
    assert complete(folder, f"vboard {command} blue")[0] == "bluepill"
    assert complete(folder, f"vboard {command} more/")[0] == "more/other.toml"


def test_images_are_built_applications_or_files(folder: Path) -> None:
    image = folder / "build" / "firmware" / "bluepill" / "blinky.elf"
    image.parent.mkdir(parents=True)
    image.touch()
    environment = {"_VBOARD_COMPLETE": "complete_bash", "COMP_CWORD": "3", "VBOARD_ROOT": str(folder)}
    found = run(folder, COMP_WORDS="vboard run bluepill ", **environment).split("\n")
    assert {"blinky", "app.elf", "more/"} <= set(found)
    assert "mine.repl" not in found


def test_options(folder: Path) -> None:
    assert {"--audio", "--vcd", "--console-uart"} <= set(complete(folder, "vboard run bluepill --"))


def test_bash_takes_the_script(folder: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    script = run(folder, "--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_VBOARD_COMPLETE=complete_bash" in script
    done = subprocess.run(
        [bash, "-c", f"{script}\ncomplete -p vboard"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "vboard" in done.stdout
