"""Folders and archives that a command makes: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from vboard.errors import VBoardError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that an archive can hold: that of every member, so that equal files are equal archives."""
_MODE = 0o100644
_OTHER_ARCHIVES = frozenset((".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".txz", ".xz", ".zst"))
"""Nobody who ends a name like this means a folder."""

Files = Mapping[str, bytes]
"""Relative path with `/` -> content."""


def check_new(place: Path) -> None:
    """Refuse a place that holds something.

    Raises:
        VBoardError: a file, or a folder with entries; a parent that is no folder; the name of an archive of
            another kind.
    """
    if place.suffix.lower() in _OTHER_ARCHIVES and not place.exists():
        raise VBoardError(
            f"{place}: archives end with .zip here (expected {place.name.partition('.')[0]}.zip)"
        )
    if place.is_dir():
        if any(place.iterdir()):
            raise VBoardError(f"{place}: is not empty (expected a new folder)")
    elif place.exists() or place.is_symlink():
        raise VBoardError(f"{place}: exists (expected a new {'archive' if is_archive(place) else 'folder'})")
    parent = next(each for each in (place.absolute().parent, *place.absolute().parents) if each.exists())
    if not parent.is_dir():
        raise VBoardError(f"{place}: {parent} is no folder")


def is_archive(place: Path) -> bool:
    """Whether the name asks for an archive."""
    return place.suffix.lower() == ".zip"


def write_new(files: Files, place: Path) -> None:
    """Write a folder, or an archive where the name ends with `.zip`.

    Raises:
        VBoardError: as `check_new`; it cannot be written. Nothing is left behind then.
    """
    check_new(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    except OSError as error:
        raise VBoardError(f"{place}: {error.strerror or error}") from error
    try:
        if is_archive(place):
            archive = partial / "archive"
            archive.write_bytes(b"")
            _write_archive(files, archive)
            os.link(archive, place)  # unlike a rename, it replaces nothing
        else:
            _write_folder(files, partial / "folder")
            if place.is_dir():
                place.rmdir()  # empty, or it fails
            (partial / "folder").rename(place)
    except OSError as error:
        raise VBoardError(f"{place}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_beside(files: Files, folder: Path, replaces: bytes = b"") -> None:
    """Write files into a folder that may hold others; `replaces`: files with these bytes may be replaced.

    Raises:
        VBoardError: one of them exists; the folder cannot be written. Nothing is written then.
    """
    for name in files:
        path = folder / name
        if not path.exists() and not path.is_symlink():
            continue
        if not (replaces and path.is_file() and replaces in path.read_bytes()[:400]):
            raise VBoardError(f"{path}: exists (nothing was written)")
    try:
        _write_folder(files, folder)
    except OSError as error:
        raise VBoardError(f"{error.filename or folder}: {error.strerror or error}") from error


def _write_folder(files: Files, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write_archive(files: Files, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _MODE << 16
            member.create_system = 3  # Unix, on every system
            archive.writestr(member, files[name])
