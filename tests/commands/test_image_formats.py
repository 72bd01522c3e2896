"""Images that are no ELF in `run`, `console`, `test`, `debug`, on our boards and on a user's own."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from tests.support.elf import make_elf
from tests.support.image_files import as_uf2, convert
from tests.targets.test_own_board import ONE_UART
from vboard.boards.table import BOARDS
from vboard.targets.target import find_target

SUFFIXES = (".hex", ".srec", ".bin", ".uf2")
# A Blue Pill that prints "ok": USART1 on (RM0008, section 27.6), then one byte after another, then a loop.
PRINTS_OK = bytes.fromhex(
    "43f60000 c4f20100"  # movw/movt r0, 0x40013800  (USART1)
    "42f20801 c160"  # movw r1, 0x2008 (UE, TE); str r1, [r0, #12]
    "6f21 4160 6b21 4160 0a21 4160"  # 'o', 'k', line feed to DR
    "fee7"
)


def image(folder: Path, suffix: str, board: str = "bluepill") -> Path:
    """The program in one of the formats."""
    flash = BOARDS[board].flash.start
    content = struct.pack("<16I", 0x2000_1000, *[flash + 64 + 1] * 15) + PRINTS_OK
    elf = folder / "ok.elf"
    elf.write_bytes(make_elf([(flash, flash, content, len(content))]))
    if suffix == ".elf":
        return elf
    if suffix == ".uf2":
        path = folder / "ok.uf2"
        path.write_bytes(as_uf2(flash, content))
        return path
    return convert(elf, folder / f"ok{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_run_takes_it(cli: Cli, tmp_path: Path, suffix: str) -> None:
    result = cli("run", "bluepill", image(tmp_path, suffix), "--for", "0.05")
    assert result.status == 0, result.err
    assert "  ok\n" in result.out
    assert "RAM, bytes" not in result.out  # nobody knows


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_test_takes_it(cli: Cli, tmp_path: Path, suffix: str) -> None:
    suite = tmp_path / "ok.robot"
    suite.write_text(
        "*** Test Cases ***\nPrints Ok\n    Execute Script    ${BOARD_SCRIPT}\n"
        "    Create Terminal Tester    ${CONSOLE_UART}    timeout=1\n    Wait For Line On Uart    ok\n"
    )
    result = cli(
        "test", suite, "--board", "bluepill", "--elf", image(tmp_path, suffix), "-r", tmp_path / "results"
    )
    assert result.status == 0, result.out + result.err


@pytest.mark.parametrize("suffix", [".elf", *SUFFIXES])
def test_an_own_platform_takes_it(tmp_path: Path, suffix: str) -> None:
    platform = tmp_path / "mine.repl"
    platform.write_text(ONE_UART)
    target = find_target(str(platform), str(image(tmp_path, suffix)))
    assert target.image.segments[0].load == 0x0800_0000


@pytest.mark.parametrize(
    ("load", "suffix"),
    [
        ("sysbus LoadHEX $bin", ".hex"),
        ("sysbus LoadHEX @ok.hex", ".hex"),
        ("sysbus LoadSRecord $bin", ".srec"),
        ("sysbus LoadBinary $bin 0x08000000", ".bin"),
        ("sysbus LoadBinary @ok.bin 0x08000000", ".bin"),
        ("sysbus LoadELF @ok.elf", ".elf"),
    ],
)
def test_a_script_loads_what_it_likes(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: str, suffix: str
) -> None:
    path = image(tmp_path, suffix)
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "mine.resc"
    named = f"$bin?=@{path.name}\n" if "$bin" in load else ""
    platform = BOARDS["bluepill"].platform
    script.write_text(
        f"{named}mach create\nmachine LoadPlatformDescription @{platform}\nshowAnalyzer sysbus.usart1\n"
        f"{load}\nsysbus.cpu VectorTableOffset 0x08000000\n"
    )
    result = cli("run", "mine.resc", "--for", "0.05")
    assert result.status == 0, result.err
    assert "  ok\n" in result.out
    if named:
        other = tmp_path / "other"
        other.mkdir()
        again = cli("run", "mine.resc", path.rename(other / path.name), "--for", "0.05")
        assert again.status == 0, again.err
        assert "  ok\n" in again.out


def test_a_script_without_an_image_is_told(cli: Cli, tmp_path: Path) -> None:
    script = tmp_path / "empty.resc"
    script.write_text(
        f"mach create\nmachine LoadPlatformDescription @{BOARDS['bluepill'].platform}\n"
        "showAnalyzer sysbus.usart1\n"
    )
    cli("run", script).assert_refused("loads no image; name one behind the board")


def test_what_is_no_image_is_called_so(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("# Read me")
    for command in ("run", "console", "debug"):
        cli(command, "bluepill", "README.md").assert_refused("README.md: no firmware image")


def test_a_mistyped_file_names_the_one_that_is_there(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("blinky.hex").write_text(":00000001FF\n")
    cli("run", "bluepill", "blinki.hex").assert_refused("no such file; did you mean 'blinky.hex'?")


@pytest.mark.parametrize("base", ["q", "-1", "0x100000000", "1.5"])
def test_an_address_that_is_none(cli: Cli, firmware: Path, base: str) -> None:
    cli("run", "bluepill", firmware, f"--base={base}").assert_refused("--base", "expected one of 32 bits")
