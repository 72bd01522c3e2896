"""`vboard new-board`: lay out a board, like one of the table or from a platform of Renode."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vboard.targets.new_board import Layout

EXAMPLES = (
    "Examples: `vboard new-board my_board --like bluepill`, "
    "`vboard new-board my_board --from-renode @platforms/boards/nucleo_f401re.repl`, "
    "`vboard new-board my_board --from-renode nucleo.repl --like bluepill` (with a folder of firmware)"
)


def command(
    name: Annotated[str, typer.Argument(help="What the board is to be called: my_board.", metavar="NAME")],
    like: Annotated[
        str, typer.Option("--like", help="The board whose files are copied.", metavar="BOARD")
    ] = "",
    from_renode: Annotated[
        str,
        typer.Option(
            "--from-renode",
            help="A platform to start from: a .repl file, or @platforms/… of an installed Renode.",
            metavar="FILE",
        ),
    ] = "",
) -> None:
    """Write row, platform, script and folder of firmware of a new board, and say what is left to do.

    A board made like another builds and runs at once. From a platform of Renode come the machine, the row and
    a list of what the built-in engine does not model; with --like a folder of firmware as well. Nothing is
    overwritten.
    """
    from vboard import paths
    from vboard.boards.table import BENCH_BOARDS, BOARDS, find_board
    from vboard.errors import VBoardError
    from vboard.targets import board_from_platform, new_board

    if not like and not from_renode:
        raise VBoardError("new-board: expected --like BOARD or --from-renode FILE")
    if not (paths.ROOT / "firmware" / "boards").is_dir():
        raise VBoardError(f"{paths.ROOT}: no repository of vboard (expected firmware/boards in it)")
    new_board.check_name(paths.ROOT, name, {**BOARDS, **BENCH_BOARDS})
    model = find_board(like) if like else None
    if from_renode:
        layout = board_from_platform.from_platform(paths.ROOT, name, _platform(from_renode), model)
    else:
        layout = new_board.like(paths.ROOT, name, find_board(like))
    new_board.write(paths.ROOT, layout.files)
    if not Path.cwd().is_relative_to(paths.ROOT.resolve()):
        print(f"In {paths.ROOT}:")
    _print(name, layout, like, bool(from_renode))


def _platform(text: str) -> Path:
    """A file, or one of Renode's by its name there: of an installed Renode, or of the package's library."""
    from vboard.errors import VBoardError, nearest
    from vboard.paths import FILES
    from vboard.renode.locate import RenodeMissingError, locate

    path = Path(text.removeprefix("@"))
    if path.suffix != ".repl":
        raise VBoardError(f"{text}: expected a platform description, a .repl file")
    folders = [Path()]
    with contextlib.suppress(RenodeMissingError):
        folders.append(locate().program.resolve().parent)
    folders.append(FILES / "renode" / "library")
    for folder in folders:
        if (folder / path).is_file():
            return folder / path
    near = nearest(str(path), [str(each.relative_to(folders[-1])) for each in folders[-1].rglob("*.repl")])
    raise VBoardError(f"{path}: no such file, here or among Renode's platforms{near}")


def _print(name: str, layout: Layout, like: str, other_part: bool) -> None:
    for path in sorted(layout.files):
        print(f"  wrote  {path}")
    if layout.gaps:
        print("\nWhat the built-in engine does not model:")
        for gap in layout.gaps:
            device = gap.device.removeprefix("sysbus.")
            print(f"  {device:<16} {gap.type_name}: {gap.missing or 'only its place; accesses are reported'}")
    print("\nWhat is left to do:")
    for place, text in layout.todo:
        print(f"  {place:<48} {text}")
    if like and other_part:
        print(f"\nIt builds, with the drivers of {like}. When those are of this part:", end=" ")
        print(f"make run BOARD={name} APP=hello")
    elif like:
        print(f"\nIt builds and runs: make run BOARD={name} APP=hello; docs/new-board.md goes on")
    else:
        print(f"\nAn image of yours runs: vboard run {name} my.elf; --like BOARD writes a folder of firmware")
