"""Projects for tools that are not here: their files by those tools' rules, their sources by a compiler."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.projects.conftest import needs_compiler, needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.projects.application import find_application
from vboard.projects.tools import keil
from vboard.projects.tools.arduino import library_name

STANDINS = Path(__file__).parent / "standins"
CLANG = next((name for name in ("clang++", "clang++-14") if shutil.which(name)), "")
M4 = ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]


def compile_all(compiler: list[str], folder: Path, sources: list[str]) -> None:
    """Check that every source compiles; no object is written."""

    def one(source: str) -> str:
        flags = ["-std=c++17", "-Wall", "-Wextra", *compiler[1:]]
        command = [compiler[0], *flags, "-fsyntax-only", "-x", "c++", source]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr

    assert sources
    with ThreadPoolExecutor(2) as pool:
        complaints = [text for text in pool.map(one, sources) if text]
    assert not complaints, complaints[0]


def own_sources(folder: Path) -> list[str]:
    """Sources beside the runtime's, which other tests compile."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.cc"))]
    return [name for name in names if not name.startswith(("runtime/", "frontend/"))]


# -- Keil ---------------------------------------------------------------------------------------


def order(element: ElementTree.Element) -> list[str]:
    return [child.tag for child in element]


@pytest.mark.parametrize("board", list(keil.DEVICES))
def test_keil_elements_and_files(cli: Cli, tmp_path: Path, board: str) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "keil")
    root = ElementTree.parse(folder / "hotword.uvprojx").getroot()
    assert order(root) == ["SchemaVersion", "Header", "Targets"]
    target = root.find("Targets/Target")
    assert target is not None
    assert order(target) == [
        *("TargetName", "ToolsetNumber", "ToolsetName", "pCCUsed", "uAC6", "TargetOption", "Groups"),
    ]
    option = target.find("TargetOption")
    assert option is not None
    assert order(option) == ["TargetCommonOption", "CommonProperty", "DllOption", "TargetArmAds"]
    ads = option.find("TargetArmAds")
    assert ads is not None
    assert order(ads) == ["ArmAdsMisc", "Cads", "Aads", "LDads"]
    assert order(ads.find("Cads/VariousControls") or ads) == [
        "MiscControls",
        "Define",
        "Undefine",
        "IncludePath",
    ]
    kinds = {".c": "1", ".h": "5", ".cc": "8", ".cpp": "8"}
    listed = []
    for file in target.iter("File"):
        assert order(file) == ["FileName", "FileType", "FilePath"]
        path = Path((file.findtext("FilePath") or "").replace("\\", "/"))
        assert (folder / path).is_file(), path
        assert file.findtext("FileType") == kinds[path.suffix]
        listed.append(path.as_posix())
    assert len(set(listed)) == len(listed)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.cc")} == {
        n for n in listed if n[-3:] == ".cc"
    }
    options = ElementTree.parse(folder / "hotword.uvoptx").getroot()
    assert order(options) == ["SchemaVersion", "Header", "Extensions", "Target"]
    assert options.findtext("Target/TargetName") == target.findtext("TargetName")
    assert "did not open the project" in (folder / "README.md").read_text()


