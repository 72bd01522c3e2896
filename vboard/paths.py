"""Where the repository, or an installed wheel, keeps its files."""

from __future__ import annotations

import os
from pathlib import Path

_AROUND = Path(__file__).resolve().parent.parent
PACKED = Path(__file__).resolve().parent / "files"
"""What the wheel brings: `renode/` and the demo clip. It does not exist in the repository."""


def _find_root() -> Path:
    """The repository: `$VBOARD_ROOT`, or around this file, or (an installed wheel) the working directory."""
    given = os.environ.get("VBOARD_ROOT")
    if given:
        return Path(given).resolve()
    return Path.cwd() if PACKED.is_dir() else _AROUND


def _find_files(root: Path) -> Path:
    if os.environ.get("VBOARD_ROOT") and (root / "renode" / "boards").is_dir():
        return root
    return PACKED if PACKED.is_dir() else _AROUND


ROOT = _find_root()
"""Scenarios and built firmware are found relative to it."""
FILES = _find_files(ROOT)
"""The folder that holds `renode/` and the demo clip."""


def built_folders() -> tuple[Path, ...]:
    """Where images of our own lie: what the build made, and what the wheel brings."""
    return (ROOT / "build").resolve(), PACKED.resolve()


def image_folders() -> tuple[Path, ...]:
    """Where images are looked for, a folder a board in each: `$VBOARD_IMAGES`, the build's, the wheel's."""
    given = os.environ.get("VBOARD_IMAGES")
    built = Path(given).resolve() if given else ROOT / "build" / "firmware"
    return built, PACKED / "firmware"


def cache_folder() -> Path:
    """Where things are kept that can be made again: `$VBOARD_CACHE`, or the platform's folder for that."""
    given = os.environ.get("VBOARD_CACHE")
    if given:
        return Path(given).resolve()
    import platformdirs  # slow to import, and few ask

    return platformdirs.user_cache_path("vboard")


def work_folder(name: str) -> Path:
    """Where long work keeps its parts: `build/NAME`, of the cache where that may not be written."""
    inside = ROOT / "build" / name
    existing = next(each for each in (inside, *inside.parents) if each.is_dir())
    return inside if os.access(existing, os.W_OK | os.X_OK) else cache_folder() / name


def shown(path: Path) -> str:
    """The path as a message shows it: relative to the working directory where it lies below it."""
    working_directory = Path.cwd()
    return str(path.relative_to(working_directory) if path.is_relative_to(working_directory) else path)
