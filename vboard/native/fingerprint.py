"""Which sources the processor core was built from. `setup.py` runs this file when there is no core yet."""

from __future__ import annotations

import hashlib
from pathlib import Path


def fingerprint(folder: Path) -> str:
    """A digest of names and contents of the C++ files below `folder`; empty where none are, as in a wheel."""
    files = sorted(
        (path.relative_to(folder).as_posix(), path)
        for part in folder.iterdir()
        if part.is_dir()
        for path in part.iterdir()
        if path.suffix in (".cc", ".h")
    )
    digest = hashlib.sha256()
    for name, path in files:
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest() if files else ""
