"""Members of objects: calls, conversions, output formats, Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builtin.platform.models import Device
from vboard.builtin.machine.log import LogEntry
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.monitor.values import MismatchError, parse_time

Failing = Callable[[str], MonitorError]


def device(monitor: Monitor) -> Device:
    found = monitor.objects.find("dev")
    assert isinstance(found, Device)
    return found


def answer(monitor: Monitor, line: str) -> str:
    return monitor.execute(line).strip()


# -- calls ----------------------------------------------------------------------------------------


def test_properties_are_read_and_written(monitor: Monitor) -> None:
    assert monitor.execute("dev Speed 0x20") == ""
    assert answer(monitor, "sysbus.dev Speed") == "0x00000020"


def test_a_value_for_a_read_only_property_is_ignored(monitor: Monitor) -> None:
    assert answer(monitor, "dev Fixed 5") == "0x00000001"


def test_positional_named_and_default_arguments(monitor: Monitor) -> None:
    monitor.execute('dev Note "a"; dev Note "b" 2; dev Note times=3 text="c"')
    assert device(monitor).calls == ["a", "bb", "ccc"]


@pytest.mark.parametrize(
    "arguments",
    [
        *("", "5", "word", "[1", "times=2", '"a" true', '"a" 1 2', '"a" "1"', '"a" more=1'),
        *('text="a" text="b"', '"a" text="b"'),
    ],
)
def test_arguments_that_fit_no_signature(failing: Failing, arguments: str) -> None:
    assert failing(f"dev Note {arguments}").text.endswith("Parameters did not match the signature")


def test_lists_of_arguments(monitor: Monitor) -> None:
    monitor.execute("sysbus WriteBytes [1, 2, 0x103] 0x20000000")
    assert answer(monitor, "sysbus ReadBytes 0x20000000 4") == "[\n\n0x01, 0x02, 0x03, 0x00, \n\n]"


def test_values_wrap_silently(monitor: Monitor) -> None:
    monitor.execute("sysbus WriteByte 0x20000000 256; sysbus WriteWord 0x20000002 -1")
    assert answer(monitor, "sysbus ReadDoubleWord 0x20000000") == "0xFFFF0000"


def test_objects_are_arguments_by_name(monitor: Monitor) -> None:
    assert monitor.execute("sysbus LogPeripheralAccess dev true") == ""


def test_chains_go_through_objects(monitor: Monitor) -> None:
    assert answer(monitor, "dev IRQ IsSet") == "False"
    monitor.execute("dev IRQ Set")
    assert answer(monitor, "dev IRQ IsSet") == "True"


def test_unknown_members(failing: Failing) -> None:
    text = "sysbus.dev does not provide a field, method or property Nothing."
    assert failing("dev Nothing").text.endswith(text)
    assert failing("dev note").text.endswith("property note.")


def test_wrong_values_for_properties(failing: Failing) -> None:
    assert failing("dev Speed true").text.endswith(
        "Could not convert [BooleanToken: Value=True] to System.UInt32"
    )
    assert "Enum value Blue is not defined for Colour!" in failing("dev Shade Blue").text


def test_an_exception_of_a_model_is_an_error_of_the_command(monitor: Monitor, failing: Failing) -> None:
    assert failing('sysbus GetSymbolAddress "nope"').text.endswith(
        "Could not find any address for symbol: nope"
    )


def test_listing(monitor: Monitor) -> None:
    text = monitor.execute("dev")
    assert text.startswith("\nThe following methods are available:\n\n")
    assert " - Void Note (String text, Int32 times = 1)\n\n" in text
    assert " - UInt32 Speed\n\n     available for 'get' and 'set'\n\n" in text
    assert " - UInt32 Fixed\n\n     available for 'get'\n\n" in text
    assert text.endswith(" - set: sysbus.dev PropertyName Value\n\n\n\n")


# -- formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sysbus ReadByte 0x20000000", "0x12"),
        ("sysbus ReadWord 0x20000000", "0x3412"),
        ("sysbus ReadDoubleWord 0x20000000", "0x00003412"),
        ("sysbus ReadQuadWord 0x20000000", "0x0000000000003412"),
        ("dev.led State", "True"),
        ("dev Shade", "Red\n\n\n\nPossible values are:\n\tRed\n\tGreen"),
        ("sysbus WhatPeripheralIsAt 0x40000000", "Antmicro.Renode.Peripherals.Test.Device"),
        ("sysbus WhatPeripheralIsAt 0x50000000", ""),
        ("dev GetName", "m.dev"),
    ],
)
def test_formats(monitor: Monitor, line: str, expected: str) -> None:
    monitor.execute("sysbus WriteWord 0x20000000 0x3412")
    assert answer(monitor, line) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("Decimal", "100"), ("Both", "0x00000064 (100)"), ("Hexadecimal", "0x00000064")],
)
def test_numbers_mode(monitor: Monitor, mode: str, expected: str) -> None:
    monitor.execute(f"dev Speed 100; numbersMode {mode}")
    assert answer(monitor, "dev Speed") == expected


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0.1", 100_000_000),
        ("1", 10**9),
        ("1:0.5x", 60_500_000_000),
        ("1:02:03.000000004", 3_723_000_000_004),
        ("0.0000000019", 1),
        ("-1", -(10**9)),
    ],
)
def test_times(text: str, nanoseconds: int) -> None:
    assert parse_time(text) == nanoseconds


@pytest.mark.parametrize("text", ["", "abc", ".5"])
def test_texts_that_are_no_time(text: str) -> None:
    with pytest.raises(MismatchError):
        parse_time(text)


def test_a_time_has_to_be_a_string(failing: Failing) -> None:
    assert failing("emulation RunFor 0.1").text.endswith("Parameters did not match the signature")


# -- Python ---------------------------------------------------------------------------------------


def test_python_sees_the_monitor_and_the_machine(monitor: Monitor) -> None:
    monitor.execute("python \"self.Machine['sysbus.dev'].Speed = 5\"")
    assert answer(monitor, "dev Speed") == "0x00000005"
    assert (
        answer(monitor, "python \"print(monitor.Machine['dev'].GetName(), machine is not None)\"")
        == "('m.dev', True)"
    )
    assert answer(monitor, "python \"monitor.Parse('dev Speed')\"") == "0x00000005"


def test_python_has_one_scope(monitor: Monitor) -> None:
    monitor.execute('python "x = 6"')
    assert monitor.execute_python("print(x * 7)\nprint('a\\nb')") == "42\n\na\n\nb\n\n"
    assert monitor.evaluate_python("x * 7") == 42
    assert monitor.evaluate_python("y = x") is None
    assert monitor.evaluate_python("print(y)") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("1/0", "Attempted to divide by zero."),
        ("nobody", "name 'nobody' is not defined"),
        ("raise SystemExit(3)", "the code called exit(3)"),
        ("a = 1\nb = a.c", "'int' object has no attribute 'c' (line 2)"),
        ("self.Machine['none']", "No such peripheral: none"),
    ],
)
def test_python_errors_are_one_line(monitor: Monitor, code: str, text: str) -> None:
    with pytest.raises(MonitorError) as caught:
        monitor.execute_python(code)
    assert caught.value.text == text


def test_python_files_define_commands(monitor: Monitor, tmp_path: Path, failing: Failing) -> None:
    (tmp_path / "c.py").write_text("def mc_twice(x):\n    print(x * 2)\n\ndef mc_bad():\n    return 'no'\n")
    monitor.execute("include @c.py")
    assert answer(monitor, "twice 0x10") == "32"
    assert "no" in failing("bad").text
    assert "Command 'twice ' failed" in failing("twice").text


def test_print_outside_of_a_command_goes_to_the_log(monitor: Monitor) -> None:
    entries: list[LogEntry] = []
    monitor.emulation.log.sinks.append(entries.append)
    monitor.python.scope["print"]("from a hook")
    assert [entry.text for entry in entries] == [": Script: from a hook"]
