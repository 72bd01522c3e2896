"""A board from a user's own files: what the row does not say is looked up in the machine itself.

An engine of this process creates the machine once, without running it: processor, memories, UARTs, LEDs
and buttons are then known (`vboard run my.repl my.elf`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard import paths
from vboard.boards.board import Board, Region, device_path
from vboard.boards.row import BOARD_SUFFIXES, UNKNOWN, read_board, stated
from vboard.boards.table import check_board_files
from vboard.engine.capabilities import LoadedImage, MachineContents
from vboard.engine.selection import open_local
from vboard.errors import VBoardError, nearest
from vboard.images.image import Image
from vboard.paths import shown

_CODE_END = 0x2000_0000
"""Code lives below, SRAM begins here (Armv7-M ARM, DDI 0403, table B3-1)."""
_SRAM_END = 0x4000_0000


@dataclass(frozen=True)
class Wiring:
    """What the command line says of a board.

    Attributes:
        console, audio: devices by name, with or without `sysbus.`.
        base: address of a plain binary image; None: the start of the board's flash.
        also: names of platform files that are loaded behind the board's own.
        bare: leave out the row's extras, which are for the built-in engine.
    """

    console: str = ""
    audio: str = ""
    base: int | None = None
    also: tuple[str, ...] = ()
    bare: bool = False

    def extend(self, board: Board) -> Board:
        """The board with its extras and with what `also` names.

        Raises:
            VBoardError: there is no such file.
        """
        named = tuple(map(_find_addition, self.also))
        return dataclasses.replace(board, also=(*(() if self.bare else board.extras), *named))


def _find_addition(name: str) -> Path:
    """A platform file: a path, or a name below our own, such as `peripherals/stm32f103_spi_i2c.repl`."""
    for path in (Path(name), paths.FILES / "renode" / name, paths.FILES / name):
        if path.is_file() and path.suffix.lower() == ".repl":
            return path.resolve()
    ours = [f"peripherals/{path.name}" for path in (paths.FILES / "renode" / "peripherals").glob("*.repl")]
    what = "not a platform description" if Path(name).is_file() else "no such file"
    raise VBoardError(f"--also {name}: {what} (expected .repl){nearest(name, ours)}")


def is_board_file(name: str) -> bool:
    """Whether a user named a file and not a row of the table."""
    return name.lower().endswith(BOARD_SUFFIXES)


def read_row(path: Path) -> Board:
    """What is known before anything is loaded.

    Raises:
        VBoardError: no such file, or a faulty row.
    """
    if path.suffix.lower() == ".toml":
        board = read_board(path)
    elif not path.is_file():
        what = "is a folder" if path.is_dir() else "no such file"
        raise VBoardError(f"{path}: {what} (expected a board: .toml, .repl or .resc)")
    else:
        board = Board(path.stem, path.stem, "", "", 0, "", "", UNKNOWN, ())
        if path.suffix.lower() == ".repl":
            board = dataclasses.replace(board, platform=path.resolve())
        else:
            board = dataclasses.replace(board, script=path.resolve())
    board = dataclasses.replace(board, own=True)
    check_board_files(board)
    return board


@dataclass(frozen=True)
class Probed:
    """What a board's machine told.

    Attributes:
        named: the image that the script calls `$bin`, None without one.
        loaded: images that are in the memories, in the order of their loading.
    """

    board: Board
    named: Path | None
    loaded: tuple[LoadedImage, ...]


def probe(board: Board, file: Path, image: Image | Path | None, wiring: Wiring) -> Probed:
    """Complete `board`, which was read from `file`, with what its machine holds.

    Args:
        board: what is known without loading anything.
        file: the user's file.
        image: goes into the machine, and tells which alias of the flash is meant; a mere path where
            nobody knows more of it.
        wiring: devices that take the place of the board's.

    Raises:
        VBoardError: the platform or script does not load, or it does not tell the console.
    """
    given = stated(file) if file.suffix.lower() == ".toml" else frozenset[str]()
    path = image.loadable if isinstance(image, Image) else image
    session = open_local(Path.cwd())
    try:
        for line in board.creating() if path is None else board.commands(path):
            session.execute(line)
        found = session.contents()
        if found is None:
            raise VBoardError(f"{shown(file)}: creates no machine")
        facts = facts_of(found, image if isinstance(image, Image) else None)
        completed = dataclasses.replace(board, **{key: facts[key] for key in facts.keys() - given})
        completed = completed.wired(wiring.console, wiring.audio)
        if not completed.console:
            completed = completed.wired(_choose_console(file, found))
        for uart in (completed.console, completed.audio):
            _check_uart(file, uart, found.uarts)
        named = session.path_variable("bin")
        return Probed(completed, None if named is None else Path(named), found.images)
    finally:
        session.close()


def probe_memories(file: Path) -> Board:
    """A user's own board with its core, clock and memories; UARTs do not matter.

    Raises:
        VBoardError: as `read_row`; the platform or script does not load, or has no core or memory.
    """
    board = read_row(file)
    given = stated(file) if file.suffix.lower() == ".toml" else frozenset[str]()
    if {"core", "mips", "flash", "ram"} <= given:
        return board
    session = open_local(Path.cwd())
    try:
        for line in board.creating():
            session.execute(line)
        found = session.contents()
        if found is None:
            raise VBoardError(f"{shown(file)}: creates no machine")
        facts = facts_of(found, None)
        return dataclasses.replace(board, **{key: facts[key] for key in facts.keys() - given})
    finally:
        session.close()


def _choose_console(file: Path, found: MachineContents) -> str:
    """The UART that the script shows, or the only one that there is."""
    for candidates in (found.analyzed_uarts, found.uarts):
        if len(candidates) == 1:
            return candidates[0]
    names = ", ".join(path.removeprefix("sysbus.") for path in found.uarts)
    raise VBoardError(
        f"{shown(file)}: which UART is the console? --console-uart NAME ({names})"
        if names
        else f"{shown(file)}: the platform has no UART for a console"
    )


def _check_uart(file: Path, path: str, uarts: Sequence[str]) -> None:
    if path and path not in uarts:
        names = [each.removeprefix("sysbus.") for each in uarts]
        name = path.removeprefix("sysbus.")
        raise VBoardError(
            f"{shown(file)}: no UART '{name}'{nearest(name, names)} (UARTs: {', '.join(names)})"
        )


def check_wiring(board: Board, wiring: Wiring) -> None:
    """Refuse UARTs that were named and that a board, complete as it is, does not have.

    A platform that does not load here, because a Renode alone has its types, is taken at its word.

    Raises:
        VBoardError: names the nearest.
    """
    if board.platform is None or not (wiring.console or wiring.audio):
        return
    session = open_local(Path.cwd())
    try:
        for line in dataclasses.replace(board, script=None).creating():
            session.execute(line)
        found = session.contents()
    except VBoardError:
        return
    finally:
        session.close()
    for name in (wiring.console, wiring.audio):
        if name and found is not None:
            _check_uart(Path(board.name), device_path(name), found.uarts)


def facts_of(found: MachineContents, image: Image | None) -> dict[str, Any]:
    """Fields of a `Board`: what its machine holds.

    Raises:
        VBoardError: it has no processor or no memory.
    """
    if not found.core:
        others = sorted({gap.type_name for gap in found.gaps if gap.type_name.startswith("CPU.")})
        modelled = f" that is modelled: expected CPU.CortexM, found {', '.join(others)}" if others else ""
        raise VBoardError(f"{found.name}: the platform has no processor{modelled}")
    flash, ram = _memories(found, image)
    return {
        "core": found.core.capitalize().replace("-m", "-M"),
        "mips": found.mips,
        "flash": flash,
        "ram": ram,
        "leds": _labelled(found.leds),
        "buttons": _labelled(found.buttons),
    }


def _labelled(paths: Sequence[str]) -> dict[str, str]:
    """Devices by their own names, by full ones where two are alike."""
    short = [path.rpartition(".")[2] for path in paths]
    return {
        name if short.count(name) == 1 else path.removeprefix("sysbus."): path
        for name, path in zip(short, paths, strict=True)
    }


def _memories(found: MachineContents, image: Image | None) -> tuple[Region, tuple[Region, ...]]:
    """The flash, and every other memory with the main RAM first."""
    aliases: dict[str, list[Region]] = {}
    for each in found.memories:
        aliases.setdefault(each.name, []).append(Region(each.name, each.start, each.size))
    if not aliases:
        raise VBoardError(f"{found.name}: the platform has no memory")
    regions = [_meant(each, image) for each in aliases.values()]
    flash = max(regions, key=lambda region: (region.start < _CODE_END, region.size))
    rest = (region for region in regions if region is not flash)
    return flash, tuple(sorted(rest, key=_rank))


def _meant(aliases: Sequence[Region], image: Image | None) -> Region:
    """The alias that the image uses, else the highest: 0 mirrors what boots."""
    segments = image.segments if image is not None else ()
    used = (r for r in aliases for s in segments if s.stored and r.start <= s.load < r.end)
    return next(used, max(aliases, key=lambda region: region.start))


def _rank(region: Region) -> tuple[bool, int]:
    """The largest memory where SRAM lives comes first."""
    return not _CODE_END <= region.start < _SRAM_END, -region.size
