"""Files that the emulation writes: an older one of the same name is kept under a number."""

from __future__ import annotations

from pathlib import Path


def move_away(path: Path) -> Path | None:
    """Give a file that exists the next free number, as in `log.txt.1`; returns its new path.

    Renode 1.16.1 does so for each of its output files (`SequencedFilePath` in its sources).

    Raises:
        OSError: it cannot be moved.
    """
    if not path.is_file():
        return None
    numbers = [each.name.removeprefix(f"{path.name}.") for each in path.parent.glob(f"{path.name}.*")]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return path.rename(path.with_name(f"{path.name}.{highest + 1}"))
