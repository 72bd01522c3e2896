"""The report of a terminal tester: consumed lines and events, frozen at its first use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HOST_TIME = "-"
"""Stands where Renode prints the host's date: nothing in the engine reads the host's clock."""


def format_milliseconds(milliseconds: float) -> str:
    """A double as .NET prints it: `0`, `499`, `300.5`."""
    return str(int(milliseconds)) if milliseconds == int(milliseconds) else repr(milliseconds)


@dataclass(frozen=True)
class Line:
    """A finished line and the virtual time of its end in milliseconds."""

    content: str
    timestamp: float

    def __str__(self) -> str:
        return f"[host: {HOST_TIME}, virt: {int(self.timestamp):7d}] {self.content}"


class Report:
    """Text that failures show.

    Renode generates it once: later failures print the first report until it is cleared.
    """

    def __init__(self) -> None:
        self._text = ""
        self._frozen: str | None = None

    def add(
        self, event: str, outcome: str, now: float, lines: Iterable[Line], unfinished: str | None
    ) -> None:
        """Add an event with the lines before it.

        Args:
            event: what was waited for, e.g. `Line containing >>x<<`.
            outcome: `success` or `failure`.
            now: virtual time in milliseconds.
            lines: the finished lines that belong to the event.
            unfinished: text of the unfinished line as it is to be shown, None to leave it out.
        """
        self._text += "".join(f"{line}\n" for line in lines)
        if unfinished is not None:
            self._text += f"{unfinished}\n"
        self._text += f"([host: {HOST_TIME}, virt: {format_milliseconds(now):>7}] {event} event: {outcome})\n"

    def freeze(self, unfinished: str, escape: str) -> str:
        """Return the report; the first call also adds what the tester's buffers hold."""
        if self._frozen is None:
            for name, held in (("SGR decoding", escape), ("Current line", unfinished)):
                if held:
                    self._text += f"--- {name} buffer contains {len(held)} characters: >>{held}<<\n"
            self._frozen = self._text
            self._text = ""
        return self._frozen

    def clear(self) -> None:
        """Forget everything."""
        self._text = ""
        self._frozen = None
