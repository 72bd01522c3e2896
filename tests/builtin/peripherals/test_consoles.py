"""UARTs without registers: VirtualConsole and SemihostingUart."""

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.arm.semihosting_uart import SemihostingUart
from vboard.builtin.peripherals.misc.virtual_console import VirtualConsole


@pytest.fixture
def console(env: FakeEnvironment) -> VirtualConsole:
    return VirtualConsole(env)


def test_console_echoes_what_is_written_unless_told_not_to(console: VirtualConsole) -> None:
    shown: list[int] = []
    console.observe(shown.append)
    console.WriteChar(0x61)
    console.Echo = False
    console.WriteChar(0x62)
    console.DisplayChar(0x63)
    assert bytes(shown) == b"ac"


def test_console_buffers_what_is_written(console: VirtualConsole) -> None:
    heard: list[int] = []
    console.on_written(heard.append)
    for byte in b"abcd":
        console.WriteChar(byte)
    assert bytes(heard) == b"abcd"
    assert (console.IsEmpty(), console.Contains(0x63)) == (False, True)
    assert (console.ReadBuffer(), console.ReadBuffer(2), console.GetBuffer()) == (
        [0x61],
        [0x62, 0x63],
        [0x64],
    )
    console.Reset()
    assert (console.IsEmpty(), console.ReadBuffer(5)) == (True, [])


def test_console_buffer_goes_to_memory(env: FakeEnvironment, console: VirtualConsole) -> None:
    for byte in b"abc":
        console.WriteChar(byte)
    assert console.WriteBufferToMemory(0x100, 2) == 2
    assert (env.bus.get(0x100, 3), console.GetBuffer()) == (b"ab\0", [0x63])


class TestSemihosting:
    @pytest.fixture
    def uart(self, env: FakeEnvironment) -> SemihostingUart:
        env.bus.put(0x200, b"hello\0rest")
        return SemihostingUart(env)

    @pytest.mark.parametrize(("operation", "text"), [(3, b"h"), (4, b"hello"), (5, b"")])
    def test_calls_that_write(self, uart: SemihostingUart, operation: int, text: bytes) -> None:
        shown: list[int] = []
        uart.observe(shown.append)
        assert uart.semihosting(operation, 0x200) == 0
        assert bytes(shown) == text

    def test_readc_takes_typed_bytes_and_does_not_wait(self, uart: SemihostingUart) -> None:
        uart.WriteChar(0x41)
        assert (uart.semihosting(7, 0), uart.semihosting(7, 0)) == (0x41, 0)

    def test_reset_drops_typed_bytes(self, uart: SemihostingUart) -> None:
        uart.WriteChar(0x41)
        uart.Reset()
        assert uart.SemihostingGetByte() == 0

    def test_strings_of_scripts(self, uart: SemihostingUart) -> None:
        shown: list[int] = []
        uart.observe(shown.append)
        uart.SemihostingWriteString("ok")
        assert bytes(shown) == b"ok"
