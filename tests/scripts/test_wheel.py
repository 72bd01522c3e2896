"""The wheel: board files and demo clip are in it, and are enough away from the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.elf import make_elf
from vboard.locks import exclusive

STAGED_IMAGE = make_elf([(0x0800_0000, 0x0800_0000, b"\x22" * 16, 16)])
ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, setuptools.build_meta as build; build.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The wheel, unpacked as pip would; one build serves all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "wheel"
    shared.mkdir(exist_ok=True)
    with exclusive(shared):
        if not (shared / "site").is_dir():
            build_wheel(tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")).rename(
                shared / "site"
            )
    return shared / "site"


def build_wheel(source: Path, target: Path) -> Path:
    """Build from what the source distribution is made of; returns the folder with its contents."""
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("vboard", "renode"):
        shutil.copytree(ROOT / folder, source / folder, ignore=ignored)
    staged = source / "packed" / "firmware" / "bluepill"
    staged.mkdir(parents=True)
    (staged / "hotword.elf").write_bytes(STAGED_IMAGE)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    (source / "firmware" / "apps").mkdir(parents=True)
    shutil.copy(ROOT / "firmware/apps/applications.toml", source / "firmware/apps")
    (source / "robot_tests" / "audio").mkdir(parents=True)
    shutil.copy(ROOT / "robot_tests/audio/demo.wav", source / "robot_tests/audio")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
        wheel.extractall(target / "site")
    return target / "site"


def test_the_wheel_holds_the_board_files_as_they_are(installed: Path) -> None:
    packed = installed / "vboard" / "files"
    files = {path.relative_to(packed) for path in packed.rglob("*") if path.is_file()}
    here = {path.relative_to(ROOT) for path in (ROOT / "renode").rglob("*") if path.is_file()}
    staged = Path("firmware/bluepill/hotword.elf")
    assert files == here | {
        Path("robot_tests/audio/demo.wav"),
        Path("firmware/apps/applications.toml"),
        staged,
    }
    assert all((packed / path).read_bytes() == (ROOT / path).read_bytes() for path in files - {staged})


def test_it_brings_images_and_plays_the_demo_to_them(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vboard", "run", "bluepill", "--for", "0.01", "--first-line", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "firmware hotword.elf" in done.stdout, done.stderr
    assert "demo.wav (3.70 s" in done.stdout


def test_the_description_needs_no_files_beside_it(installed: Path) -> None:
    metadata = next(installed.glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
    assert "## Two commands" in metadata
    assert not re.findall(r"\]\((?!https?:)[^)]*\)", metadata)
    assert "Classifier: Topic :: System :: Emulators" in metadata
    assert "\nAuthor: " in metadata
    assert "\nMaintainer: " in metadata


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "bluepill", "my.elf", "--for", "0.1"), "Blue Pill, STM32F103C8T6"),
        (("run", "stm32f746g_disco", "my.elf", "--for", "0.1"), "STM32F746G Discovery"),
        (("doctor",), "bluepill"),
    ],
)
def test_it_serves_in_an_empty_folder(
    installed: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "my.elf").write_bytes(make_elf([(0x0800_0000, 0x0800_0000, b"\x11" * 16, 16)]))
    environment = {name: value for name, value in os.environ.items() if name != "VBOARD_ROOT"}
    done = subprocess.run(
        [sys.executable, "-m", "vboard", *arguments],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert words in done.stdout, done.stderr
    assert "no such file" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_without_firmware_the_image_is_asked_for(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vboard", "run", "disco"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "hotword.elf: not built yet; give the path of an image" in done.stderr
    assert len(done.stderr.splitlines()) == 1
