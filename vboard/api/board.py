"""A board of the table, or a user's own, with an image in it."""

from __future__ import annotations

import os
from types import TracebackType

from vboard.api.emulation import Emulation
from vboard.api.led import Button, Led
from vboard.api.machine import Machine
from vboard.api.uart import Uart
from vboard.boards.board import escape
from vboard.errors import VBoardError
from vboard.targets.probe import Wiring
from vboard.targets.target import find_target


class Board(Machine):
    """A board, ready to run: `Board("bluepill", "build/app.elf")`. A context manager.

    Args:
        name: a board of `vboard boards`, or a file of your own: `.repl`, `.resc`, `.toml`.
        image: an ELF file, or the name of a built application; may be empty for a script that loads one.
        emulation: where it lives; a new one by default, which ends with the board.
        console: the UART that is its console, where a file of your own does not say.
        machine: its name in the emulation; default: the board's, with a number behind it for a second one.

    Attributes:
        row: what is known of the board.

    Raises:
        VBoardError: no such board or image, or the image does not fit.
    """

    def __init__(
        self,
        name: str | os.PathLike[str],
        image: str | os.PathLike[str] = "",
        *,
        emulation: Emulation | None = None,
        console: str = "",
        machine: str = "",
    ) -> None:
        target = find_target(os.fspath(name), os.fspath(image), Wiring(console))
        self.row = target.board
        self._owns = emulation is None
        place = Emulation() if emulation is None else emulation
        try:
            given = machine or _free_name(place, self.row.name)
            binary = f"$bin=@{escape(str(target.image.path.resolve()))}"
            place.monitor.machine = None  # variables of this board are not those of another
            before = set(place.monitor.emulation.machines)
            for line in (f'$name="{given}"', binary, *self._creating(given)):
                place.execute(line)
            new = [each for each in place.monitor.emulation.machines if each not in before]
            if not new:
                raise VBoardError(f"{self.row.script}: makes no machine")
            super().__init__(place, new[0])
            place.adopt(self)
            self.execute(binary)  # the machine's own: its reset loads this image
        except BaseException:
            if self._owns:
                place.close()
            raise

    def _creating(self, name: str) -> list[str]:
        if self.row.script is not None:
            return self.row.loading()
        return [
            f'mach create "{name}"' if line.startswith("mach create ") else line
            for line in self.row.loading()
        ]

    def __enter__(self) -> Board:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the emulation, if it came with the board."""
        if self._owns:
            self.emulation.close()

    @property
    def console(self) -> Uart:
        """The UART that is its console. Raises VBoardError: it has none."""
        return self.uart(self.row.console)

    @property
    def leds(self) -> dict[str, Led]:
        """Its LEDs by label."""
        return {label: self.led(path) for label, path in self.row.leds.items()}

    @property
    def buttons(self) -> dict[str, Button]:
        """Its buttons by label."""
        return {label: self.button(path) for label, path in self.row.buttons.items()}

    def run_for(self, seconds: float) -> None:
        """Let virtual time pass (for the whole emulation)."""
        self.emulation.run_for(seconds)


def _free_name(emulation: Emulation, name: str) -> str:
    number = 1
    given = name
    while given in emulation.monitor.emulation.machines:
        number += 1
        given = f"{name}-{number}"
    return given
