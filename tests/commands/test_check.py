"""`vboard check`: platform files, their faults and gaps, and comparison with a Renode's."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.builtin.monitor.library import LIBRARY

BOARD = """\
nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    IRQ -> cpu@0

cpu: CPU.CortexM @ sysbus
    cpuType: "cortex-m0"
    nvic: nvic
"""
GAPS = (
    BOARD
    + """
trng: Miscellaneous.SAM_TRNG @ sysbus 0x40044000

udma: DMA.RenesasDA14_DMA @ sysbus 0x50000000

rstc: Miscellaneous.SAM4S_RSTC @ sysbus 0x400E1400
    LingerNRST: true
"""
)


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound file in the working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "board.repl"
    path.write_text(BOARD)
    return path


def test_a_sound_file(cli: Cli, board: Path) -> None:
    result = cli("check", board)
    assert (result.status, result.out) == (0, "1 file checked, none failed\n")


def test_what_is_not_modelled_has_a_place(cli: Cli, board: Path) -> None:
    board.write_text(GAPS)
    result = cli("check", "board.repl")
    assert result.status == 0
    assert "board.repl:10:7: stub: udma: DMA.RenesasDA14_DMA is not modelled: it reads 0" in result.out
    assert "board.repl:13:5: ignored: property 'LingerNRST' of Miscellaneous.SAM4S_RSTC" in result.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x: @ sysbus 0x0", "board.repl:1:1: error: E01 Variable 'x' is never declared"),
        ("x: UART.STM32_UARD @ sysbus 0x0", "board.repl:1:1: error: E04 Could not resolve type"),
        ("x: UART.STM32_UART @@", "board.repl:1:21: error: E00 Syntax error"),
        (BOARD + "sysbus:\n    init:\n        Nonsense 1\n", "board.repl:8:5: error: "),
    ],
)
def test_a_fault_fails_with_its_place(cli: Cli, board: Path, text: str, told: str) -> None:
    board.write_text(text)
    result = cli("check", "board.repl")
    assert result.status == 1
    assert result.out.startswith(told)


def test_the_language_alone_knows_no_types(cli: Cli, board: Path) -> None:
    board.write_text('cpu: CPU.Anything @ sysbus\n    cpuType: "x"\n')
    assert cli("check", "--syntax", board).status == 0
    board.write_text("cpu: CPU.Anything @@ sysbus\n")
    assert cli("check", "--syntax", board).status == 1


def test_json_has_everything(cli: Cli, board: Path) -> None:
    board.write_text(GAPS)
    found = json.loads(cli("check", "board.repl", "--json").out)["files"][0]
    assert (found["file"], found["devices"], found["passed"]) == ("board.repl", 5, True)
    stub = next(each for each in found["findings"] if each["kind"] == "stub")
    assert (stub["line"], stub["column"], stub["name"]) == (10, 7, "DMA.RenesasDA14_DMA")


def test_a_name_of_the_library_is_found_anywhere(cli: Cli, board: Path) -> None:
    assert cli("check", "platforms/cpus/nrf52840.repl").status == 0


def test_a_folder_is_all_of_its_files(cli: Cli, board: Path) -> None:
    (board.parent / "parts").mkdir()
    (board.parent / "parts" / "half.repl").write_text("nvic:\n    priorityMask: 1\n")
    (board.parent / "faulty.repl").write_text("x: Nothing.AtAll @ sysbus 0\n")
    result = cli("check", board.parent)
    assert (result.status, result.out.splitlines()[-1]) == (1, "2 files checked, 1 failed")


def test_equal_descriptions_may_look_different(cli: Cli, board: Path) -> None:
    other = board.parent / "renode"
    other.mkdir()
    (other / "board.repl").write_text(
        'using "./core.repl"\n\nnvic:\n    -> cpu@0\n'
        + 'cpu: @ sysbus\n    cpuType: "cortex-m0"\n    nvic: nvic\n'
    )
    (other / "core.repl").write_text(
        "cpu: Antmicro.Renode.Peripherals.CPU.CortexM\nnvic: IRQControllers.NVIC @ sysbus 3758153728\n"
    )
    result = cli("check", "board.repl", "--against", other)
    assert (result.status, result.out) == (0, "1 file checked, none failed\n")


def test_differences_name_the_device(cli: Cli, board: Path) -> None:
    other = board.parent / "renode"
    other.mkdir()
    text = BOARD.replace("0xE000E000", "0xE000F000").replace("cpu@0", "cpu@1")
    (other / "board.repl").write_text(text + "\nled: Miscellaneous.LED @ none\n")
    result = cli("check", "board.repl", "--against", other)
    assert result.status == 1
    assert result.out.splitlines()[:-1] == [
        "board.repl: difference: led: not here (Miscellaneous.LED)",
        "board.repl: difference: nvic: place sysbus 0xe000e000 is not there",
        "board.repl: difference: nvic: place sysbus 0xe000f000 is not here",
        "board.repl: difference: nvic: wire IRQ -> cpu@0 is not there",
        "board.repl: difference: nvic: wire IRQ -> cpu@1 is not here",
    ]


def test_mistakes_are_refused(cli: Cli, board: Path) -> None:
    cli("check", "nothing.repl").assert_refused("nothing.repl: no such file")
    (board.parent / "run.resc").write_text("mach create\n")
    cli("check", "run.resc").assert_refused("run.resc: expected a platform description")
    cli("check", board, "--against", "nowhere").assert_refused("--against nowhere: no such folder")
    cli("check", board, "--against", board.parent, "--syntax").assert_refused("exclude each other")
    (board.parent / "empty").mkdir()
    cli("check", "empty").assert_refused("empty: no .repl file in this folder")


# -- a Renode's own files ----------------------------------------------------------------------

RENODE = os.environ.get("RENODE_PLATFORMS", "")
needs_renode = pytest.mark.skipif(
    not RENODE, reason="RENODE_PLATFORMS names no folder of a Renode (the one that holds platforms/)"
)
ADD_ONS = ("-additional_gpios.repl", "-bb.repl", "-externals.repl")
"""Files that describe what another file's board is extended by."""


def with_cortex_m() -> list[Path]:
    """Files of the Renode that describe a machine with a Cortex-M."""
    root = Path(RENODE)
    texts = {path: path.read_text(errors="replace") for path in sorted(root.glob("platforms/**/*.repl"))}

    def has(path: Path) -> bool:
        text = texts.get(path, "")
        used = (
            (path.parent if name.startswith(".") else root) / name
            for name in re.findall(r'using\s+"([^"]+)"', text)
        )
        return "CPU.CortexM" in text or any(has(Path(os.path.normpath(each))) for each in used)

    return [path for path in texts if has(path)]


@needs_renode
@pytest.mark.long
def test_every_file_of_a_renode_parses(cli: Cli) -> None:
    result = cli("check", "--syntax", Path(RENODE) / "platforms")
    assert result.status == 0, result.out


@needs_renode
@pytest.mark.long
def test_every_cortex_m_of_a_renode_loads(cli: Cli) -> None:
    result = cli("check", "--quiet", *with_cortex_m())
    assert result.status == 0, result.out


@needs_renode
@pytest.mark.long
def test_the_library_describes_what_a_renode_describes(cli: Cli) -> None:
    files = [
        path
        for path in sorted(LIBRARY.glob("platforms/**/*.repl"))
        if (Path(RENODE) / path.relative_to(LIBRARY)).is_file() and not path.name.endswith(ADD_ONS[0])
    ]
    result = cli("check", "--against", RENODE, *files)
    assert result.status == 0, result.out
