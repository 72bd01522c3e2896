"""The build id of an image: as long in every state of the repository, so that sizes are equal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from vboard.paths import ROOT


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def build_id(folder: Path) -> str:
    inherited = ("BUILD_ID", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    done = subprocess.run(
        ["make", "-pn", "BOARD=bluepill", "APP=hello"],
        cwd=folder / "firmware",
        env={k: v for k, v in os.environ.items() if k not in inherited},
        capture_output=True,
        text=True,
        check=False,
    )
    (found,) = re.findall(r"^BUILD_ID :?= (.*)$", done.stdout, re.MULTILINE)
    return str(found)


def test_a_tag_a_change_and_no_repository_give_ids_of_one_length(tmp_path: Path) -> None:
    for part in ("Makefile", "mk", "boards/bluepill"):
        source, copy = ROOT / "firmware" / part, tmp_path / "firmware" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy)
    assert build_id(tmp_path) == "unknown"
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    clean = build_id(tmp_path)
    git(tmp_path, "tag", "v1.0")
    assert build_id(tmp_path) == clean
    assert re.fullmatch("[0-9a-f]{7}", clean)
    (tmp_path / "firmware" / "Makefile").open("a").write("\n")
    assert build_id(tmp_path) == clean[:6] + "+"
