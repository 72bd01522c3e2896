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

PUBLIC_ORDER = {
    "Project": """
        SchemaVersion Header Targets
    """,
    "Target": """
        TargetName ToolsetNumber ToolsetName pCCUsed uAC6 TargetOption Groups
    """,
    "TargetOption": """
        TargetCommonOption CommonProperty DllOption TargetArmAds
    """,
    "TargetCommonOption": """
        Device Vendor PackID PackURL Cpu OutputDirectory OutputName CreateExecutable CreateLib
        CreateHexFile DebugInformation BrowseInformation ListingPath HexFormatSelection
    """,
    "CommonProperty": """
        UseCPPCompiler RVCTCodeConst RVCTZI RVCTOtherData ModuleSelection IncludeInBuild AlwaysBuild
        GenerateAssemblyFile AssembleAssemblyFile PublicsOnly StopOnExitCode CustomArgument
        IncludeLibraryModules ComprImg
    """,
    "DllOption": """
        SimDllName SimDllArguments SimDlgDll SimDlgDllArguments TargetDllName TargetDllArguments
        TargetDlgDll TargetDlgDllArguments
    """,
    "TargetArmAds": """
        ArmAdsMisc Cads Aads LDads
    """,
    "ArmAdsMisc": """
        useUlib OptFeed
    """,
    "Cads": """
        interw Optim oTime SplitLS OneElfS Strict EnumInt PlainCh Ropi Rwpi wLevel uThumb uSurpInc
        uC99 uGnu useXO v6Lang v6LangP vShortEn vShortWch v6Lto v6WtE v6Rtti VariousControls
    """,
    "VariousControls": """
        MiscControls Define Undefine IncludePath
    """,
    "Aads": """
        interw Ropi Rwpi thumb SplitLS SwStkChk NoWarn uSurpInc useXO uClangAs VariousControls
    """,
    "LDads": """
        umfTarg Ropi Rwpi noStLib RepFail useFile TextAddressRange DataAddressRange pXoBase
        ScatterFile IncludeLibs IncludeLibsPath Misc LinkerInputFile DisabledWarnings
    """,
    "uvoptx:ProjectOpt": """
        SchemaVersion Header Extensions Target
    """,
    "uvoptx:Extensions": """
        cExt aExt oExt lExt tExt pExt CppX nMigrate
    """,
    "uvoptx:Target": """
        TargetName ToolsetNumber ToolsetName TargetOption
    """,
    "uvoptx:TargetOption": """
        CLKADS OPTTT
    """,
    "uvoptx:OPTTT": """
        gFlags BeepAtEnd RunSim RunTarget
    """,
}
"""Elements of a parent in the order of projects that µVision wrote: CMSIS 5, STM32CubeF1 and F7."""
CPP17 = "8"
"""The entry of µVision's list of languages for C++."""
CLANG = next((name for name in ("clang++", "clang++-14") if shutil.which(name)), "")


def order(element: ElementTree.Element) -> list[str]:
    return [child.tag for child in element]


@pytest.mark.parametrize("board", list(keil.DEVICES))
def test_keil_elements_and_files(cli: Cli, tmp_path: Path, board: str) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "keil")
    root = ElementTree.parse(folder / "hotword.uvprojx").getroot()
    options = ElementTree.parse(folder / "hotword.uvoptx").getroot()
    for document, prefix in ((root, ""), (options, "uvoptx:")):
        for element in document.iter():
            if len(element) > 1 and element.tag not in ("Groups", "Group", "Files", "File"):
                assert order(element) == PUBLIC_ORDER[f"{prefix}{element.tag}"].split(), element.tag
    target = root.find("Targets/Target")
    assert target is not None
    assert target.findtext("TargetOption/TargetArmAds/Cads/v6LangP") == CPP17
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
    command += ["-fshort-enums", "-fshort-wchar"]  # vShortEn, vShortWch
    command += ["-Wno-unknown-pragmas", "-Wno-dollar-in-identifier-extension", "-nostdinc"]
    command += [f"-I{each}" for each in bundle.includes] + [f"-D{each}" for each in keil.defines(device)]
    command += [part for each in libraries for part in ("-isystem", each)]
    sources = list(bundle.sources)
    if board not in ("stm32f746g_disco", "m0plus"):  # what these compile already
        sources = [
            name for name in sources if "/fast" in name or "/dsp/" in name or name.startswith("ports/")
        ]
    compile_all(command, folder, sources)
