"""What a session may offer besides running: ask with `isinstance` and use what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from vboard.engine.protocol import Session


@runtime_checkable
class Interruptible(Protocol):
    """A run in progress can be cut short."""

    def interrupt(self) -> None:
        """End `run_for` behind the instruction in progress, and each later one at once."""


@runtime_checkable
class ServesPorts(Protocol):
    """Sockets and pseudo terminals are served by this process."""

    def serve_ports(self, seconds: float) -> None:
        """Wait for so long, or until a port has something to do, and do it; no virtual time passes."""


@runtime_checkable
class OffersUarts(Protocol):
    """UARTs can be joined with serial programs of the host."""

    def offer_uart(self, path: str, kind: str, place: str, most: int | None) -> str:
        """Join a UART with a new terminal; returns what a serial program opens.

        Args:
            path: the UART in the monitor.
            kind: `pty` or `tcp`.
            place: the link to make, or empty; the TCP port, 0 for any free one.
            most: limits what arrives, in bytes a second of virtual time.

        Raises:
            VBoardError: no such UART, or the terminal cannot be made.
        """


class Pump(Protocol):
    """Lets the virtual time of a started emulation pass in slices, and serves the ports of the host.

    Attributes:
        realtime: virtual time never gets ahead of the host's; otherwise as fast as the host can.
    """

    realtime: bool

    @property
    def speed(self) -> float:
        """Virtual seconds a host second, over the last moment; 0 while paused."""

    def advance(self, limit: int | None = None) -> float:
        """Serve the ports and run one slice, at most to virtual time `limit` (ns).

        Returns:
            Seconds after which the next call is due: 0 at once.
        """

    def restart(self) -> None:
        """Take this moment as the beginning: somebody else let virtual or host time pass."""

    def turn(self, limit: int | None = None, more: Sequence[int] = ()) -> None:
        """`advance`, then wait as long as it says or until a port or a descriptor of `more` is ready."""


class DebugServer(Protocol):
    """A debugger's server that listens."""

    @property
    def Port(self) -> int:
        """The TCP port of this machine."""

    @property
    def sessions(self) -> int:
        """Debuggers that have come and gone."""


@runtime_checkable
class ServesDebugger(Protocol):
    """A debugger can drive the machine."""

    def serve_debugger(self, port: int) -> DebugServer:
        """Serve GDB for the machine on a TCP port, 0 for any free one.

        Raises:
            VBoardError: there is no machine or no core, or the port is taken.
        """

    def pump(self, realtime: bool) -> Pump:
        """What lets virtual time pass while the debugger wants it."""

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        """Call `action` after `duration` ns of virtual time, whoever lets it pass."""


@dataclass(frozen=True)
class MappedMemory:
    """A memory as the processor sees it, once for each place; `name` is its own name."""

    name: str
    start: int
    size: int


@dataclass(frozen=True)
class LoadedImage:
    """A file that was loaded into the memories; `address` is that of plain bytes, None for other formats."""

    path: str
    address: int | None = None


@dataclass(frozen=True)
class Gap:
    """A device that is not modelled, or not all of it.

    Attributes:
        device: monitor path.
        type_name: as platform files name it.
        missing: what is missing; empty: all of it.
    """

    device: str
    type_name: str
    missing: str


@dataclass(frozen=True)
class MachineContents:
    """What a machine was built of. Devices are monitor paths, in the order of the platform.

    Attributes:
        core: the processor's model in the notation of platform files, empty without a processor.
        mips: its instructions a microsecond of virtual time.
        analyzed_uarts: those that the script shows.
        images: files that were loaded, in that order.
        gaps: what the engine does not model.
    """

    name: str
    core: str
    mips: int
    memories: tuple[MappedMemory, ...]
    uarts: tuple[str, ...]
    analyzed_uarts: tuple[str, ...]
    leds: tuple[str, ...]
    buttons: tuple[str, ...]
    images: tuple[LoadedImage, ...] = ()
    gaps: tuple[Gap, ...] = ()


@runtime_checkable
class TellsContents(Protocol):
    """What the machine holds can be looked up."""

    def contents(self) -> MachineContents | None:
        """What the selected machine holds; None while there is no machine."""

    def path_variable(self, name: str) -> str | None:
        """The file that a monitor variable names, relative ones resolved; None: no such variable."""


class LocalSession(Session, Interruptible, ServesPorts, OffersUarts, ServesDebugger, TellsContents, Protocol):
    """A session of this process has all of them."""
