"""Variable file: a board's row, `renode/boards/*.toml`, as ${ROW}, so that one suite fits every board.

Standard library only, for Robot Framework 6.1 and newer: a real Renode runs it in its own Python, which may
be older than the standard library's reader of TOML; pip brings another.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

try:
    import tomllib
except ModuleNotFoundError:
    from pip._vendor import tomli as tomllib

_UNITS = {"KiB": 1024, "MiB": 1024 * 1024}
_SIZE = re.compile(r"(\d+) *([A-Za-z]*)")


def get_variables(path: str) -> dict[str, Any]:
    """Return ${ROW}, what scenarios need of a row.

    Its keys: `name`, `title`, `mhz`; `script`, the file that creates the machine; `console`, `audio`, `leds`
    (by label), `buttons` (a list) and `microphone` with full names; `microphone_platform`, the file that adds
    the microphone; `flash_start`, `flash_end`, `flash`, `ram` in bytes; `first_led`, `yes_led` and
    `inference_led`, and whether the latter `toggles` because it shows nothing else.
    """
    file = Path(path)
    row: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    leds = {label: _device(name) for label, name in row.get("leds", {}).items()}
    roles = row.get("roles", {})
    only = next(iter(leds), "")
    inference, yes = roles.get("inference", only), roles.get("yes", only)
    answers = [roles.get(role) for role in ("yes", "no", "unknown")]
    flash = _size(row["flash"]["size"])
    microphone = row.get("microphone", {})
    values = {
        "name": row.get("name", file.stem),
        "title": row["title"],
        "mhz": row["mips"],
        "script": _file(file, row["script"]),
        "console": _device(row["console"]),
        "audio": _device(row["audio"]),
        "microphone": _device(microphone["device"]) if microphone else "",
        "microphone_platform": _file(file, microphone.get("platform", "")),
        "leds": leds,
        "buttons": [_device(name) for name in row.get("buttons", {}).values()],
        "flash_start": row["flash"]["address"],
        "flash_end": row["flash"]["address"] + flash,
        "flash": flash,
        "ram": _size(row["ram"][0]["size"]),
        "first_led": leds.get(only, ""),
        "inference_led": leds.get(inference, ""),
        "yes_led": leds.get(yes, ""),
        "toggles": bool(roles) and inference not in answers,
    }
    return {"DICT__ROW": values}


def _device(name: str) -> str:
    return name if name.startswith("sysbus.") else f"sysbus.{name}"


def _file(row: Path, name: str) -> str:
    return str((row.parent / name).resolve()) if name else ""


def _size(text: str) -> int:
    found = _SIZE.fullmatch(str(text))
    if found is None:
        raise ValueError(f"expected a size such as 64 KiB, got {text!r}")
    return int(found[1]) * _UNITS.get(found[2], 1)
