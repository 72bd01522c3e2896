"""The keyword library on a fake UART and a LED."""

from __future__ import annotations

import typing
from pathlib import Path, PosixPath

import pytest

from tests.robot.fakes import FakeMonitor
from vboard.builtin.machine.log import LogLevel
from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary


class Robot:
    """A library with its fake monitor; calling it runs a keyword."""

    def __init__(self) -> None:
        self.monitor = FakeMonitor()
        self.library = KeywordLibrary(self.monitor)

    def __call__(self, name: str, *arguments: object) -> typing.Any:
        return self.library.run_keyword(name, arguments)

    def error(self, name: str, *arguments: object) -> str:
        with pytest.raises(KeywordError) as caught:
            self(name, *arguments)
        return str(caught.value)


@pytest.fixture
def robot() -> typing.Iterator[Robot]:
    robot = Robot()
    yield robot
    robot.library.close()


@pytest.fixture
def bench(robot: Robot) -> Robot:
    robot("ExecuteCommand", "bench")
    return robot


def test_the_keywords_of_renode_are_there(robot: Robot) -> None:
    names = set(robot.library.keyword_names())
    newer = {"AllocateTemporaryDirectory", *(name for name in names if "CAN" in name or "ISOTP" in name)}
    newer |= {"WaitForFrameWithId", "SendUDSCommandAndWaitForPositiveResponse"}
    ours = {"LetTimePass"}  # behind the resource's Sleep
    assert len(names - newer - ours) == 57
    assert {"WaitForLinesOnUart", "AssertLedDutyCycle", "Requires", "SendFrame", "PcShouldBeEqual"} <= names


def test_a_closed_library_gives_its_ports_back() -> None:
    first = KeywordLibrary()
    first.run_keyword("ExecuteCommand", ['emulation CreateServerSocketTerminal 0 "a"'])
    port = int(first.run_keyword("ExecuteCommand", ["a Port"]), 0)
    first.close()

    second = KeywordLibrary()
    second.run_keyword("ExecuteCommand", [f'emulation CreateServerSocketTerminal {port} "a"'])
    second.close()


def test_every_keyword_is_documented(robot: Robot) -> None:
    for name in robot.library.keyword_names():
        assert robot.library.documentation(name).strip()


def test_unknown_keyword(robot: Robot) -> None:
    with pytest.raises(KeywordFault, match=r'^Keyword "Nope" not found$') as caught:
        robot("Nope")
    assert caught.value.code == 1


def test_wrong_arguments(robot: Robot) -> None:
    with pytest.raises(KeywordFault) as caught:
        robot("WaitForLineOnUart", "x=1")
    assert caught.value.code == 2
    expected = 'Arguments types do not match any available keyword "WaitForLineOnUart" : [x=1]'
    assert str(caught.value) == expected


def test_colours_are_removed_from_output(robot: Robot) -> None:
    assert robot("ExecuteCommand", "bench") == "ready\n\n"


def test_command_in_fragments(robot: Robot) -> None:
    assert robot("ExecuteCommand", ["bench"]) == "ready\n\n"


def test_command_and_script_errors(robot: Robot) -> None:
    assert robot.error("ExecuteCommand", "nope") == (
        "KeywordException: Could not execute command 'nope': No such command or device: nope\n"
    )
    assert robot.error("ExecuteScript", "/x.resc") == (
        "KeywordException: Could not execute script: Could not find file '/x.resc'\n"
    )


def test_default_and_only_testers(bench: Robot) -> None:
    assert "no testers available" in bench.error("WaitForLineOnUart", "x")
    assert bench("CreateTerminalTester", "sysbus.uart") == 0
    assert bench("CreateTerminalTester", "sysbus.uart", "timeout=1") == 0
    assert "ID=3 was not found" in bench.error("WaitForLineOnUart", "x", "testerId=3")
    bench("SetDefaultTester", "0")
    assert "Tester #3 was not found" in bench.error("SetDefaultTester", "3")


