"""Where Renode 1.16.1 fails by a fault of its own, and the engine does what the manual says instead."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.log import Log, LogLevel


class RenodeFaults:
    """Tells of each such place once: a warning in the log that names what Renode 1.16.1 does.

    Attributes:
        listeners: called with each text; strict runs fail on them.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._told: set[str] = set()
        self.listeners: list[Callable[[str], None]] = []

    def tell(self, source: str, message: str) -> None:
        """Log the warning, if it was not logged before.

        Args:
            source: name of the object that it is about, or empty.
            message: what was done, and what Renode 1.16.1 does.
        """
        if message in self._told:
            return
        self._told.add(message)
        text = f"Renode 1.16.1 differs: {message}"
        self._log.write(LogLevel.WARNING, source, text)
        for listener in tuple(self.listeners):
            listener(text)
