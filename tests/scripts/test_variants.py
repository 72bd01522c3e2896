"""Builds of another kind have folders of their own: what `make` would do, told by `make -n`."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = "firmware/models/hotword.tflite"


def folder_of(*settings: str) -> str:
    """Where `make run` builds, below `build/`."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(
        ["make", "-n", "run", "BOARD=bluepill", *settings],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"-C firmware BOARD=\S+ BUILD=\S*/build/(\S+)", done.stdout)
    assert found is not None, done.stdout
    return found[1]


def test_the_usual_build_is_where_vboard_looks() -> None:
    assert folder_of() == "firmware"


@pytest.mark.parametrize(
    ("setting", "name"),
    [("KERNELS=small", "kernels-small"), ("FRONTEND=a", "frontend-a"), (f"MODEL={MODEL}", "hotword-")],
)
def test_another_kind_has_a_folder_of_its_own(setting: str, name: str) -> None:
    assert folder_of(setting).startswith(f"variants/{name}")


def test_models_of_the_same_name_in_two_folders_are_two(tmp_path: Path) -> None:
    other = tmp_path / "hotword.tflite"
    other.write_bytes(b"")
    assert folder_of(f"MODEL={other}") != folder_of(f"MODEL={MODEL}")


def test_kinds_combine() -> None:
    assert folder_of("KERNELS=small", "FRONTEND=a") == "variants/kernels-small+frontend-a"
