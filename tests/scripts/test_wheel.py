"""The wheel: board files and demo clip are in it, and are enough away from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.elf import make_elf

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, setuptools.build_meta as build; build.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as pip would; built from what the source distribution is made of."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("vboard", "renode"):
        shutil.copytree(ROOT / folder, source / folder, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
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
    assert files == here | {Path("robot_tests/audio/demo.wav")}
    assert all((packed / path).read_bytes() == (ROOT / path).read_bytes() for path in files)


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
        [sys.executable, "-m", "vboard", "run", "bluepill"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "hotword.elf: not built yet; give the path of an ELF file" in done.stderr
    assert len(done.stderr.splitlines()) == 1
