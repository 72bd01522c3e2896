"""A run's verdict and its files are the same whatever the pace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Script
from tests.commands.test_run_board import built
from tests.support.command_line import Cli
from tests.support.fake_session import banner
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, LogMessage
from vboard.paths import image_folders

PACES = {
    "virtual": [],
    "realtime": ["--realtime"],
    "uart": ["--uart", "audio=pty", "--for", "1"],
    "uart at full speed": ["--uart", "audio=tcp:0", "--for", "1", "--no-realtime"],
}


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize(
    ("app", "cause"), [("hotword_corrupt_model", "FATAL: corrupt model"), ("fault", "FATAL: UsageFault")]
)
def test_firmware_that_fails_fails_at_every_pace(
    cli: Cli, tmp_path: Path, app: str, cause: str, pace: str
) -> None:
    files = {name: tmp_path / f"run.{name}" for name in ("json", "vcd", "svg")}
    outputs = ["--json", files["json"], "--vcd", files["vcd"], "--plot", files["svg"]]
    result = cli("run", "bluepill", built("bluepill", app), "--no-audio", *PACES[pace], "--log", *outputs)
    assert result.status == 1
    assert cause in result.err
    assert "flash, bytes" in result.out  # the summary
    assert cause in json.loads(files["json"].read_text())["runs"][0]["failure"]
    assert "console" in files["vcd"].read_text()
    assert files["svg"].read_text().startswith("<svg")


def test_pace_changes_nothing_that_is_printed(cli: Cli) -> None:
    app = built("bluepill", "hello")
    free, paced = (cli("run", "bluepill", app, "--for", "0.5", *pace) for pace in ([], ["--realtime"]))
    assert free.status == paced.status == 0
    assert free.out == paced.out


@pytest.mark.parametrize("pace", [[], ["--realtime"]], ids=["virtual", "realtime"])
def test_the_engines_log_is_shown_at_every_pace(
    cli: Cli, firmware: Path, fake_engine: Script, pace: list[str]
) -> None:
    fake_engine([banner(), LogMessage(2 * MILLISECOND, "warning", "usart2: no such register")])
    result = cli("run", "bluepill", firmware, "--for", "0.1", "--log", "--engine", "fake", *pace)
    assert "[warning] usart2: no such register" in result.out


def test_the_log_has_the_levels_of_the_boards_script(cli: Cli, tmp_path: Path) -> None:
    hello = image_folders()[0] / "bluepill" / f"{built('bluepill', 'hello')}.elf"
    own = tmp_path / "own.resc"
    own.write_text(
        f"""using sysbus
mach create
machine LoadPlatformDescription @{BOARDS["bluepill"].platform}
sysbus LogPeripheralAccess usart1 true
showAnalyzer usart1
sysbus LoadELF @{hello}
log "early" 0
logLevel 0
log "late" 0
"""
    )
    logged = cli("run", own, hello, "--no-audio", "--for", "0.01", "--log")
    assert "[info] usart1: [cpu: 0x" in logged.out
    assert "[debug] Script: late" in logged.out
    assert "early" not in logged.out
    assert "[host:" not in logged.out
    plain = cli("run", own, hello, "--no-audio", "--for", "0.01")
    assert "[info]" not in plain.out
    assert "[debug]" not in plain.out


def test_a_silent_firmware_fails_at_every_pace(cli: Cli, firmware: Path, fake_engine: Script) -> None:
    fake_engine()
    result = cli("run", "bluepill", firmware, "--for", "0.1", "--realtime", "--engine", "fake")
    assert result.status == 1
    assert "no line on the console within 0.1 s of virtual time" in result.err
