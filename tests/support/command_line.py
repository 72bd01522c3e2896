"""What a command leaves, and the fixture that runs one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    def assert_refused(self, *words: str) -> None:
        """One line on standard error that holds `words`, exit status 2, no traceback.

        What a first use had to build before is told in lines of its own.
        """
        assert self.status == 2, self
        lines = [line for line in self.err.splitlines() if not line.startswith("vboard: building ")]
        assert len(lines) == 1, self.err
        assert self.err.startswith("vboard: ")
        assert "Traceback" not in self.err + self.out
        for word in words:
            assert word in self.err


Cli = Callable[..., Result]


def assert_only_refused(cli: Cli, folder: Path, line: str) -> None:
    """A mistake is told in one printable line, and no file of the folder is changed, made or lost."""

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = files()
    result = cli(*line.split())
    result.assert_refused()
    assert result.err.rstrip("\n").isprintable()
    assert files() == before
