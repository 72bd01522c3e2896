"""The session on a Renode, against the built-in engine behind a real HTTP socket."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_run_board import built
from tests.renode.conftest import ROOT
from tests.support.command_line import Cli
from tests.support.recordings import write_wav
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, LedChange, LogMessage, UartLine
from vboard.engine.selection import check_engine, open_session
from vboard.errors import RunFailedError, VBoardError
from vboard.renode import client, process
from vboard.renode.locate import RenodeMissingError
from vboard.renode.renode_session import RenodeSession

USART1_ENABLE = "sysbus WriteDoubleWord 0x4001380C 0x2008"
USART1_DATA = 0x4001_3804
LED_ON = "sysbus WriteDoubleWord 0x40011010 0x20000000"
LED_OFF = "sysbus WriteDoubleWord 0x40011010 0x2000"
LED_OUTPUT = "sysbus WriteDoubleWord 0x40011004 0x00100000"


@pytest.fixture
def session(renode: Path, tmp_path: Path) -> Iterator[RenodeSession]:
    session = RenodeSession(tmp_path, renode)
    yield session
    session.close()


@pytest.fixture
def board(session: RenodeSession) -> RenodeSession:
    """A Blue Pill without firmware; its console and LED are watched."""
    session.execute('mach create "bluepill"')
    session.execute(f"machine LoadPlatformDescription @{BOARDS['bluepill'].platform}")
    session.watch_uart("sysbus.usart1", "console")
    session.watch_led("sysbus.gpioPortC.led", "led")
    session.execute(USART1_ENABLE)
    session.take_events()
    return session


def transmit(session: RenodeSession, data: bytes) -> None:
    for byte in data:
        session.execute(f"sysbus WriteDoubleWord {USART1_DATA:#x} {byte}")


def test_commands_return_their_output(session: RenodeSession) -> None:
    assert session.execute('echo "hello"').strip() == "hello"


def test_a_command_that_looks_like_a_named_argument_reaches_the_monitor(session: RenodeSession) -> None:
    with pytest.raises(VBoardError, match="No such command or device: x"):
        session.execute("x=1")


def test_a_bad_command_raises_the_monitors_text_in_one_line(session: RenodeSession) -> None:
    with pytest.raises(VBoardError, match="No such command or device: nonsense") as error:
        session.execute("nonsense")
    assert "\n" not in str(error.value)


def test_a_missing_script_is_named(session: RenodeSession, tmp_path: Path) -> None:
    with pytest.raises(VBoardError, match=r"none\.resc"):
        session.execute_script(tmp_path / "none.resc")


def test_lines_arrive_with_every_byte(board: RenodeSession) -> None:
    transmit(board, b"one\r\n\x01\xfftwo\nrest")
    board.run_for(MILLISECOND)
    lines = [event.text for event in board.take_events() if isinstance(event, UartLine)]
    assert lines == ["one", "\\x01\\xfftwo"]
    assert board.unfinished_line("console") == "rest"
    transmit(board, b"\n")
    board.run_for(MILLISECOND)
    assert [event.text for event in board.take_events() if isinstance(event, UartLine)] == ["rest"]


def test_a_line_that_the_tester_missed_has_the_time_of_its_step(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "deaf")
    session = RenodeSession(tmp_path, renode)
    try:
        session.execute('mach create "bluepill"')
        session.execute(f"machine LoadPlatformDescription @{BOARDS['bluepill'].platform}")
        session.watch_uart("sysbus.usart1", "console")
        session.execute(USART1_ENABLE)
        transmit(session, b"one\n")
        session.run_for(3 * MILLISECOND)
        lines = [event for event in session.take_events() if isinstance(event, UartLine)]
    finally:
        session.close()
    assert lines == [UartLine(3 * MILLISECOND, "console", "one")]


def test_time_passes_in_run_for_alone(board: RenodeSession) -> None:
    transmit(board, b"half a line")
    board.run_for(3 * MILLISECOND + 7)
    board.take_events()
    assert board.now == 3 * MILLISECOND + 7
    board.execute('emulation RunFor "0.001"')
    assert board.now == 4 * MILLISECOND + 7


@pytest.mark.parametrize("mode", ["", "no-events"])
def test_led_changes_are_reported_with_the_initial_state(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("FAKE_RENODE", mode)
    session = RenodeSession(tmp_path, renode)
    try:
        session.execute('mach create "bluepill"')
        session.execute(f"machine LoadPlatformDescription @{BOARDS['bluepill'].platform}")
        session.watch_led("sysbus.gpioPortC.led", "led")
        session.execute(LED_OUTPUT)
        for command in (LED_OFF, LED_ON, LED_OFF):
            session.execute(command)
            session.run_for(MILLISECOND)
        states = [event.on for event in session.take_events() if isinstance(event, LedChange)]
    finally:
        session.close()
    assert states == [True, False, True, False]


def test_changes_within_a_step_are_seen(board: RenodeSession) -> None:
    board.execute(LED_OUTPUT)
    for command in (LED_OFF, LED_ON, LED_OFF):
        board.execute(command)
    board.run_for(MILLISECOND)
    assert len([event for event in board.take_events() if isinstance(event, LedChange)]) >= 3


def test_warnings_are_reported(board: RenodeSession) -> None:
    board.execute("sysbus ReadDoubleWord 0x60000000")
    board.run_for(MILLISECOND)
    log = [event.text for event in board.take_events() if isinstance(event, LogMessage)]
    assert any("non existing" in text for text in log)


@pytest.mark.parametrize("path", ["sysbus.usart99", "sysbus.gpioPortC.led"])
def test_what_is_no_uart_is_refused(session: RenodeSession, path: str) -> None:
    session.execute('mach create "bluepill"')
    session.execute(f"machine LoadPlatformDescription @{BOARDS['bluepill'].platform}")
    with pytest.raises(VBoardError, match=f"{path}: the platform has no UART"):
        session.watch_uart(path, "console")


@pytest.mark.parametrize("board_name", list(BOARDS))
def test_a_run_is_the_same_on_both_engines(cli: Cli, renode: Path, tmp_path: Path, board_name: str) -> None:
    app = built(board_name, "hotword")
    clip = write_wav(tmp_path / "a.wav", seconds=0.2)
    records: list[dict[str, Any]] = []
    for options in (("--engine", "builtin"), ("--engine", "renode", "--renode", renode)):
        record = tmp_path / f"{len(records)}.json"
        result = cli("run", board_name, app, "--audio", clip, "--quiet", "--json", record, *options)
        assert result.status == 0, result
        records.append(json.loads(record.read_text(encoding="utf-8"))["runs"][0])
    # Renode logs the host's time: of the log, the texts alone can be equal.
    for each in records:
        each["log"] = [(entry["level"], entry["text"]) for entry in each["log"]]
    assert any("listening" in line["text"] for line in records[0]["console"])
    assert len(records[0]["leds"]) > 1
    assert records[1] == records[0]


def test_a_run_in_which_bytes_arrive_late_still_compares(
    cli: Cli, renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "late")
    clip = write_wav(tmp_path / "a.wav", seconds=0.2)
    result = cli("compare", "bluepill", built("bluepill", "hotword"), "-a", clip, "--renode", renode)
    assert result.status == 0, result
    assert "LED changes" in result.out


def test_a_renode_that_gives_no_answer_fails_the_run(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "stuck")
    session = RenodeSession(tmp_path, renode)
    monkeypatch.setattr(client, "ANSWER_TIMEOUT", 0.2)
    session._client.close()
    (tmp_path / "x").write_text("12:00:00.0000 [ERROR] cpu: CPU abort [PC=0x0]: nowhere.\n", encoding="utf-8")
    session._log = tmp_path / "x"
    try:
        with pytest.raises(RunFailedError, match=r"no answer within 0\.2 s .*RunFor.*CPU abort"):
            session.run_for(MILLISECOND)
        with pytest.raises(RunFailedError, match="no answer"):  # at once, without another wait
            session.execute("version")
        assert session.halt_reason == "cpu: CPU abort [PC=0x0]: nowhere."
    finally:
        session.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("mode", ["", "stubborn"])
def test_close_leaves_no_process_and_no_file(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("FAKE_RENODE", mode)
    monkeypatch.setenv("FAKE_PID_FILE", str(tmp_path / "pid"))
    session = RenodeSession(tmp_path, renode)
    folder = session._process.folder
    pid = int((tmp_path / "pid").read_text())
    assert alive(pid)
    session.close()
    wait_for_end(pid)
    assert not folder.exists()


def test_a_killed_owner_leaves_no_process(renode: Path, tmp_path: Path) -> None:
    code = (
        "import os, signal\nfrom pathlib import Path\n"
        "from vboard.renode.renode_session import RenodeSession\n"
        f"session = RenodeSession(Path('.'), Path({str(renode)!r}))\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "FAKE_PID_FILE": str(tmp_path / "pid")}
    owner = subprocess.run([sys.executable, "-c", code], env=environ, cwd=tmp_path, check=False)
    assert owner.returncode == -signal.SIGKILL
    pid = int((tmp_path / "pid").read_text())
    wait_for_end(pid)


def wait_for_end(pid: int) -> None:
    """Wait until the kernel says that a process of somebody else has ended; the runner's limit bounds it."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    ready, _, _ = select.select([descriptor], [], [], 60)
    os.close(descriptor)
    assert ready, f"process {pid} outlived its owner"


def test_a_renode_that_does_not_start_shows_its_last_words(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "die")
    with pytest.raises(RunFailedError, match=r"ended with status 1: System\.DllNotFoundException"):
        RenodeSession(tmp_path, renode)


def test_a_renode_that_opens_no_port_is_given_up(
    renode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "mute")
    monkeypatch.setattr(process, "START_TIMEOUT", 0.2)
    with pytest.raises(RunFailedError, match=r"no robot server within 0\.2 s"):
        RenodeSession(tmp_path, renode)


def test_a_renode_that_dies_in_a_run_fails_it(
    cli: Cli, renode: Path, firmware: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_RENODE", "drop")
    result = cli("run", "bluepill", firmware, "--no-audio", "--engine", "renode", "--renode", renode, "-q")
    assert result.status == 1
    assert "Renode ended with status 134: Unhandled exception: out of luck" in result.err
    assert len(result.err.splitlines()) == 1


def test_a_missing_renode_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenodeMissingError):
        open_session("renode", tmp_path, tmp_path / "nowhere")
    with pytest.raises(VBoardError, match="needs --engine renode"):
        check_engine("builtin", tmp_path)
