"""Checks platform files: the language, the types, whether they load, what of them is not modelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.monitor import library
from vboard.builtin.monitor.extensions import LoadPlatformDescription
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.platform import syntax
from vboard.builtin.platform.comparison import compare
from vboard.builtin.platform.merge import collect, read_source
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import PlatformError
from vboard.builtin.platform.stubs import is_stub, resolve_type
from vboard.engine.checking import FileCheck, Finding, Kind
from vboard.errors import VBoardError, nearest
from vboard.paths import shown

_PLACE = r"(?:(?P<file>.*):)?(?P<line>\d+):(?P<column>\d+): "
_IGNORED = re.compile(_PLACE + "(?P<text>.* is not modelled, ignored)")
_SUBJECT = re.compile(r" of ([\w.]+) is not modelled, ignored$")


def check_syntax(path: Path) -> FileCheck:
    """Look at the language alone; what a file uses is not looked at.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        parse(read_source(path))
    except PlatformError as error:
        return FileCheck(shown(path), 0, (_fault(error, path),))
    return FileCheck(shown(path), 0, ())


def check_platform(path: Path, working_directory: Path) -> FileCheck:
    """Load a file into a machine of its own, and list what is not modelled.

    Raises:
        OSError: the file cannot be read.
    """
    monitor = Monitor(working_directory)
    entries: list[LogEntry] = []
    monitor.files.search_path[:0] = _root(path)
    monitor.emulation.log.sinks.append(entries.append)
    machine = monitor.add_machine()
    monitor.machine = machine
    try:
        LoadPlatformDescription(monitor, machine, str(path))
        described = _entries(path, monitor)
    except PlatformError as error:
        return FileCheck(shown(path), 0, (_fault(error, path),))
    except (VBoardError, ValueError, RuntimeError, LookupError) as error:
        text = " ".join(str(error).split())
        return FileCheck(shown(path), 0, (Finding(Kind.ERROR, shown(path), 0, 0, "", text),))
    finally:
        monitor.close()
    findings = [*_errors(entries, described, path), *_not_modelled(described), *_ignored(entries, path)]
    findings.sort(key=lambda finding: (finding.file, finding.line, finding.column))
    return FileCheck(shown(path), len(machine.entries) - 1, tuple(findings))


def check_against(path: Path, folder: Path, working_directory: Path) -> FileCheck:
    """Compare a file with the one of the same name below a Renode's folder.

    Raises:
        OSError: a file cannot be read.
    """
    name = library_name(path)
    other = folder / name
    monitor = Monitor(working_directory)
    monitor.files.search_path[:0] = _root(path)
    try:
        if not other.is_file():
            text = f"{shown(folder)} has no {name}"
            return FileCheck(shown(path), 0, (Finding(Kind.DIFFERENCE, shown(path), 0, 0, "", text),))
        found = compare(path, other, monitor.files.find, lambda text: _below(folder, text))
    except PlatformError as error:
        return FileCheck(shown(path), 0, (_fault(error, path),))
    finally:
        monitor.close()
    return FileCheck(
        shown(path),
        0,
        tuple(Finding(Kind.DIFFERENCE, shown(path), 0, 0, each.device, each.text) for each in found),
    )


def find_platform(name: str, working_directory: Path) -> Path | None:
    """A file by its path, or by the name that scripts know it by."""
    for folder in (working_directory, *library.folders()):
        path = folder / name
        if path.exists():
            return path
    return None


def nearest_platform(name: str, working_directory: Path) -> str:
    """`; did you mean 'x'?` for a file that is there, by the path or name that it would be given by."""
    folder = Path(name).parent
    files = [
        str(folder / path.name)
        for base in (working_directory, *library.folders())
        for path in sorted((base / folder).glob("*.repl"))
    ]
    return nearest(name, files)


def library_name(path: Path) -> str:
    """Name of a file from `platforms/` on, its own name where no such folder is above it."""
    parts = path.resolve().parts
    if "platforms" not in parts:
        return path.name
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("platforms") :])


def _root(path: Path) -> list[str]:
    """The folder that holds the `platforms/` of a file: what the file uses is there, too."""
    name = library_name(path)
    return [str(path.resolve()).removesuffix(name)] if "/" in name else []


def _below(folder: Path, name: str) -> Path | None:
    path = folder / name
    return path if path.is_file() else None


def _fault(error: PlatformError, path: Path) -> Finding:
    place = error.position
    text = f"E{error.code:02d} {' '.join(error.message.split())}"
    hint = f" {error.suggestion}" if error.suggestion else ""
    file = shown(Path(place.source.path)) if place.source.path else shown(path)
    return Finding(Kind.ERROR, file, place.line, place.column, "", text + hint)


def _entries(path: Path, monitor: Monitor) -> list[syntax.Entry]:
    """All entries of a file and of those that it uses."""
    source = read_source(path)

    def find(name: str) -> Path | None:
        beside = path.parent / name
        return beside if beside.is_file() else monitor.files.find(name)

    return [entry for file in collect(source, find) for entry in file]


def _not_modelled(entries: list[syntax.Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.type_name is None:
            continue
        cls, place = resolve_type(entry.type_name.text), entry.type_name.position
        file = shown(Path(place.source.path))
        name = entry.type_name.text
        if cls is not None and is_stub(cls):
            text = f"{entry.name}: {name} is not modelled: it reads 0 and logs each access"
            yield Finding(Kind.STUB, file, place.line, place.column, name, text)
        elif missing := getattr(cls, "missing", ""):
            text = f"{entry.name}: {name} lacks {missing}"
            yield Finding(Kind.PARTIAL, file, place.line, place.column, name, text)


def _ignored(entries: list[LogEntry], path: Path) -> Iterator[Finding]:
    for entry in entries:
        found = _IGNORED.fullmatch(entry.message)
        if found is None:
            continue
        subject = _SUBJECT.search(entry.message)
        file = shown(Path(found["file"])) if found["file"] else shown(path)
        place = int(found["line"]), int(found["column"])
        yield Finding(Kind.IGNORED, file, *place, subject[1] if subject else "", found["text"])


def _errors(entries: list[LogEntry], described: list[syntax.Entry], path: Path) -> Iterator[Finding]:
    """Lines of `init` sections that failed, where their section stands."""
    sections = [
        (line, each)
        for entry in described
        for each in entry.attributes
        if isinstance(each, syntax.Section)
        for line in each.lines
    ]
    for entry in entries:
        if entry.level is not LogLevel.ERROR:
            continue
        place = next((each.position for line, each in sections if line.strip() in entry.message), None)
        file, line, column = (
            (shown(path), 0, 0)
            if place is None
            else (shown(Path(place.source.path)), place.line, place.column)
        )
        yield Finding(Kind.ERROR, file, line, column, "", " ".join(entry.message.split()))
