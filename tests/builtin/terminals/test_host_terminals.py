"""Socket and pty terminals, talked to by pyserial."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vboard.builtin.host_loop import HostLoop, HostTime
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.terminals.pty_terminal import UartPtyTerminal
from vboard.builtin.terminals.socket_terminal import GREETING, ServerSocketTerminal, TelnetFilter

serial = pytest.importorskip("serial", reason="pyserial is not installed")

BOARD = "console: UART.VirtualConsole @ sysbus"
MILLISECOND = 1_000_000


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "m"')
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{BOARD}"')
    monitor.execute("sysbus.console Echo false")
    yield monitor
    monitor.close()


def say(monitor: Monitor, text: str) -> None:
    for byte in text.encode():
        monitor.execute(f"sysbus.console DisplayChar {byte}")


def run_until(monitor: Monitor, done: Callable[[], bool]) -> None:
    """Serve the host until `done`; bounded, for what the kernel hands over a moment later."""
    for _ in range(2000):
        monitor.emulation.run_for(10 * MILLISECOND)
        if done():
            return
        monitor.ports.wait(0.001)
    raise AssertionError("never done")


def received(monitor: Monitor, uart: Any, expected: bytes) -> None:
    got: list[int] = []

    def done() -> bool:
        while not uart.IsEmpty():
            got.extend(uart.ReadBuffer(1))
        return len(got) >= len(expected)

    run_until(monitor, done)
    assert bytes(got) == expected


def read(monitor: Monitor, port: Any, count: int) -> bytes:
    data = bytearray()

    def done() -> bool:
        data.extend(port.read(count - len(data)))
        return len(data) >= count

    run_until(monitor, done)
    return bytes(data)


def create_socket(monitor: Monitor, arguments: str) -> str:
    monitor.execute(f'emulation CreateServerSocketTerminal 0 "term"{arguments}')
    monitor.execute("connector Connect sysbus.console term")
    terminal = monitor.objects.externals["term"]
    assert isinstance(terminal, ServerSocketTerminal)
    return f"socket://127.0.0.1:{terminal.Port}"


def test_bytes_pass_both_ways_over_a_pty(monitor: Monitor, tmp_path: Path) -> None:
    link = tmp_path / "port"
    monitor.execute(f'emulation CreateUartPtyTerminal "term" "{link}"')
    monitor.execute("connector Connect sysbus.console term")
    uart: Any = monitor.objects.find("sysbus.console")
    every = bytes(range(256))
    with serial.serial_for_url(str(link), baudrate=921_600, timeout=0) as port:
        port.write(every)
        received(monitor, uart, every)
        say(monitor, "hello\r\n")
        assert read(monitor, port, 7) == b"hello\r\n"
    monitor.reset_emulation()
    assert not link.is_symlink()


def test_bytes_pass_both_ways_over_a_socket(monitor: Monitor) -> None:
    url = create_socket(monitor, " false")
    uart: Any = monitor.objects.find("sysbus.console")
    every = bytes(range(256))
    with serial.serial_for_url(url, timeout=0) as port:
        port.write(every)
        received(monitor, uart, every)
        say(monitor, "late")
        assert read(monitor, port, 4) == b"late"
    with serial.serial_for_url(url, timeout=0) as port:  # a second client after the first
        say(monitor, "again")
        assert read(monitor, port, 5) == b"again"


def test_what_nobody_heard_goes_to_the_next_client(monitor: Monitor) -> None:
    url = create_socket(monitor, " false")
    say(monitor, "early")
    host, _, port = url.removeprefix("socket://").partition(":")
    with socket.create_connection((host, int(port))) as client:
        monitor.emulation.run_for(10 * MILLISECOND)
        client.settimeout(10)
        assert client.recv(5, socket.MSG_WAITALL) == b"early"


def test_telnet_clients_are_greeted_and_their_commands_dropped(monitor: Monitor) -> None:
    url = create_socket(monitor, "")
    uart: Any = monitor.objects.find("sysbus.console")
    with serial.serial_for_url(url, timeout=0) as port:
        assert read(monitor, port, len(GREETING)) == bytes.fromhex("FFFD00FFFB01FFFB03FFFC22")
        port.write(b"\xff\xfb\x00a\xff\xff\xff\xfa\x22\x01\xff\xf0b")
        received(monitor, uart, b"a\xffb")


def test_flush_on_connect_drops_what_nobody_heard(monitor: Monitor) -> None:
    url = create_socket(monitor, " false true")
    say(monitor, "unheard")
    with serial.serial_for_url(url, timeout=0) as port:
        run_until(monitor, lambda: monitor.objects.externals["term"]._client is not None)
        say(monitor, "heard")
        assert read(monitor, port, 5) == b"heard"


@pytest.mark.parametrize("cut", range(1, 10))
def test_telnet_commands_may_be_cut_anywhere(cut: int) -> None:
    data = b"a\xff\xfb\x00\xff\xffb\xff\xfa\x22\x01\xff\xf0c"
    found = TelnetFilter()
    assert found.feed(data[:cut]) + found.feed(data[cut:]) == b"a\xffbc"


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
@pytest.mark.parametrize("force", ["", " true"])
def test_nothing_of_the_user_is_overwritten(monitor: Monitor, tmp_path: Path, kind: str, force: str) -> None:
    path = tmp_path / "taken"
    if kind == "file":
        path.write_text("precious")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path)
    command = f'emulation CreateUartPtyTerminal "term" "{path}"{force}'
    if kind == "link" and force:
        monitor.execute(command)
        assert str(path.readlink()).startswith("/dev/pts/")
        return
    with pytest.raises(MonitorError, match="exists already"):
        monitor.execute(command)
    assert "term" not in monitor.objects.externals
    if kind == "file":
        assert path.read_text() == "precious"


def test_a_link_that_a_killed_run_left_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "port"
    link.symlink_to("/dev/pts/99999")
    terminal = UartPtyTerminal(link)
    assert link.readlink() == Path(terminal.device)
    assert os.path.exists(link)
    terminal.close()
    assert not link.is_symlink()


def test_a_taken_port_and_a_taken_name_are_refused(monitor: Monitor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(MonitorError, match=f"Cannot listen on port {port}"):
            monitor.execute(f'emulation CreateServerSocketTerminal {port} "term"')
    monitor.execute('emulation CreateServerSocketTerminal 0 "term"')
    with pytest.raises(MonitorError, match="already taken"):
        monitor.execute('emulation CreateServerSocketTerminal 0 "term"')
    with pytest.raises(MonitorError, match="must be between 0 and 65535"):
        monitor.execute('emulation CreateServerSocketTerminal 65536 "other"')


def test_the_guest_receives_at_its_own_rate(monitor: Monitor) -> None:
    """115200 baud are 11520 bytes a second: 115 in 10 ms, whatever the host sends."""
    text = "uart: UART.STM32_UART @ sysbus <0x40013800, +0x100> { frequency: 8000000 }"
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    url = create_socket(monitor, " false").removeprefix("socket://")
    monitor.execute("connector Disconnect sysbus.console term")
    monitor.execute("connector Connect sysbus.uart term")
    monitor.execute("sysbus WriteDoubleWord 0x40013808 69; sysbus WriteDoubleWord 0x4001380C 0x200C")
    uart: Any = monitor.objects.find("sysbus.uart")
    assert uart.BaudRate == 8_000_000 // 69
    with serial.serial_for_url(f"socket://{url}", timeout=0) as port:
        run_until(monitor, lambda: monitor.objects.externals["term"]._client is not None)
        port.write(bytes(5000))
        monitor.ports.wait(1, [monitor.objects.externals["term"]._client.fileno()])
        before = len(uart._received)
        monitor.emulation.run_for(100 * MILLISECOND)
        taken = len(uart._received) - before
    assert 1150 <= taken <= 1160 + 240  # and what 20 ms of an idle line may bring at once


class FakeHost:
    """A host clock that moves when the loop waits."""

    def __init__(self) -> None:
        self.ns = 0

    def now(self) -> int:
        return self.ns


def test_virtual_time_keeps_to_the_hosts(monitor: Monitor) -> None:
    host = FakeHost()
    loop = HostLoop(monitor, host=HostTime(host.now))
    monitor.execute("start")
    for _ in range(100):
        host.ns += round(loop.advance() * 1e9)
        assert abs(monitor.emulation.clock.now - host.ns) <= 5 * MILLISECOND
    host.ns += 10_000 * MILLISECOND  # the host was away: only half a second is caught up
    before = monitor.emulation.clock.now
    while loop.advance() <= 0:
        pass
    assert 495 * MILLISECOND <= monitor.emulation.clock.now - before <= 505 * MILLISECOND


def test_without_pacing_and_while_paused(monitor: Monitor) -> None:
    loop = HostLoop(monitor, realtime=False, host=HostTime(FakeHost().now))
    assert loop.advance() > 0
    assert monitor.emulation.clock.now == 0
    monitor.execute("start")
    assert [loop.advance() for _ in range(4)] == [0.0] * 4
    assert monitor.emulation.clock.now == 20 * MILLISECOND
    loop.advance(limit=21 * MILLISECOND)
    loop.advance(limit=21 * MILLISECOND)
    assert monitor.emulation.clock.now == 21 * MILLISECOND
