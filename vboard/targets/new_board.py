"""Lays out a board in the repository: row, platform, script and a folder of firmware (`vboard new-board`).

A board is made like one of the table, whose files are copied under another name, or from a platform of Renode
(`vboard.targets.board_from_platform`). Nothing that is there is overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vboard.boards.board import Board
from vboard.engine.capabilities import Gap
from vboard.errors import VBoardError
from vboard.paths import shown

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_EVERY_BOARD = "all"
_SHORT = re.compile(r"^short = .*\n", re.MULTILINE)

Files = dict[Path, str]
"""Paths relative to the repository, and texts."""


@dataclass(frozen=True)
class Layout:
    """What is to be written.

    Attributes:
        files: relative paths and texts.
        gaps: devices that the engine does not model.
        todo: what is left to do: place and text.
    """

    files: Files
    gaps: tuple[Gap, ...]
    todo: tuple[tuple[str, str], ...]


def check_name(root: Path, name: str, known: Mapping[str, Board]) -> None:
    """Refuse a name that no board can have.

    Raises:
        VBoardError: other characters, a bench board's prefix, `all`, a name or short name of a board, a
            folder of firmware of that name.
    """
    if not _NAME.fullmatch(name):
        raise VBoardError(f"{name}: expected lower case letters, digits and '_', a letter first (my_board)")
    if name.startswith("bench_"):
        raise VBoardError(f"{name}: names that begin with bench_ are for measuring boards")
    if name in known:
        raise VBoardError(f"{name}: there is a board of that name already")
    for board in known.values():
        if name in board.short:
            raise VBoardError(f"{name}: is short for {board.name}")
    if name == _EVERY_BOARD:
        raise VBoardError(f"{name}: stands for every board")
    folder = root / "firmware" / "boards" / name
    if folder.exists():
        raise VBoardError(f"{shown(folder)}: exists already; nothing was written")


def like(root: Path, name: str, model: Board) -> Layout:
    """Copies of a board's files under another name: they build and run before anything is changed.

    Raises:
        VBoardError: the repository lacks a file of the board.
    """
    sources = [
        Path("renode", "boards", f"{model.name}.toml"),
        Path("renode", "platforms", f"{model.name}.repl"),
        Path("renode", "scripts", f"{model.name}.resc"),
    ]
    files = {_renamed(path, model, name): _rewritten(read(root / path), model, name) for path in sources}
    files |= firmware_like(root, name, model)
    return Layout(files, (), todo(files, name))


def firmware_like(root: Path, name: str, model: Board) -> Files:
    """Copies of a board's folder of firmware."""
    folder = root / "firmware" / "boards" / model.name
    paths = [path.relative_to(root) for path in sorted(folder.glob("*")) if path.is_file()]
    return {_renamed(path, model, name): _rewritten(read(root / path), model, name) for path in paths}


def read(path: Path) -> str:
    """The text of a file.

    Raises:
        VBoardError: there is none, or it is no text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise VBoardError(f"{shown(path)}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise VBoardError(f"{shown(path)}: not UTF-8 text") from error


def _renamed(path: Path, model: Board, name: str) -> Path:
    return Path(*(part.replace(model.name, name) for part in path.parts))


def _rewritten(text: str, model: Board, name: str) -> str:
    """Names of files, guards and banner; short names are the other board's alone."""
    word = rf"\b{re.escape(model.name)}\b"
    text = re.sub(word, name, text)
    text = _SHORT.sub("", text)
    text = text.replace(f"BOARDS_{model.name.upper()}_", f"BOARDS_{name.upper()}_")
    return text.replace(model.title, name)


def todo(files: Files, name: str) -> tuple[tuple[str, str], ...]:
    """Places that a new board is sure to differ in, with the line where the first of them is."""
    wanted = (
        (f"renode/boards/{name}.toml", r"mcu = ", "part, core, clock, memories, UARTs, LEDs, buttons"),
        (f"renode/platforms/{name}.repl", r"size: ", "memories, clock, UARTs, pins; what has no model"),
        (f"firmware/boards/{name}/memory.ld", r"ORIGIN", "flash and RAM of the part"),
        (f"firmware/boards/{name}/board_config.h", r"constexpr", "arena and audio ring that the RAM allows"),
        (f"firmware/boards/{name}/board.mk", r"CPU ", "processor and its flags"),
        (f"firmware/boards/{name}/board.cc", r"kDescription = ", "name, audio port, clock, LED roles; pins"),
    )
    found = []
    for place, pattern, text in wanted:
        content = files.get(Path(place), "")
        match = re.search(pattern, content)
        if match:
            found.append((f"{place}:{content.count(chr(10), 0, match.start()) + 1}", text))
    return tuple(found)


def write(root: Path, files: Files) -> None:
    """Write the files, all or none.

    Raises:
        VBoardError: one of them exists, or cannot be written.
    """
    for path in files:
        if (root / path).exists():
            raise VBoardError(f"{shown(root / path)}: exists already; nothing was written")
    written: list[Path] = []
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8") as stream:
                written.append(target)
                stream.write(text)
    except OSError as error:
        for each in written:
            each.unlink(missing_ok=True)
        raise VBoardError(f"{shown(target)}: {(error.strerror or str(error)).lower()}") from error
