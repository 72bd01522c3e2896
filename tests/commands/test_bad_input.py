"""Mistakes of a user: one line that says what and where, exit status 2, no traceback."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from tests.support.elf import make_elf
from vboard import paths
from vboard.boards.table import BOARDS
from vboard.commands import planning
from vboard.targets.applications import Listener


@pytest.fixture
def broken_board(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A repository with no board files: `renode/` is the returned, empty folder."""
    folder = tmp_path / "repo" / "renode"
    (folder / "scripts").mkdir(parents=True)
    (folder / "platforms").mkdir()
    monkeypatch.setattr(paths, "ROOT", tmp_path / "repo")
    bluepill = BOARDS["bluepill"]
    moved = dataclasses.replace(
        bluepill, script=folder / "scripts" / "bluepill.resc", platform=folder / "platforms" / "bluepill.repl"
    )
    monkeypatch.setitem(BOARDS, "bluepill", moved)
    return folder


def test_unknown_board_names_the_nearest(cli: Cli, firmware: Path) -> None:
    cli("run", "blupill", firmware).assert_refused("unknown board 'blupill'", "did you mean 'bluepill'?")


def test_unknown_board_without_a_neighbour_lists_all(cli: Cli, firmware: Path) -> None:
    cli("run", "zzz", firmware).assert_refused("unknown board 'zzz'", "stm32f746g_disco")


def test_missing_elf(cli: Cli) -> None:
    cli("run", "bluepill", "nowhere/app.elf").assert_refused("nowhere/app.elf: no such file")


def test_folder_for_an_elf(cli: Cli, tmp_path: Path) -> None:
    cli("run", "bluepill", f"{tmp_path}/").assert_refused("is a folder")


def test_not_an_elf(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_text("hello", encoding="utf-8")
    cli("run", "bluepill", path).assert_refused(f"{path}: not an ELF file")


def test_elf_for_another_processor(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(make_elf([(0, 0, b"x", 1)], machine=62))
    cli("run", "bluepill", path).assert_refused("x64", "expected 32-bit little-endian ARM")


def test_unknown_application_names_the_nearest(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, firmware: Path
) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    target = tmp_path / "build/firmware/bluepill/hotword.elf"
    target.parent.mkdir(parents=True)
    target.write_bytes(firmware.read_bytes())
    cli("run", "bluepill", "hotwrod").assert_refused("no application 'hotwrod'", "did you mean 'hotword'?")
    # One may be known and only not built: `make run` builds what it plays.
    cli("run", "bluepill", "hello").assert_refused("no application 'hello'", "'make firmware' builds all")


def test_firmware_that_is_not_built(cli: Cli, broken_board: Path) -> None:
    cli("run", "bluepill").assert_refused("not built yet", "make firmware")


def test_missing_wav(cli: Cli, firmware: Path) -> None:
    cli("run", "bluepill", firmware, "--audio", "no.wav").assert_refused("no.wav: no such file")


def test_wav_that_is_no_audio(cli: Cli, firmware: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"not audio at all")
    cli("run", "bluepill", firmware, "--audio", path).assert_refused(str(path))


def test_missing_demo_clip(cli: Cli, firmware: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Path("robot_tests/audio/absent.wav")
    monkeypatch.setattr(planning, "find_listener", lambda image: Listener(absent, False))
    cli("run", "bluepill", firmware).assert_refused("absent.wav: no such file")


def test_a_board_without_a_microphone_is_named_with_those_that_have_one(cli: Cli, firmware: Path) -> None:
    done = cli("run", "bluepill", firmware, "--microphone")
    done.assert_refused("--microphone: bluepill has no microphone (boards with one: apollo3_evb, nano33ble)")


def test_missing_script(cli: Cli, firmware: Path, speech: Path, broken_board: Path) -> None:
    cli("run", "bluepill", firmware, "-a", speech).assert_refused("bluepill.resc: no such file")


def test_missing_platform(cli: Cli, firmware: Path, speech: Path, broken_board: Path) -> None:
    (broken_board / "scripts" / "bluepill.resc").write_text("mach create\n", encoding="utf-8")
    cli("run", "bluepill", firmware, "-a", speech).assert_refused("bluepill.repl: no such file")


def test_unknown_engine(cli: Cli, firmware: Path, speech: Path) -> None:
    result = cli("run", "bluepill", firmware, "-a", speech, "--engine", "bultin")
    result.assert_refused("unknown engine 'bultin'", "did you mean 'builtin'?")


@pytest.mark.parametrize("value", ["0", "-1", "nan", "1e9"])
def test_impossible_duration(cli: Cli, firmware: Path, value: str) -> None:
    cli("run", "bluepill", firmware, f"--for={value}").assert_refused("--for", "expected more than 0")


def test_duration_that_is_no_number(cli: Cli, firmware: Path) -> None:
    cli("run", "bluepill", firmware, "--for", "long").assert_refused("--for", "valid")


def test_contradicting_options(cli: Cli, firmware: Path, speech: Path) -> None:
    cli("run", "bluepill", firmware, "-a", speech, "--no-audio").assert_refused("exclude each other")


@pytest.mark.parametrize("option", ["--json", "--vcd", "--plot"])
def test_output_into_a_missing_folder_is_refused_before_the_run(
    cli: Cli, firmware: Path, tmp_path: Path, option: str
) -> None:
    path = tmp_path / "absent" / "file"
    cli("run", "bluepill", firmware, "--no-audio", option, path).assert_refused("no such folder")


def test_unknown_command_names_the_nearest(cli: Cli) -> None:
    cli("rnu").assert_refused("no command 'rnu'", "did you mean 'run'?")


def test_unknown_option(cli: Cli) -> None:
    cli("run", "--fro", "3").assert_refused("--fro", "vboard run --help")


def test_missing_suite(cli: Cli) -> None:
    result = cli("test", "absent.robot")
    assert result.status == 2
    assert "absent.robot" in result.out + result.err
    assert "Traceback" not in result.out + result.err


def test_variable_without_a_value(cli: Cli) -> None:
    cli("test", "--variable", "CLIP").assert_refused("--variable CLIP", "NAME:VALUE")


def test_size_of_an_unknown_board(cli: Cli) -> None:
    cli("size", "bluepil").assert_refused("did you mean 'bluepill'?")


def test_boards_are_told_apart_by_architecture(cli: Cli) -> None:
    """The table itself: a Cortex-M7 image is legal on the Discovery alone."""
    assert "ARMv7E-M" in BOARDS["stm32f746g_disco"].architectures
    assert "ARMv7E-M" not in dataclasses.replace(BOARDS["bluepill"]).architectures
