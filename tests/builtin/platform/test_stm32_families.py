"""Platforms of STM32 families that Renode has no file of: what start-up code of drivers waits for.

The addresses and bits are those of the reference manuals that the platform files name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor

RCC, PWR, FLASH, ADC = 0x40021000, 0x40007000, 0x40022000, 0x50040000
WIRELESS_RCC, WIRELESS_FLASH, WIRELESS_EXTI = 0x58000000, 0x58004000, 0x58000800
U5_RCC, U5_PWR = 0x46020C00, 0x46020800
FLASH_KEYS = (0x45670123, 0xCDEF89AB)


class Machine:
    """A machine of one platform file."""

    def __init__(self, folder: Path, chip: str) -> None:
        self.monitor = Monitor(folder)
        self.monitor.execute("mach create")
        self.monitor.execute(f"machine LoadPlatformDescription @platforms/{chip}.repl")

    def read(self, address: int) -> int:
        return int(self.monitor.execute(f"sysbus ReadDoubleWord 0x{address:X}").split()[-1], 16)

    def write(self, address: int, value: int) -> None:
        self.monitor.execute(f"sysbus WriteDoubleWord 0x{address:X} 0x{value:X}")


@pytest.fixture
def machine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Machine]:
    machine = Machine(tmp_path, request.param)
    yield machine
    machine.monitor.close()


@pytest.mark.parametrize(
    ("machine", "register", "on", "ready"),
    [
        ("cpus/stm32f207", 0x40023800, 1 << 24, 1 << 25),  # PLL
        ("cpus/stm32f303xc", RCC, 1 << 16, 1 << 17),  # HSE
        ("cpus/stm32f303xc", RCC + 0x24, 1 << 0, 1 << 1),  # LSI
        ("cpus/stm32g474", RCC, 1 << 24, 1 << 25),  # PLL
        ("cpus/stm32g474", RCC + 0x98, 1 << 0, 1 << 1),  # HSI48
        ("cpus/stm32l476", RCC, 1 << 8, 1 << 10),  # HSI16
        ("cpus/stm32l476", RCC, 1 << 26, 1 << 27),  # PLLSAI1
        ("cpus/stm32l476", RCC + 0x90, 1 << 0, 1 << 1),  # LSE
        ("boards/nucleo_l552ze_q", RCC, 1 << 24, 1 << 25),  # PLL
        ("cpus/stm32wb55", WIRELESS_RCC, 1 << 16, 1 << 17),  # HSE32
        ("cpus/stm32wb55", WIRELESS_RCC + 0x94, 1 << 2, 1 << 3),  # LSI2
        ("cpus/stm32wl55", WIRELESS_RCC, 1 << 24, 1 << 25),  # PLL
        ("cpus/stm32u575", U5_RCC, 1 << 12, 1 << 13),  # HSI48
        ("cpus/stm32u575", U5_RCC + 0xF0, 1 << 26, 1 << 27),  # LSI
    ],
    indirect=["machine"],
)
def test_an_oscillator_is_ready_while_it_is_on(machine: Machine, register: int, on: int, ready: int) -> None:
    machine.write(register, on)
    assert machine.read(register) & ready
    machine.write(register, 0)
    assert not machine.read(register) & ready


@pytest.mark.parametrize(
    ("machine", "register"),
    [
        ("cpus/stm32f303xe", RCC + 0x04),
        ("cpus/stm32g431", RCC + 0x08),
        ("cpus/stm32l432", RCC + 0x08),
        ("cpus/stm32l4r5", RCC + 0x08),
        ("cpus/stm32wb55", WIRELESS_RCC + 0x08),
        ("cpus/stm32u585", U5_RCC + 0x1C),
    ],
    indirect=["machine"],
)
def test_the_system_clock_switches_at_once(machine: Machine, register: int) -> None:
    for source in (1, 2, 3):
        machine.write(register, source)
        assert machine.read(register) >> 2 & 3 == source


@pytest.mark.parametrize("machine", ["cpus/stm32l476"], indirect=True)
def test_causes_of_a_reset_are_forgotten_on_request(machine: Machine) -> None:
    assert machine.read(RCC + 0x94) >> 24
    machine.write(RCC + 0x94, 1 << 23)
    assert machine.read(RCC + 0x94) >> 23 == 0


@pytest.mark.parametrize("machine", ["cpus/stm32wb55", "cpus/stm32wl55"], indirect=True)
def test_prescalers_are_applied(machine: Machine) -> None:
    machine.write(WIRELESS_RCC + 0x08, 3 | 8 << 4)
    assert machine.read(WIRELESS_RCC + 0x08) >> 16 & 7 == 7


@pytest.mark.parametrize("machine", ["cpus/stm32u575"], indirect=True)
def test_the_voltage_range_and_the_booster_are_ready(machine: Machine) -> None:
    machine.write(U5_PWR + 0x0C, 3 << 16 | 1 << 18)
    assert machine.read(U5_PWR + 0x0C) & 0xC000 == 0xC000
    assert machine.read(U5_PWR + 0x3C) & 0x38000 == 0x38000


@pytest.mark.parametrize(
    ("machine", "base", "page", "command", "other_bank"),
    [
        ("cpus/stm32l476", FLASH, 0x800, 0x2, 0x08080000),
        ("cpus/stm32l4r5", FLASH, 0x1000, 0x2, 0x08100000),
        ("cpus/stm32g474", FLASH, 0x800, 0x2, 0x08040000),
        ("cpus/stm32wb55", WIRELESS_FLASH, 0x1000, 0x2, None),
    ],
    indirect=["machine"],
)
def test_keys_unlock_the_flash_and_a_page_is_erased(
    machine: Machine, base: int, page: int, command: int, other_bank: int | None
) -> None:
    pages = [0x08000000 + page * n for n in (2, 3, 4)]
    if other_bank is not None:
        pages.append(other_bank + page * 3)
    for address in pages:
        machine.write(address, 0)
    start = 1 << 16 | 3 << 3 | command
    machine.write(base + 0x14, start)  # locked: nothing happens
    assert [machine.read(address) for address in pages] == [0] * len(pages)
    for key in FLASH_KEYS:
        machine.write(base + 0x08, key)
    assert not machine.read(base + 0x14) >> 31
    machine.write(base + 0x14, start)
    assert [machine.read(address) for address in pages[:3]] == [0, 0xFFFFFFFF, 0]
    assert not machine.read(base + 0x10) >> 16 & 1
    if other_bank is not None:
        machine.write(base + 0x14, start | 1 << 11)
        assert machine.read(pages[3]) == 0xFFFFFFFF
    machine.write(base + 0x14, 1 << 31)
    assert machine.read(base + 0x14) >> 31


@pytest.mark.parametrize("machine", ["cpus/stm32f303xc"], indirect=True)
def test_the_flash_of_f3_erases_a_page(machine: Machine) -> None:
    for address in (0x08000800, 0x08001000):
        machine.write(address, 0)
    for key in FLASH_KEYS:
        machine.write(FLASH + 0x04, key)
    machine.write(FLASH + 0x10, 1 << 1)
    machine.write(FLASH + 0x14, 0x08000800)
    machine.write(FLASH + 0x10, 1 << 1 | 1 << 6)
    assert (machine.read(0x08000800), machine.read(0x08001000)) == (0xFFFFFFFF, 0)
    assert machine.read(FLASH + 0x0C) & 1 << 5
    machine.write(FLASH + 0x0C, 1 << 5)
    assert machine.read(FLASH + 0x0C) == 0


@pytest.mark.parametrize("machine", ["cpus/stm32l476"], indirect=True)
def test_a_sequence_of_conversions(machine: Machine) -> None:
    for channel, result in ((5, 1234), (6, 77)):
        machine.monitor.execute(f"sysbus.adc1 ControlWrite {channel} {result}")
    machine.write(ADC + 0x08, 1 << 31)  # calibration has ended when it is looked at
    assert not machine.read(ADC + 0x08) >> 31
    machine.write(ADC + 0x30, 1 | 5 << 6 | 6 << 12)
    machine.write(ADC + 0x08, 1)
    assert machine.read(ADC) & 1  # ADRDY
    machine.write(ADC + 0x08, 1 | 1 << 2)
    results = []
    while machine.read(ADC) & 1 << 2:
        results.append(machine.read(ADC + 0x40))
    assert results == [1234, 77]
    assert machine.read(ADC) & 1 << 3  # EOS
    assert not machine.read(ADC + 0x08) & 1 << 2


@pytest.mark.parametrize(
    ("machine", "button", "line", "exti", "imr", "rtsr", "ftsr", "pending"),
    [
        ("boards/nucleo_l476rg", "UserButton", 13, 0x40010400, 0x00, 0x08, 0x0C, 0x14),
        ("boards/nucleo_wb55rg", "Button1", 4, WIRELESS_EXTI, 0x80, 0x00, 0x04, 0x0C),
    ],
    indirect=["machine"],
)
def test_an_edge_of_the_selected_pin_is_pending_until_it_is_cleared(
    machine: Machine, button: str, line: int, exti: int, imr: int, rtsr: int, ftsr: int, pending: int
) -> None:
    for register in (imr, rtsr, ftsr):
        machine.write(exti + register, 1 << line)
    syscfg = 0x40010008 + 4 * (line // 4)
    for port, expected in ((0, 0), (2, 1 << line)):
        machine.write(syscfg, port << 4 * (line % 4))
        machine.monitor.execute(f"gpioPortC.{button} PressAndRelease")
        assert machine.read(exti + pending) == expected
    machine.write(exti + pending, 1 << line)
    assert machine.read(exti + pending) == 0


@pytest.mark.parametrize(
    ("machine", "port", "pin", "led"),
    [
        ("boards/nucleo_f303re", 0x48000000, 5, "gpioPortA.UserLED"),
        ("boards/nucleo_g474re", 0x48000000, 5, "gpioPortA.UserLED"),
        ("boards/nucleo_wl55jc", 0x48000400, 15, "gpioPortB.BlueLED"),
        ("boards/stm32f3_disco", 0x48001000, 8, "gpioPortE.BlueLED4"),
    ],
    indirect=["machine"],
)
def test_an_output_lights_the_led(machine: Machine, port: int, pin: int, led: str) -> None:
    assert machine.monitor.execute(f"{led} State").strip() == "False"
    machine.write(port, 1 << 2 * pin)
    machine.write(port + 0x18, 1 << pin)
    assert machine.monitor.execute(f"{led} State").strip() == "True"


@pytest.mark.parametrize("machine", ["cpus/stm32wb55"], indirect=True)
def test_the_first_core_takes_a_semaphore_in_one_step(machine: Machine) -> None:
    semaphores, taken = 0x58001400, 1 << 31 | 4 << 8
    assert machine.read(semaphores + 0x94) == taken
    assert machine.read(semaphores + 0x14) == taken
    machine.write(semaphores + 0x14, 4 << 8)
    assert machine.read(semaphores + 0x14) == 0


@pytest.mark.parametrize("machine", ["cpus/stm32g474"], indirect=True)
def test_a_received_byte_requests_a_transfer_through_the_multiplexer(machine: Machine) -> None:
    usart, dma, mux, buffer = 0x40013800, 0x40020000, 0x40020800, 0x20000000
    machine.write(mux, 24)  # channel 1 follows the receiver of USART1
    machine.write(dma + 0x0C, 2)
    machine.write(dma + 0x10, usart + 0x24)
    machine.write(dma + 0x14, buffer)
    machine.write(dma + 0x08, 1 | 1 << 7)
    machine.write(usart + 0x08, 1 << 6)
    machine.write(usart, 1 | 1 << 2)
    for byte in (0x41, 0x42):
        machine.monitor.execute(f"sysbus.usart1 WriteChar 0x{byte:X}")
    assert machine.read(buffer) == 0x4241
