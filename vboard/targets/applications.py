"""Our own applications: what each hears when no recording is named (`firmware/apps/applications.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from vboard import paths
from vboard.errors import VBoardError

_TABLE = Path("firmware", "apps", "applications.toml")


@dataclass(frozen=True)
class Listener:
    """An application that listens.

    Attributes:
        clip: the recording that it hears when none is named.
        microphone: whether it listens to the board's microphone, not to the audio UART.
    """

    clip: Path
    microphone: bool


def find_listener(image: Path) -> Listener | None:
    """What an image listens to: only one that our build made, of an application that listens, has an entry.

    Raises:
        VBoardError: the table is damaged.
    """
    if not any(image.resolve().is_relative_to(folder) for folder in paths.built_folders()):
        return None
    try:
        rows = tomllib.loads((paths.FILES / _TABLE).read_text(encoding="utf-8"))
        found = {
            name: Listener(paths.FILES / str(row["clip"]), bool(row.get("microphone", False)))
            for row in rows.values()
            for name in row["images"]
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise VBoardError(f"{paths.shown(paths.FILES / _TABLE)}: {error}") from error
    return found.get(image.stem)
