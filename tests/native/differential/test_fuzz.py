"""Drawn code on drawn boards with drawn interrupts, register writes and DMA (`tests/native/fuzz/machine.h`).

The core neither crashes nor hangs, its state keeps its rules, and a run in pieces ends as a whole one does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.native.differential.machine import NativeCore

FOLDER = Path(__file__).parents[1]
CLANG = next(
    (name for name in ("clang++", *(f"clang++-{n}" for n in range(21, 13, -1))) if shutil.which(name)), None
)
MACHINES = 2000
SEEDS = FOLDER / "fuzz" / "seeds.tar.gz"
CHILD = """\
import ctypes, random, sys, tarfile
library = ctypes.CDLL(sys.argv[1])

def run(name, data):
    print(name, flush=True)
    library.LLVMFuzzerTestOneInput(data, ctypes.c_size_t(len(data)))

with tarfile.open(sys.argv[3]) as seeds:
    for each in seeds:
        if each.isfile():
            run(each.name, seeds.extractfile(each).read())
for seed in range(int(sys.argv[2])):
    run(f"drawn {seed}", random.Random(seed).randbytes(random.Random(seed).randrange(64, 2048)))
"""


def make(*arguments: str) -> str:
    """Output of a target of the core's Makefile."""
    done = subprocess.run(
        ["make", "-s", "-C", str(FOLDER), f"-j{os.cpu_count()}", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def test_drawn_machines_and_seeds_of_the_fuzzer(core: NativeCore) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(core.path), "60", str(SEEDS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20:] + done.stderr


@pytest.mark.long
@pytest.mark.skipif(CLANG is None, reason="needs clang: apt-get install clang-14 libclang-rt-14-dev")
def test_the_fuzzer_finds_nothing() -> None:
    make("fuzz", "SECONDS=300")


@pytest.fixture(scope="module")
def expected() -> str:
    """Digests of drawn machines, by the optimised build."""
    digests = make("digests", f"COUNT={MACHINES}")
    assert digests.count("\n") == MACHINES
    return digests


@pytest.mark.long
def test_ways_of_dispatch_agree(expected: str) -> None:
    assert make("digests", "VARIANT=portable", f"COUNT={MACHINES}") == expected


@pytest.mark.long
def test_sanitizers_find_nothing_and_change_nothing(expected: str) -> None:
    assert make("digests", "VARIANT=asan", f"COUNT={MACHINES}") == expected


@pytest.mark.long
@pytest.mark.skipif(CLANG is None, reason="needs clang: apt-get install clang-14")
def test_compilers_agree(expected: str) -> None:
    assert make("digests", "VARIANT=clang", f"COUNT={MACHINES}") == expected


@pytest.mark.long
@pytest.mark.skipif(
    shutil.which("aarch64-linux-gnu-g++") is None or shutil.which("qemu-aarch64") is None,
    reason="needs apt-get install g++-aarch64-linux-gnu qemu-user",
)
def test_aarch64_agrees_with_x86_64_to_the_bit(expected: str) -> None:
    assert make("digests", "VARIANT=aarch64", f"COUNT={MACHINES}") == expected


@pytest.mark.long
@pytest.mark.parametrize(
    ("variant", "program", "package"),
    [
        ("mingw", "x86_64-w64-mingw32-g++-posix", "g++-mingw-w64-x86-64-posix"),
        ("musl", "musl-gcc", "musl-tools"),
    ],
)
def test_compiles_for_other_systems(variant: str, program: str, package: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}: apt-get install {package}")
    make("objects", f"VARIANT={variant}")
