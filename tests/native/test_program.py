"""The core's test program in C++ (`make -C tests/native run`): every case passes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent


def run(variant: str) -> None:
    done = subprocess.run(
        ["make", "-C", str(_FOLDER), f"-j{os.cpu_count()}", "run", f"VARIANT={variant}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    passed = re.search(r"(\d+) passed \| 0 failed \| 0 skipped", done.stdout)
    assert passed is not None
    assert int(passed.group(1)) > 20


@pytest.mark.long
@pytest.mark.parametrize("variant", ["release", "portable", "asan"])
def test_variants_pass(variant: str) -> None:
    run(variant)


@pytest.mark.long
@pytest.mark.skipif(
    shutil.which("aarch64-linux-gnu-g++") is None or shutil.which("qemu-aarch64") is None,
    reason="needs aarch64-linux-gnu-g++ and qemu-aarch64",
)
def test_passes_on_aarch64() -> None:
    run("aarch64")
