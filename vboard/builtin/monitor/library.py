"""Folders that stand for Renode's own: what `@platforms/cpus/stm32f103.repl` and `@scripts/…` mean.

A Renode that is installed has the files that scripts name; without one it is the library of the package.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from vboard.paths import FILES

LIBRARY = FILES / "renode" / "library"
"""Platform files and scripts under the names that Renode's have."""
_VARIABLES = ("RENODE_ROOT", "RENODE_PATH")


def folders(environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where a name that is nowhere on the monitor's path is looked up, in order."""
    installed = next((folder for folder in _candidates(environ) if (folder / "platforms").is_dir()), None)
    return (LIBRARY,) if installed is None else (installed, LIBRARY)


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    """Folders that an installation may be: the named ones, then that of the program on the search path."""
    for named in (Path(environ[name]).expanduser() for name in _VARIABLES if environ.get(name)):
        yield named if named.is_dir() else named.resolve().parent
    program = shutil.which("renode", path=environ.get("PATH", os.defpath))
    if program is not None:
        folder = Path(program).resolve().parent
        yield folder
        yield folder.parent
