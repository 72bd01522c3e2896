"""`vboard doctor`: what this machine has, what is missing, and the command that mends it."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from vboard.commands.arguments import Json
from vboard.errors import RunFailedError

EXAMPLES = "Examples: `vboard doctor`, `vboard doctor --json`"

PACKAGES = ("pyelftools", "numpy", "rich", "typer", "robotframework", "pyvcd")
AUDIO_PACKAGES = ("soundfile", "scipy")
TOOLS = (
    (
        "arm-none-eabi-g++",
        "to build firmware",
        "apt-get install gcc-arm-none-eabi libstdc++-arm-none-eabi-newlib",
    ),
    ("g++", "to test firmware on the host", "apt-get install g++ doctest-dev"),
    ("make", "to build firmware", "apt-get install make"),
    ("gdb-multiarch", "to debug firmware", "apt-get install gdb-multiarch"),
)


@dataclass(frozen=True)
class Finding:
    """One line of the report. `remedy` is empty when nothing is wrong."""

    name: str
    state: str
    remedy: str = ""
    needed: bool = True


def examine() -> Iterator[Finding]:
    """Look at everything, cheapest first."""
    yield Finding("python", platform.python_version())
    for name in PACKAGES:
        yield _package(name, "make setup", needed=True)
    yield _processor_core()
    for name in AUDIO_PACKAGES:
        yield _package(name, "pip install 'vboard[audio]'", needed=False)
    for tool, purpose, remedy in TOOLS:
        path = shutil.which(tool)
        state = _version(path) if path else f"missing ({purpose})"
        yield Finding(tool, state, "" if path else remedy, needed=False)
    yield from _boards()
    yield _renode()


def _renode() -> Finding:
    from vboard.renode.locate import (
        OLDEST,
        REMEDY,
        RenodeMissingError,
        locate,
        missing_packages,
        read_version,
    )

    try:
        found = locate()
        text, version = read_version(found)
    except RenodeMissingError as error:
        reason = str(error).partition(" (")[0].partition("; run ")[0]
        return Finding("renode", f"{reason}; the built-in engine needs none", REMEDY, needed=False)
    state = f"{text} ({found.source}: {found.program})"
    if version < OLDEST:
        state += f", older than {'.'.join(map(str, OLDEST))}"
    elif found.test_program is None:
        state += ", no renode-test beside it"
    elif missing := missing_packages(found):
        remedy = f"pip install {missing.replace(',', '')}"
        return Finding("renode", f"{state}, the python3 of renode-test lacks {missing}", remedy, needed=False)
    else:
        return Finding("renode", state)
    return Finding("renode", state, REMEDY, needed=False)


def _processor_core() -> Finding:
    from importlib import machinery  # without executing it: it may not be there

    built = Path(__file__).parents[1] / "native"
    if any((built / f"core{suffix}").is_file() for suffix in machinery.EXTENSION_SUFFIXES):
        return Finding("processor core", "built")
    return Finding("processor core", "not built", "make setup")


def _package(name: str, remedy: str, needed: bool) -> Finding:
    from importlib import metadata  # slow to import, and nothing else needs it

    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, "missing", remedy, needed)


def _version(path: str) -> str:
    """First line of `path --version`."""
    try:
        result = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return f"{path} does not run"
    return (result.stdout or result.stderr).partition("\n")[0].strip() or path


def _boards() -> Iterator[Finding]:
    from vboard.boards.table import BOARDS
    from vboard.paths import shown

    for board in BOARDS.values():
        files = (path for path in (board.script, board.platform) if path is not None)
        missing = [shown(path) for path in files if not path.is_file()]
        if missing:
            yield Finding(board.name, f"missing: {', '.join(missing)}", "git checkout -- renode")
            continue
        built = list(board.built())
        remedy = "" if built else "make firmware"
        yield Finding(board.name, f"firmware: {', '.join(built) or 'not built'}", remedy, needed=False)


def command(json: Json = False) -> None:
    """Tell versions, what is missing, and the command that mends it.

    Exit status 1 when something is missing that every command needs.
    """
    from vboard.report.record import print_json
    from vboard.report.terminal import open_console
    from vboard.text.tables import Listing

    findings = list(examine())
    broken = [finding.name for finding in findings if finding.remedy and finding.needed]
    if json:
        print_json([asdict(finding) for finding in findings])
        _refuse(broken)
        return
    table = Listing("name", "mark", "state", "remedy", header=False)
    for finding in findings:
        mark = "ok" if not finding.remedy else "missing" if finding.needed else "note"
        table.add_row(finding.name, mark, finding.state, f"-> {finding.remedy}" if finding.remedy else "")
    open_console().print(table)
    _refuse(broken)


def _refuse(broken: list[str]) -> None:
    if broken:
        raise RunFailedError(f"missing: {', '.join(broken)}")
