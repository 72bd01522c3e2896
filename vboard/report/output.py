"""Files that a command writes: checked before the work begins, `-` for standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from vboard.errors import VBoardError

STANDARD_OUTPUT = Path("-")


def check_outputs(outputs: Mapping[str, Path | None], inputs: Iterable[Path] = ()) -> bool:
    """Refuse files that could not be written at the end, before anything is done.

    Args:
        outputs: option (`--json`) -> what was given for it.
        inputs: files that are read, which an output must not replace.

    Returns:
        Whether one of them is standard output, which then belongs to it alone.

    Raises:
        VBoardError: a folder is missing or may not be written to, or two options name one file.
    """
    taken: dict[Path, str] = {}
    read = {path.resolve() for path in inputs}
    for option, path in outputs.items():
        if path is None:
            continue
        place = path if path == STANDARD_OUTPUT else path.resolve()
        if place in taken:
            what = "standard output" if path == STANDARD_OUTPUT else str(path)
            raise VBoardError(f"{taken[place]} and {option} both write to {what}")
        taken[place] = option
        if path != STANDARD_OUTPUT:
            if place in read:
                raise VBoardError(f"{option} {path}: would replace a file that is read")
            check_writable(path, f"{option} {path}")
    return STANDARD_OUTPUT in taken


def check_writable(path: Path, name: str) -> None:
    """Refuse a file that cannot be created or replaced; `name` begins the message.

    Raises:
        VBoardError: says why.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise VBoardError(f"{name}: is a folder, expected a file")
    if not folder.is_dir():
        raise VBoardError(f"{name}: no such folder: {path.parent}")
    if path.exists():
        if not os.access(path, os.W_OK):
            raise VBoardError(f"{name}: may not be written to (permission denied)")
    elif not os.access(folder, os.W_OK | os.X_OK):
        raise VBoardError(f"{name}: no file can be made in {path.parent} (permission denied)")


def check_folder(folder: Path, name: str) -> None:
    """Refuse a folder that cannot be made or written to; `name` begins the message. Makes nothing.

    Raises:
        VBoardError: says why.
    """
    above = next(each for each in (folder, *folder.absolute().parents) if os.path.lexists(each))
    if not above.is_dir():
        raise VBoardError(f"{name}: {above} is a file, expected a folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise VBoardError(f"{name}: {above} may not be written to (permission denied)")


@contextmanager
def open_output(path: Path) -> Iterator[TextIO]:
    """A text file to write, or standard output.

    Raises:
        VBoardError: it cannot be written.
    """
    if path == STANDARD_OUTPUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror or error}") from error
