"""`echo … | vboard console`: plain text, exit status, recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.conftest import Piped
from tests.support.elf import make_firmware
from vboard.boards.table import BOARDS


@pytest.mark.parametrize("board", list(BOARDS))
def test_help_is_plain(piped: Piped, tmp_path: Path, board: str) -> None:
    firmware = tmp_path / "app.elf"
    firmware.write_bytes(make_firmware(BOARDS[board].flash.start))
    result = piped("help", board, firmware)  # no line end
    assert result.status == 0, result.err
    assert "Available commands:" in result.out
    assert "\n\n\n" not in result.out
    assert "\x1b" not in result.out + result.err
    assert all(line.startswith("[INFO] ") for line in result.err.splitlines())


def test_the_uart_is_shown_with_its_name(piped: Piped) -> None:
    script = """\
mach create "m"
machine LoadPlatformDescriptionFromString "console: UART.VirtualConsole @ sysbus"
sysbus.console DisplayChar 104; sysbus.console DisplayChar 105; sysbus.console DisplayChar 10
sysbus.console DisplayChar 27; sysbus.console DisplayChar 10
"""
    result = piped(script)
    assert (result.status, result.out) == (0, "console | hi\nconsole | \\x1b\n"), result.err


def test_errors_are_renodes_with_suggestion_and_place(piped: Piped, firmware: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.resc"
    script.write_text("echo 'fine'\nsysbus.usart WriteChar 1\n")
    result = piped(f"paus\ni @{script}\nversion\n", "bluepill", firmware)
    assert result.status == 2
    assert "No such command or device: paus\nDid you mean 'pause'?" in result.err
    assert "No such command or device: sysbus.usart\n" in result.err
    assert f"at {script}:2" in result.err
    assert "Renode, version" in result.out  # later lines are executed all the same


def test_quit_ends_with_its_status_and_nothing_runs_behind_it(piped: Piped) -> None:
    result = piped("quit 3\nversion\n")
    assert (result.status, result.out) == (3, "")


def test_a_started_emulation_runs_while_the_pipe_is_silent(piped: Piped, firmware: Path) -> None:
    """Nothing waits for the host between lines that are there already; `RunFor` is exact."""
    result = piped('emulation RunFor "0.25"\ncurrentTime\n', "bluepill", firmware, "--no-realtime")
    assert "Current virtual time: 00:00:00.25" in result.out


def test_two_equal_sessions_are_equal(piped: Piped, firmware: Path) -> None:
    script = 'emulation RunFor "0.1"\nperipherals\nsysbus.cpu PC\ncurrentTime\n'
    first, second = (piped(script, "stm32f746g_disco", firmware) for _ in range(2))
    assert first == second
    assert first.status == 0


def test_a_recorded_session_repeats_itself(piped: Piped, firmware: Path, tmp_path: Path) -> None:
    record = tmp_path / "session.resc"
    script = (
        'emulation RunFor "0.125"\nnonsense\nsysbus.cpu Step 3\nstart\npause\nsysbus.gpioPortI.button Press\n'
    )
    first = piped(script + "currentTime\nsysbus.cpu PC\n", "stm32f746g_disco", firmware, "--record", record)
    text = record.read_text()
    assert "nonsense" not in text
    assert "start" not in text.split("\n")
    again = piped(f"i @{record}\ncurrentTime\nsysbus.cpu PC\n")
    assert again.status == 0, again.err
    assert again.out.split("\n")[-3:] == first.out.split("\n")[-3:]


def test_mistakes_of_the_command_line(piped: Piped, firmware: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("bluepil",), "did you mean 'bluepill'"),
        (("bluepill", tmp_path / "none.elf"), "no such file"),
        (("bluepill", firmware, "--record", tmp_path / "no" / "folder"), "cannot write"),
    ):
        result = piped("help\n", *arguments)
        assert result.status == 2
        assert words in result.err
        told = [line for line in result.err.splitlines() if not line.startswith("[INFO] ")]
        assert len(told) == 1


def test_levels_of_the_log_reach_the_terminal(piped: Piped) -> None:
    script = """\
mach create
log "hidden" 0
logLevel -1
log "seen" 0
logLevel
"""
    result = piped(script)
    assert result.status == 0, result.err
    assert "[DEBUG] Script: seen" in result.err
    assert "hidden" not in result.err
    assert "console " in result.out


def test_prints_of_hooks_are_shown(piped: Piped) -> None:
    script = """\
mach create
machine LoadPlatformDescriptionFromString "console: UART.VirtualConsole @ sysbus"
sysbus.console AddLineHook "go" "print 'hooked: %s' % line"
sysbus.console DisplayChar 103; sysbus.console DisplayChar 111; sysbus.console DisplayChar 10
"""
    result = piped(script)
    assert result.status == 0, result.err
    assert "hooked: go" in result.out
