"""Finds a Renode on this machine.

Order: the path that the user gave, `RENODE_ROOT` or `RENODE_PATH`, the search path, the store of
`renode-run` (`~/.config/renode`). A place that the user named is taken or refused, never skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vboard.errors import VBoardError

OLDEST = (1, 16, 1)
"""Oldest release that the board files and suites are written for."""
REMEDY = "make renode"
VARIABLES = ("RENODE_ROOT", "RENODE_PATH")
PROGRAM = "renode"
STAND_IN = b"Made by vboard: runs the built-in engine under the name of Renode's program."
"""What a program of that name says that is no Renode but this package's (`vboard renode --install`)."""
TEST_PROGRAMS = ("renode-test", "test.sh")
TEST_PACKAGES = (("robotframework", "robot"), ("psutil", "psutil"), ("pyyaml", "yaml"))
"""What `renode-test` imports: name of the package, name of its module."""
VERSION_TIMEOUT = 60


class RenodeMissingError(VBoardError):
    """There is no Renode where it was looked for."""


@dataclass(frozen=True)
class Renode:
    """An installation.

    Attributes:
        program: the executable `renode`.
        source: where it was found, as a user would say it.
        test_program: `renode-test` beside it; None when there is none.
        python_folder: folder with the Python that has what `renode-test` imports; None to use the
            one on the search path.
    """

    program: Path
    source: str
    test_program: Path | None = None
    python_folder: Path | None = None

    def environment(self, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Environment for Renode and `renode-test`: its own Python first on the search path, no locale.

        Renode reads and writes some numbers by the locale: "0.5" is 5 where a comma is decimal.
        """
        result = {**environ, "LC_ALL": "C.UTF-8"}
        if self.python_folder is not None:
            result["PATH"] = os.pathsep.join([str(self.python_folder), result.get("PATH", os.defpath)])
            result["VIRTUAL_ENV"] = str(self.python_folder.parent)
        return result

    def runner(self) -> Path:
        """The program that runs suites.

        Raises:
            RenodeMissingError: this installation has none.
        """
        if self.test_program is None:
            raise RenodeMissingError(
                f"{self.program.parent}: found renode but no renode-test beside it; run '{REMEDY}'"
            )
        return self.test_program


def locate(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Renode:
    """Find a Renode.

    Args:
        explicit: folder of an installation, or the path of `renode` or `renode-test`.
        environ: environment variables.

    Raises:
        RenodeMissingError: there is none, or a named place has none; says what to do.
    """
    if explicit is not None:
        return _named(explicit, "--renode")
    for variable in VARIABLES:
        if environ.get(variable):
            return _named(Path(environ[variable]), variable)
    search_path = environ.get("PATH", os.defpath)
    for name in (PROGRAM, "renode-test"):
        found = _on_path(name, search_path)
        # A link on the search path: the rest of the installation is beside what it points to.
        beside = _in_folder(Path(found).resolve().parent, "PATH") if found else None
        if beside is not None:
            return beside
        if found and name == PROGRAM:
            runner = _on_path("renode-test", search_path)
            return Renode(Path(found), "PATH", Path(runner) if runner else None)
    store = store_folder(environ)
    for folder in _installed(store):
        beside = _in_folder(folder, "renode-run", store)
        if beside is not None:
            return beside
    raise RenodeMissingError(
        "no Renode found (looked at --renode, RENODE_ROOT, RENODE_PATH, PATH and "
        f"{store}); run '{REMEDY}', or use --engine builtin"
    )


def store_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where `renode-run` keeps what it installs."""
    home = environ.get("HOME") or str(Path.home())
    return Path(home) / ".config" / "renode"


def read_version(renode: Renode) -> tuple[str, tuple[int, ...]]:
    """Ask an installation for its version.

    Returns:
        First line of `renode --version`, and the numbers in it: ("Renode v1.16.1.17033", (1, 16, 1)).

    Raises:
        RenodeMissingError: it does not run, or says no version.
    """
    try:
        done = subprocess.run(
            [str(renode.program), "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=VERSION_TIMEOUT,
            check=False,
        )
    except OSError as error:
        raise RenodeMissingError(f"{renode.program}: {error.strerror}; run '{REMEDY}'") from error
    except subprocess.TimeoutExpired as error:
        raise RenodeMissingError(f"{renode.program}: no answer to --version; run '{REMEDY}'") from error
    for line in (done.stdout + "\n" + done.stderr).splitlines():
        if found := re.search(r"\b[vV]?(\d+)\.(\d+)\.(\d+)", line):
            return line.strip(), tuple(int(number) for number in found.groups())
    said = next(
        (line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()), "no output"
    )
    raise RenodeMissingError(
        f"{renode.program}: ended with status {done.returncode} and no version: {said}; run '{REMEDY}'"
    )


def missing_packages(renode: Renode) -> str:
    """What the Python of `renode-test` lacks: names, or "" when it has everything."""
    code = (
        "import importlib.util as u; "
        f"print(*(n for n, m in {TEST_PACKAGES!r} if u.find_spec(m) is None), sep=', ')"
    )
    try:
        done = subprocess.run(
            ["python3", "-c", code],
            env=renode.environment(),
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=VERSION_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "python3"
    return done.stdout.strip()


def _named(path: Path, source: str) -> Renode:
    """What the user named: an installation's folder or one of its programs."""
    path = path.expanduser()
    if path.is_dir():
        found = _in_folder(path.resolve(), source)
        if found is None:
            raise RenodeMissingError(f"{source}: {path}: no executable 'renode' in this folder")
        return found
    if not path.exists():
        raise RenodeMissingError(f"{source}: {path}: no such file or folder; run '{REMEDY}' to install one")
    if not os.access(path, os.X_OK):
        raise RenodeMissingError(f"{source}: {path}: not executable")
    path = path.resolve()
    if is_stand_in(path):
        raise RenodeMissingError(f"{source}: {path}: no Renode, but the name of vboard's built-in engine")
    beside = _in_folder(path.parent, source)
    if path.name in TEST_PROGRAMS:
        if beside is None:
            raise RenodeMissingError(f"{source}: {path}: no executable 'renode' beside it")
        return beside
    return Renode(path, source, beside.test_program if beside is not None else None)


def _in_folder(folder: Path, source: str, store: Path | None = None) -> Renode | None:
    program = folder / PROGRAM
    if not _is_program(program):
        return None
    runner = next((folder / name for name in TEST_PROGRAMS if _is_program(folder / name)), None)
    python_folder = store / "renode-run.venv" / "bin" if store is not None else None
    if python_folder is not None and not _is_program(python_folder / "python"):
        python_folder = None
    return Renode(program, source, runner, python_folder)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK) and not is_stand_in(path)


def _on_path(name: str, search_path: str) -> str | None:
    """The first program of that name that is not this package's own."""
    found = (shutil.which(name, path=folder) for folder in search_path.split(os.pathsep) if folder)
    return next((each for each in found if each and not is_stand_in(Path(each))), None)


def is_stand_in(path: Path) -> bool:
    """Whether a program is the built-in engine under Renode's name."""
    try:
        with path.open("rb") as file:
            return STAND_IN in file.read(1024)
    except OSError:
        return False


def _installed(store: Path) -> Iterator[Path]:
    """Folders that `renode-run` installed, its default first.

    Raises:
        RenodeMissingError: the store's index is damaged.
    """
    index = store / "renode-run.json"
    if not index.is_file():
        return
    try:
        content = json.loads(index.read_text(encoding="utf-8"))
        folders = [*content.get("default", {}).values(), *content.get("installations", {})]
    except (OSError, ValueError, AttributeError) as error:
        raise RenodeMissingError(
            f"{index}: cannot be read ({error}); remove it and run '{REMEDY}'"
        ) from error
    yield from (Path(folder) for folder in dict.fromkeys(folders))
