"""A Makefile for arm-none-eabi-gcc."""

from __future__ import annotations

from vboard.projects.bundle import COMMON_FLAGS, board_target, make_bundle
from vboard.projects.flashing import flashing
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.tool import Files, Request, Tool, lines

CHECKED = (
    "Built with arm-none-eabi-gcc 12 and run on the virtual board by the project's tests; "
    "not tried on the real one."
)


def deployment(board: str, app: str, folder: str) -> str:
    """Markdown: how an image runs on the virtual board and gets onto the real one."""
    elf, binary = f"{folder}/{app}.elf", f"{folder}/{app}.bin"
    commands = "\n".join(f"    {command}" for command in flashing(board, elf, binary))
    return f"On the virtual board:\n\n    vboard run {board} {elf}\n\nOn the real one:\n\n{commands}\n"


def make(request: Request) -> Files:
    application, board = request.application, request.board
    bundle = make_bundle(application, board_target(board))
    files = dict(bundle.files)
    files["Makefile"] = fill(
        "make/Makefile",
        app=application.name,
        board=board,
        folder=bundle.target.folder,
        cpu_flags=" ".join(bundle.target.flags),
        includes=" ".join(f"-I{each}" for each in bundle.includes),
        common_flags=" ".join(COMMON_FLAGS),
        sources=lines(bundle.sources),
    )
    steps = f"`make` builds `build/{application.name}.elf` and `.bin` with arm-none-eabi-gcc and newlib.\n\n"
    steps += deployment(board, application.name, "build")
    files["README.md"] = readme(application, board, steps, files, CHECKED)
    return files


TOOL = Tool("make", "GNU Make", None, make, CHECKED)
