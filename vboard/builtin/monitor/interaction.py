"""Where commands write: output for the user, errors apart."""

from __future__ import annotations


class Interaction:
    """Collects what one command prints. Every output line ends with two line feeds, as Renode's do."""

    def __init__(self) -> None:
        self._output: list[str] = []
        self._errors: list[str] = []
        self.cause: Exception | None = None
        """The exception behind the error, if one is."""

    def write(self, text: str) -> None:
        """Write text without a line end."""
        self._output.append(text)

    def line(self, text: str = "") -> None:
        """Write one line."""
        self._output.append(text + "\n\n")

    def error(self, text: str, cause: Exception | None = None) -> None:
        """Write an error line; errors are glued without a separator."""
        self._errors.append(text)
        self.cause = cause or self.cause

    @property
    def output(self) -> str:
        return "".join(self._output)

    @property
    def errors(self) -> str:
        return "".join(self._errors)
