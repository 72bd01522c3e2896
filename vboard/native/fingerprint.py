"""Which sources the processor core was built from. `setup.py` runs this file when there is no core yet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def _sources(folder: Path) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """The folders in `folder` with their C++ files."""
    with os.scandir(folder) as entries:
        parts = [entry for entry in entries if entry.is_dir()]
    for part in parts:
        with os.scandir(part) as entries:
            yield part.path, [entry for entry in entries if entry.name.endswith((".cc", ".h"))]


def touched_since(folder: Path, moment: int) -> bool:
    """Whether a C++ file below `folder` was changed, added, renamed or removed since `moment`.

    Args:
        moment: as `st_mtime_ns`. Beside that time of a file its entry's counts (`st_ctime_ns`), which no
            program sets back: a copy that keeps its times is new.
    """
    return any(
        max(status.st_mtime_ns, status.st_ctime_ns) >= moment
        for part, files in _sources(folder)
        if files
        for status in (os.stat(part), *(file.stat() for file in files))
    )


def fingerprint(folder: Path) -> str:
    """A digest of names and contents of the C++ files below `folder`; empty where none are, as in a wheel."""
    import hashlib  # loads OpenSSL

    paths = [Path(file.path) for _, files in _sources(folder) for file in files]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in paths):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest() if paths else ""
