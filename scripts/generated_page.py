"""What the programs share that write a page of docs/ from the package."""

from __future__ import annotations

import sys
from pathlib import Path


def write_page(path: Path, text: str) -> int:
    """Write the page; with `--check` on the command line compare instead.

    Returns:
        Exit status: 1 when the page that is there is out of date.
    """
    if "--check" in sys.argv[1:]:
        return int(not path.exists() or path.read_text(encoding="utf-8") != text)
    path.write_text(text, encoding="utf-8")
    return 0
