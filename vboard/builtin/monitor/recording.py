"""Values that follow on further lines: `set x` and then a line, or lines between triple quotes."""

from __future__ import annotations

from vboard.builtin.monitor.script_lines import TRIPLE
from vboard.builtin.monitor.variables import Variables, text_token


class Recording:
    """Takes the lines behind `set x`, `macro x` or `alias x`.

    The next line is the value; when it has triple quotes, the value is what stands on the lines up to
    the next one that has them.
    """

    def __init__(self) -> None:
        self._variables: Variables | None = None
        self._name = ""
        self._block: list[str] | None = None

    @property
    def active(self) -> bool:
        """Whether the next line belongs to a value."""
        return self._variables is not None

    def begin(self, variables: Variables, name: str, inside_block: bool) -> None:
        """Take a value from now on; `inside_block` when the opening quotes were there already."""
        self._variables, self._name = variables, name
        self._block = [] if inside_block else None

    def feed(self, line: str) -> None:
        """Take a line."""
        if TRIPLE in line:
            if self._block is None:
                self._block = []
            else:
                self._store("\n".join(self._block))
        elif self._block is None:
            self._store(line)
        else:
            self._block.append(line)

    def cancel(self) -> None:
        """Forget what was taken."""
        self._variables = self._block = None

    def _store(self, text: str) -> None:
        assert self._variables is not None
        self._variables.set(self._name, text_token(text))
        self.cancel()
