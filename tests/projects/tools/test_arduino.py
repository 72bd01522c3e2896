"""Arduino: the rules of arduino-lint, and a compiler with a stand-in of a core."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.projects.compiling import M4, STANDINS, compile_all
from tests.projects.conftest import needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.projects.tools.arduino import library_name

CATEGORIES = {
    *("Display", "Communication", "Signal Input/Output", "Sensors", "Device Control", "Timing"),
    *("Data Storage", "Data Processing", "Other"),
}


@pytest.mark.parametrize("board", ["nano33ble", "generic"])
def test_arduino_library_keeps_the_rules(cli: Cli, tmp_path: Path, board: str) -> None:
    """Rules of arduino-lint, by their codes where they have one."""
    out = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "arduino")
    name = library_name("hotword")
    assert [path.name for path in out.iterdir()] == [name]  # one folder, that of the library
    library = out / name
    lines = (library / "library.properties").read_text().splitlines()
    fields = dict(line.split("=", 1) for line in lines)  # LP001, LP002
    required = {"name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url"}
    assert required | {"architectures"} <= set(fields)  # LP003 and on
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\- ]{0,62}", fields["name"])  # LP005 to LP008
    assert not fields["name"].lower().startswith("arduino")  # LP009
    assert re.fullmatch(r"\d+\.\d+\.\d+", fields["version"])  # LP018
    assert fields["category"] in CATEGORIES  # LP034
    assert not fields["paragraph"].startswith(fields["sentence"])  # LP031
    assert (library / "src" / fields["includes"]).is_file()  # LP052
    assert (library / "LICENSE").is_file()  # LS006
    assert (library / "README.md").is_file()  # LS007
    assert not (library / "example").exists()  # LD004
    assert not list(library.rglob("*.exe"))  # LS003
    assert not [
        path for path in library.rglob("*") if path.is_symlink() or path.name.startswith(".")
    ]  # LS004, LS005
    for path in (library / "src").rglob("*"):
        assert path.is_dir() or path.suffix in (".cpp", ".h"), path
    sketches = sorted((library / "examples").iterdir())
    assert [path.name for path in sketches] == ["hello", "hotword"]
    for sketch in sketches:
        assert (sketch / f"{sketch.name}.ino").is_file()  # SS001


@needs_cross_compiler
@pytest.mark.parametrize("app", ["hotword", "hello"])
@pytest.mark.parametrize(
    "flags",
    [["-std=gnu++14", "-w"], ["-std=gnu++20", "-funsigned-char", "-fno-exceptions", "-fno-rtti"]],
    ids=" ".join,
)
def test_arduino_sources_compile_as_cores_ask(cli: Cli, tmp_path: Path, app: str, flags: list[str]) -> None:
    """The core of the Nano 33 BLE asks for gnu++14."""
    library = write(cli, tmp_path / "a", app, "--board", "nano33ble", "--for", "arduino") / library_name(app)
    sources = [path.relative_to(library).as_posix() for path in sorted(library.rglob("*.cpp"))]
    command = ["arm-none-eabi-g++", *M4, "-DARDUINO_ARDUINO_NANO33BLE", "-Isrc", f"-I{STANDINS / 'arduino'}"]
    compile_all([*command, *flags], library, sources)


@needs_cross_compiler
def test_an_older_language_is_told_in_one_line(cli: Cli, tmp_path: Path) -> None:
    library = write(cli, tmp_path / "a", "hello", "--board", "generic", "--for", "arduino") / "TinyML_hello"
    for source in sorted(library.rglob("*.cpp")):
        command = ["arm-none-eabi-g++", "-std=gnu++11", "-fsyntax-only", f"-I{library / 'src'}", str(source)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        errors = [line for line in done.stderr.splitlines() if "error:" in line]
        assert len(errors) == 1, source
        assert "TinyML_hello needs -std=gnu++14 or newer" in errors[0]


@needs_cross_compiler
@pytest.mark.parametrize("board", ["nano33ble", "generic"])
def test_arduino_sources_compile(cli: Cli, tmp_path: Path, board: str) -> None:
    out = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "arduino")
    library = out / library_name("hotword")
    cores = {"nano33ble": [*M4, "-DARDUINO_ARDUINO_NANO33BLE"], "generic": ["-mcpu=cortex-m0plus", "-mthumb"]}
    for sketch in library.glob("examples/*/*.ino"):
        (library / f"{sketch.stem}_sketch.cpp").write_text("#include <Arduino.h>\n" + sketch.read_text())
    sources = [path.relative_to(library).as_posix() for path in sorted(library.rglob("*.cpp"))]
    if board == "generic":  # the first one compiles the others
        sources = [name for name in sources if "kernels" not in name and "src/core" not in name]
    compiler = ["arm-none-eabi-g++", *cores[board], "-fno-exceptions", "-fno-rtti"]
    compile_all([*compiler, "-Isrc", f"-I{STANDINS / 'arduino'}"], library, sources)
