"""`vboard new-board`: copies under another name, boards from platforms, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard import paths
from vboard.boards.row import read_board
from vboard.boards.table import BOARDS
from vboard.errors import VBoardError
from vboard.paths import ROOT
from vboard.targets.board_from_platform import from_platform
from vboard.targets.new_board import check_name, like, write

PART = """\
flash: Memory.MappedMemory @ sysbus 0x08000000
    size: 0x10000

sram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x2000

nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    -> cpu@0

cpu: CPU.CortexM @ sysbus
    cpuType: "cortex-m3"
    nvic: nvic
    PerformanceInMips: 24

first: UART.STM32_UART @ sysbus <0x40013800, +0x400>
    -> nvic@37

second: UART.STM32_UART @ sysbus <0x40004400, +0x400>
    -> nvic@38

dma: DMA.RenesasDA14_DMA @ sysbus 0x400FF000

bus: I2C.STM32F4_I2C @ sysbus 0x40005400
"""
NETWORK_CORE = """\
network: CPU.CortexM @ sysbus
    cpuType: "cortex-m0+"
    nvic: network_nvic
    cpuId: 1

network_nvic: IRQControllers.NVIC @ sysbus new Bus.BusPointRegistration { address: 0xE000E000; cpu: network }
"""
BOARD_FILE = """\
using "platforms/cpus/part.repl"

port: GPIOPort.STM32F1GPIOPort @ sysbus <0x40010800, +0x400>
    5 -> lamp@0

