"""A board and the image that runs on it: what `vboard run`, `console`, `debug`, `test` and `compare` take."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

from vboard.boards.board import Board
from vboard.boards.table import check_board_files, find_image, select_boards
from vboard.errors import VBoardError
from vboard.images.image import Image, check_image, image_of, read_image
from vboard.images.plain_image import is_binary
from vboard.paths import shown
from vboard.targets.probe import Wiring, check_wiring, is_board_file, probe, read_row

DEFAULT_APP = "hotword"
"""What runs where no application is named."""
NO_WIRING = Wiring()
_OTHER_LOADER = re.compile(r"\bLoad(?:HEX|SRecord|Binary)\s+\$bin\b")


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
        app: a built application's name or the path of an image; empty: the hotword application, or what
            a user's own script loads.
        wiring: UARTs that take the place of the board's, the address of plain bytes.

    Raises:
        VBoardError: no such board or image, a faulty file, or an image that does not fit.
    """
    if is_board_file(board):
        return [_own(Path(board), app, wiring)]
    return [_of_the_table(wiring.extend(each), app, wiring) for each in select_boards(board)]


def find_target(board: str, app: str = "", wiring: Wiring = NO_WIRING) -> Target:
    """The same for one board: `all` is no name of a board."""
    targets = find_targets(board, app, wiring) if board != "all" else []
    if not targets:
        raise VBoardError("'all' means several boards; name one")
    return targets[0]


def _of_the_table(board: Board, app: str, wiring: Wiring) -> Target:
    path = find_image(board, app or DEFAULT_APP)
    image = read_image(path, image_base(path, board, wiring))
    check_image(image, board)
    check_board_files(board)
    check_wiring(board, wiring)
    return Target(board.wired(wiring.console, wiring.audio), image)


def image_base(path: Path, board: Board, wiring: Wiring) -> int | None:
    """Where plain bytes go: the address that was given, or the start of the board's flash."""
    if wiring.base is None and is_binary(path) and board.flash.size:
        return board.flash.start
    return wiring.base


def _is_complete(row: Board) -> bool:
    return bool(row.core and row.mips and row.console and row.flash.size and row.ram)


def _own(file: Path, app: str, wiring: Wiring) -> Target:
    row = wiring.extend(read_row(file))
    if not app and row.script is None:
        raise VBoardError(
            f"{shown(file)}: which image? Name an ELF, .hex, .uf2 or .bin file behind the board"
        )
    path = find_image(row, app) if app else None
    if path is None or (row.script is not None and loads_as_it_is(row.script)):
        target = _as_the_script_says(row, file, path, wiring)
    else:
        target = _with_image(row, file, path, wiring)
    check_image(target.image, target.board)
    return target


def _with_image(row: Board, file: Path, path: Path, wiring: Wiring) -> Target:
    base = image_base(path, row, wiring)
    if base is None and is_binary(path) and row.script is None:
        base = probe(row, file, None, wiring).board.flash.start
    image = read_image(path, base)
    if _is_complete(row):
        check_wiring(row, wiring)
        return Target(row.wired(wiring.console, wiring.audio), image)
    return Target(probe(row, file, image, wiring).board, image)


def _as_the_script_says(row: Board, file: Path, path: Path | None, wiring: Wiring) -> Target:
    """A script of the user's that loads an image by itself, whatever its format."""
    probed = probe(row, file, path, wiring)
    path = path or probed.named
    loads = [(Path(each.path).resolve(), each.address) for each in probed.loaded]
    if path is None and not loads:
        raise VBoardError(f"{shown(file)}: loads no image; name one behind the board")
    bases = dict(loads)
    path = path or loads[-1][0]
    address = bases.get(path.resolve())
    image = (
        read_image(path, wiring.base) if address is None else image_of(path, [(address, path.read_bytes())])
    )
    return Target(probed.board, dataclasses.replace(image, as_it_is=True))


def loads_as_it_is(script: Path) -> bool:
    """Whether a script wants no ELF file in `$bin`."""
    try:
        return _OTHER_LOADER.search(script.read_text(encoding="utf-8", errors="replace")) is not None
    except OSError as error:
        raise VBoardError(f"{shown(script)}: {(error.strerror or str(error)).lower()}") from error
