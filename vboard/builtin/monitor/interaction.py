"""Where commands write: output for the user, errors apart."""

from __future__ import annotations


class Interaction:
    """Collects what one command prints. Every output line ends with two line feeds, as Renode's do.

    Attributes:
        cause: the exception behind the error, if one is.
        location: `path:line` of the failing line of a script, or empty.
    """

    def __init__(self) -> None:
        self._output: list[str] = []
        self._errors: list[str] = []
        self.cause: Exception | None = None
        self.location = ""

    def write(self, text: str) -> None:
        """Write text without a line end."""
        self._output.append(text)

    def line(self, text: str = "") -> None:
        """Write one line."""
        self._output.append(text + "\n\n")

    def error(self, text: str, cause: Exception | None = None) -> None:
        """Write an error line."""
        self._errors.append(text)
        self.cause = cause or self.cause

    @property
    def output(self) -> str:
        return "".join(self._output)

    @property
    def errors(self) -> tuple[str, ...]:
        """Error lines; Renode's keywords glue them without a separator."""
        return tuple(self._errors)
