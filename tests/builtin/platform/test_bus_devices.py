"""Devices that a description puts at I2C and SPI controllers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.serial_slaves import AddressedController, SingleController
from vboard.builtin.platform.loader import load_platform_string

ADDRESSED = (
    "I2C.EFM32GGI2CController",
    "I2C.EFR32_I2CController",
    "I2C.NRF52840_I2C",
    "I2C.RenesasRA_IIC",
    "I2C.S32K3XX_LowPowerInterIntegratedCircuit",
    "I2C.SAM4S_TWI",
    "I2C.STM32F1_I2C",
    "I2C.STM32F4_I2C",
    "I2C.STM32F7_I2C",
    "SPI.IMXRT_LPSPI",
    "SPI.SAM_SPI",
    "UART.NXP_FLEXCOMM",
)
SINGLE = ("SPI.NRF52840_SPI", "SPI.STM32H7_SPI", "SPI.STM32SPI", "SPI.STM32WBA_SPI")


def slaves_of(machine: Machine) -> dict[int, object]:
    bus = machine["sysbus.bus"]
    assert isinstance(bus, AddressedController)
    return bus.slaves


@pytest.mark.parametrize("controller", ADDRESSED)
def test_a_device_is_found_at_its_number(machine: Machine, controller: str) -> None:
    device = "Mocks.DummySPISlave" if controller.startswith("SPI") else "Mocks.EchoI2CDevice"
    where = "<0x40000000, +0x1000>"
    load_platform_string(machine, f"bus: {controller} @ sysbus {where}\nchip: {device} @ bus 2")
    assert slaves_of(machine) == {2: machine["sysbus.bus.chip"]}


@pytest.mark.parametrize("controller", SINGLE)
def test_a_device_alone_is_the_one_that_answers(machine: Machine, controller: str) -> None:
    load_platform_string(machine, f"bus: {controller} @ sysbus 0x40000000\nchip: Mocks.DummySPISlave @ bus")
    bus = machine["sysbus.bus"]
    assert isinstance(bus, SingleController)
    assert bus.slave is machine["sysbus.bus.chip"]


def test_a_stand_in_does_not_answer(machine: Machine) -> None:
    text = "bus: I2C.STM32F7_I2C @ sysbus 0x40000000\nchip: I2C.SHT21 @ bus 0x40"
    load_platform_string(machine, text)
    assert slaves_of(machine) == {}


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    monitor = Monitor(tmp_path)
    yield monitor
    monitor.close()


def load(monitor: Monitor, text: str) -> None:
    monitor.execute("mach create")
    monitor.execute(f'machine LoadPlatformDescriptionFromString """{text}"""')


def read(monitor: Monitor, address: int) -> int:
    return int(monitor.execute(f"sysbus ReadDoubleWord 0x{address:X}").split()[-1], 16)


def write(monitor: Monitor, address: int, value: int) -> None:
    monitor.execute(f"sysbus WriteDoubleWord 0x{address:X} 0x{value:X}")


def test_firmware_exchanges_bytes_that_a_script_gave(monitor: Monitor) -> None:
    load(monitor, "spi: SPI.STM32SPI @ sysbus 0x40013000\nchip: Mocks.DummySPISlave @ spi")
    for value in (0x12, 0x34):
        monitor.execute(f"sysbus.spi.chip EnqueueValue {value}")
    write(monitor, 0x40013000, 1 << 6 | 1 << 2)
    answers = []
    for _ in range(3):
        write(monitor, 0x4001300C, 0xFF)
        answers.append(read(monitor, 0x4001300C))
    assert answers == [0x12, 0x34, 0]


def test_firmware_reads_back_what_an_echo_got(monitor: Monitor) -> None:
    load(monitor, "i2c: I2C.STM32F7_I2C @ sysbus 0x40005400\nchip: Mocks.EchoI2CDevice @ i2c 0x38")
    base, autoend, start, reading = 0x40005400, 1 << 25, 1 << 13, 1 << 10
    write(monitor, base, 1)
    write(monitor, base + 0x04, autoend | 2 << 16 | start | 0x70)
    for byte in (0x21, 0x43):
        write(monitor, base + 0x28, byte)
    write(monitor, base + 0x04, autoend | 2 << 16 | start | reading | 0x70)
    assert [read(monitor, base + 0x24) for _ in range(2)] == [0x21, 0x43]
