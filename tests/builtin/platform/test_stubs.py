"""Types that a Renode has and the engine does not model: they load, say so, and log each access."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.platform.stubs import is_stub, resolve_type

BOARD = """\
nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    systickFrequency: 72000000
uart: UART.LINFlexD_UART @ sysbus 0x40000000
    -> nvic@3
adc: Analog.Xilinx_XADC @ sysbus <0x40010000, +0x1000>
    Nonsense: 5
other: CPU.ARMv7A @ sysbus
    cpuType: "cortex-a9"
    genericInterruptController: gic
gic: IRQControllers.ARM_GenericInterruptController @ {
        sysbus new Bus.BusMultiRegistration { address: 0x50001000; size: 0x100; region: "distributor" };
        sysbus new Bus.BusMultiRegistration { address: 0x50000100; size: 0x100; region: "cpuInterface" }
    }
    architectureVersion: .GICv2
"""


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    (tmp_path / "board.repl").write_text(BOARD)
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "m"')
    monitor.execute("machine LoadPlatformDescription @board.repl")
    return monitor


def test_each_says_once_that_it_is_one(monitor: Monitor) -> None:
    log = monitor.execute("lastLog 20")
    for name in ("uart", "adc", "other", "gic"):
        assert log.count(f"'{name}' reads 0 and logs each access") == 1
    assert "'other' reads 0 and logs each access; the processor stays halted" in log


def test_an_access_reads_0_and_is_logged(monitor: Monitor) -> None:
    assert monitor.execute("sysbus ReadDoubleWord 0x40010008").strip() == "0x00000000"
    assert "ReadDoubleWord from 0x8, returning 0x0." in monitor.execute("lastLog 1")
    monitor.execute("sysbus WriteByte 0x40010009 0x12")
    assert "WriteByte to 0x9, value 0x12." in monitor.execute("lastLog 1")


def test_a_part_of_a_stub_is_the_stub(monitor: Monitor) -> None:
    assert (
        monitor.execute("sysbus WhatPeripheralIsAt 0x50000104")
        .strip()
        .endswith(".ARM_GenericInterruptController")
    )
    assert monitor.execute("sysbus ReadDoubleWord 0x50000104").strip() == "0x00000000"


def test_a_property_is_ignored_with_a_warning(monitor: Monitor) -> None:
    assert "is not modelled, ignored: Nonsense [NumericalValue: 5]" in monitor.execute("lastLog 20")


def test_a_name_that_no_renode_has_is_an_error(failing: object) -> None:
    assert resolve_type("Analog.Xilinx_ABC") is None
    assert callable(failing)
    found: PlatformError = failing("a: Analog.Xilinx_XADD @ sysbus 0x0")
    assert found.code is Code.UNKNOWN_TYPE
    assert found.suggestion == "Did you mean 'Analog.Xilinx_XADC'?"


def test_a_modelled_type_is_no_stub() -> None:
    model, stub = (
        resolve_type("UART.STM32_UART"),
        resolve_type("Antmicro.Renode.Peripherals.Analog.Xilinx_XADC"),
    )
    assert model is not None
    assert stub is not None
    assert (is_stub(model), is_stub(stub)) == (False, True)
