"""What Renode's monitor does not catch."""

from __future__ import annotations

from vboard.errors import VBoardError


class EscapedError(VBoardError):
    """An exception that Renode's monitor does not catch: a keyword reports it bare, with its type.

    Attributes:
        kind: the .NET exception, e.g. `OverflowException`.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind
