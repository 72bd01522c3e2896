"""`--also FILE.repl`: devices that a board's own file has not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import Cli

LAMP = "lamp: Miscellaneous.LED @ gpioPortC 14\n\ngpioPortC:\n    14 -> lamp@0\n"


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    path = tmp_path / "my lamp.repl"
    path.write_text(LAMP)
    return path


def test_the_console_has_the_devices(cli_process: Cli, lamp: Path, firmware: Path) -> None:
    lines = ("-e", "gpioPortC.lamp State", "-e", "q")
    result = cli_process("console", "bluepill", firmware, "--also", lamp, *lines)
    assert result.status == 0, result.err
    assert all(line.startswith("[INFO] ") for line in result.err.splitlines())
    assert "False" in result.out


def test_a_run_takes_several(cli: Cli, lamp: Path, firmware: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.repl"
    other.write_text("second: Miscellaneous.LED @ gpioPortC 15\n")
    own = tmp_path / "own.repl"
    own.write_text('using "platforms/cpus/stm32f103.repl"\n')
    record = tmp_path / "run.json"
    options = ("--console-uart", "usart1", "--for", "0.001", "--json", record, "--quiet")
    cli("run", own, firmware, "--also", lamp, "--also", other, *options)
    found = json.loads(record.read_text(encoding="utf-8"))["runs"][0]
    assert {each["led"] for each in found["leds"]} == {"lamp", "second"}


def test_a_suite_finds_them_in_its_board(cli: Cli, lamp: Path, firmware: Path, tmp_path: Path) -> None:
    suite = tmp_path / "lamp.robot"
    suite.write_text(
        "*** Settings ***\nResource    ${RENODEKEYWORDS}\n\n*** Test Cases ***\nHas A Lamp\n"
        "    Execute Script    ${BOARD_SCRIPT}\n    Execute Command    gpioPortC.lamp State\n"
    )
    options = ("--board", "bluepill", "--elf", firmware, "--results-dir", tmp_path / "out")
    result = cli("test", suite, *options, "--also", lamp)
    assert result.status == 0, result.out


def test_the_bluepill_has_its_serial_buses(cli_process: Cli, firmware: Path) -> None:
    result = cli_process(
        "console", "bluepill", firmware,
        "-e", "sysbus WhatIsAt 0x40005400", "-e", "sysbus WhatIsAt 0x40013000", "-e", "q",
    )  # fmt: skip
    assert "i2c1" in result.out
    assert "spi1" in result.out


def test_mistakes_are_refused(cli: Cli, firmware: Path, tmp_path: Path) -> None:
    cli("run", "bluepill", firmware, "--also", "no.repl").assert_refused("--also no.repl: no such file")
    near = "peripherals/stm32f103_spi_i2d.repl"
    cli("run", "bluepill", firmware, "--also", near).assert_refused("peripherals/stm32f103_spi_i2c.repl")
    cli("run", "bluepill", firmware, "--also", firmware).assert_refused("not a platform description")
    cli("test", "--also", "x.repl").assert_refused("--also needs --board")
