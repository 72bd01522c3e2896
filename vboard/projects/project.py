"""An application, a board and a build tool become a folder or an archive."""

from __future__ import annotations

from pathlib import Path

from vboard.boards.row import BOARD_SUFFIXES
from vboard.boards.table import BOARDS, find_board, full_name
from vboard.errors import VBoardError, nearest
from vboard.projects.application import Application, find_application
from vboard.projects.output import check_new, write_new
from vboard.projects.tools import arduino, cmake, keil, make, mbed, platformio, portable, zephyr
from vboard.projects.tools.tool import Files, Request, Tool

TOOLS: dict[str, Tool] = {
    module.TOOL.name: module.TOOL
    for module in (make, cmake, keil, mbed, arduino, platformio, zephyr, portable)
}


def find_tool(name: str) -> Tool:
    """The tool called `name`.

    Raises:
        VBoardError: there is none.
    """
    if name not in TOOLS:
        raise VBoardError(f"unknown tool '{name}'{nearest(name, TOOLS)} (tools: {', '.join(TOOLS)})")
    return TOOLS[name]


def boards_of(tool: Tool) -> tuple[str, ...]:
    """Boards that a tool has projects for; empty: it needs none."""
    return tuple(BOARDS) if tool.boards is None else tool.boards


def check_board(tool: Tool, board: str) -> str:
    """The board by its full name, where the tool takes one.

    Raises:
        VBoardError: it is missing, unknown or none of the tool's.
    """
    boards = boards_of(tool)
    if not boards:
        if board:
            raise VBoardError(f"--board {board}: {tool.name} takes no board")
        return ""
    if not board:
        raise VBoardError(f"which board? --board NAME (boards of {tool.name}: {', '.join(boards)})")
    if Path(board).suffix in BOARD_SUFFIXES:
        raise VBoardError(
            f"--board {board}: expected the name of a board with firmware "
            f"({', '.join(boards)}; vboard new-board adds one)"
        )
    board = full_name(board)
    if board not in boards:
        if tool.boards is None:
            find_board(board)
        raise VBoardError(
            f"{tool.name} has no board '{board}'{nearest(board, boards)} (boards: {', '.join(boards)})"
        )
    return board


def check_fits(application: Application, board: str) -> None:
    """Refuse a model that a board of the table cannot hold, where a compiler is there to tell.

    Raises:
        VBoardError: says how many bytes are missing.
    """
    from vboard.inference.building import has_compiler
    from vboard.inference.fitting import fit
    from vboard.inference.result import missing_operators

    model = application.model
    if model is None or board not in BOARDS or missing_operators(model) or not has_compiler():
        return
    (found,) = fit(model, [BOARDS[board]], "fast")
    if not found.fits:
        raise VBoardError(f"{model.path}: does not fit {board}: {'; '.join(found.cut)}")


def archive_name(app: str, board: str, tool: str) -> str:
    """Name of an archive among all: `hotword-bluepill-make.zip`."""
    return "-".join(part for part in (app, board, tool) if part) + ".zip"


def project_files(app: str, board: str, tool: str, model: Path | None) -> Files:
    """The files of a project by their paths.

    Raises:
        VBoardError: no such application, board or tool; a model that the application cannot take or the
            board cannot hold.
    """
    chosen = find_tool(tool)
    board = check_board(chosen, board)
    application = find_application(app, model)
    if model is not None:
        check_fits(application, board)
    return chosen.make(Request(application, board))


def write_project(app: str, board: str, tool: str, model: Path | None, out: Path) -> Files:
    """Write a project; returns its files.

    Raises:
        VBoardError: as `project_files`; a place that holds something.
    """
    board = check_board(find_tool(tool), board)
    check_new(out)
    files = project_files(app, board, tool, model)
    write_new(files, out)
    return files
