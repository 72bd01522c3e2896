"""The board table: the only place that knows board names, files and wiring.

Adding a board is a row here, a `.repl` and a `.resc` under `renode/`, and a folder under
`firmware/boards/` (docs/boards.md).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from vboard.errors import VBoardError, nearest


def _find_root() -> Path:
    """The repository: `$VBOARD_ROOT`, or around this file, or (an installed wheel) the working directory."""
    given = os.environ.get("VBOARD_ROOT")
    if given:
        return Path(given).resolve()
    around = Path(__file__).resolve().parent.parent
    return around if (around / "renode" / "scripts").is_dir() else Path.cwd()


ROOT = _find_root()
"""Board files, scenarios and built firmware are found relative to it."""

KIB = 1024


def shown(path: Path) -> str:
    """The path as a message shows it: relative to the working directory where it lies below it."""
    working_directory = Path.cwd()
    return str(path.relative_to(working_directory) if path.is_relative_to(working_directory) else path)


@dataclass(frozen=True)
class Region:
    """A memory of a board: where it starts and how many bytes it has."""

    name: str
    start: int
    size: int

    @property
    def end(self) -> int:
        """First address behind the region."""
        return self.start + self.size


@dataclass(frozen=True)
class Board:
    """One row of the table.

    Attributes:
        name: what a user types, and the name of its files and folders.
        core: the processor as its data sheet calls it.
        architectures: architectures that the core executes, as `vboard.image` names them.
        mips: million instructions per virtual second, `PerformanceInMips` of its `.repl`.
        console, audio: monitor paths of the console and the audio UART.
        leds, buttons: label -> monitor path.
        flash, ram: where images go; `ram` lists every memory that data may use, the main one first.
        note: what a reader should know about its LEDs and buttons.
    """

    name: str
    title: str
    mcu: str
    core: str
    architectures: tuple[str, ...]
    mips: int
    console: str
    audio: str
    flash: Region
    ram: tuple[Region, ...]
    leds: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def script(self) -> Path:
        """The `.resc` that creates the machine and loads `$bin`."""
        return ROOT / "renode" / "scripts" / f"{self.name}.resc"

    @property
    def platform(self) -> Path:
        """The `.repl` that describes the machine."""
        return ROOT / "renode" / "platforms" / f"{self.name}.repl"

    def image(self, app: str) -> Path:
        """Where the build puts the ELF of an application."""
        return ROOT / "build" / "firmware" / self.name / f"{app}.elf"


_V7M = ("ARMv6-M", "ARMv6S-M", "ARMv7-M")
"""What a Cortex-M3 executes."""

BOARDS: dict[str, Board] = {
    board.name: board
    for board in (
        Board(
            name="bluepill",
            title="Blue Pill",
            mcu="STM32F103C8T6",
            core="Cortex-M3",
            architectures=_V7M,
            mips=72,
            console="sysbus.usart1",
            audio="sysbus.usart2",
            flash=Region("flash", 0x0800_0000, 64 * KIB),
            ram=(Region("SRAM", 0x2000_0000, 20 * KIB),),
            leds={"led": "sysbus.gpioPortC.led"},
            note="one LED (PC13, lit when low), no button",
        ),
        Board(
            name="stm32f746g_disco",
            title="STM32F746G Discovery",
            mcu="STM32F746NGH6",
            core="Cortex-M7",
            architectures=(*_V7M, "ARMv7E-M"),
            mips=216,
            console="sysbus.usart1",
            audio="sysbus.usart6",
            flash=Region("flash", 0x0800_0000, 1024 * KIB),
            ram=(
                Region("SRAM", 0x2000_0000, 320 * KIB),
                Region("ITCM", 0x0000_0000, 16 * KIB),
                Region("SDRAM", 0xC000_0000, 8192 * KIB),
            ),
            leds={"led": "sysbus.gpioPortI.led"},
            buttons={"button": "sysbus.gpioPortI.button"},
            note="one green LED (PI1), one blue button (PI11)",
        ),
    )
}


_MIB = 1024 * KIB


def _bench(name: str, core: str, architectures: tuple[str, ...]) -> Board:
    """A core with roomy memories and one UART. No part has it: it is for measuring only."""
    return Board(
        name=name,
        title="bench board",
        mcu="no part",
        core=core,
        architectures=architectures,
        mips=100,
        console="sysbus.uart",
        audio="",
        flash=Region("flash", 0x0800_0000, 16 * _MIB),
        ram=(Region("SRAM", 0x2000_0000, 16 * _MIB),),
        note="for measuring only",
    )


BENCH_BOARDS: dict[str, Board] = {
    board.name: board
    for board in (
        _bench("bench_m3", "Cortex-M3", _V7M),
        _bench("bench_m4", "Cortex-M4", (*_V7M, "ARMv7E-M")),
        _bench("bench_m7", "Cortex-M7", (*_V7M, "ARMv7E-M")),
    )
}
"""Boards that only `vboard infer`, `vboard inspect` and the benchmarks know."""


def find_measuring_board(name: str) -> Board:
    """Return the board or bench board called `name`.

    Raises:
        VBoardError: there is none; names the closest one and lists them all.
    """
    boards = {**BOARDS, **BENCH_BOARDS}
    if name not in boards:
        raise VBoardError(f"unknown board '{name}'{nearest(name, boards)} (boards: {', '.join(boards)})")
    return boards[name]


def find_board(name: str) -> Board:
    """Return the board called `name`.

    Raises:
        VBoardError: there is none; names the closest one and lists them all.
    """
    board = BOARDS.get(name)
    if board is None:
        hint = nearest(name, [*BOARDS, "all"])
        raise VBoardError(f"unknown board '{name}'{hint} (boards: {', '.join(BOARDS)})")
    return board


def select_boards(name: str) -> list[Board]:
    """Return the boards that `name` means: one, or every board for `all`."""
    return list(BOARDS.values()) if name == "all" else [find_board(name)]


def check_board_files(board: Board) -> None:
    """Refuse a board whose script or platform description is missing.

    Raises:
        VBoardError: names the file.
    """
    for path in (board.script, board.platform):
        if not path.is_file():
            raise VBoardError(f"{shown(path)}: no such file (board file of {board.name})")


def find_image(board: Board, app: str) -> Path:
    """Return the ELF for `app`: the path of a file, or the name of a built application.

    Raises:
        VBoardError: neither; names the closest built application, or the build command.
    """
    if "/" in app or app.lower().endswith((".elf", ".axf", ".out")):
        path = Path(app)
        if not path.is_file():
            what = "is a folder, not an ELF file" if path.is_dir() else "no such file"
            raise VBoardError(f"{app}: {what} (expected an ELF file or an application's name)")
        return path
    path = board.image(app)
    if path.is_file():
        return path
    built = sorted(p.stem for p in path.parent.glob("*.elf"))
    if built:
        raise VBoardError(
            f"no application '{app}' for {board.name}{nearest(app, built)} (built: {', '.join(built)})"
        )
    raise VBoardError(f"{shown(path)}: not built yet; run 'make firmware', or give the path of an ELF file")
