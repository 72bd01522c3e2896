"""Boards of a user: a platform, a script, or a row of their own, given as a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import Cli
from tests.support.elf import make_elf, make_firmware
from vboard.boards.board import KIB, Board, Region
from vboard.boards.table import BENCH_BOARDS, BOARDS
from vboard.errors import VBoardError
from vboard.targets.probe import Wiring
from vboard.targets.target import Target, find_target

ONE_UART = """\
flash: Memory.MappedMemory @ { sysbus 0x08000000; sysbus 0x0 }
    size: 0x10000
small: Memory.MappedMemory @ sysbus 0x10000000
    size: 0x1000
sram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x5000
external: Memory.MappedMemory @ sysbus 0xC0000000
    size: 0x100000
nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    IRQ -> cpu@0
cpu: CPU.CortexM @ sysbus
    cpuType: "cortex-m4"
    nvic: nvic
    PerformanceInMips: 48
port: GPIOPort.STM32F1GPIOPort @ sysbus <0x40010800, +0x400>
    5 -> led@0
led: Miscellaneous.LED @ port 5
key: Miscellaneous.Button @ port 6
    -> port@6
usart2: UART.STM32_UART @ sysbus <0x40004400, +0x400>
    frequency: 48000000
    IRQ -> nvic@38
"""
TWO_UARTS = ONE_UART + ONE_UART[ONE_UART.index("usart2") :].replace("usart2", "usart3").replace("44", "48")
SCRIPT = """\
using sysbus
mach create "mine"
$bin?=@app.elf
machine LoadPlatformDescription $ORIGIN/mine.repl
showAnalyzer usart3
sysbus LoadELF $bin
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder, with a space in its path; it is the working directory."""
    folder = tmp_path / "my boards"
    folder.mkdir()
    (folder / "mine.repl").write_text(ONE_UART)
    (folder / "app.elf").write_bytes(make_elf([(0x0800_0000, 0x0800_0000, b"\x11" * 16, 16)]))
    monkeypatch.chdir(folder)
    return folder


def refused(board: str, app: str = "app.elf", wiring: Wiring | None = None) -> str:
    with pytest.raises(VBoardError) as caught:
        find_target(board, app, wiring or Wiring())
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_platform_tells_everything_but_its_name(folder: Path) -> None:
    board = find_target("mine.repl", "app.elf").board
    assert board == Board(
        name="mine",
        title="mine",
        mcu="",
        core="Cortex-M4",
        mips=48,
        console="sysbus.usart2",
        audio="",
        flash=Region("flash", 0x0800_0000, 64 * KIB),
        ram=(
            Region("sram", 0x2000_0000, 20 * KIB),
            Region("external", 0xC000_0000, 1024 * KIB),
            Region("small", 0x1000_0000, 4 * KIB),
        ),
        platform=folder / "mine.repl",
        leds={"led": "sysbus.port.led"},
        buttons={"key": "sysbus.port.key"},
        own=True,
    )
    assert "ARMv7E-M" in board.architectures


def test_the_table_says_what_the_platforms_hold(folder: Path) -> None:
    """Rows are written by hand, so that nothing is loaded to read them."""
    for row in (*BOARDS.values(), *BENCH_BOARDS.values()):
        console = row.console.removeprefix("sysbus.")
        (folder / "app.elf").write_bytes(make_firmware(row.flash.start))
        found = find_target(str(row.platform), "app.elf", Wiring(console, row.audio)).board
        assert (found.core, found.mips, found.leds, found.buttons) == (
            row.core.removesuffix("F"),  # the platform's type says nothing of the FPU
            row.mips,
            row.leds,
            row.buttons,
        )
        # A boot loader may own the start of the flash.
        assert found.flash.start <= row.flash.start < row.flash.end == found.flash.end
        here = {(region.start, region.size) for region in found.ram}
        assert {(region.start, region.size) for region in row.ram} <= here


def test_a_script_shows_its_console_and_brings_its_image(folder: Path) -> None:
    (folder / "mine.repl").write_text(TWO_UARTS)
    (folder / "mine.resc").write_text(SCRIPT)
    target = find_target("mine.resc")
    assert target.board.console == "sysbus.usart3"
    assert target.image.path == folder / "app.elf"


def test_a_row_completes_what_it_leaves_out(folder: Path) -> None:
    (folder / "mine.repl").write_text(TWO_UARTS)
    (folder / "lamp.toml").write_text(
        'title = "Lamp"\nplatform = "mine.repl"\nconsole = "usart2"\naudio = "sysbus.usart3"\n'
        'leds = { red = "port.led" }\n'
    )
    board = find_target("lamp.toml", "app.elf").board
    assert (board.name, board.title, board.core) == ("lamp", "Lamp", "Cortex-M4")
    assert (board.console, board.audio) == ("sysbus.usart2", "sysbus.usart3")
    assert board.leds == {"red": "sysbus.port.led"}
    assert board.buttons == {"key": "sysbus.port.key"}


def test_a_complete_row_is_taken_at_its_word(folder: Path) -> None:
    """Nothing is loaded, so a platform for Renode alone will do."""
    (folder / "mine.repl").write_text("thing: Only.Renode.HasThis @ sysbus 0\n")
    (folder / "lamp.toml").write_text(
        'platform = "mine.repl"\ncore = "Cortex-M3"\nmips = 8\nconsole = "usart2"\n'
        'flash = { address = 0x0800_0000, size = "64 KiB" }\n'
        'ram = [{ address = 0x2000_0000, size = "20 KiB" }]\n'
    )
    target = find_target("lamp.toml", "app.elf", Wiring("uart9"))
    assert target.board.console == "sysbus.uart9"
    assert isinstance(target, Target)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("", "names no machine"),
        ('platform = "mine.repl"\nknown_warnings = "all"', "known_warnings: expected a list, as ["),
        ('platform = "mine.repl"\nknown_warnings = [7]', "known_warnings: expected the beginning of"),
        ('platfrom = "mine.repl"', "unknown key 'platfrom'; did you mean 'platform'?"),
        ('platform = "none.repl"', "none.repl: no such file (board file of lamp)"),
        ("platform = 3", "platform: expected a string, got 3"),
        ('platform = "mine.repl"\nmips = true', "mips: expected a whole number, got True"),
        ('platform = "mine.repl"\nmips = -1', "mips: expected a number above 0"),
        ('platform = "mine.repl"\nflash = "64 KiB"', "flash: expected a table"),
        (
            'platform = "mine.repl"\nflash = { address = 0, size = "64 KB" }',
            'expected a size such as "64 KiB"',
        ),
        ('platform = "mine.repl"\nflash = { adress = 0, size = 1 }', "did you mean 'address'?"),
        ('platform = "mine.repl"\nram = [{ size = 1 }]', "ram[0]: expected an address"),
        ('platform = "mine.repl"\nleds = { red = 1 }', "leds.red: expected a device's name"),
        ('platform = "mine.repl"\nname = "a b"', "name: expected letters"),
        ('platform = "mine.repl"\nconsole = "usrt2"', "no UART 'usrt2'; did you mean 'usart2'?"),
        ("platform = mine.repl", "not TOML: "),
    ],
)
def test_a_faulty_row_is_refused(folder: Path, row: str, words: str) -> None:
    (folder / "lamp.toml").write_text(row + "\n")
    text = refused("lamp.toml")
    assert words in text
    assert "lamp" in text.partition(" ")[0] or "none.repl" in text


def test_mistakes_with_files(folder: Path) -> None:
    (folder / "two.repl").write_text(TWO_UARTS)
    (folder / "wrong.repl").write_text("flash: Memory.MapedMemory @ sysbus 0x0\n    size: 1\n")
    (folder / "empty.repl").write_text("")
    (folder / "empty.resc").write_text("")
    (folder / "folder.repl").mkdir()
    assert refused("absent.repl") == "absent.repl: no such file (expected a board: .toml, .repl or .resc)"
    assert "is a folder" in refused("folder.repl")
    assert "absent.toml: no such file" in refused("absent.toml")
    assert "which UART is the console? --console-uart NAME (usart2, usart3)" in refused("two.repl")
    assert "no UART 'usart9'" in refused("two.repl", wiring=Wiring("usart9"))
    assert "no UART 'usart9'" in refused("two.repl", wiring=Wiring("usart2", "usart9"))
    assert "wrong.repl:1:1" in refused("wrong.repl")
    assert "did you mean 'Memory.MappedMemory'?" in refused("wrong.repl")
    assert "no processor" in refused("empty.repl")
    assert "creates no machine" in refused("empty.resc")
    assert "which image?" in refused("mine.repl", "")
    assert "hello.elf: not built yet; give the path of an image" in refused("mine.repl", "hello")


def test_an_image_that_the_platform_cannot_hold(folder: Path) -> None:
    (folder / "mine.repl").write_text(ONE_UART.replace("sysbus 0x08000000;", "sysbus 0x08100000;"))
    assert "do not fit mine (" in refused("mine.repl")


def test_a_board_behind_its_image_is_put_right(folder: Path) -> None:
    assert "the board comes before the image" in refused("app.elf", "bluepill")
    assert "did you mean 'mine.repl'?" in refused("mine.rpl")
    assert "a board of your own is a file: .toml, .repl, .resc" in refused("./")
    assert "for 'vboard infer' and 'vboard bench' only" in refused("bench_m3")


def test_run_takes_a_platform(cli: Cli, folder: Path) -> None:
    result = cli("run", "mine.repl", "app.elf", "--for", "0.1", "--quiet")
    assert result.status == 1  # its reset vector leads nowhere
    assert result.err.startswith("vboard: mine: the processor stopped")


def test_audio_needs_a_uart(cli: Cli, folder: Path) -> None:
    (folder / "a.wav").write_bytes(b"")
    cli("run", "mine.repl", "app.elf", "-a", "a.wav").assert_refused("mine has no audio UART", "--audio-uart")


def test_the_boards_own_console_may_be_another(cli: Cli, folder: Path) -> None:
    result = cli("run", "bluepill", "app.elf", "--no-audio", "--console-uart", "usart9")
    assert "bluepill: no UART 'usart9'; did you mean 'usart" in result.err


SUITE = """\
*** Settings ***
Resource    ${RENODEKEYWORDS}

