"""An application with everything that it needs, before a build tool's files are added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vboard.errors import VBoardError
from vboard.inference.closure import FIRMWARE, headers, locate, make_variable, runtime_sources
from vboard.paths import ROOT
from vboard.projects.application import Application, build_id_source

COMMON_FLAGS = (
    *("-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", "-ffunction-sections", "-fdata-sections"),
    *("-fno-tree-loop-distribute-patterns", "-fno-jump-tables", "-ffp-contract=off"),
)
"""What the runtime is compiled with (runtime.mk); the last: floats have the same bits on every core."""
_FRONTEND = (
    *("frontend/frontend.cc", "frontend/fft.cc", "frontend/channels.cc"),
    *("frontend/tables_common.cc", "frontend/tables_b.cc"),
)
_CONVOLUTION = "runtime/kernels/convolution"
_MICROPHONE = "microphone.cc"
"""Of a board that has one; its interrupt is empty in an image without this file."""
_WITH_MICROPHONE = "make, cmake or platformio with a board that has one, or portable"


@dataclass(frozen=True)
class Target:
    """What a project is compiled for.

    Attributes:
        folder: its sources below `firmware/`: `boards/bluepill`, `ports/host`.
        cpu: the compiler's name of the core; empty: any machine, with the portable kernels.
        flags: the compiler's options for the core.
        startup: with our own start-up code and linker script.
    """

    name: str
    folder: str
    cpu: str = ""
    flags: tuple[str, ...] = ()
    startup: bool = False

    @property
    def kernels(self) -> str:
        return "fast" if self.cpu not in ("", "cortex-m0plus") else "small"


@dataclass(frozen=True)
class Bundle:
    """Files by path, translation units in the order of linking, include folders."""

    application: Application
    target: Target
    files: dict[str, bytes]
    sources: tuple[str, ...]
    includes: tuple[str, ...]


def board_target(board: str) -> Target:
    """A board of `firmware/boards`."""
    makefile = f"boards/{board}/board.mk"
    (cpu,) = make_variable(makefile, "CPU")
    return Target(board, f"boards/{board}", cpu, make_variable(makefile, "CPU_FLAGS"), startup=True)


def port_target(port: str, cpu: str = "", flags: tuple[str, ...] = ()) -> Target:
    """A port of `firmware/ports`, where something else starts the application."""
    return Target(port, f"ports/{port}", cpu, flags)


def make_bundle(application: Application, target: Target) -> Bundle:
    """Collect sources, and the headers that they include.

    Raises:
        VBoardError: an application that listens to a microphone, for a target that has none.
    """
    mine = [
        *_sources_of(target, application.uses_microphone),
        "apps/common/banner.cc",
        "apps/common/console.cc",
    ]
    text = application.text + "".join((FIRMWARE / name).read_text(encoding="utf-8") for name in mine)
    if application.uses_microphone and "void StartMicrophone(" not in text:
        raise VBoardError(
            f"{application.name}: no microphone in {target.folder} (expected {_WITH_MICROPHONE})"
        )
    shared: list[str] = []
    if application.uses_runtime:
        shared += runtime_sources(text, target.cpu or "cortex-m3", target.kernels)
    if application.uses_frontend:
        shared += _FRONTEND
    included = headers([*mine, *shared])
    included += [name for name in _headers_of(application) if name not in included]
    needed = dict.fromkeys([*mine, *shared, *sorted(included)])
    files = {name: (FIRMWARE / name).read_bytes() for name in needed if name not in application.files}
    files |= application.files
    files |= {
        f"{target.folder}/{path.name}": path.read_bytes()
        for path in sorted((FIRMWARE / target.folder).iterdir())
        if path.suffix in (".h", ".ld")
    }
    if target.startup:
        files["boards/common/sections.ld"] = (FIRMWARE / "boards/common/sections.ld").read_bytes()
    files["build_id.cc"] = build_id_source()
    files["LICENSE"] = (ROOT / "LICENSE").read_bytes()
    sources = (*application.sources, *mine, "build_id.cc", *shared)
    includes = [".", target.folder, f"apps/{application.name}"]
    if application.uses_runtime or application.uses_frontend:
        includes.append("runtime")
    if target.kernels == "fast" and application.uses_runtime:
        includes.append(f"{_CONVOLUTION}/dsp")
    present = {str(Path(name).parent) for name in files} | {str(p) for n in files for p in Path(n).parents}
    used = tuple(each for each in includes if each == "." or each in present)
    return Bundle(application, target, dict(sorted(files.items())), sources, used)


def _sources_of(target: Target, microphone: bool) -> list[str]:
    folders = [target.folder, *(["boards/common"] if target.startup else [])]
    return [
        f"{folder}/{path.name}"
        for folder in folders
        for path in sorted((FIRMWARE / folder).glob("*.cc"))
        if microphone or path.name != _MICROPHONE
    ]


def _headers_of(application: Application) -> list[str]:
    """Headers of the repository that an application's own files include, and theirs."""
    names = re.findall(r'^\s*#include "([^"]+)"', application.text, re.MULTILINE)
    direct = [found for name in dict.fromkeys(names) if (found := locate(name))]
    return list(dict.fromkeys([*direct, *headers(direct)]))
