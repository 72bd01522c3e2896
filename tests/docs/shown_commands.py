"""Commands that pages and helps show outside of sessions, and a desk on which they can be typed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.docs.page import read_page
from tests.support.recordings import write_wav
from vboard.commands.group import COMMANDS, find_command
from vboard.paths import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
)
_FENCED = re.compile(r"^```(?P<language>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(
    r"^ +(?:\$ )?(?P<line>(?:vboard|make|echo|printf|gdb-multiarch|python) [^\n▼]*)$", re.MULTILINE
)
_REMARK = re.compile(r"(?:\s+#|\s{4,}).*$")


def shown_commands() -> dict[str, str]:
    """Every command and where it is shown; sessions (blocks marked `console`) are followed."""
    found: dict[str, str] = {}
    for page in PAGES:
        for match in _COMMAND.finditer(_FENCED.sub("", read_page(page))):
            found.setdefault(_REMARK.sub("", match["line"]), page)
    for name, example in _examples():
        if example.startswith(("vboard ", "echo ")):
            found.setdefault(example, f"vboard {name} --help")
    return found


def _examples() -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        for example in re.findall(r"`([^`]*)`", find_command(name).epilog):
            yield name, example


def pages_with_sessions() -> list[str]:
    """Pages that have a block marked `console`."""
    return [page for page in PAGES if re.search(r"^```console$", read_page(page), re.MULTILINE)]


def set_desk(folder: Path) -> None:
    """Put on a desk what a reader has: folders of the repository, an image, recordings, a model, a board."""
    for name in ("robot_tests", "renode", "firmware"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "build").mkdir()
    (folder / "build" / "firmware").symlink_to(ROOT / "build" / "firmware")
    built = ROOT / "build" / "firmware"
    (folder / "my.elf").symlink_to(built / "bluepill" / "hello.elf")
    (folder / "disco.elf").symlink_to(built / "stm32f746g_disco" / "hello.elf")
    (folder / "my_sketch.elf").symlink_to(built / "nano33ble" / "hotword_microphone.elf")
    for name in ("yes.wav", "no.wav"):
        shutil.copy(ROOT / "robot_tests" / "audio" / name, folder)
    shutil.copy(folder / "yes.wav", folder / "speech.wav")
    for name in ("model", "mine", "gesture", "sine"):
        shutil.copy(ROOT / "firmware" / "models" / "hotword.tflite", folder / f"{name}.tflite")
    (folder / "folder").mkdir()
    shutil.copy(folder / "model.tflite", folder / "folder" / "model.tflite")
    np.save(folder / "a.npy", np.zeros((1, 1960), np.int8))
    _set_boards(folder)
    _set_suites(folder)
    _set_home(folder / "home")


def _set_boards(folder: Path) -> None:
    platform = (ROOT / "renode" / "platforms" / "bluepill.repl").read_text(encoding="utf-8")
    platform = platform.replace("../peripherals/", "renode/peripherals/")
    for name in ("my_board.repl", "nucleo.repl"):
        (folder / name).write_text(platform, encoding="utf-8")
    row = (ROOT / "renode" / "boards" / "bluepill.toml").read_text(encoding="utf-8")
    row = re.sub(r"^(?:short|script|extras) = .*\n", "", row, flags=re.MULTILINE)
    row = row.replace("../platforms/bluepill.repl", "my_board.repl")
    (folder / "my_board.toml").write_text(row, encoding="utf-8")
    script = (
        "mach create\nmachine LoadPlatformDescription @my_board.repl\n$bin?=@my.elf\nsysbus LoadELF $bin\n"
        "showAnalyzer sysbus.usart1\n"
    )
    for name in ("my_board.resc", "board.resc"):
        (folder / name).write_text(script, encoding="utf-8")


def _set_suites(folder: Path) -> None:
    suite = "*** Test Cases ***\nShould Hear A Word\n    Log    ${CLIP}\n*** Variables ***\n${CLIP}    a\n"
    (folder / "my.robot").write_text(suite, encoding="utf-8")
    (folder / "tests.yaml").write_text("- robot:\n    - my.robot\n", encoding="utf-8")
    (folder / "tests").mkdir()
    for name in ("one", "two"):
        (folder / "tests" / f"{name}.robot").write_text(suite, encoding="utf-8")


def _set_home(home: Path) -> None:
    (home / "bin").mkdir(parents=True)
    (home / "renode").symlink_to(ROOT / "renode" / "library")


def write_speech(folder: Path) -> None:
    """A data set of one second for each of two words."""
    for word in ("yes", "no"):
        (folder / word).mkdir(parents=True)
        write_wav(folder / word / "one.wav")