*** Test Cases ***
Has Board And Image
    Execute Script    ${BOARD_SCRIPT}
    ${found} =    Execute Command    sysbus ReadDoubleWord 0x08000000
    Should Start With    ${found}    0x11111111
    Should Be Equal    ${BOARD}    %s
    Should Be Equal    ${CONSOLE_UART}    sysbus.%s
    File Should Exist    ${ELF}
    File Should Exist    ${RENODE_FILES}/platforms/bluepill.repl
"""


@pytest.mark.parametrize(
    ("board", "name", "console"), [("mine.repl", "mine", "usart2"), ("bluepill", "bluepill", "usart1")]
)
def test_suites_find_board_and_image(
    cli_process: Cli, folder: Path, board: str, name: str, console: str
) -> None:
    (folder / "check.robot").write_text(SUITE % (name, console))
    result = cli_process("test", "check.robot", "--board", board, "--elf", "app.elf", "-r", "out")
    assert result.status == 0, result.out + result.err
    assert (folder / "out" / f"{name}.resc").is_file()


def test_options_that_need_a_board(cli: Cli, folder: Path) -> None:
    cli("test", "check.robot", "--elf", "app.elf").assert_refused("--elf needs --board")
    cli("test", "check.robot", "--audio-uart", "u").assert_refused("--audio-uart needs --board")
