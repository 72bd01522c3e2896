"""Keywords about files that Renode's own keyword resource brings along."""

from __future__ import annotations

import gzip
import shutil
from fnmatch import fnmatch
from pathlib import Path


def list_files_in_directory_recursively(
    directory_name: str, pattern: str = "*", *excludes: str
) -> list[str]:
    """Return the sorted paths below a directory whose names match `pattern` and whose paths match no exclusion."""
    return sorted(
        str(path)
        for path in Path(directory_name).rglob("*")
        if path.is_file()
        and fnmatch(path.name, pattern)
        and not any(fnmatch(str(path), f"*{exclude}*") for exclude in excludes)
    )


def gzip_file(ipath: str, opath: str) -> None:
    """Compress a file."""
    with Path(ipath).open("rb") as source, gzip.open(opath, "wb") as target:
        shutil.copyfileobj(source, target)
