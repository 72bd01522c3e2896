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
        self._printed = ""

    def write(self, text: str) -> None:
        """Write text without a line end."""
        self._output.append(text)

    def line(self, text: str = "") -> None:
        """Write one line."""
        self._output.append(text + "\n\n")

    def print(self, text: str) -> None:
        """Write the lines that Python code prints, each when it is whole.

        A space at the end waits for what comes next (The Python Language Reference 2.7, section 6.6).
        """
        if text.startswith("\n"):
            self._printed = self._printed.removesuffix(" ")
        *lines, self._printed = (self._printed + text).split("\n")
        for line in lines:
            self.line(line)

    def end_print(self) -> None:
        """The code has come to its end: write what it left without a line end."""
        left, self._printed = self._printed.removesuffix(" "), ""
        if left:
            self.write(left)

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