@pytest.mark.skipif(not CLANG, reason="no clang++ to stand for the Arm Compiler (apt-get install clang)")
@pytest.mark.skipif(shutil.which("arm-none-eabi-g++") is None, reason="no C library for Arm: make setup")
@pytest.mark.parametrize("board", list(keil.DEVICES))
def test_keil_sources_compile_with_clang(cli: Cli, tmp_path: Path, board: str) -> None:
    """As the Arm Compiler 6, which is a clang, takes them; headers of the C and C++ library are newlib's."""
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "keil")
    bundle, device = keil.bundle_for(find_application("hotword", None), board), keil.DEVICES[board]
    searched = subprocess.run(
        ["arm-none-eabi-g++", "-mthumb", f"-mcpu={device.cpu}", "-E", "-Wp,-v", "-x", "c++", "/dev/null"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    libraries = re.findall(r"^ (/\S+)$", searched, re.MULTILINE)
    command = [
        CLANG,
        "--target=arm-none-eabi",
        f"-mcpu={device.cpu}",
        *device.flags,
        "-fno-exceptions",
        "-fno-rtti",
    ]
    command += ["-Wno-unknown-pragmas", "-Wno-dollar-in-identifier-extension", "-nostdinc"]
    command += [f"-I{each}" for each in bundle.includes] + [f"-D{each}" for each in keil.defines(device)]
    command += [part for each in libraries for part in ("-isystem", each)]
    sources = list(bundle.sources)
    if board not in ("stm32f746g_disco", "m0plus"):  # what these compile already
        sources = [
            name for name in sources if "/fast" in name or "/dsp/" in name or name.startswith("ports/")
        ]
    compile_all(command, folder, sources)


# -- Arduino ------------------------------------------------------------------------------------

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


# -- Mbed OS ------------------------------------------------------------------------------------


@needs_cross_compiler
def test_mbed_configuration_and_sources(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "stm32f746g_disco", "--for", "mbed")
    settings = json.loads((folder / "mbed_app.json").read_text())
    assert set(settings) <= {"config", "macros", "requires", "target_overrides"}
    assert all(re.fullmatch(r"[\w-]+\.[\w-]+", key) for key in settings["target_overrides"]["*"])
    assert re.fullmatch(r"https://\S+/#\S+\n", (folder / "mbed-os.lib").read_text())
    text = (folder / "CMakeLists.txt").read_text()
    for name in re.findall(r"^  (\S+\.cc)$", text, re.MULTILINE):
        assert (folder / name).is_file(), name
    includes = re.search(r"PRIVATE (\..*)\)", text)
    assert includes
    flags = [f"-I{each}" for each in includes[1].split()]
    m7 = ["-mcpu=cortex-m7", "-mthumb", "-mfpu=fpv5-sp-d16", "-mfloat-abi=hard"]
    compiler = ["arm-none-eabi-g++", *m7, *flags, f"-I{STANDINS / 'mbed'}"]
    compile_all(compiler, folder, own_sources(folder))


def test_mbed_tools_read_the_configuration(cli: Cli, tmp_path: Path) -> None:
    """The package's own reader of mbed_app.json."""
    pytest.importorskip("mbed_tools", reason="mbed-tools is not installed: pip install mbed-tools")
    from mbed_tools.build._internal.config import source

    folder = write(cli, tmp_path / "a", "hotword", "--board", "stm32f746g_disco", "--for", "mbed")
    found = source.prepare(
        json.loads((folder / "mbed_app.json").read_text()), source_name="app", target_filters=["*"]
    )
    named = {f"{entry.namespace}.{entry.name}": entry.value for entry in found["overrides"]}
    assert named["rtos.main-thread-stack-size"] == 8192
    assert found["requires"] == {"bare-metal", "events"}


# -- PlatformIO ---------------------------------------------------------------------------------


def ini(folder: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(folder / "platformio.ini")
    return parser


@pytest.mark.parametrize("board", ["bluepill", "stm32f746g_disco"])
def test_platformio_lists_files_that_are_there(cli: Cli, tmp_path: Path, board: str) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "platformio")
    parser = ini(folder)
    assert set(parser.sections()) == {"platformio", f"env:{board}", "env:native"}
    for section in (f"env:{board}", "env:native"):
        names = re.findall(r"\+<(\S+)>", parser[section]["build_src_filter"])
        assert names
        assert all((folder / name).is_file() for name in names)
    compile(  # the script is Python
        (folder / "platformio_link.py").read_text(), "platformio_link.py", "exec"
    )


def test_platformio_reads_the_configuration(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("platformio", reason="platformio is not installed: pip install platformio")
    from platformio.project.config import ProjectConfig

    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "platformio")
    monkeypatch.chdir(folder)
    config = ProjectConfig(str(folder / "platformio.ini"))
    config.validate()
    assert config.envs() == ["bluepill", "native"]
    assert config.default_envs() == ["bluepill"]
    assert config.get("env:bluepill", "board") == "bluepill_f103c8"


UNITY = """\
#pragma once
#include <cstdio>
extern int g_failures;
void setUp();
void tearDown();
#define UNITY_BEGIN() (g_failures = 0)
#define UNITY_END() g_failures
#define RUN_TEST(test) (setUp(), test(), tearDown())
#define TEST_ASSERT_EQUAL_INT(expected, actual) \\
  do if ((expected) != (actual)) std::printf("FAIL %d\\n", ++g_failures); while (0)
#define TEST_ASSERT_EQUAL_UINT32 TEST_ASSERT_EQUAL_INT
"""


@needs_compiler
def test_platformio_native_test_runs(cli: Cli, tmp_path: Path) -> None:
    """What `pio test -e native` compiles, with a stand-in of its Unity."""
    folder = write(cli, tmp_path / "a", "hello", "--board", "bluepill", "--for", "platformio")
    section = ini(folder)["env:native"]
    (folder / "unity.h").write_text(UNITY)
    (folder / "unity.cc").write_text('#include "unity.h"\nint g_failures;\n')
    sources = re.findall(r"\+<(\S+)>", section["build_src_filter"])
    sources += ["unity.cc", "test/test_application/test_main.cc"]
    flags = [flag for flag in section["build_flags"].split() if flag != "-O2"]
    subprocess.run(["g++", *flags, "-I.", "-o", "tests", *sources], cwd=folder, check=True)
    assert subprocess.run([folder / "tests"], check=False).returncode == 0


# -- Zephyr -------------------------------------------------------------------------------------


@needs_cross_compiler
def test_zephyr_module_and_application(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "zephyr")
    module = yaml.safe_load((folder / "zephyr" / "module.yml").read_text())
    assert module["build"] == {"cmake": ".", "kconfig": "Kconfig"}
    for name in ("CMakeLists.txt", "app/CMakeLists.txt"):
        text = (folder / name).read_text()
        listed = re.findall(r"^ +(\S+\.cc)$", text, re.MULTILINE)
        assert listed
        assert all(((folder / name).parent / each).is_file() for each in listed)
    compiler = ["arm-none-eabi-g++", *M4, "-I.", "-Iports/zephyr", "-Iapps/hotword", "-Iruntime"]
    compile_all([*compiler, f"-I{STANDINS / 'zephyr'}"], folder, own_sources(folder))


def test_zephyr_symbols_are_those_of_the_kconfig(cli: Cli, tmp_path: Path) -> None:
    kconfiglib = pytest.importorskip(
        "kconfiglib", reason="kconfiglib is not installed: pip install kconfiglib"
    )
    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "zephyr")
    # What Zephyr's own Kconfig has.
    settings = (folder / "app" / "prj.conf").read_text()
    symbols = re.findall(r"^CONFIG_(\w+)=", settings, re.MULTILINE)
    known = "".join(
        f'config {each}\n\t{"int" if each.endswith("SIZE") else "bool"} "{each}"\n'
        for each in [*symbols, "REQUIRES_FULL_LIBCPP"]
        if each != "MICRO_RUNTIME"
    )
    (folder / "Kconfig.all").write_text(f'{known}rsource "Kconfig"\n')
    kconfig = kconfiglib.Kconfig(str(folder / "Kconfig.all"), warn_to_stderr=False)
    kconfig.load_config(str(folder / "app" / "prj.conf"))
    assert not kconfig.warnings
    assert kconfig.syms["MICRO_RUNTIME"].str_value == "y"
    assert kconfig.syms["REQUIRES_FULL_LIBCPP"].str_value == "y"
