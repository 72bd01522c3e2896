"""Our own applications: what each hears when no recording is named (`firmware/apps/applications.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from vboard import paths
from vboard.errors import VBoardError

_TABLE = Path("firmware", "apps", "applications.toml")


def default_clip(image: Path) -> Path | None:
    """The recording for an image: only one that our build made, of an application that listens, has one.

    Raises:
        VBoardError: the table is damaged.
    """
    if not any(image.resolve().is_relative_to(folder) for folder in paths.built_folders()):
        return None
    try:
        rows = tomllib.loads((paths.FILES / _TABLE).read_text(encoding="utf-8"))
        clips = {name: str(row["clip"]) for row in rows.values() for name in row["images"]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise VBoardError(f"{paths.shown(paths.FILES / _TABLE)}: {error}") from error
    return paths.FILES / clips[image.stem] if image.stem in clips else None
