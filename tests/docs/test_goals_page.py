"""docs/goals.md: every command behind a claim is typed, and its claim checked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.docs.page import read_page
from tests.inference.conftest import dense, with_operator
from vboard.boards.table import BOARDS
from vboard.inference.writer import ModelWriter
from vboard.paths import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("arm-none-eabi-g++") is None or shutil.which("g++") is None,
    reason="no compilers: make setup",
)
COMMAND = re.compile(r"`((?:vboard|make|echo) [^`]*)`")
MODEL = ROOT / "firmware" / "models" / "hotword.tflite"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models that the page speaks of, by its names for them."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(MODEL, folder / "MODEL")
    dense(folder / "LARGE", 1000, 100)
    with_operator(folder / "CUSTOM", "HASHTABLE")
    writer = ModelWriter()
    given, made = writer.tensor([1, 64], "uint8", 0.5, 3), writer.tensor([1, 64], "uint8", 0.5, 3)
    weights = writer.tensor([64, 64], "uint8", 0.01, 7, np.full([64, 64], 9))
    writer.operator("FULLY_CONNECTED", [given, weights, -1], [made], (8, {}))
    (folder / "UINT8").write_bytes(writer.finish([given], [made]))
    return folder


def type_in(folder: Path, command: str, status: int = 0) -> str:
    """Type a command at the desk; returns what it prints."""
    given = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**given, "PATH": path, "VBOARD_ROOT": str(ROOT), "COLUMNS": "120"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT if command.startswith("make ") and " -C " not in command else folder,
        check=False,
    )
    output = done.stdout + done.stderr
    assert done.returncode == status, f"$ {command}\n{output}"
    assert "Traceback" not in output
    return output


def built(folder: Path) -> Path:
    """A project that was built; another of its name may come."""
    return folder.rename(folder.with_name(f"{folder.name}-{len(list(folder.parent.iterdir()))}"))


def number(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found, text
    return int(found[1].replace(",", ""))


def small(desk: Path, command: str) -> None:
    figures = dict(re.findall(r"^(core_\w+|speech_\w+) +([\d,]+)", type_in(desk, command), re.MULTILINE))
    sizes = {name: int(value.replace(",", "")) for name, value in figures.items()}
    assert sizes["core_m3"] < 16 * 1024
    assert sizes["speech_fast_m3"] < 22 * 1024


def no_heap(desk: Path, command: str) -> None:
    type_in(desk, command)
    folder = built(desk / "p")
    main = folder / "apps" / "hotword" / "main.cc"
    main.write_text(
        "#include <stdlib.h>\nvoid* volatile taken;\n"
        + main.read_text().replace("int main() {", "int main() {\n  taken = malloc(4);")
    )
    assert "undefined reference to `_sbrk'" in type_in(desk, f"make -C {folder.name}", status=2)


def any_model(desk: Path, command: str) -> None:
    pytest.importorskip("tflite_micro", reason="the package tflite-micro is not installed (extra 'oracle')")
    assert re.search(r"MODEL.*equal", type_in(desk, command))


def portable(desk: Path, command: str) -> None:
    assert "Heard yes" in type_in(desk, command)
    built(desk / "p")


def fits(desk: Path, command: str) -> None:
    text = type_in(desk, command)
    for board in BOARDS:
        assert re.search(rf"^{board} +yes .* ms$", text, re.MULTILINE), text


def inspected(desk: Path, command: str) -> None:
    assert re.search(r"Cortex-M7 +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+", type_in(desk, command))


def inferred(desk: Path, command: str) -> None:
    assert " ms at 216 MHz" in type_in(desk, command.replace("BOARD", "stm32f746g_disco"))


def same_run(desk: Path, command: str) -> None:
    text = [type_in(desk, command.replace("a.json", name)) for name in ("a.json", "b.json")]
    assert (desk / "a.json").read_bytes() == (desk / "b.json").read_bytes()
    assert "Heard yes" in text[0]


def same_archive(desk: Path, command: str) -> None:
    for name in ("a.zip", "b.zip"):
        type_in(desk, command.replace("a.zip", name))
    assert (desk / "a.zip").read_bytes() == (desk / "b.zip").read_bytes()


def new_operator(desk: Path, command: str) -> None:
    type_in(desk, command)
    assert "Register_Cube" in (desk / "kernel" / "op_Cube.cc").read_text()


def new_application(desk: Path, command: str) -> None:
    type_in(desk, command)
    assert (desk / "words" / "main.cc").read_text().count("\n") <= 40


def interpreted(desk: Path, command: str) -> None:
    text = type_in(desk, command)
    operators = re.findall(r"^[A-Z_0-9]+ +\S+ +([\d,]+) +[\d.]+ %$", text, re.MULTILINE)
    rest = number(text, r"invoke 0: ([\d,]+) ins") - sum(int(each.replace(",", "")) for each in operators)
    assert 0 < rest < 1000


def size_or_speed(desk: Path, command: str) -> None:
    row = r"Cortex-M3 +[\d,]+ +([\d,]+) +[\d,]+ +[\d,]+"
    invoke = r"Cortex-M3 +[\d,]+ +[\d,]+ +[\d,]+ +([\d,]+)"
    less, more = type_in(desk, command), type_in(desk, command.replace("small", "fast"))
    assert 5000 < number(more, row) - number(less, row) < 7000
    assert 6 < number(less, invoke) / number(more, invoke) < 8


def embedded(desk: Path, command: str) -> None:
    type_in(desk, command)
    assert "resolver->AddConv2D()" in (desk / "embedded" / "MODEL_operators.h").read_text()


def instructions(desk: Path, command: str) -> None:
    text = {type_in(desk, command) for _ in range(2)}
    assert len(text) == 1
    assert re.search(r"invoke 0: [\d,]+ instructions", text.pop())


def fuzzed(desk: Path, command: str) -> None:
    if shutil.which("clang++") is None:
        pytest.skip("no clang++ (apt-get install clang)")
    assert "fuzz_model: 1 seconds" in type_in(desk, command)


def missing_is_named(desk: Path, command: str) -> None:
    assert "HASHTABLE" in type_in(desk, command)


def too_large(desk: Path, command: str) -> None:
    text = type_in(desk, command, status=2)
    assert len([line for line in text.splitlines() if "LARGE" in line]) == 1


def fast_uint8(desk: Path, command: str) -> None:
    fast, portable = (
        number(type_in(desk, f"{command}{kernels}"), r"invoke 0: ([\d,]+) ins")
        for kernels in ("", " --kernels small")
    )
    assert fast * 2 < portable


def index_of_projects(desk: Path, command: str) -> None:
    type_in(desk, command)
    index = (ROOT / "dist" / "projects" / "INDEX.md").read_text()
    for tool in ("Keil µVision", "Mbed OS", "Arduino", "PlatformIO", "Zephyr"):
        assert re.search(rf"^\| {tool} \| .*(?:did not|no |neither).*\|$", index, re.MULTILINE), tool


def access_is_told(desk: Path, command: str) -> None:
    assert "rcc: Unhandled access to offset 0x28" in type_in(desk, command)


Check = Callable[[Path, str], None]
CLAIMS: dict[str, Check] = {
    "make size": small,
    "vboard project hotword --board bluepill --for make --out p && make -C p": no_heap,
    "vboard check-models MODEL": any_model,
    "vboard project hotword --for portable --out p && make -C p check": portable,
    "vboard fit MODEL": fits,
    "vboard inspect MODEL": inspected,
    "vboard infer MODEL --board BOARD --input random:0": inferred,
    "vboard run bluepill --json a.json": same_run,
    "vboard project hello --for portable --out a.zip": same_archive,
    "vboard new-op Cube --out kernel": new_operator,
    "vboard new words --model MODEL": new_application,
    "vboard infer MODEL --board bench_m3 --input random:0": interpreted,
    "vboard inspect MODEL --kernels small": size_or_speed,
    "vboard embed MODEL --out embedded": embedded,
    "make fuzz SECONDS=1": fuzzed,
    "vboard infer MODEL --board bluepill --input random:0": instructions,
    "vboard inspect CUSTOM": missing_is_named,
    "vboard infer LARGE --board bluepill --input random:0": too_large,
    "vboard infer UINT8 --board bench_m3 --input random:0": fast_uint8,
    "make projects": index_of_projects,
    'echo "sysbus ReadDoubleWord 0x40021028" | vboard console bluepill hello': access_is_told,
}
QUICK = (same_archive, new_operator, embedded, missing_is_named, access_is_told)


def _typed() -> list[object]:
    return [
        pytest.param(command, check, marks=() if check in QUICK else pytest.mark.long, id=check.__name__)
        for command, check in CLAIMS.items()
    ]


@pytest.mark.parametrize(("command", "check"), _typed())
def test_a_claim_holds(desk: Path, command: str, check: Check) -> None:
    check(desk, command)


def test_every_command_of_the_page_is_typed() -> None:
    assert set(COMMAND.findall(" ".join(read_page("docs/goals.md").split()))) == set(CLAIMS)


def test_every_claim_has_a_command() -> None:
    text = read_page("docs/goals.md")
    for claim in re.findall(r"^(?:\*\*|- )(.+?)(?=\n\n|\n- |\Z)", text, re.MULTILINE | re.DOTALL):
        assert " — " in claim, claim
