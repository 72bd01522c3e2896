"""The commands as a user starts them, on a fake engine where a machine is needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Script
from tests.support.command_line import Cli
from tests.support.fake_session import banner
from vboard import __version__
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, SECOND, LedChange, UartLine

COMMANDS = (
    *("run", "console", "debug", "test", "compare", "infer", "inspect"),
    *("boards", "size", "bench", "doctor"),
)


def test_no_arguments_print_the_help(cli: Cli) -> None:
    result = cli()
    assert result.status == 0
    for command in COMMANDS:
        assert command in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_examples(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert result.status == 0
    assert f"vboard {command}" in result.out
    assert "Example" in result.out


def test_version(cli: Cli) -> None:
    assert cli("--version").out == f"vboard {__version__}\n"


def test_boards_lists_every_board(cli: Cli) -> None:
    out = cli("boards").out
    assert all(board in out for board in BOARDS)
    assert "20 KiB" in out


def test_module_starts_as_a_program(cli_process: Cli) -> None:
    assert cli_process("--version").out == f"vboard {__version__}\n"


def test_a_traceback_free_exit_status_reaches_the_shell(cli_process: Cli) -> None:
    cli_process("run", "blupill").assert_refused("did you mean 'bluepill'?")


def test_run_prints_lines_timeline_and_figures(
    cli: Cli, firmware: Path, speech: Path, fake_engine: Script
) -> None:
    heard = UartLine(400 * MILLISECOND, "console", "Heard yes (231) @380ms")
    fake_engine([banner(), heard, LedChange(heard.time, "led", True)])
    result = cli("run", "bluepill", firmware, "-a", speech, "--engine", "fake")

    assert result.status == 0
    assert "     0.400000s  Heard yes (231) @380ms\n" in result.out
    assert "led      ····" in result.out
    assert "flash, bytes" in result.out


def test_host_times_go_to_standard_error_alone(cli: Cli, firmware: Path, fake_engine: Script) -> None:
    fake_engine([banner()])
    result = cli("run", "bluepill", firmware, "--no-audio", "--engine", "fake")
    assert "host s" in result.err
    assert "host s" not in result.out


def test_the_start_of_the_program_is_no_time_of_the_first_of_several_boards(
    cli: Cli, built_app: str, fake_engine: Script
) -> None:
    fake_engine([banner()])
    several = cli("run", "all", built_app, "--no-audio", "--engine", "fake").err.splitlines()
    assert re.fullmatch(r"vboard: started in \d+\.\d\d host s", several[0])
    alone = cli("run", "bluepill", built_app, "--no-audio", "--engine", "fake").err
    assert "started in" not in alone


def test_quiet_run_prints_nothing(cli: Cli, firmware: Path, fake_engine: Script) -> None:
    fake_engine([banner()])
    result = cli("run", "bluepill", firmware, "--no-audio", "--engine", "fake", "--quiet")
    assert (result.status, result.out, result.err) == (0, "", "")


def test_failed_firmware_exits_1_with_one_line(cli: Cli, firmware: Path, fake_engine: Script) -> None:
    fake_engine([banner()], halts_at=SECOND)
    result = cli("run", "bluepill", firmware, "--no-audio", "--engine", "fake", "--quiet")
    assert result.status == 1
    assert result.err == (
        "vboard: bluepill: the processor stopped at 1.000 s: lockup; last output: 'hello'\n"
    )


def test_a_failed_run_still_writes_its_record(
    cli: Cli, firmware: Path, fake_engine: Script, tmp_path: Path
) -> None:
    fake_engine()
    path = tmp_path / "run.json"
    result = cli("run", "bluepill", firmware, "--no-audio", "--engine", "fake", "--json", path)
    assert result.status == 1
    assert "no line on the console" in json.loads(path.read_text())["runs"][0]["failure"]


def test_all_boards_run_one_after_the_other(cli: Cli, built_app: str, fake_engine: Script) -> None:
    fake_engine([banner()])
    out = cli("run", "all", built_app, "--no-audio", "--engine", "fake").out
    places = [out.index(f"{board.name}  {board.title}") for board in BOARDS.values()]
    assert places == sorted(places)


def test_an_image_that_fits_some_boards_is_refused_for_all(cli: Cli, firmware: Path) -> None:
    cli("run", "all", firmware, "--no-audio").assert_refused("do not fit apollo3_evb")


def test_text_that_the_terminal_cannot_show_does_not_end_the_run(
    cli_process: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    result = cli_process("run", "--help")
    assert result.status == 0
    assert "Traceback" not in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_one_line() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "vboard", "boards"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "vboard: No space left on device\n"


@pytest.mark.parametrize("arguments", [["boards"], ["boards", "--json"], ["--help"], ["run", "--help"]])
def test_a_reader_that_leaves_ends_the_program_quietly(arguments: list[str]) -> None:
    program = f"import sys, vboard.cli; sys.stdin.read(); sys.exit(vboard.cli.main({arguments}))"
    command = [sys.executable, "-c", program]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.close()  # now it may start to write
        assert process.stderr.read() == ""
        assert process.wait() == 141


@pytest.mark.skipif(sys.platform == "win32", reason="needs sh")
def test_a_reader_that_leaves_a_console_is_no_error_of_its_commands(tmp_path: Path) -> None:
    platform = BOARDS["bluepill"].platform
    lines = f"mach create; machine LoadPlatformDescription @{platform}; sysbus\n"
    command = [sys.executable, "-m", "vboard", "console"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(lines * 50)
        process.stdin.close()
        assert "error executing" not in process.stderr.read()
        assert process.wait() == 141


def test_another_repository_can_be_named(
    cli_process: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VBOARD_ROOT", str(tmp_path))
    cli_process("run", "bluepill").assert_refused(str(tmp_path / "build"), "not built yet")


def test_doctor_tells_versions_and_board_files(cli: Cli) -> None:
    result = cli("doctor")
    assert result.status in (0, 1)
    assert "robotframework" in result.out
    assert "processor core" in result.out
    assert "bluepill" in result.out