lamp: Miscellaneous.LED @ port 5
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the board files of this one."""
    for folder in ("renode", "firmware/boards"):
        shutil.copytree(ROOT / folder, tmp_path / "repository" / folder)
    monkeypatch.setattr(paths, "ROOT", tmp_path / "repository")
    return tmp_path / "repository"


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    """A board of an installed Renode: its `using` begins at the folder of the installation."""
    installed = tmp_path / "renode_1.16.1"
    (installed / "platforms" / "cpus").mkdir(parents=True)
    (installed / "platforms" / "boards").mkdir()
    (installed / "platforms" / "cpus" / "part.repl").write_text(PART)
    file = installed / "platforms" / "boards" / "lamp.repl"
    file.write_text(BOARD_FILE)
    return file


@pytest.mark.parametrize("model", list(BOARDS))
def test_a_copy_has_every_file_of_its_model_and_nothing_of_its_name(root: Path, model: str) -> None:
    layout = like(root, "my_board", BOARDS[model])
    assert len(layout.files) == 3 + len(list((root / "firmware" / "boards" / model).iterdir()))
    for path, text in layout.files.items():
        assert not re.search(rf"\b{model}\b", f"{path}\n{text}")
        assert f"BOARDS_{model.upper()}_" not in text
    assert len(layout.todo) == 6


def test_a_copy_is_a_row_of_the_table(root: Path) -> None:
    model = BOARDS["bluepill"]
    write(root, like(root, "my_board", model).files)
    board = read_board(root / "renode" / "boards" / "my_board.toml")
    assert (board.name, board.title, board.flash) == ("my_board", "my_board", model.flash)
    assert board.script is not None
    assert "my_board.repl" in board.script.read_text()


def test_places_of_what_is_left_to_do_are_there(root: Path) -> None:
    layout = like(root, "my_board", BOARDS["nano33ble"])
    for place, _ in layout.todo:
        path, _, line = place.partition(":")
        assert layout.files[Path(path)].splitlines()[int(line) - 1]


def test_a_platform_brings_machine_and_row(root: Path, platform: Path) -> None:
    write(root, from_platform(root, "lamp", platform, None).files)
    board = read_board(root / "renode" / "boards" / "lamp.toml")
    assert (board.core, board.mips) == ("Cortex-M3", 24)
    assert (board.console, board.audio) == ("sysbus.first", "sysbus.second")
    assert (board.flash.start, board.flash.size) == (0x0800_0000, 0x10000)
    assert board.ram[0].size == 0x2000
    assert board.leds == {"lamp": "sysbus.port.lamp"}
    copied = root / "renode" / "platforms"
    assert (copied / "lamp.repl").read_text() == BOARD_FILE.replace("platforms/cpus/part", "lamp_part")
    assert (copied / "lamp_part.repl").read_text() == PART


def test_what_the_engine_lacks_is_listed(root: Path, platform: Path) -> None:
    gaps = {gap.device: gap for gap in from_platform(root, "lamp", platform, None).gaps}
    assert gaps["sysbus.dma"].type_name == "DMA.RenesasDA14_DMA"
    assert gaps["sysbus.dma"].missing == ""
    assert "sysbus.first" not in gaps


def test_firmware_gets_the_memories_of_the_platform(root: Path, platform: Path) -> None:
    files = from_platform(root, "lamp", platform, BOARDS["bluepill"]).files
    script = files[Path("firmware/boards/lamp/memory.ld")]
    assert "FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 65536" in script
    assert "RAM (rwx) : ORIGIN = 0x20000000, LENGTH = 8192" in script
    assert files[Path("firmware/boards/lamp/board.mk")].startswith("CPU := cortex-m3\n")


def test_a_using_that_leads_nowhere_is_named(root: Path, platform: Path) -> None:
    (platform.parents[1] / "cpus" / "part.repl").unlink()
    with pytest.raises(VBoardError, match=r"lamp\.repl: uses platforms/cpus/part\.repl"):
        from_platform(root, "lamp", platform, None)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            PART.replace("UART.STM32_UART", "UART.STM32_UARD"),
            r"cpus/part\.repl:15:1: Error E04: .*did you mean",
        ),
        (PART.replace("0x10000", "0x"), r"cpus/part\.repl:2:12: Error E00"),
        (PART.replace("-> cpu@0", "-> cup@0"), r"cpus/part\.repl:8:8: Error E11: Irq destination 'cup'"),
        (PART[PART.index("dma") :], r"boards/lamp\.repl: the platform has no processor$"),
        (
            'core: CPU.RiscV32 @ sysbus\n    cpuType: "rv32imac"\n',
            r"lamp\.repl: .* no processor that is modelled: expected CPU\.CortexM, found CPU\.RiscV32$",
        ),
        (PART[PART.index("nvic") : PART.index("dma")], r"boards/lamp\.repl: the platform has no memory$"),
        (PART[: PART.index("first")], r"boards/lamp\.repl: the platform has no UART for a console$"),
    ],
)
def test_what_is_wrong_is_told_of_the_users_own_file(
    root: Path, platform: Path, part: str, told: str
) -> None:
    (platform.parents[1] / "cpus" / "part.repl").write_text(part)
    with pytest.raises(VBoardError, match=told):
        from_platform(root, "lamp", platform, None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("My-Board", "lower case"),
            ("../x", "lower case"),
            ("bench_x", "measuring"),
            ("bluepill", "already"),
        ),
        *(("disco", "short for stm32f746g_disco"), ("all", "every board")),
        *(("common", "firmware/boards/common: exists already"), ("bench", "exists already")),
    ],
)
def test_names_that_no_board_can_have(name: str, text: str) -> None:
    with pytest.raises(VBoardError, match=text):
        check_name(ROOT, name, BOARDS)


def test_the_processor_with_the_lowest_number_is_the_boards(root: Path, platform: Path) -> None:
    (platform.parents[1] / "cpus" / "network.repl").write_text(NETWORK_CORE)
    platform.write_text('using "platforms/cpus/network.repl"\n' + platform.read_text())
    files = from_platform(root, "lamp", platform, None).files
    assert 'core = "Cortex-M3"' in files[Path("renode", "boards", "lamp.toml")]


def test_nothing_is_overwritten_and_nothing_half_written(root: Path) -> None:
    taken = root / "firmware" / "boards" / "my_board" / "board.cc"
    taken.parent.mkdir()
    taken.write_text("mine")
    with pytest.raises(VBoardError, match=r"board\.cc: exists already; nothing was written"):
        write(root, like(root, "my_board", BOARDS["bluepill"]).files)
    assert taken.read_text() == "mine"
    assert not (root / "renode" / "boards" / "my_board.toml").exists()


def test_the_command_refuses_in_one_line(cli: Cli, root: Path) -> None:
    cli("new-board", "my_board").assert_refused("expected --like BOARD or --from-renode FILE")
    cli("new-board", "my_board", "--like", "blupill").assert_refused("unknown board 'blupill'", "bluepill")
    cli("new-board", "x", "--from-renode", "part.txt").assert_refused("part.txt: expected a platform")


def test_a_platform_of_renode_is_found_by_its_name(cli: Cli, root: Path) -> None:
    result = cli("new-board", "nano", "--from-renode", "@platforms/boards/arduino_nano_33_ble.repl")
    assert result.status == 0, result
    assert "wrote  renode/platforms/nano_nrf52840.repl" in result.out
    assert "An image of yours runs: vboard run nano my.elf" in result.out
    both = cli("new-board", "both", "--from-renode", "platforms/cpus/nrf52840.repl", "--like", "bluepill")
    assert "It builds, with the drivers of bluepill. When those are of this part: make run" in both.out
    missing = cli("new-board", "other", "--from-renode", "@platforms/cpus/nrf52480.repl")
    missing.assert_refused("among Renode's platforms; did you mean", "platforms/cpus/nrf52840.repl")


def test_from_elsewhere_the_command_says_where_it_wrote(
    cli: Cli,
    root: Path,
    platform: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert cli("new-board", "lamp", "--from-renode", platform).out.startswith(f"In {root}:\n  wrote  renode/")
    monkeypatch.chdir(root / "renode")
    assert cli("new-board", "lamp2", "--from-renode", platform).out.startswith("  wrote  renode/")


def test_the_command_says_what_it_wrote_and_lacks(cli: Cli, root: Path, platform: Path) -> None:
    result = cli("new-board", "lamp", "--from-renode", platform)
    assert result.status == 0, result
    assert "wrote  renode/platforms/lamp_part.repl" in result.out
    assert "dma              DMA.RenesasDA14_DMA: only its place" in result.out
