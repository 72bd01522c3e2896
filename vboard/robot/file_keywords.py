"""Keywords about files that Renode's own keyword resource brings along."""

from __future__ import annotations

import gzip
import shutil
from fnmatch import fnmatch
from pathlib import Path


def list_files_in_directory_recursively(directory_name: str, pattern: str = "*", *excludes: str) -> list[str]:
    """Return the sorted paths of files whose names match `pattern`, but in no folder named in `excludes`."""
    return sorted(
        str(path)
        for path in Path(directory_name).rglob("*")
        if path.is_file()
        and fnmatch(path.name, pattern)
        and not set(excludes) & set(path.parent.relative_to(directory_name).parts)
    )


def gzip_file(ipath: str, opath: str) -> None:
    """Compress a file."""
    with Path(ipath).open("rb") as source, gzip.open(opath, "wb") as target:
        shutil.copyfileobj(source, target)
