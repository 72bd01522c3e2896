"""The portable reference: other compilers and languages, and the files of two editors."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.projects.conftest import needs_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli

MSBUILD = "{http://schemas.microsoft.com/developer/msbuild/2003}"
STRICT = "-O1 -Wall -Wextra -Werror"
CLANG = next((name for name in ("clang++", "clang++-14") if shutil.which(name)), "clang++")
COMPILERS = [(cxx, f"-std=c++{year}") for cxx in ("g++", CLANG) for year in (17, 20)]


def has(compiler: str, *flags: str) -> bool:
    """Whether a program can be linked with these flags."""
    if shutil.which(compiler) is None:
        return False
    command = [compiler, *flags, "-x", "c++", "-", "-o", "/dev/null"]
    program = '#include <cstdio>\nint main() { std::puts(""); }\n'
    return subprocess.run(command, input=program, text=True, capture_output=True, check=False).returncode == 0


def heard(folder: Path, compiler: str, flags: str) -> str:
    """What the program that is built says of its example."""
    command = ["make", "-s", "-j2", f"CXX={compiler}", f"CXXFLAGS={flags}", "check"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize(("compiler", "flags"), [*COMPILERS, ("g++", "-m32")], ids=" ".join)
def test_any_compiler_builds_it_without_a_warning(
    cli: Cli, tmp_path: Path, compiler: str, flags: str
) -> None:
    if not has(compiler, flags):
        pytest.skip(f"{compiler} {flags} builds nothing (apt-get install clang g++-12-multilib)")
    folder = write(cli, tmp_path / "a", "hotword", "--for", "portable")
    said = heard(folder, compiler, f"{STRICT} {flags}")
    assert re.findall(r"Heard (\w+)", said) == ["yes"]


def elements(root: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(root.iter(MSBUILD + tag))


def test_visual_studio_finds_every_source(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--for", "portable")
    content = (folder / "hotword.vcxproj").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    root = ElementTree.fromstring(content)
    assert root.tag == f"{MSBUILD}Project"
    listed = [each.get("Include", "").replace("\\", "/") for each in elements(root, "ClCompile")]
    sources = {name for name in listed if name}
    assert sources == {path.relative_to(folder).as_posix() for path in folder.rglob("*.cc")}
    (folders,) = elements(root, "AdditionalIncludeDirectories")
    for place in (folders.text or "").split(";"):
        assert (folder / place.replace("\\", "/")).is_dir(), place
    configurations = [each.get("Include") for each in elements(root, "ProjectConfiguration")]
    assert configurations == ["Debug|x64", "Release|x64"]
    (guid,) = elements(root, "ProjectGuid")
    assert re.fullmatch(r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", guid.text or "")
    imported = [each.get("Project", "").rpartition("\\")[2] for each in elements(root, "Import")]
    assert imported == ["Microsoft.Cpp.Default.props", "Microsoft.Cpp.props", "Microsoft.Cpp.targets"]


def read(path: Path) -> Any:
    return json.loads(path.read_text())


@needs_compiler
@pytest.mark.parametrize("app", ["hotword", "hello"])
def test_tasks_of_visual_studio_code_build_what_its_launch_file_starts(
    cli: Cli, tmp_path: Path, app: str
) -> None:
    folder = write(cli, tmp_path / "a", app, "--for", "portable")
    tasks = {each["label"]: each for each in read(folder / ".vscode" / "tasks.json")["tasks"]}
    (launch,) = read(folder / ".vscode" / "launch.json")["configurations"]
    assert launch["preLaunchTask"] in tasks
    assert launch["program"] == f"${{workspaceFolder}}/{app}"
    assert launch["args"] == (["<", "${workspaceFolder}/example.wav"] if app == "hotword" else [])
    if app == "hotword":
        assert (folder / "example.wav").is_file()
        return
    for label in ("build", "clean"):
        subprocess.run([tasks[label]["command"], *tasks[label]["args"]], cwd=folder, check=True)
        assert (folder / app).is_file() == (label == "build")
