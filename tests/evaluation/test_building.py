"""The host build of the application, where several want it at once."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vboard.evaluation import chain

MAKE = """#!/bin/sh
mkdir "$FOLDER/busy" || exit 1
sleep 0.2
rmdir "$FOLDER/busy"
"""
"""Fails where another runs at the same time."""


def test_builds_in_one_folder_wait_for_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tool in ("g++", "sh"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "make").write_text(MAKE)
    (tools / "make").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=":")
    monkeypatch.setenv("FOLDER", str(tmp_path))
    build = tmp_path / "build"
    with ThreadPoolExecutor(3) as pool:
        libraries = list(pool.map(chain.build_library, [build] * 3))
    assert libraries == [build / "host" / "libhotword.so"] * 3
