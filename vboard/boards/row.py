"""Reads a board's row: a TOML file that names its `.repl` or `.resc` and what hangs on it (docs/boards.md).

    title = "Lamp"
    platform = "lamp.repl"
    console = "usart1"

Everything but `platform` or `script` may be left out: `vboard.targets.probe` finds it in the platform.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from vboard.boards.board import KIB, Board, Current, Microphone, Region, device_path
from vboard.errors import VBoardError, nearest
from vboard.paths import shown

BOARD_SUFFIXES = (".toml", ".repl", ".resc")
"""What names a user's own board: a row, a platform, a script."""
UNKNOWN = Region("memory", 0, 0)
"""Stands for the memories of a row that names none."""
LED_ROLES = ("ready", "inference", "yes", "no", "unknown")
"""What the hotword application shows on LEDs (`LedRoles` of firmware/boards/board.h)."""
_UNITS = {"": 1, "B": 1, "KiB": KIB, "MiB": KIB * KIB}
_SIZE = re.compile(r"(\d+) *([A-Za-z]*)")
_NAME = re.compile(r"\w[\w.-]*")


def read_board(path: Path) -> Board:
    """Read a row; what it does not say stays empty (`console`, `core`), 0 (`mips`, sizes).

    Raises:
        VBoardError: no such file, no TOML, an unknown key, a value of another type.
    """
    return _Row(path).board()


