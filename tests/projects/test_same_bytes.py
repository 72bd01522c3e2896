"""Archives have the same bytes wherever, whenever and by whomever they are written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from vboard.paths import ROOT
from vboard.projects.project import TOOLS

WRITE_ALL = """\
import sys
from pathlib import Path
from vboard.projects.project import TOOLS, archive_name, boards_of, write_project

for tool in TOOLS.values():
    board = next(iter(boards_of(tool)), "")
    place = Path(sys.argv[1], archive_name("hotword", board, tool.name))
    write_project("hotword", board, tool.name, None, place)
"""


def archives(folder: Path, umask: int, **environment: str) -> dict[str, bytes]:
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", WRITE_ALL, folder.name],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        umask=umask,
        check=True,
    )
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_archives_do_not_depend_on_the_user(tmp_path: Path) -> None:
    here = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"}
    ours = archives(tmp_path / "ours", 0o022, **here)
    (tmp_path / "a b").mkdir()
    theirs = archives(tmp_path / "a b" / "theirs", 0o077, **there)
    assert len(ours) == len(TOOLS)
    assert ours == theirs


def test_a_folder_is_readable_as_the_user_wants(tmp_path: Path) -> None:
    for umask, mode in ((0o022, 0o644), (0o077, 0o600)):
        place = tmp_path / f"hello{umask}"
        subprocess.run(
            [sys.executable, "-m", "vboard", "project", "hello", "--for", "portable", "--out", place],
            umask=umask,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        assert {path.stat().st_mode & 0o777 for path in place.rglob("*") if path.is_file()} == {mode}
