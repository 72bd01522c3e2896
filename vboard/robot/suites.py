"""Finds suite files and builds what Robot Framework runs, with the defaults of `renode-test`."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from robot.api import TestSuite
from robot.errors import DataError

from vboard.errors import VBoardError, nearest

RESOURCE = Path(__file__).with_name("renode-keywords.robot")
"""What ${RENODEKEYWORDS} names under the built-in engine."""

_OS_TAGS = {"Linux": "skip_linux", "Darwin": "skip_osx", "Windows": "skip_windows"}


BOARD = "BOARD"
"""Variable by which a suite takes its board."""
_FOR_BOARDS = "Boards"
"""Metadata of a suite that is for every board (`all`), or for those that it lists: `bluepill, nano33ble`."""


@dataclass(frozen=True)
class SuiteFile:
    """A suite file, the board that it runs for (empty: its own choice), its tests that run (empty: all)."""

    path: Path
    board: str = ""
    tests: tuple[str, ...] = ()


def for_boards(
    files: Iterable[Path], boards: Sequence[str], variables: Mapping[str, object]
) -> list[SuiteFile]:
    """What to run: a suite that is for several boards (`Metadata    Boards    all`) once for each of them.

    Args:
        files: suite files.
        boards: names of all boards; without any such a suite chooses for itself.
        variables: of the command line; a board among them is the only one.

    Raises:
        VBoardError: a file is no suite.
    """
    chosen = [str(variables[BOARD])] if BOARD in variables else boards
    found: list[SuiteFile] = []
    for file in files:
        meant = [name.strip() for name in _parse(file).metadata.get(_FOR_BOARDS, "").split(",")]
        if meant == ["all"]:
            found += [SuiteFile(file, board) for board in chosen or ("",)]
        elif meant != [""]:
            found += [SuiteFile(file, board) for board in (chosen if boards else meant) if board in meant]
        else:
            found.append(SuiteFile(file))
    return found


def find_suites(paths: Iterable[Path]) -> list[Path]:
    """Return the suite files that `paths` (files and directories) name, directories in order.

    A `.robot` file without test cases, such as a resource beside the suites, is no suite.

    Raises:
        VBoardError: a path does not exist, a directory holds no suite, or a name is no UTF-8.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = [file for file in sorted(path.rglob("*.robot")) if _has_tests(file)]
            if not found:
                raise VBoardError(f"{path}: no .robot suite in this directory")
            files += found
        elif path.exists():
            if not _has_tests(path):
                raise VBoardError(
                    f"{path}: no suite, expected a .robot file with a '*** Test Cases ***' section"
                )
            files.append(path)
        else:
            siblings = [file.name for file in path.parent.glob("*.robot")] if path.parent.is_dir() else []
            raise VBoardError(f"{path}: no such suite{nearest(path.name, siblings)}")
    resolved = list(dict.fromkeys(file.resolve() for file in files))
    for file in resolved:
        check_name(file)
    return resolved


def check_name(path: Path) -> None:
    """Refuse a name that Robot Framework cannot write into its reports.

    Raises:
        VBoardError: the name is no UTF-8.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise VBoardError(f"{path}: its name is no UTF-8, as Robot Framework's reports need it") from error


def build(
    files: Sequence[SuiteFile],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    fixture: str | None = None,
    repeat: int = 1,
) -> TestSuite:
    """Build one suite of all files.

    Args:
        files: suite files.
        include, exclude: tag patterns; `skipped` and `skip_<os>` are always excluded.
        fixture: name pattern of the tests to run.
        repeat: how often everything runs.

    Raises:
        VBoardError: a file is no suite.
    """
    children: list[TestSuite] = []
    for turn in range(1, repeat + 1):
        for file in files:
            suite = _load(file)
            if file.tests:
                suite.tests = [test for test in suite.tests if test.name in file.tests]
            suite.filter(
                included_tests=[fixture] if fixture else None,
                included_tags=list(include) or None,
                excluded_tags=["skipped", _OS_TAGS.get(platform.system(), "skip_linux"), *exclude],
            )
            if file.board:
                suite.name = f"{suite.name} ({file.board})"
            if repeat > 1:
                suite.name = f"{suite.name} (run {turn})"
            if suite.test_count:
                children.append(suite)
    if len(children) == 1:
        return children[0]
    whole = TestSuite(name="Suites")
    whole.suites = children
    return whole


def _parse(file: Path) -> TestSuite:
    try:
        return TestSuite.from_file_system(str(file), allow_empty_suite=True)
    except DataError as error:
        raise VBoardError(f"{file}: {error.message}") from error


def _load(file: SuiteFile) -> TestSuite:
    suite = _parse(file.path)
    if file.board:
        own = [each for each in suite.resource.variables if each.name != f"${{{BOARD}}}"]
        suite.resource.variables = own
        suite.resource.variables.create(name=f"${{{BOARD}}}", value=[file.board])
    suite.resource.imports.resource(str(RESOURCE))
    if not suite.has_setup:
        suite.setup.config(name="Setup")
    if not suite.has_teardown:
        suite.teardown.config(name="Teardown")
    for test in suite.tests:
        if not test.has_setup:
            test.setup.config(name="Reset Emulation")
        if not test.has_teardown:
            test.teardown.config(name="Test Teardown")
    return suite


def _has_tests(file: Path) -> bool:
    """Whether a file is a suite.

    Raises:
        VBoardError: it cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise VBoardError(f"{file}: {error.strerror}") from error
    return any(line.lower().replace("*", "").strip() in ("test cases", "tasks") for line in lines)
