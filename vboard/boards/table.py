"""The boards: every `renode/boards/*.toml` is a row of the table, and a user's own file is one more.

Adding a board is such a file beside a `.repl`, and a folder under `firmware/boards/` for our own
applications (docs/boards.md). `vboard.boards.row` reads rows, `vboard.targets.probe` looks at what a
platform holds.
"""

from __future__ import annotations

from pathlib import Path

from vboard import paths
from vboard.boards.board import Board
from vboard.boards.row import BOARD_SUFFIXES, read_board
from vboard.errors import VBoardError, nearest
from vboard.formats.suffixes import EXPECTED
from vboard.formats.suffixes import IMAGE as IMAGE_SUFFIXES
from vboard.paths import shown


def _load_table() -> dict[str, Board]:
    return {
        path.stem: read_board(path) for path in sorted((paths.FILES / "renode" / "boards").glob("*.toml"))
    }


_TABLE = _load_table()
BOARDS: dict[str, Board] = {name: board for name, board in _TABLE.items() if not board.bench}
BENCH_BOARDS: dict[str, Board] = {name: board for name, board in _TABLE.items() if board.bench}
"""Boards that only `vboard infer`, `vboard inspect` and the benchmarks know."""


_SHORT = {short: board.name for board in _TABLE.values() for short in board.short}


def full_name(name: str) -> str:
    """The name that a short one stands for; any other as it is."""
    return _SHORT.get(name, name)


def find_measuring_board(name: str) -> Board:
    """Return the board or bench board called `name`.

    Raises:
        VBoardError: there is none; names the closest one and lists them all.
    """
    boards = {**BOARDS, **BENCH_BOARDS}
    name = full_name(name)
    if name not in boards:
        raise VBoardError(
            f"unknown board '{name}'{nearest(name, [*boards, *_SHORT])} (boards: {', '.join(boards)})"
        )
    return boards[name]


def find_board(name: str) -> Board:
    """Return the board called `name`.

    Raises:
        VBoardError: there is none; names the closest one and lists them all.
    """
    board = BOARDS.get(full_name(name))
    if board is None:
        raise VBoardError(f"unknown board '{name}'{_hint(name)} (boards: {', '.join(BOARDS)})")
    return board


def _hint(name: str) -> str:
    if name.lower().endswith(IMAGE_SUFFIXES):
        return f"; the board comes before the image, as in 'vboard run {next(iter(BOARDS))} {name}'"
    if name in BENCH_BOARDS:
        return "; it is for 'vboard infer' and 'vboard bench' only"
    here = [path.name for path in Path.cwd().glob("*.*") if path.suffix in BOARD_SUFFIXES]
    return nearest(name, [*BOARDS, *_SHORT, "all", *here]) or (
        f"; a board of your own is a file: {', '.join(BOARD_SUFFIXES)}" if "." in name or "/" in name else ""
    )


def select_boards(name: str) -> list[Board]:
    """Return the boards that `name` means: one, or every board for `all`."""
    return list(BOARDS.values()) if name == "all" else [find_board(name)]


def check_board_files(board: Board) -> None:
    """Refuse a board whose script or platform description is missing.

    Raises:
        VBoardError: names the file.
    """
    microphone = board.microphone.platform if board.microphone is not None else None
    for path in (board.script, board.platform, microphone):
        if path is not None and not path.is_file():
            raise VBoardError(f"{shown(path)}: no such file (board file of {board.name})")


def find_image(board: Board, app: str) -> Path:
    """Return the image for `app`: a built application's name, or the path of a file.

    Raises:
        VBoardError: neither; names the closest built application, or the build command.
    """
    path = Path(app)
    if not _is_path(board, app):
        return _find_built(board, app)
    if not path.exists():
        here = [each.name for each in path.parent.glob("*") if each.suffix.lower() in IMAGE_SUFFIXES]
        raise VBoardError(
            f"{app}: no such file{nearest(path.name, here)} (expected an image or an application's name)"
        )
    if path.is_dir():
        raise VBoardError(f"{app}: is a folder ({EXPECTED})")
    return path


def _is_path(board: Board, app: str) -> bool:
    """Whether a user means a file: it looks like one, or there is one and no application of that name."""
    if "/" in app or "\\" in app or app.lower().endswith(IMAGE_SUFFIXES):
        return True
    return Path(app).exists() and not board.image(app).is_file()


def _find_built(board: Board, app: str) -> Path:
    path = board.image(app)
    if path.is_file():
        return path
    has_sources = not board.own and paths.FILES != paths.PACKED
    built = board.built()
    if built:
        there = f"built: {', '.join(built)}" + ("; 'make firmware' builds all" if has_sources else "")
        raise VBoardError(f"no application '{app}' for {board.name}{nearest(app, built)} ({there})")
    remedy = (
        "run 'make firmware', or give the path of an image" if has_sources else "give the path of an image"
    )
    raise VBoardError(f"{shown(path)}: not built yet; {remedy}")
