"""The extension module: one for every Python from 3.11 on, used with the sources that it was built from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import vboard.native
from vboard.errors import VBoardError
from vboard.native import core
from vboard.native.fingerprint import fingerprint, touched_since

PACKAGE = Path(vboard.native.__file__).parents[1]


def copy_of_the_package(folder: Path) -> Path:
    shutil.copytree(PACKAGE, folder / "vboard", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "vboard" / "native"


def errors_of(folder: Path) -> tuple[int, list[str]]:
    """Exit state and errors of a run of the package in `folder`."""
    done = subprocess.run(
        [sys.executable, "-m", "vboard", "console"],
        input="mach create\n", capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    log = "[INFO] "
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith(log)]


def test_the_module_is_that_of_the_sources() -> None:
    assert fingerprint(PACKAGE / "native") == core.SOURCES


def test_a_changed_source_is_told_in_one_line(tmp_path: Path) -> None:
    native = copy_of_the_package(tmp_path)
    assert errors_of(tmp_path) == (0, [])
    with (native / "cpu" / "core.h").open("a") as header:
        header.write("// another\n")
    status, lines = errors_of(tmp_path)
    assert status == 2
    assert len(lines) == 1
    assert "`make setup`" in lines[0]


def test_a_module_that_is_not_built_is_told_in_one_line(tmp_path: Path) -> None:
    native = copy_of_the_package(tmp_path)
    for module in native.glob("core*.so"):
        module.unlink()
    status, lines = errors_of(tmp_path)
    assert status == 2
    assert len(lines) == 1
    assert "`make setup`" in lines[0]
    assert "apt-get install g++" in lines[0]


def test_a_package_without_sources_takes_any_module(tmp_path: Path) -> None:
    native = copy_of_the_package(tmp_path)
    for source in [*native.rglob("*.cc"), *native.rglob("*.h")]:
        source.unlink()
    assert errors_of(tmp_path) == (0, [])


def test_a_renamed_source_is_another_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "part").mkdir(parents=True)
        (tmp_path / name / "part" / f"{name}.cc").write_text("int x;\n")
    assert fingerprint(tmp_path / "a") != fingerprint(tmp_path / "b")


@pytest.mark.parametrize("change", ["edit", "add", "rename", "remove", "copy", "set back"])
def test_whatever_happens_to_a_source_is_seen(tmp_path: Path, change: str) -> None:
    part = tmp_path / "sources" / "part"
    part.mkdir(parents=True)
    (part / "a.cc").write_text("int x;\n")
    (part / "b.cc").write_text("int y;\n")
    old = tmp_path / "old.cc"
    old.write_text("int z;\n")
    os.utime(old, (1, 1))
    time.sleep(0.02)  # the clock of files is coarser
    moment = time.time_ns()
    assert not touched_since(part.parent, moment)
    time.sleep(0.02)
    if change == "edit":
        (part / "a.cc").write_text("int z;\n")
    elif change == "add":
        (part / "c.h").write_text("")
    elif change == "rename":
        (part / "a.cc").rename(part / "c.cc")
    elif change == "remove":
        (part / "a.cc").unlink()
    elif change == "copy":
        shutil.copy2(old, part / "a.cc")
    else:
        (part / "a.cc").write_text("int z;\n")
        os.utime(part / "a.cc", (1, 1))
        os.utime(part, (1, 1))
    assert touched_since(part.parent, moment)


def test_the_module_uses_the_limited_interface_of_python() -> None:
    """One file serves Python 3.11 and newer."""
    assert core.__file__ is not None
    if sys.platform == "win32":
        pytest.skip("the file's name does not tell there")
    assert ".abi3." in Path(core.__file__).name


def test_without_a_compiler_the_build_says_what_to_install(tmp_path: Path) -> None:
    root = PACKAGE.parent
    if not (root / "setup.py").exists():
        pytest.skip("an installed package has no setup.py")
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, tmp_path)
    copy_of_the_package(tmp_path)
    done = subprocess.run(
        [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
        env={"CC": "no-such-compiler", "CXX": "no-such-compiler", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode != 0
    assert "a C++17 compiler and Python's headers are needed" in done.stderr.splitlines()[-1]


def test_errors_of_the_check_are_those_of_the_program() -> None:
    with pytest.raises(VBoardError, match="make setup"):
        vboard.native._check("another digest", built_at=0)
