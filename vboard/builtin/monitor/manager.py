"""The emulation manager: `Clear` and what else Renode's monitor takes without an object's name."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.monitor.commands.help import RENODE_VERSION
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.registry import find_type
from vboard.builtin.types import ReadFilePath

_NO_SNAPSHOTS = "the built-in engine takes no snapshots; Provides and Requires repeat the commands"


class EmulationManager:
    """`EmulationManager`: its public members have Renode's names.

    Args:
        emulation: tells the emulation of the moment.
        clear: replaces it by an empty one.
    """

    def __init__(self, emulation: Callable[[], Emulation], clear: Callable[[], None]) -> None:
        self._emulation = emulation
        self._clear = clear

    def Clear(self) -> None:
        """Begin anew with an empty emulation."""
        self._clear()

    def Save(self, path: str) -> None:
        """Known and not there."""
        raise CommandError(f"Save {path}: {_NO_SNAPSHOTS}")

    def Load(self, path: ReadFilePath, preserveState: bool = False) -> None:
        """Known and not there."""
        raise CommandError(f"Load {path}: {_NO_SNAPSHOTS}")

    def EnsureTypeIsLoaded(self, name: str) -> None:
        """Look for a type.

        Raises:
            CommandError: the engine has no type of that name.
        """
        if find_type(name) is None:
            raise CommandError(
                f"Unable to load the type `{name}`: "
                f"Given type {name} was not found in any of the known assemblies."
            )

    @property
    def Instance(self) -> EmulationManager:
        """The manager itself, as Python code of Renode's names it."""
        return self

    @property
    def CurrentEmulation(self) -> Emulation:
        """The emulation."""
        return self._emulation()

    @property
    def VersionString(self) -> str:
        """The release that is followed."""
        return f"Renode, version {RENODE_VERSION}"
