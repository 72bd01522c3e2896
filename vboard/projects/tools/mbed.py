"""Mbed OS for the STM32F746G Discovery: Mbed CLI 1 and mbed-tools."""

from __future__ import annotations

import json

from vboard.projects.bundle import board_target, make_bundle, port_target
from vboard.projects.flashing import flashing
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.tool import Files, Request, Tool, lines

_BOARDS = {"stm32f746g_disco": "DISCO_F746NG"}
"""Board -> target of Mbed OS."""
_MBED_OS = "https://github.com/ARMmbed/mbed-os/#mbed-os-6.17.0"
"""The last release."""
CHECKED = (
    "In the project's tests mbed-tools configured it with a stand-in of Mbed OS, and arm-none-eabi-g++ "
    "compiled the sources against one; neither Mbed CLI nor mbed-tools built the whole here."
)


def make(request: Request) -> Files:
    application, board = request.application, request.board
    core = board_target(board)
    bundle = make_bundle(application, port_target("mbed", core.cpu, core.flags))
    files = dict(bundle.files)
    settings = {
        "requires": ["bare-metal"],
        "target_overrides": {
            "*": {
                "platform.stdio-baud-rate": 115200,
                "target.boot-stack-size": "0x2000",
                "target.printf_lib": "minimal-printf",
            }
        },
    }
    files["mbed_app.json"] = (json.dumps(settings, indent=2) + "\n").encode()
    files["mbed-os.lib"] = f"{_MBED_OS}\n".encode()
    files["CMakeLists.txt"] = fill(
        "mbed/CMakeLists.txt",
        app=application.name,
        sources=lines(bundle.sources, "  ", ""),
        includes=" ".join(bundle.includes),
    )
    target = _BOARDS[board]
    binary = f"cmake_build/{target}/develop/GCC_ARM/{application.name}"
    commands = "\n".join(f"    {each}" for each in flashing(board, f"{binary}.elf", f"{binary}.bin"))
    steps = f"""\
With mbed-tools (`pip install mbed-tools`):

    mbed-tools deploy
    mbed-tools compile -m {target} -t GCC_ARM

or with Mbed CLI 1:

    mbed config root .
    mbed deploy
    mbed compile -m {target} -t GCC_ARM

Copy the image to the drive of the board, or:

{commands}

The console is the debug probe's serial port at 115200 baud; audio comes on pin D0 at 921600 baud.
"""
    files["README.md"] = readme(application, f"{board}, Mbed OS", steps, files, CHECKED)
    return files


TOOL = Tool("mbed", "Mbed OS", tuple(_BOARDS), make, CHECKED)
