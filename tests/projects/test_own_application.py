"""An application of the user's own: names that some tool stumbles over, for every tool."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.projects.compiling import STANDINS
from tests.projects.conftest import needs_compiler, needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.projects.project import TOOLS, boards_of

MAIN = """\
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "boards/board.h"
#include "twice.hpp"
int main ( void ) {
  StartBoard("mine");  // \xe9, of another encoding than UTF-8
  console::Print("twice ", Twice(21), "\\n");
  for (;;) board::WaitForInterrupt();
}
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with a hyphen in its name, a source and a header of other endings than ours."""
    folder = tmp_path / "my-app"
    folder.mkdir()
    (folder / "main.cc").write_bytes(MAIN.encode("latin-1"))
    (folder / "twice.hpp").write_text("#pragma once\nint Twice(int x);\n")
    (folder / "twice.cpp").write_text('#include "twice.hpp"\nint Twice(int x) { return 2 * x; }\n')
    return folder


def cases() -> list[tuple[str, str]]:
    return [(name, next(iter(boards_of(tool)), "")) for name, tool in TOOLS.items()]


@needs_compiler
def test_it_builds_for_this_computer(cli: Cli, tmp_path: Path, app: Path) -> None:
    folder = write(cli, tmp_path / "out", app, "--for", "portable")
    done = subprocess.run(
        ["make", "-s", "CXXFLAGS=-O0", "check"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert "twice 42" in done.stdout


@needs_cross_compiler
def test_it_builds_for_a_board_with_flags_of_the_users(cli: Cli, tmp_path: Path, app: Path) -> None:
    folder = write(cli, tmp_path / "out", app, "--board", "bluepill", "--for", "make")
    subprocess.run(["make", "-s", "CXXFLAGS=-O0 -DMINE"], cwd=folder, check=True)
    result = cli("run", "bluepill", folder / "build" / "my-app.elf", "--for", "0.01")
    assert "twice 42" in result.out


@needs_cross_compiler
def test_its_main_is_what_a_sketch_calls(cli: Cli, tmp_path: Path, app: Path) -> None:
    (library,) = write(cli, tmp_path / "out", app, "--board", "generic", "--for", "arduino").iterdir()
    sketch = (library / "examples" / "my-app" / "my-app.ino").read_text()
    assert "void setup() { my_app_main(); }" in sketch
    assert (library / "src" / "apps" / "my-app" / "twice_hpp.h").is_file()
    (library / "sketch.cpp").write_text(sketch)
    include = ["-Isrc", f"-I{STANDINS / 'arduino'}", "-Isrc/apps/my-app"]
    for source in ("sketch.cpp", "src/apps/my-app/main.cpp", "src/apps/my-app/twice.cpp"):
        command = ["arm-none-eabi-g++", "-std=c++17", *include, "-fsyntax-only", source]
        subprocess.run(command, cwd=library, check=True)


@pytest.mark.parametrize(("tool", "board"), cases())
@pytest.mark.parametrize("name", ["my file.cc", "a$b.cc", "a#b.h", "ü.cc", "-x.cc", "a:b.cc", "sub dir/a.cc"])
def test_names_that_build_tools_take_apart_are_refused(
    cli: Cli, tmp_path: Path, app: Path, tool: str, board: str, name: str
) -> None:
    (app / name).parent.mkdir(exist_ok=True)
    (app / name).write_text("")
    where = ["--board", board] if board else []
    result = cli("project", app, *where, "--for", tool, "-o", tmp_path / "out")
    result.assert_refused("build tools take no such name")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["build", "check", "test", "install", "boards", "apps", "while", "2nd"])
def test_names_of_programs_that_cannot_be(cli: Cli, tmp_path: Path, app: Path, name: str) -> None:
    taken = app.rename(tmp_path / name)
    cli("project", taken, "--for", "portable", "-o", tmp_path / "out").assert_refused(
        "folder's name is the application's"
    )
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name_in_an_arduino_library_are_refused(cli: Cli, tmp_path: Path, app: Path) -> None:
    (app / "twice.cc").write_text("int Thrice(int x) { return 3 * x; }\n")
    result = cli("project", app, "--board", "generic", "--for", "arduino", "-o", tmp_path / "out")
    result.assert_refused("src/apps/my-app/twice.cpp too")
    assert not (tmp_path / "out").exists()


def test_a_sketch_needs_a_main_without_arguments(cli: Cli, tmp_path: Path, app: Path) -> None:
    (app / "main.cc").write_text("int main(int count, char** words) { return count; }\n")
    result = cli("project", app, "--board", "generic", "--for", "arduino", "-o", tmp_path / "out")
    result.assert_refused("expected int main() without arguments")
