"""A board and the image that runs on it: what `vboard run`, `console`, `debug`, `test` and `compare` take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vboard.boards.board import Board
from vboard.boards.table import check_board_files, find_image, select_boards
from vboard.errors import VBoardError
from vboard.images.image import Image, check_image, read_image
from vboard.paths import shown
from vboard.targets.probe import Wiring, is_board_file, probe, read_row

DEFAULT_APP = "hotword"
"""What runs where no application is named."""
NO_WIRING = Wiring()


@dataclass(frozen=True)
class Target:
    """A board and an image that fits it."""

    board: Board
    image: Image


def find_targets(board: str, app: str = "", wiring: Wiring = NO_WIRING) -> list[Target]:
    """What the arguments BOARD and APP mean.

    Args:
        board: a row of the table, `all`, or a file: a row of the user's own (.toml), a platform
            (.repl) or a script (.resc).
        app: a built application's name or the path of an ELF file; empty: the hotword application,
            or what a user's own script loads.
        wiring: UARTs that take the place of the board's.

    Raises:
        VBoardError: no such board or image, a faulty file, or an image that does not fit.
    """
    if is_board_file(board):
        return [_own(Path(board), app, wiring)]
    return [_of_the_table(each, app, wiring) for each in select_boards(board)]


def find_target(board: str, app: str = "", wiring: Wiring = NO_WIRING) -> Target:
    """The same for one board: `all` is no name of a board."""
    targets = find_targets(board, app, wiring) if board != "all" else []
    if not targets:
        raise VBoardError("'all' means several boards; name one")
    return targets[0]


def _of_the_table(board: Board, app: str, wiring: Wiring) -> Target:
    image = read_image(find_image(board, app or DEFAULT_APP))
    check_image(image, board)
    check_board_files(board)
    return Target(board.wired(wiring.console, wiring.audio), image)


def _is_complete(row: Board) -> bool:
    return bool(row.core and row.mips and row.console and row.flash.size and row.ram)


def _own(file: Path, app: str, wiring: Wiring) -> Target:
    row = read_row(file)
    if not app and row.script is None:
        raise VBoardError(f"{shown(file)}: which image? Name an ELF file behind the board")
    image = read_image(find_image(row, app)) if app else None
    if image is not None and _is_complete(row):
        board = row.wired(wiring.console, wiring.audio)
        path: Path | None = image.path
    else:
        board, path = probe(row, file, image, wiring)
    if path is None:
        raise VBoardError(f"{shown(file)}: sets no $bin; name an ELF file behind the board")
    image = image or read_image(path)
    check_image(image, board)
    return Target(board, image)
