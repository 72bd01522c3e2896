"""A page of the documentation as something to follow: the files that it shows, the commands that it types.

A file is a code block below its path in bold: **`lamp.repl`**. A session is a block marked `console`: lines
behind `$ ` are commands, the others must appear in the command's output in this order, `…` for any text. A
block marked `diff` is a change of a file that is there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from vboard.paths import ROOT

_FILE = re.compile(r"^\*\*`([^`\n]+)`\*\*\n\n```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CHANGE = re.compile(r"^```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command and lines that it must print."""

    command: str
    expected: tuple[str, ...]


def read_page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def write_files(text: str, folder: Path) -> list[str]:
    """Create the page's files; returns their names."""
    names = []
    for name, content in _FILE.findall(text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        names.append(name)
    return names


def apply_changes(text: str, folder: Path) -> None:
    """Make the page's changes; one that does not fit what is there fails."""
    for change in _CHANGE.findall(text):
        done = subprocess.run(
            ["git", "apply", "--unidiff-zero", "-"],
            cwd=folder,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
            input=change,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stderr}\n{change}"


def steps(text: str) -> list[Step]:
    """Commands of the page's sessions, in order."""
    found = []
    for session in _SESSION.findall(text):
        for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            command, *expected = part.rstrip("\n").split("\n")
            found.append(Step(command, tuple(line for line in expected if line.strip())))
    return found


def follow(step: Step, folder: Path, **environment: str) -> str:
    """Type a command and hold what it prints against the page; returns its output."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, f"$ {step.command}\n{output}"
    pattern = ".*?".join(re.escape(line.strip()).replace("…", ".*") for line in step.expected)
    assert re.search(pattern, output, re.DOTALL), f"$ {step.command}\n{output}\nexpected:\n{step.expected}"
    return output
