"""Keil µVision: elements and order of its files, and clang in the place of the Arm Compiler."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.projects.compiling import compile_all
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.projects.application import find_application
from vboard.projects.tools import keil

CLANG = next((name for name in ("clang++", "clang++-14") if shutil.which(name)), "")


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
