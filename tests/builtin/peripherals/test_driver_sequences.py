"""What drivers of the vendors do with clocks, flash, edges, pins and ports, as far as no trace shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, receiver, record
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.nxp.imxrt_gpio import IMXRT_GPIO
from vboard.builtin.peripherals.nxp.nxp_gpio_port import NXPGPIOPort
from vboard.builtin.peripherals.renesas.renesasra6m5_sci import RenesasRA6M5_SCI
from vboard.builtin.peripherals.sam.sam4s_pio import SAM4S_PIO
from vboard.builtin.peripherals.silabs.efr32_gpio_port import EFR32_GPIOPort
from vboard.builtin.peripherals.silabs.efr32_usart import EFR32_USART
from vboard.builtin.peripherals.silabs.efr32xg2_eusart_2 import EFR32xG2_EUSART_2
from vboard.builtin.peripherals.silabs.efr32xg2_gpio_1 import EFR32xG2_GPIO_1
from vboard.builtin.peripherals.silabs.efr32xg2_usart_0 import EFR32xG2_USART_0
from vboard.builtin.peripherals.stm32.stm32h7_exti import STM32H7_EXTI
from vboard.builtin.peripherals.stm32.stm32h7_flashcontroller import SECTOR, STM32H7_FlashController
from vboard.builtin.peripherals.stm32.stm32h7_rcc import STM32H7_RCC
from vboard.builtin.peripherals.stm32.stm32l0_flash_controller import STM32L0_FlashController
from vboard.builtin.peripherals.stm32.stm32l0_rcc import STM32L0_RCC
from vboard.builtin.peripherals.stm32.stm32wba_exti import STM32WBA_EXTI
from vboard.builtin.peripherals.stm32.stm32wba_rcc import STM32WBA_RCC
from vboard.builtin.peripherals.ti.cc2538_gpio import CC2538_GPIO

H7_KEYS = (0x45670123, 0xCDEF89AB)


@pytest.mark.parametrize(
    ("cls", "register", "on", "ready"),
    [
        (STM32H7_RCC, 0x00, 1 << 16, 1 << 17),  # HSE
        (STM32H7_RCC, 0x00, 1 << 24, 1 << 25),  # PLL1
        (STM32H7_RCC, 0x70, 1 << 0, 1 << 1),  # LSE
        (STM32L0_RCC, 0x00, 1 << 0, 1 << 2),  # HSI16
        (STM32L0_RCC, 0x00, 1 << 24, 1 << 25),  # PLL
        (STM32L0_RCC, 0x50, 1 << 8, 1 << 9),  # LSE
        (STM32WBA_RCC, 0x00, 1 << 16, 1 << 17),  # HSE
        (STM32WBA_RCC, 0x00, 1 << 24, 1 << 25),  # PLL1
        (STM32WBA_RCC, 0xF0, 1 << 26, 1 << 27),  # LSI1
    ],
)
def test_an_oscillator_is_ready_while_it_is_on(
    env: FakeEnvironment,
    cls: type[STM32L0_RCC] | type[STM32H7_RCC] | type[STM32WBA_RCC],
    register: int,
    on: int,
    ready: int,
) -> None:
    rcc = cls(env)
    rcc.write(register, 4, on)
    assert rcc.read(register, 4) & ready
    rcc.write(register, 4, 0)
    assert not rcc.read(register, 4) & ready


@pytest.mark.parametrize(
    ("cls", "register", "shift"),
    [(STM32H7_RCC, 0x10, 3), (STM32L0_RCC, 0x0C, 2), (STM32WBA_RCC, 0x1C, 2)],
)
def test_the_system_clock_switches_at_once(
    env: FakeEnvironment,
    cls: type[STM32L0_RCC] | type[STM32H7_RCC] | type[STM32WBA_RCC],
    register: int,
    shift: int,
) -> None:
    rcc = cls(env)
    rcc.write(register, 4, 3)
    assert rcc.read(register, 4) >> shift & 3 == 3


class TestH7Flash:
    @pytest.fixture
    def bank(self, env: FakeEnvironment) -> MappedMemory:
        memory = MappedMemory(env, 4 * SECTOR)
        memory.write_block(0, bytes(4 * SECTOR))
        return memory

    def test_keys_unlock_and_a_sector_is_erased(self, env: FakeEnvironment, bank: MappedMemory) -> None:
        flash = STM32H7_FlashController(env, flash1=bank)
        for key in H7_KEYS:
            flash.write(0x04, 4, key)
        assert not flash.read(0x0C, 4) & 1
        flash.write(0x0C, 4, 1 << 2 | 2 << 8 | 1 << 7 | 1 << 16)  # SER, SNB 2, START, EOPIE
        ends = [bank.read(SECTOR * n, 1) for n in range(4)]
        assert ends == [0, 0, 0xFF, 0]
        assert flash.IRQ.IsSet
        flash.write(0x14, 4, 1 << 16)
        assert not flash.IRQ.IsSet

    def test_a_wrong_key_leaves_it_locked(self, env: FakeEnvironment, bank: MappedMemory) -> None:
        flash = STM32H7_FlashController(env, flash1=bank)
        flash.write(0x04, 4, 1)
        for key in H7_KEYS:
            flash.write(0x04, 4, key)
        assert flash.read(0x0C, 4) & 1


def test_l0_flash_unlocks_in_steps_and_shows_its_size(env: FakeEnvironment) -> None:
    flash = STM32L0_FlashController(env, MappedMemory(env, 192 * 1024))
    flash.write(0x10, 4, 0x8C9DAEBF)  # PRGKEYR is closed while PELOCK is set
    flash.write(0x0C, 4, 0x89ABCDEF)
    flash.write(0x0C, 4, 0x02030405)
    assert flash.read(0x04, 4) & 7 == 0b110
    flash.write(0x10, 4, 0x8C9DAEBF)
    flash.write(0x10, 4, 0x13141516)
    assert flash.read(0x04, 4) & 7 == 0b100
    assert flash.bus_region("signature").read(0x7C, 2) == 192


@pytest.mark.parametrize(
    ("cls", "mask", "rising", "pending"),
    [(STM32H7_EXTI, 0x80, 0x00, 0x88), (STM32WBA_EXTI, 0x80, 0x00, 0x0C)],
)
def test_an_edge_is_latched_until_it_is_acknowledged(
    env: FakeEnvironment, cls: type[STM32H7_EXTI] | type[STM32WBA_EXTI], mask: int, rising: int, pending: int
) -> None:
    exti = cls(env)
    exti.write(mask, 4, 1 << 13)
    exti.write(rising, 4, 1 << 13)
    exti.OnGPIO(13, True)
    exti.OnGPIO(13, False)
    assert exti.lines[13].IsSet
    assert exti.read(pending, 4) == 1 << 13
    exti.write(pending, 4, 1 << 13)
    assert not exti.lines[13].IsSet


@pytest.mark.parametrize(("selected", "port", "seen"), [(0, 0, True), (1, 1, True), (1, 0, False)])
def test_wba_lines_take_the_pin_of_the_selected_port(
    env: FakeEnvironment, selected: int, port: int, seen: bool
) -> None:
    exti = STM32WBA_EXTI(env)
    exti.write(0x6C, 4, selected << 8)  # EXTICR4: line 13
    exti.write(0x80, 4, 1 << 13)
    exti.write(0x00, 4, 1 << 13)
    receiver(exti, port).OnGPIO(13, True)
    assert exti.lines[13].IsSet == seen


def test_h7_lines_without_edges_follow_their_input(env: FakeEnvironment) -> None:
    exti = STM32H7_EXTI(env)
    for level in (True, False):
        exti.OnGPIO(30, level)
        assert exti.lines[30].IsSet == level


def _imxrt(port: IMXRT_GPIO) -> GPIO:
    port.write(0x0C, 4, 2 << 6)  # ICR1: pin 3 rises
    port.write(0x18, 4, 0xFFFF_FFFF)
    port.write(0x14, 4, 1 << 3)
    return port.IRQ


def _kinetis(port: NXPGPIOPort) -> GPIO:
    port.bus_region("port").write(4 * 3, 4, 9 << 16)
    return port.IRQ


def _sam(port: SAM4S_PIO) -> GPIO:
    port.write(0x40, 4, 1 << 3)
    return port.IRQ


def _cc2538(port: CC2538_GPIO) -> GPIO:
    port.write(0x40C, 4, 1 << 3)
    port.write(0x410, 4, 1 << 3)
    return port.IRQ


def _efr32(port: EFR32_GPIOPort | EFR32xG2_GPIO_1) -> GPIO:
    port.write(0x408, 4, 0x32103210)
    port.write(0x410, 4, 1 << 3)
    port.write(0x428 if isinstance(port, EFR32_GPIOPort) else 0x424, 4, 1 << 3)
    return port.OddIRQ


PORTS: dict[Any, tuple[Callable[[Any], GPIO], Callable[[Any], object]]] = {
    IMXRT_GPIO: (_imxrt, lambda port: port.write(0x18, 4, 1 << 3)),
    NXPGPIOPort: (_kinetis, lambda port: port.bus_region("port").write(0xA0, 4, 1 << 3)),
    SAM4S_PIO: (_sam, lambda port: port.read(0x4C, 4)),
    CC2538_GPIO: (_cc2538, lambda port: port.write(0x41C, 4, 1 << 3)),
    EFR32_GPIOPort: (_efr32, lambda port: port.write(0x424, 4, 1 << 3)),
    EFR32xG2_GPIO_1: (_efr32, lambda port: port.write(0x2420, 4, 1 << 3)),
}


@pytest.mark.parametrize("cls", PORTS)
def test_a_rising_pin_interrupts_until_it_is_acknowledged(env: FakeEnvironment, cls: Any) -> None:
    enable, acknowledge = PORTS[cls]
    port = cls(env)
    line = enable(port)
    assert not line.IsSet
    port.OnGPIO(2, True)
    assert not line.IsSet
    port.OnGPIO(3, True)
    assert line.IsSet
    acknowledge(port)
    assert not line.IsSet


@pytest.mark.parametrize(
    ("cls", "set_up", "high", "low"),
    [
        (IMXRT_GPIO, ((0x04, 8),), (0x84, 8), (0x88, 8)),
        (NXPGPIOPort, ((0x14, 8),), (0x04, 8), (0x08, 8)),
        (SAM4S_PIO, ((0x00, 8), (0x10, 8)), (0x30, 8), (0x34, 8)),
        (CC2538_GPIO, ((0x400, 8),), (8 << 2, 8), (8 << 2, 0)),
        (EFR32_GPIOPort, ((0x04, 0x4000),), (0x0C, 8), (0x18, 8)),
        (EFR32xG2_GPIO_1, ((0x04, 0x4000),), (0x1010, 8), (0x2010, 8)),
    ],
)
def test_an_output_pin_goes_high_and_low(
    env: FakeEnvironment,
    cls: Any,
    set_up: tuple[tuple[int, int], ...],
    high: tuple[int, int],
    low: tuple[int, int],
) -> None:
    port = cls(env)
    for offset, value in set_up:
        port.write(offset, 4, value)
    port.write(high[0], 4, high[1])
    assert [line.IsSet for line in port.lines[:5]] == [False, False, False, True, False]
    port.write(low[0], 4, low[1])
    assert not port.lines[3].IsSet


def test_imxrt_names_the_fault_of_renode_once(env: FakeEnvironment) -> None:
    port = IMXRT_GPIO(env)
    for _ in range(2):
        port.write(0x84, 4, 1)
    assert [m for m in env.messages if "DR_SET" in m and m.startswith("Renode 1.16.1")] == env.messages


@pytest.mark.parametrize(
    ("uart", "enable", "transmit", "receive"),
    [
        (lambda env: EFR32_USART(env), ((0x0C, 5),), 0x34, 0x1C),
        (lambda env: EFR32xG2_USART_0(env, 39_000_000), ((0x04, 1), (0x14, 5)), 0x3C, 0x24),
        (lambda env: EFR32xG2_EUSART_2(env, 39_000_000), ((0x04, 1), (0x38, 5)), 0x44, 0x3C),
        (lambda env: RenesasRA6M5_SCI(env, 32_000_000), ((0x02, 0x30),), 0x03, 0x05),
    ],
)
def test_bytes_go_out_and_come_in(
    env: FakeEnvironment,
    uart: Callable[[FakeEnvironment], Any],
    enable: tuple[tuple[int, int], ...],
    transmit: int,
    receive: int,
) -> None:
    port = uart(env)
    sent: list[int] = []
    port.observe(sent.append)
    for offset, value in enable:
        port.write(offset, 1 if isinstance(port, RenesasRA6M5_SCI) else 4, value)
    for byte in b"ok":
        port.write(transmit, 1, byte)
        port.WriteChar(byte)
    assert bytes(sent) == b"ok"
    assert bytes(port.read(receive, 1) for _ in range(3)) == b"ok\0"


def test_ra_receive_interrupts_are_pulses(env: FakeEnvironment) -> None:
    port = RenesasRA6M5_SCI(env, 32_000_000)
    port.write(0x02, 1, 0x50)  # RIE, RE
    line = record(port.ReceiveIRQ)
    port.WriteChar(0x41)
    assert line.edges == [(0, True), (0, False)]
