"""What a front end needs of a monitor that a person types at: lines, devices that one operates, time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from vboard.engine.capabilities import Pump
from vboard.errors import VBoardError

OnLog = Callable[[str, str, str], None]
"""Gets level (`WARNING`, `ERROR`), source (a monitor path or empty) and text of a log entry."""


class LineError(VBoardError):
    """A line failed.

    Attributes:
        pieces: the sentences, one a line for people.
        location: `path:line` of the failing line of a script, or empty.
        suggestion: the nearest valid name as a sentence, or empty.
    """

    def __init__(self, pieces: Sequence[str], location: str = "", suggestion: str = "") -> None:
        super().__init__("".join(pieces))
        self.pieces = tuple(pieces)
        self.location = location
        self.suggestion = suggestion


class UartDevice(Protocol):
    """A UART: bytes in both directions. Two of the same UART are equal and have the same hash."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def path(self) -> str:
        """Its path in the monitor."""

    @property
    def is_analyzed(self) -> bool:
        """Whether a script shows its output."""

    def observe(self, on_byte: Callable[[int], None]) -> None:
        """Call `on_byte` with each byte that the guest transmits from now on."""

    def receive(self, byte: int) -> None:
        """Put a byte on its receive wire, now."""

    @property
    def is_receiving(self) -> bool:
        """Whether the guest has switched its receiver on; true where nobody can tell."""


class LedDevice(Protocol):
    """A LED."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def on(self) -> bool:
        """Whether it is lit."""


class ButtonDevice(Protocol):
    """A button."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def path(self) -> str:
        """Its path in the monitor."""

    @property
    def pressed(self) -> bool:
        """Whether it is held down."""

    def press(self) -> None:
        """Push it down."""

    def release(self) -> None:
        """Let it go."""


@dataclass(frozen=True)
class Devices:
    """What of the selected machine a person operates and sees."""

    uarts: tuple[UartDevice, ...] = ()
    leds: tuple[LedDevice, ...] = ()
    buttons: tuple[ButtonDevice, ...] = ()


class Timed(Protocol):
    """Virtual time that is started and paused."""

    @property
    def now(self) -> int:
        """Virtual time (ns)."""

    @property
    def started(self) -> bool:
        """Whether the emulation is started rather than paused."""


class Interaction(Timed, Protocol):
    """A monitor that a person types at."""

    def execute(self, line: str) -> str:
        """Execute a line; returns what it printed, every line ended by two line feeds.

        Raises:
            LineError: it failed.
        """

    def complete(self, text: str) -> list[str]:
        """What the last word of `text` can become."""

    def devices(self) -> Devices:
        """The devices of the selected machine, as they are now."""

    def pause(self) -> None:
        """End time that passes, also that of a line that is being executed."""

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        """Call `action` after `duration` ns of virtual time."""

    def pump(self, realtime: bool) -> Pump:
        """What lets time pass between the lines."""

    def on_new_emulation(self, action: Callable[[], None]) -> None:
        """Call `action` whenever an empty emulation takes the place of this one."""

    def on_log(self, action: OnLog) -> None:
        """Call `action` with what the log's levels let through, INFO and above at first."""

    def on_output(self, action: Callable[[str], None]) -> None:
        """Call `action` with lines that hooks print."""

    @property
    def machine_name(self) -> str | None:
        """Name of the selected machine."""

    @property
    def reads_value(self) -> bool:
        """Whether the lines to come belong to a value of several lines."""

    @property
    def has_ports(self) -> bool:
        """Whether anything waits for the host."""

    @property
    def quit_status(self) -> int | None:
        """Exit status that `quit` asked for, None while nobody did."""

    def close(self) -> None:
        """Give everything back to the host."""
