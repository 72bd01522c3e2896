"""`host`: the machine that the emulation runs on, and `plugins`: parts of Renode that can be switched on."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.externals.base import External, ExternalError


class HostMachine(External):
    """Holds objects that live on the host; the built-in engine has none."""

    HostMachineName: ClassVar[str] = "host"

    def GetNames(self) -> list[str]:
        """Names of the objects."""
        return []

    def RemoveHostMachineElement(self, name: str) -> None:
        """Remove an object. Raises ExternalError: there is none."""
        raise ExternalError(f"The host has no element {name}")

    def Dispose(self) -> None:
        """Remove all objects."""


class PluginManager:
    """The built-in engine is in one piece: it has no plugins."""

    def GetPlugins(self) -> list[str]:
        """Names of the plugins."""
        return []

    def EnablePlugin(self, name: str) -> None:
        """Switch a plugin on. Raises ExternalError: there is none."""
        raise ExternalError(f"No plugin {name}: the built-in engine has none")

    def DisablePlugin(self, name: str) -> None:
        """Switch a plugin off. Raises ExternalError: there is none."""
        raise ExternalError(f"No plugin {name}: the built-in engine has none")

    def DisableAllPlugins(self) -> None:
        """Switch all off."""

    def Dispose(self) -> None:
        """Switch all off."""
