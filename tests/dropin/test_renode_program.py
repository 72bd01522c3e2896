"""`vboard renode`: options, outputs and exit states of Renode's program."""

from __future__ import annotations

import signal
from pathlib import Path
from xmlrpc.client import ServerProxy

import pytest

from tests.dropin.program import TelnetClient, read_until, run, running, wait_for_file

MACHINE = 'mach create "board"'
UART = 'machine LoadPlatformDescriptionFromString "uart: UART.PL011 @ sysbus 0x1000"'


def test_the_script_runs_first_then_all_commands_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "my board.resc").write_text(f'{MACHINE}\necho "from the script"\n', encoding="utf-8")

    done = run("--console", "-e", 'echo "one"', "-e", "echo 'two'", "my board.resc", folder=tmp_path)

    assert done.returncode == 0
    texts = [
        "(monitor) i $CWD/my\\ board.resc",
        "from the script",
        "(board) echo \"one\"; echo 'two'",
        "one",
        "two",
    ]
    positions = [done.stdout.index(f"{text}\n") for text in texts]
    assert positions == sorted(positions)


def test_a_failed_command_drops_the_rest_and_leaves_status_0(tmp_path: Path) -> None:
    done = run("--console", "-e", "no_such", "-e", "echo 'behind'", folder=tmp_path)

    assert done.returncode == 0
    assert "No such command or device: no_such" in done.stdout
    assert done.stdout.count("behind") == 1  # in the line that is shown


def test_standard_input_is_the_console_and_its_end_is_the_end(tmp_path: Path) -> None:
    done = run("--console", "--plain", folder=tmp_path, stdin=f"{MACHINE}\necho 'last line'")

    assert done.returncode == 0
    assert "(board) echo 'last line'\nlast line\n" in done.stdout


def test_quit_is_the_end(tmp_path: Path) -> None:
    done = run("--console", "-e", "quit", folder=tmp_path, stdin="echo 'too late'\n")

    assert done.returncode == 0
    assert "too late" not in done.stdout


def test_without_a_window_the_monitor_falls_back_to_the_console(tmp_path: Path) -> None:
    done = run(folder=tmp_path, stdin="echo 'in the console'\n")

    assert "[WARNING] Couldn't start UI - falling back to console mode" in done.stdout
    assert "\nin the console\n" in done.stdout


def test_the_log_goes_to_standard_output(tmp_path: Path) -> None:
    lines = f"{MACHINE}\nlog 'a warning of mine' 2\nlog 'too low' 0\nlogLevel 0\nlog 'low' 0\n"

    shown = run("--console", "--plain", folder=tmp_path, stdin=lines)
    hidden = run("--console", "--hide-log", folder=tmp_path, stdin=lines)

    assert "00:00:00.0000 [WARNING] Script: a warning of mine\n" in shown.stdout
    assert "[DEBUG] Script: low\n" in shown.stdout
    assert "] Script: too low" not in shown.stdout
    assert "[WARNING]" not in hidden.stdout


@pytest.mark.parametrize(("option", "count"), [((), 1), (("--hide-analyzers",), 0)])
def test_an_analyzer_writes_to_the_log(tmp_path: Path, option: tuple[str, ...], count: int) -> None:
    lines = f"{MACHINE}\n{UART}\nshowAnalyzer sysbus.uart\nuart WriteDoubleWord 0x30 0x301\n"
    lines += "uart WriteDoubleWord 0 72\nuart WriteDoubleWord 0 10\n"

    done = run("--console", *option, folder=tmp_path, stdin=lines)

    assert done.stdout.count("[INFO] uart: [host:") == count


def test_an_unknown_option_prints_the_usage_with_status_0(tmp_path: Path) -> None:
    done = run("--no-such-option", folder=tmp_path)

    assert done.returncode == 0
    assert "--no-such-option" in done.stdout
    assert "usage: renode" in done.stdout


def test_help_and_version(tmp_path: Path) -> None:
    assert "--robot-server-port" in run("-h", folder=tmp_path).stdout
    version = run("-v", folder=tmp_path).stdout
    assert version.startswith("Renode v1.16.1\n")
    assert "vboard" in version


@pytest.mark.parametrize("option", ["--ui", "--server-mode"])
def test_what_is_not_there_says_so(tmp_path: Path, option: str) -> None:
    done = run(option, folder=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(f"vboard: {option}: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_pid_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    done = run("--pid-file", str(tmp_path / "none" / "pid"), folder=tmp_path)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_monitor_over_telnet(tmp_path: Path) -> None:
    with running("--disable-xwt", "--plain", "--port", "0", "--pid-file", "pid", folder=tmp_path) as process:
        port = int(read_until(process, r"\[INFO\] Monitor available in telnet mode on port (\d+)")[1])
        with TelnetClient(port) as client:
            greeting = client.read_until(b"(monitor) ")
            assert greeting.startswith(b"\xff\xfd\x00\xff\xfb\x01\xff\xfb\x03\xff\xfc\x22")
            assert b"Renode, version" in greeting
            client.send(b'mach crx\x7feate "board"\r\n')
            assert b"mach cr" in client.read_until(b"(board) ")
            client.send(b"echo 'one'\recho 'two'\n\x1b[A")
            assert b"\r\none\r\n" in client.read_until(b"(board) ")
            client.read_until(b"\r\ntwo\r\n")
        with TelnetClient(port) as second:  # the monitor goes on for the next client
            second.send(b"mach\n")
            second.read_until(b"board")
            second.send(b"quit\n")
            assert process.wait(120) == 0
    assert (tmp_path / "pid").read_text(encoding="ascii") == str(process.pid)


def test_time_passes_while_nobody_types(tmp_path: Path) -> None:
    commands = f"{MACHINE}; {UART}; emulation SetGlobalAdvanceImmediately true; start"
    with running("--disable-gui", "--port", "0", "--plain", "-e", commands, folder=tmp_path) as process:
        port = int(read_until(process, r"on port (\d+)")[1])
        with TelnetClient(port) as client:
            client.read_until(b"Starting emulation...")
            elapsed = b"00:00:00.000000"
            while elapsed == b"00:00:00.000000":
                client.send(b"machine ElapsedVirtualTime\n")
                client.read_until(b"Elapsed Virtual Time: ")
                elapsed = client.read_until(b"\r\n").strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with running("--disable-xwt", "--robot-server-port", "0", folder=tmp_path) as process:
        port_file = tmp_path / f"renode-{process.pid}" / "robot_port"
        wait_for_file(port_file)
        process.send_signal(number)
        assert process.wait(120) == 0
    assert not port_file.parent.exists()


def test_robot_keywords_share_the_monitor(tmp_path: Path) -> None:
    """A runner finds the port in a file named after the process, as Renode leaves it."""
    command = ("--hide-log", "--disable-gui", "--robot-server-port", "0", "-e", MACHINE)
    with running(*command, folder=tmp_path) as process:
        port = int(wait_for_file(tmp_path / f"renode-{process.pid}" / "robot_port"))
        client = ServerProxy(f"http://127.0.0.1:{port}/")
        answer = client.run_keyword("ExecuteCommand", ["peripherals"])
        assert "sysbus (SystemBus)" in answer["return"]  # type: ignore[call-overload, index]
        client.stop_remote_server()
        assert process.wait(120) == 0


def test_a_taken_port_is_refused(tmp_path: Path) -> None:
    with running("--disable-xwt", "--plain", "--port", "0", folder=tmp_path) as process:
        port = read_until(process, r"on port (\d+)")[1]
        done = run("--disable-xwt", "--port", port, folder=tmp_path)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
