"""`tests/` mirrors what it tests: a room of `vboard/` has its tests in the folder of its name."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
OTHERS = {
    "conformance": "vboard/builtin",  # against the answers that a Renode gave
    "docs": "docs",
    "firmware": "firmware",
    "native/differential": "vboard/native",  # against another emulator
    "scenarios": "robot_tests",
    "scripts": "scripts",
}
"""Folders of tests whose subject has another name, or is no part of the package."""
WITHOUT_TESTS = {"engine"}
"""Rooms of the package that hold interfaces alone."""


def folders() -> list[str]:
    """Folders with tests, relative to `tests/`."""
    found = {path.parent.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")}
    return sorted(found - {"."})


@pytest.mark.parametrize("folder", folders())
def test_a_folder_of_tests_has_a_subject(folder: str) -> None:
    above = [folder, *(parent.as_posix() for parent in Path(folder).parents)]
    subject = next((OTHERS[each] for each in above if each in OTHERS), f"vboard/{folder}")
    assert (ROOT / subject).is_dir()


def test_each_room_has_tests() -> None:
    rooms = {path.parent.name for path in (ROOT / "vboard").glob("*/*.py")}
    assert rooms - WITHOUT_TESTS <= {folder.split("/")[0] for folder in folders()}


def test_the_exceptions_are_needed() -> None:
    assert all((TESTS / folder).is_dir() and not (ROOT / "vboard" / folder).is_dir() for folder in OTHERS)
    assert WITHOUT_TESTS.isdisjoint(folder.split("/")[0] for folder in folders())