def test_a_tester_needs_a_peripheral_of_its_kind(bench: Robot) -> None:
    assert bench.error("CreateLedTester", "sysbus.uart") == (
        "KeywordException: Peripheral for machine '' not found or of wrong type: 'sysbus.uart'. "
        "Available peripherals: [sysbus, sysbus.uart, sysbus.led]\n"
    )


def test_defaults_of_the_last_created_tester_hold_for_all(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart", "defaultPauseEmulation=true")
    bench("CreateTerminalTester", "sysbus.uart")
    bench.monitor.bench.say(5, "hello\n")
    bench("WaitForLineOnUart", "hello")
    assert bench.monitor.emulation.started


def test_result_of_a_wait(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart")
    bench.monitor.bench.say(2.5, "rx 41\n")
    result = bench("WaitForLineOnUart", "rx (.*)", "treatAsRegex=true")
    assert result == {"Line": "rx 41", "Timestamp": 2.5, "Groups": ["41"], "IsFailingString": False}


def test_a_failed_wait_shows_the_transcript(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart", "timeout=0.1")
    bench.monitor.bench.say(2, "hello\n")
    error = bench.error("WaitForLineOnUart", "never")
    assert error.startswith("InvalidOperationException: Terminal tester failed!\n\nFull report:\n")
    assert "virt:       2] hello\n" in error


def test_failing_string_and_unexpected_text(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart")
    bench("RegisterFailingUartString", "panic")
    bench.monitor.bench.say(1, "panic\nagain\n")
    assert bench.error("WaitForLineOnUart", "x").endswith(
        "\n\nTest failing entry has been found on UART:\npanic\n"
    )
    assert bench.error("ShouldNotBeOnUart", "again").endswith(
        "\n\nUnexpected entry has been found on UART#:\nagain\n"
    )


def test_echo_is_waited_for_by_default(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart", "timeout=0.1")
    assert "Line containing >>hi<< event: failure" in bench.error("WriteLineToUart", "hi")
    bench("ClearTerminalTesterReport")
    bench.monitor.bench.uart.echo = True
    bench("WriteLineToUart", "hi")
    bench("WriteLineToUart", "there", "waitForEcho=false")


def test_binary_testers_wait_for_bytes_only(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart", "binaryMode=true")
    assert "Please set binaryMode=False" in bench.error("WaitForLineOnUart", "x")
    bench.monitor.bench.say(1, b"\x01\xff")
    assert bench("WaitForBytesOnUart", "01 FF")["Content"] == b"\x01\xff"


def test_malformed_expression_and_bytes(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart", "binaryMode=true")
    assert bench.error("WaitForBytesOnUart", "(", "treatAsRegex=true").startswith(
        "ArgumentException: parsing"
    )
    assert bench.error("WaitForBytesOnUart", "0").startswith("FormatException: ")


def test_led(bench: Robot) -> None:
    bench("CreateLedTester", "sysbus.led")
    bench("AssertLedState", "false")
    assert bench.error("AssertLedState", "true") == "InvalidOperationException: LED assertion not met.\n"
    assert bench.error("AssertAndHoldLedState", "true", "1", "0").startswith(
        "ArgumentException: Value must be"
    )


def test_log_keywords(bench: Robot) -> None:
    assert "Log tester is not available" in bench.error("WaitForLogEntry", "x")
    bench("CreateLogTester", "0.1")
    log = bench.monitor.emulation.log
    log.write(LogLevel.WARNING, "sysbus.uart", "one")
    assert bench("WaitForLogEntry", "uart: one", "keep=true") == "uart: one"
    assert bench.error("WaitForLogEntry", "two") == (
        'KeywordException: Expected pattern "two" did not appear in the log\n'
        "Last 2 buffered log messages are: \n uart: one\n m: Machine started.\n"
    )
    assert bench.error("ShouldNotBeInLog", "one") == (
        "KeywordException: Unexpected line detected in the log: uart: one\n"
    )
    bench("ClearLogTesterHistory")
    bench("ShouldNotBeInLog", "one")
    bench("RegisterFailingLogString", "two")
    log.write(LogLevel.WARNING, "sysbus.uart", "two")
    assert "Log tester failed!\n\nTest failing entry has been found in log:\nuart: two" in bench.error(
        "WaitForLogEntry", "x"
    )
    bench("UnregisterFailingLogString", "two")


def test_forms_of_newer_renodes_for_the_log(bench: Robot) -> None:
    bench("CreateLogTester", "0.1", "maxLogEntries=2")
    log = bench.monitor.emulation.log
    for text in ("one", "two", "three"):
        log.write(LogLevel.WARNING, "sysbus.uart", text)

    assert "uart: one" not in bench.error("WaitForLogEntry", "one", "startEmulation=false")
    assert bench("WaitForLogEntry", "two", "startEmulation=false") == "uart: two"
    assert not bench.monitor.emulation.started


def test_reset_removes_the_log_tester_but_not_the_cache(bench: Robot, tmp_path: Path) -> None:
    bench("CreateLogTester", "0.1")
    bench("EnableLoggingToCache")
    bench("LogToFile", str(tmp_path / "all.log"), "true")
    bench("ResetEmulation")
    assert "Log tester is not available" in bench.error("WaitForLogEntry", "x")
    bench.monitor.emulation.log.write(LogLevel.INFO, "sysbus.uart", "text")
    bench("SaveCachedLog", str(tmp_path / "saved.log"))
    bench("ClearCachedLog")
    bench("SaveCachedLog", str(tmp_path / "empty.log"))
    assert (tmp_path / "saved.log").read_text() == "00:00:00.0000 [INFO] uart: text\n"
    assert (tmp_path / "all.log").read_text() == "00:00:00.0000 [INFO] uart: text\n"
    assert (tmp_path / "empty.log").read_text() == ""


def test_requires_returns_to_the_named_state(robot: Robot) -> None:
    robot("ResetEmulation")
    robot("ExecuteCommand", "bench")
    robot("ExecuteCommand", "say 5 booted")
    robot("CreateTerminalTester", "sysbus.uart", "defaultPauseEmulation=true", "timeout=0.1")
    robot("WaitForLineOnUart", "booted")
    robot.error("WaitForLineOnUart", "never", "timeout=0.01")
    robot("Provides", "booted", "Reexecution")
    robot("ResetEmulation")
    assert robot.monitor.emulation.clock.now == 0
    robot("Requires", "booted")
    assert robot.monitor.emulation.clock.now == 15_000_000
    assert "Required state other not found" in robot.error("Requires", "other")


def test_a_new_emulation_removes_testers(bench: Robot) -> None:
    bench("CreateTerminalTester", "sysbus.uart")
    bench("ExecuteCommand", "bench")
    assert "no testers available" in bench.error("WaitForLineOnUart", "x")


def test_wait_for_pause(bench: Robot) -> None:
    assert "did not pause in expected time of 0.1 seconds" in bench.error("WaitForPause", "0.1")
    bench("StartEmulation")
    assert "did not pause" in bench.error("WaitForPause", "0.1")
    emulation = bench.monitor.emulation

    def pause() -> None:
        emulation.started = False
        emulation.request_stop()

    emulation.clock.schedule_in(1000, pause)
    bench("WaitForPause", "0.1")


def test_what_the_engine_lacks_says_so(bench: Robot) -> None:
    assert "not supported by the built-in engine" in bench.error("SendFrame", "00")
    assert "Couldn't download file from: https://x/y" in bench.error("DownloadFile", "https://x/y")
    assert "This machine has no CPUs" in bench.error("PcShouldBeEqual", "0x8000000")


def test_temporary_files_exist_until_the_end(robot: Robot) -> None:
    path = Path(robot("AllocateTemporaryFile"))
    assert path.exists()
    robot.library.close()
    assert not path.exists()


def test_a_replay_does_not_save_the_log_again(bench: Robot, tmp_path: PosixPath) -> None:
    bench("EnableLoggingToCache")
    bench("SaveCachedLog", str(tmp_path / "saved.log"))
    bench("Provides", "state")
    (tmp_path / "saved.log").unlink()
    bench("Requires", "state")
    assert not (tmp_path / "saved.log").exists()
