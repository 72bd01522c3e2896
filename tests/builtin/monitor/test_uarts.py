"""What the monitor adds to UARTs."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.monitor.analyzer import short_time
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.stm32.stm32_uart import STM32_UART


@pytest.fixture
def uart(monitor: Monitor) -> UART:
    text = "uart: UART.STM32_UART @ sysbus <0x40013800, +0x100>"
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    found = monitor.objects.find("uart")
    assert isinstance(found, UART)
    return found


def send(uart: UART, text: str) -> None:
    for byte in text.encode():
        uart.transmit(byte)


def test_the_analyzer_logs_finished_lines(monitor: Monitor, uart: UART) -> None:
    monitor.execute("showAnalyzer uart; sa sysbus.uart")
    monitor.execute('emulation RunFor "0.0000015"')
    send(uart, "one\r\ntwo")
    monitor.execute('emulation RunFor "0.5"')
    send(uart, " three\n")
    found = monitor.execute("lastLog 9").split("\n\n")
    assert [line for line in found if "uart:" in line] == [
        "00:00:00.0000 [INFO] uart: [host: 0s (+0s)|virt: 1.5µs (+1.5µs)] one",
        "00:00:00.5000 [INFO] uart: [host: 0s (+0s)|virt: 500ms (+500ms)] two three",
    ]


def test_history(monitor: Monitor, uart: UART) -> None:
    send(uart, "hello")
    assert monitor.execute("uart DumpHistoryBuffer; uart DumpHistoryBuffer 2") == "hello\n\nlo\n\n"


def test_file_backend(monitor: Monitor, uart: UART, tmp_path: Path) -> None:
    file = tmp_path / "out"
    monitor.execute(f"uart CreateFileBackend @{file} true")
    send(uart, "a\x00b")
    assert file.read_bytes() == b"a\x00b"
    monitor.execute(f"uart CloseFileBackend @{file}")
    send(uart, "c")
    assert file.read_bytes() == b"a\x00b"
    for line in (f"uart CloseFileBackend @{file}", f"uart CreateFileBackend @{tmp_path}"):
        with pytest.raises(MonitorError):
            monitor.execute(line)


def test_line_hook(monitor: Monitor, uart: UART) -> None:
    monitor.execute('uart AddLineHook "boot" "print(line.upper())"')
    send(uart, "reboot 1\nother\n")
    assert monitor.execute("lastLog 1").endswith("[INFO] Script: REBOOT 1\n\n")


def test_write_line(monitor: Monitor, uart: UART) -> None:
    assert isinstance(uart, STM32_UART)
    uart.write(0x0C, 4, 0x2004)  # CR1: UE, RE
    monitor.execute('uart WriteLine "ab"')
    assert [uart.read(0x04, 4) for _ in range(3)] == [0x61, 0x62, 0x0D]


@pytest.mark.parametrize(
    ("nanoseconds", "text"), [(0, "0µs"), (630, "0.63µs"), (12_500_000, "12.5ms"), (1_230_000_000, "1.23s")]
)
def test_short_times(nanoseconds: int, text: str) -> None:
    assert short_time(nanoseconds) == text


def test_files_that_the_emulation_writes_replace_no_older_ones(
    monitor: Monitor, uart: UART, tmp_path: Path
) -> None:
    """As `SequencedFilePath` of Renode 1.16.1: the older file moves to the next free number."""
    monitor.execute(
        'machine LoadPlatformDescriptionFromString "dump: Memory.MappedMemory @ sysbus 0 { size: 16 }"'
    )
    spoken, dumped = tmp_path / "spoken.txt", tmp_path / "dumped.bin"
    for text in ("first", "second", "third"):
        monitor.execute(f"uart CreateFileBackend @{spoken} true")
        send(uart, text)
        monitor.execute(f"uart CloseFileBackend @{spoken}")
        monitor.execute(f"dump WriteByte 0 {ord(text[0])}")
        monitor.execute(f"dump DumpBinary @{dumped}")
    assert [Path(f"{spoken}{end}").read_text() for end in (".1", ".2", "")] == ["first", "second", "third"]
    assert [Path(f"{dumped}{end}").read_bytes()[:1] for end in (".1", ".2", "")] == [b"f", b"s", b"t"]
    assert f"Old file {spoken} moved to {spoken}.2" in monitor.execute("lastLog 9")
