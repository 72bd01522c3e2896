"""Objects by the names that commands use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.builtin.monitor.state import State

DEFAULT_PREFIX = "sysbus"
"""Object names may leave this out from the beginning."""


class Objects:
    """Names of the emulation, of the selected machine and of external objects.

    Attributes:
        prefixes: what `using` allows to leave out.
        externals: external objects (sockets, ptys) by name.
        fixed: further objects that are always there, by name.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.prefixes = [DEFAULT_PREFIX]
        self.externals: dict[str, Any] = {}
        self.fixed: dict[str, Callable[[], Any]] = {"emulation": lambda: state.emulation}

    def clear(self) -> None:
        """Forget external objects; prefixes stay, as in Renode."""
        self.externals.clear()

    def find_named(self, name: str) -> tuple[str, Any] | None:
        """Full name and object of a name, tried with the `using` prefixes, or None."""
        if name in self.fixed:
            return name, self.fixed[name]()
        if name in self.externals:
            return name, self.externals[name]
        machine = self._state.machine
        if machine is None:
            return None
        if name == "machine":
            return name, machine
        for prefix in ("", *self.prefixes):
            full = f"{prefix}.{name}" if prefix else name
            found = machine.find(full)
            if found is not None:
                return full, found
        return None

    def find(self, name: str) -> Any:
        """Object of a name, or None."""
        found = self.find_named(name)
        return found[1] if found is not None else None

    def names(self) -> list[str]:
        """All names, full and without the prefixes that may be left out."""
        found = [*self.fixed, *self.externals]
        machine = self._state.machine
        if machine is None:
            return found
        found.append("machine")
        for entry in machine.entries:
            found.append(entry.name)
            for prefix in self.prefixes:
                if entry.name.startswith(prefix + "."):
                    found.append(entry.name.removeprefix(prefix + "."))
        return found
