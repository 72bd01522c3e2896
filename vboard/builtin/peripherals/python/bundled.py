"""The scripts that platform files expect in Renode's installation, as `filename` of a Python peripheral.

They lie in the platform library, where the monitor finds them by the same names.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from vboard.paths import FILES

LIBRARY = FILES / "renode" / "library"
FOLDER = PurePosixPath("scripts/pydev")
"""Where Renode's own scripts of peripherals lie, relative to its installation."""


def bundled_script(filename: str) -> Path | None:
    """The script of that name, `scripts/pydev/counter.py`; None when it is none of them."""
    if PurePosixPath(filename).parent != FOLDER:
        return None
    path = LIBRARY / filename
    return path if path.is_file() else None
