"""Fixtures of the tests around a real Renode: an installation that answers as one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def program(path: Path, body: str) -> Path:
    """A shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def renode(tmp_path: Path) -> Path:
    """An installation: `renode` and `renode-test` on the built-in engine.

    `renode` is a launcher that waits for its child, like that of a Renode built from source.
    """
    folder = tmp_path / "renode"
    for name, module in (("renode", "fake_renode"), ("renode-test", "fake_renode_test")):
        program(
            folder / name, f'PYTHONPATH="{ROOT}" "{sys.executable}" -m tests.renode.{module} "$@"\nexit $?'
        )
    return folder
