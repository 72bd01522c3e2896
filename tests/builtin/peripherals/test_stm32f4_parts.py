"""Types that upstream's STM32F4 files name: PWR, flash interface, ADC, and how they are put into a file."""

from __future__ import annotations

from pathlib import Path

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.stm32.stm32_adc import STM32_ADC
from vboard.builtin.peripherals.stm32.stm32_pwr import STM32_PWR
from vboard.builtin.peripherals.stm32.stm32f4_flash_controller import STM32F4_FlashController

MICROSECOND = 1000


def test_over_drive_handshake_of_the_power_controller(env: FakeEnvironment) -> None:
    pwr = STM32_PWR(env)
    assert pwr.read(0, 4) == 0x000FCC00
    pwr.write(0, 4, 0x0001C000)
    assert pwr.read(4, 4) == 1 << 14 | 1 << 16
    pwr.write(0, 4, 0x0003C000)
    assert pwr.read(4, 4) == 1 << 14 | 3 << 16
    pwr.write(0, 4, 0x00020000)
    assert pwr.read(0, 4) >> 14 == 1  # reserved scale 0 becomes 3; no switch without over-drive
    assert pwr.read(4, 4) >> 16 & 1 == 0


def flash_interface(env: FakeEnvironment) -> tuple[STM32F4_FlashController, MappedMemory]:
    memory = MappedMemory(env, 0x100000)
    return STM32F4_FlashController(env, memory), memory


def test_control_register_is_locked_until_both_keys(env: FakeEnvironment) -> None:
    flash, memory = flash_interface(env)
    flash.write(0x10, 4, 0x2)
    assert env.logged[-1][1] == "Attempted to write 0x00000002 to a locked Control register. Ignoring..."
    assert flash.read(0x10, 4) == 1 << 31
    flash.write(0x04, 4, 0x45670123)
    flash.write(0x04, 4, 0xCDEF89AB)
    assert flash.read(0x10, 4) == 0
    memory.write(0x20000, 4, 0x1234)
    memory.write(0x4000, 4, 0x5678)
    flash.write(0x10, 4, 1 << 16 | 5 << 3 | 1 << 1)
    assert memory.read(0x20000, 4) == 0xFFFFFFFF
    assert memory.read(0x4000, 4) == 0x5678
    flash.write(0x10, 4, 1 << 16 | 1 << 2)
    assert memory.read(0x4000, 4) == 0xFFFFFFFF
    flash.write(0x10, 4, 1 << 31)
    assert flash.read(0x10, 4) >> 31 == 1


def test_a_wrong_key_shuts_the_flash_until_reset(env: FakeEnvironment) -> None:
    flash, _memory = flash_interface(env)
    for key in (0x45670123, 0x1, 0x45670123, 0xCDEF89AB):
        flash.write(0x04, 4, key)
    assert flash.read(0x10, 4) >> 31 == 1
    flash.Reset()
    for key in (0x45670123, 0xCDEF89AB):
        flash.write(0x04, 4, key)
    assert flash.read(0x10, 4) >> 31 == 0


def test_converter_gives_the_samples_that_were_fed(env: FakeEnvironment) -> None:
    adc = STM32_ADC(env)
    adc.FeedSample(1234, 3)
    adc.write(0x34, 4, 3)
    adc.write(0x04, 4, 1 << 5)
    adc.write(0x08, 4, 1)
    adc.write(0x08, 4, 1 | 1 << 30)
    env.clock.advance_to(99 * MICROSECOND)
    assert adc.read(0x00, 4) == 0
    env.clock.advance_to(100 * MICROSECOND)
    assert (adc.read(0x00, 4), adc.IRQ.IsSet) == (2, True)
    assert adc.read(0x4C, 4) == 1234
    assert (adc.read(0x00, 4), adc.IRQ.IsSet) == (0, False)
    adc.write(0x08, 4, 1 | 1 << 30)
    env.clock.advance_to(200 * MICROSECOND)
    assert adc.read(0x4C, 4) == 1234, "the last sample stays"
    assert "No more samples available in channel 3" in env.messages


def test_scan_goes_through_the_sequence_and_requests_dma(env: FakeEnvironment) -> None:
    adc = STM32_ADC(env)
    requests: list[bool] = []
    adc.DMARequest.observe(requests.append)
    adc.FeedSample(10, 1, -1)
    adc.FeedSample(20, 2, -1)
    adc.write(0x34, 4, 1 | 2 << 5)
    adc.write(0x2C, 4, 1 << 20)
    adc.write(0x04, 4, 1 << 8)
    adc.write(0x08, 4, 1 | 3 << 8)
    adc.write(0x08, 4, 1 | 3 << 8 | 1 << 30)
    env.clock.advance_to(100 * MICROSECOND)
    assert (adc.read(0x00, 4), adc.read(0x4C, 4)) == (0, 10)
    env.clock.advance_to(200 * MICROSECOND)
    assert (adc.read(0x00, 4), adc.read(0x4C, 4)) == (2, 20)
    assert requests == [True, False] * 2


def test_conversion_of_a_converter_that_is_off_warns(env: FakeEnvironment) -> None:
    adc = STM32_ADC(env)
    adc.write(0x08, 4, 1 << 30)
    assert env.logged[-1][1] == "Trying to start conversion while ADC off"


PLATFORM = """
flash: Memory.MappedMemory @ sysbus 0x08000000
    size: 0x100000
interface: MTD.STM32F4_FlashController @ {
        sysbus 0x40023C00;
        sysbus new Bus.BusMultiRegistration { address: 0x1FFFC000; size: 0x100; region: "optionBytes" }
    }
    flash: flash
power: Miscellaneous.STM32_PWR @ sysbus 0x40007000
canA: CAN.STMCAN @ sysbus <0x40006400, +0x400>
canB: CAN.STMCAN @ sysbus <0x40006800, +0x400>
    master: canA
mac: Network.SynopsysEthernetMAC @ sysbus 0x40028000
transceiver: Network.EthernetPhysicalLayer @ mac 0
    Id1: 0x0007
    AutoNegotiationAdvertisement: 0x00A1
bus1: I2C.STM32F7_I2C @ sysbus 0x40005C00
touch: Input.FT5336 @ bus1 0x38
    isRotated: true
    MaxX: 480
"""


def test_a_file_with_these_types_loads(tmp_path: Path) -> None:
    (tmp_path / "f4.repl").write_text(PLATFORM)
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    monitor.execute("machine LoadPlatformDescription @f4.repl")
    assert monitor.execute("sysbus ReadDoubleWord 0x1FFFC000").strip() == "0x0000AAEC"
    monitor.execute("sysbus WriteDoubleWord 0x1FFFC000 1")
    assert monitor.execute("sysbus.mac.transceiver Id1").strip() == "0x00000007"