def stated(path: Path) -> frozenset[str]:
    """The keys that a row gives.

    Raises:
        VBoardError: as `read_board`.
    """
    return frozenset(_load(path))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VBoardError(f"{shown(path)}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise VBoardError(f"{shown(path)}: not UTF-8 text (expected a board's row in TOML)") from error
    except tomllib.TOMLDecodeError as error:
        raise VBoardError(f"{shown(path)}: not TOML: {error}") from error


class _Row:
    """One file; methods take a key and refuse what is not of its type."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _load(path)
        for key in self._values:
            if key not in _KEYS:
                self._refuse(f"unknown key '{key}'{nearest(key, _KEYS)} (keys: {', '.join(_KEYS)})")

    def board(self) -> Board:
        """The row."""
        script, platform = self._file("script"), self._file("platform")
        if script is None and platform is None:
            self._refuse('names no machine; expected platform = "….repl" or script = "….resc"')
        values = {key: read(self, key) for key, read in _KEYS.items()}
        name = values.pop("name") or self._path.stem
        if not _NAME.fullmatch(name):
            self._refuse(f"name: expected letters, digits, '_', '-' and '.', got '{name}'")
        values["title"] = values["title"] or name
        return Board(name=name, **values)

    def _refuse(self, text: str) -> NoReturn:
        raise VBoardError(f"{shown(self._path)}: {text}")

    def _get(self, key: str, kind: type[Any], expected: str) -> Any:
        value = self._values.get(key)
        if value is not None and type(value) is not kind:  # a bool is an int, but not here
            self._refuse(f"{key}: expected {expected}, got {value!r}")
        return value

    def _text(self, key: str) -> str:
        return self._get(key, str, "a string") or ""

    def _flag(self, key: str) -> bool:
        return bool(self._get(key, bool, "true or false"))

    def _count(self, key: str) -> int:
        value: int = self._get(key, int, "a whole number") or 0
        if value < 0:
            self._refuse(f"{key}: expected a number above 0, got {value}")
        return value

    def _names(self, key: str) -> tuple[str, ...]:
        names: list[Any] = self._get(key, list, 'a list of names, as ["disco"]') or []
        for name in names:
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                self._refuse(f"{key}: expected names of letters, digits, '_', '-' and '.', got {name!r}")
        return tuple(names)

    def _texts(self, key: str) -> tuple[str, ...]:
        texts: list[Any] = self._get(key, list, 'a list, as ["uart0: Unhandled write to offset 0x514"]') or []
        for text in texts:
            if not isinstance(text, str) or not text:
                self._refuse(f"{key}: expected the beginning of a warning, got {text!r}")
        return tuple(texts)

    def _file(self, key: str) -> Path | None:
        text = self._text(key)
        return (self._path.parent / text).resolve() if text else None

    def _files(self, key: str) -> tuple[Path, ...]:
        names: list[Any] = self._get(key, list, 'a list, as ["more.repl"]') or []
        for name in names:
            if not isinstance(name, str) or not name:
                self._refuse(f"{key}: expected a file's name, got {name!r}")
        return tuple((self._path.parent / name).resolve() for name in names)

    def _device(self, key: str) -> str:
        text = self._text(key)
        return device_path(text) if text else ""

    def _devices(self, key: str) -> dict[str, str]:
        table: dict[str, Any] = self._get(key, dict, 'labels and devices, as { led = "gpioPortC.led" }') or {}
        for label, device in table.items():
            if not isinstance(device, str) or not device:
                self._refuse(f"{key}.{label}: expected a device's name, got {device!r}")
        return {label: device_path(device) for label, device in table.items()}

    def _roles(self, key: str) -> dict[str, str]:
        table: dict[str, Any] = self._get(key, dict, 'roles and labels, as { yes = "led" }') or {}
        labels = self._values.get("leds", {})
        for role, label in table.items():
            if role not in LED_ROLES:
                self._refuse(
                    f"{key}: unknown role '{role}'{nearest(role, LED_ROLES)} (roles: {', '.join(LED_ROLES)})"
                )
            if label not in labels:
                self._refuse(
                    f"{key}.{role}: no LED '{label}'{nearest(str(label), labels)} (leds: {', '.join(labels)})"
                )
        return dict(table)

    def _current(self, key: str) -> Current | None:
        expected = 'a table, as { run_ma = 27.0, sleep_ma = 5.5, volts = 3.3, source = "…" }'
        table = self._get(key, dict, expected)
        if table is None:
            return None
        numbers = ("run_ma", "sleep_ma", "volts")
        for each in table:
            if each not in (*numbers, "source"):
                self._refuse(f"{key}: unknown key '{each}'{nearest(each, (*numbers, 'source'))}")
        for each in numbers:
            if type(table.get(each)) not in (int, float) or table[each] <= 0:
                self._refuse(f"{key}.{each}: expected a number above 0, got {table.get(each)!r}")
        if not isinstance(table.get("source"), str):
            self._refuse(f"{key}.source: expected the data sheet's table, got {table.get('source')!r}")
        run, sleep, volts = (float(table[each]) for each in numbers)
        return Current(run, sleep, volts, table["source"])

    def _flash(self, key: str) -> Region:
        table = self._get(key, dict, 'a table, as { address = 0x0800_0000, size = "64 KiB" }')
        return UNKNOWN if table is None else self._region(key, table)

    def _boot_loader(self, key: str) -> Region | None:
        table = self._get(key, dict, 'a table, as { address = 0x0, size = "64 KiB" }')
        return None if table is None else self._region(key, table)

    def _microphone(self, key: str) -> Microphone | None:
        table = self._get(key, dict, 'a table, as { device = "pdm" }')
        if table is None:
            return None
        for each, value in table.items():
            if each not in ("device", "platform"):
                self._refuse(f"{key}: unknown key '{each}'{nearest(each, ('device', 'platform'))}")
            if not isinstance(value, str) or not value:
                self._refuse(f"{key}.{each}: expected a string, got {value!r}")
        if "device" not in table:
            self._refuse(f'{key}: names no device; expected {{ device = "pdm" }}')
        platform = table.get("platform")
        place = None if platform is None else (self._path.parent / platform).resolve()
        return Microphone(device_path(table["device"]), place)

    def _ram(self, key: str) -> tuple[Region, ...]:
        rows = self._get(key, list, 'a list, as [{ address = 0x2000_0000, size = "20 KiB" }]') or []
        return tuple(self._region(f"{key}[{index}]", row) for index, row in enumerate(rows))

    def _region(self, key: str, table: object) -> Region:
        if not isinstance(table, Mapping):
            self._refuse(f"{key}: expected {{ address = …, size = … }}, got {table!r}")
        for each in table:
            if each not in ("name", "address", "size"):
                self._refuse(f"{key}: unknown key '{each}'{nearest(each, ('name', 'address', 'size'))}")
        address, size = table.get("address"), self._size(key, table.get("size"))
        if not isinstance(address, int) or not 0 <= address < 2**32:
            self._refuse(f"{key}: expected an address of 32 bits, got {address!r}")
        return Region(str(table.get("name", key.partition("[")[0])), address, size)

    def _size(self, key: str, value: object) -> int:
        found = _SIZE.fullmatch(str(value))
        if found is None or found[2] not in _UNITS or not int(found[1]):
            self._refuse(f'{key}: expected a size such as "64 KiB", got {value!r}')
        return int(found[1]) * _UNITS[found[2]]


_KEYS: dict[str, Callable[[_Row, str], Any]] = {
    "name": _Row._text,
    "title": _Row._text,
    "mcu": _Row._text,
    "core": _Row._text,
    "mips": _Row._count,
    "platform": _Row._file,
    "script": _Row._file,
    "console": _Row._device,
    "audio": _Row._device,
    "flash": _Row._flash,
    "boot_loader": _Row._boot_loader,
    "ram": _Row._ram,
    "microphone": _Row._microphone,
    "leds": _Row._devices,
    "buttons": _Row._devices,
    "roles": _Row._roles,
    "current": _Row._current,
    "note": _Row._text,
    "bench": _Row._flag,
    "short": _Row._names,
    "extras": _Row._files,
    "known_warnings": _Row._texts,
}
