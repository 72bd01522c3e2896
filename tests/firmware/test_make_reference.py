"""firmware/mk/make_reference.py: the folder builds by itself and hears what the boards hear."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AUDIO = ROOT / "robot_tests" / "audio"
COMPILERS = [name for name in ("g++", "clang++") if shutil.which(name)]


def make_reference(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "firmware.mk.make_reference", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not COMPILERS, reason="no C++ compiler is installed")
def test_it_builds_alone_and_hears_the_words(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    assert make_reference(folder).returncode == 0
    # From another place, with the first compiler that is there and all of its complaints.
    moved = folder.rename(tmp_path / "elsewhere")
    build = ["make", "-s", "-j2", f"CXX={COMPILERS[0]}", "CXXFLAGS=-O1 -Wall -Wextra -Werror"]
    done = subprocess.run([*build, "check"], cwd=moved, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Heard yes \(\d+\) @\d+ms$", done.stdout, re.MULTILINE), done.stdout
    for name, words in (("no", {"no"}), ("silence", set()), ("other_words", set())):
        clip = str(AUDIO / f"{name}.wav")
        heard = subprocess.run([str(moved / "hotword"), clip], capture_output=True, text=True, check=True)
        assert set(re.findall(r"Heard (\w+)", heard.stdout)) == words


def test_nothing_in_it_includes_what_is_not_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    assert make_reference(folder).returncode == 0
    for path in [*folder.rglob("*.cc"), *folder.rglob("*.h"), *folder.rglob("*.inc")]:
        for name in re.findall(r'^#include "(.+)"', path.read_text(), re.MULTILINE):
            found = [(base / name).is_file() for base in (folder, folder / "runtime", path.parent)]
            assert any(found), f"{path.relative_to(folder)} includes {name}"


def test_another_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = make_reference(tmp_path)
    assert done.returncode != 0
    assert "is not empty" in done.stderr
    assert (tmp_path / "letter.txt").read_text() == "mine"
