"""One board that uses every construct of the language, with the engine's own models."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.monitor.monitor_errors import MonitorError

COMMON = """\
sram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x5000
"""

BOARD = """\
using "./common.repl"
/* Every construct of the language
   in one board. */
cpu: CPU.CortexM @ sysbus                      // no address: a null registration point
    cpuType: "cortex-m3"
    nvic: nvic                                 // declared below
    PerformanceInMips: 72
nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    priorityMask: 0xF0
    systickFrequency: 72_000_000
    IRQ -> cpu@0
flash: Memory.MappedMemory @ { sysbus 0x08000000; sysbus 0x0 }
    size: 0x10000
uart: UART.STM32_UART @ sysbus <0x40013800, +0x100> { -> nvic@37 }
exti: IRQControllers.STM32F4_EXTI @ sysbus 0x40010400
    numberOfOutputLines: 19
    [0-4] -> nvic@[6-10]
    [5, 6] -> nvic@[23, 23]                    // two lines, one interrupt
portC: GPIOPort.STM32F1GPIOPort @ sysbus <0x40011000, +0x400> as "gpioPortC"
    13 -> led@0 | exti@13
    [0-4] -> exti@[0-4]
led: Miscellaneous.LED @ portC 13
    invert: true
button: Miscellaneous.Button @ portC 0
    -> portC@0
syscfg: Miscellaneous.STM32_SYSCFG @ sysbus 0x40010000
portB: GPIOPort.STM32_GPIOPort @ sysbus <0x48000400, +0x400>
    3 -> syscfg#1@3
glue: Miscellaneous.CombinedInput @ none
    numberOfInputs: 2
    -> nvic@40
flag: Python.PythonPeripheral @ sysbus 0x40007000
    size: 0x4
    initable: true
    script: \'\'\'
if request.IsRead:
    request.Value = 0x2A
\'\'\'
local scratch: Memory.ArrayMemory @ sysbus new Bus.BusPointRegistration { address: 0x50000000; cpu: cpu }
    size: 16
sysbus:
    init:
        Tag <0x40021000, 0x40021003> "RCC_CR" 0x03000083
sysbus:
    init add:
        Tag <0x40022000 0x4> "FLASH_ACR" 0x30
uart:
    -> none
    reset:
        LogUnhandledRead 0x40
machine:
    reset:
        LoadPlatformDescriptionFromString "late: Miscellaneous.LED @ sysbus"
"""


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    (tmp_path / "common.repl").write_text(COMMON)
    (tmp_path / "board.repl").write_text(BOARD)
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "m"')
    monitor.execute("machine LoadPlatformDescription @board.repl")
    return monitor


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("cpu PerformanceInMips", "0x00000048"),
        ("sysbus ReadDoubleWord 0x40021000", "0x03000083"),
        ("sysbus ReadDoubleWord 0x40022000", "0x00000030"),
        ("sysbus ReadDoubleWord 0x40007000", "0x0000002A"),
        ("sysbus WhatPeripheralIsAt 0x0", "Antmicro.Renode.Peripherals.Memory.MappedMemory"),
        ("sysbus WhatPeripheralIsAt 0x50000000", ""),  # one core alone sees it
        ("sysbus WhatPeripheralIsAt 0x50000000 cpu", "Antmicro.Renode.Peripherals.Memory.ArrayMemory"),
        ("sysbus WhatPeripheralIsAt 0x20000000", "Antmicro.Renode.Peripherals.Memory.MappedMemory"),
        ("gpioPortC.led State", "True"),
        ("uart IRQ IsConnected", "False"),
    ],
)
def test_the_board_works(monitor: Monitor, command: str, answer: str) -> None:
    assert monitor.execute(command).strip() == answer


def test_both_addresses_of_the_flash_show_the_same_bytes(monitor: Monitor) -> None:
    monitor.execute("sysbus WriteDoubleWord 0x08000010 0x12345678")
    assert monitor.execute("sysbus ReadDoubleWord 0x10").strip() == "0x12345678"


def test_a_button_press_reaches_the_port(monitor: Monitor) -> None:
    monitor.execute("gpioPortC.button Press")
    monitor.execute('emulation RunFor "0.001"')  # the edge comes when time passes
    assert monitor.execute("sysbus ReadDoubleWord 0x40011008").strip().endswith("1")


def test_the_reset_section_of_a_peripheral_is_a_macro(monitor: Monitor) -> None:
    monitor.execute("runMacro $uart.reset")
    entry = "uart: Unhandled read from offset 0x40 (GuardTimeAndPrescaler+0x28)."
    assert entry in monitor.execute("lastLog 5")


def test_the_reset_section_of_the_machine_runs_after_its_reset(monitor: Monitor) -> None:
    monitor.execute("machine Reset")
    assert monitor.execute("late State").strip() == "False"


def test_a_failing_init_line_fails_the_command_and_the_load_goes_on(monitor: Monitor) -> None:
    text = "sysbus: { init: { Nonsense } }; l: Miscellaneous.LED @ sysbus"
    with pytest.raises(MonitorError, match=r"does not provide a field, method or property Nonsense\."):
        monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    assert monitor.execute("l State").strip() == "False"
