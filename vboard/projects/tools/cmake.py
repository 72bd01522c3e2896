"""CMake: presets for the board and for this computer, a toolchain file."""

from __future__ import annotations

from vboard.projects.application import DEMO
from vboard.projects.bundle import board_target, make_bundle, port_target
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.make import deployment
from vboard.projects.tools.tool import Files, Request, Tool, lines

CHECKED = (
    "Built with CMake and arm-none-eabi-gcc 12 and run on the virtual board, and built and run on the host, "
    "by the project's tests; not tried on the real board."
)


def make(request: Request) -> Files:
    application, board = request.application, request.board
    app = application.name
    target, host = (
        make_bundle(application, board_target(board)),
        make_bundle(application, port_target("host")),
    )
    files = {**host.files, **target.files}
    common = [name for name in target.sources if name in host.sources]
    includes = [each for each in target.includes if each in host.includes]
    if application.hears:
        files["example.wav"] = DEMO.read_bytes()
    files["CMakeLists.txt"] = fill(
        "cmake/CMakeLists.txt",
        app=app,
        board=board,
        folder=target.target.folder,
        cpu_flags=" ".join(target.target.flags),
        common_sources=lines(common, "  ", ""),
        host_sources=lines([n for n in host.sources if n not in common], "  ", ""),
        board_sources=lines([n for n in target.sources if n not in common], "  ", ""),
        common_includes=" ".join(includes),
        host_includes=" ".join(each for each in host.includes if each not in includes),
        board_includes=" ".join(each for each in target.includes if each not in includes),
    )
    files["CMakePresets.json"] = fill("cmake/CMakePresets.json", app=app, board=board)
    files["arm-none-eabi.cmake"] = fill("cmake/arm-none-eabi.cmake")
    example = " < example.wav" if application.hears else ""
    steps = f"""\
    cmake --preset {board}
    cmake --build --preset {board}

builds `build/{board}/{app}.elf` and `.bin` with arm-none-eabi-gcc (CMake 3.21 and newer). For this computer:

    cmake --preset host
    cmake --build --preset host
    build/host/{app}{example}

{deployment(board, app, f"build/{board}")}"""
    files["README.md"] = readme(application, board, steps, files, CHECKED)
    return files


TOOL = Tool("cmake", "CMake", None, make, CHECKED)
