"""What Renode's class has and its model here lacks: a platform that uses it loads, and the log says so."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform.loader import load_platform_string
from vboard.builtin.platform.platform_errors import Code, PlatformError

GPIO = "port: GPIOPort.STM32_GPIOPort @ sysbus <0x40020000, +0x400>\n    modeResetValue: 0\n"


def load(machine: Machine, text: str) -> list[str]:
    """Load a description; the log's texts."""
    entries: list[str] = []
    assert isinstance(machine.emulation, Emulation)
    machine.emulation.log.sinks.append(lambda entry: entries.append(entry.message))
    load_platform_string(machine, text)
    return entries


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            GPIO + "    0 -> mscm@3\nmscm: IRQControllers.MSCM @ sysbus 0x40001000",
            "3:10: input 3 of IRQControllers.MSCM is not modelled, ignored",
        ),
        (
            GPIO + "rstc: Miscellaneous.SAM4S_RSTC @ sysbus 0x400E1400\n    NRST -> port@1",
            "4:5: line NRST of Miscellaneous.SAM4S_RSTC is not modelled, ignored",
        ),
        (
            "rstc: Miscellaneous.SAM4S_RSTC @ sysbus 0x400E1400\n    LingerNRST: true",
            "2:5: property 'LingerNRST' of Miscellaneous.SAM4S_RSTC is not modelled, ignored",
        ),
    ],
)
def test_a_line_or_property_that_the_model_lacks(machine: Machine, text: str, told: str) -> None:
    assert told in load(machine, text)


def test_what_no_renode_has_is_an_error(machine: Machine) -> None:
    with pytest.raises(PlatformError) as caught:
        load_platform_string(machine, "rstc: Miscellaneous.SAM4S_RSTC @ sysbus 0x400E1400\n    Watchdoc: 1")
    assert caught.value.code is Code.NO_PROPERTY


def test_a_part_that_the_model_lacks_reads_zero(machine: Machine) -> None:
    part = '{ address: 0x60000000; size: 0x1000; region: "ciphertext" }'
    load(machine, f"spi: SPI.IMXRT_FlexSPI @ sysbus new Bus.BusMultiRegistration {part}")
    assert machine.bus.read(0x60000010, 4) == 0


def test_a_stand_in_whose_size_is_not_known_ends_where_the_next_begins(machine: Machine) -> None:
    text = """\
keyboard: Input.PL050 @ sysbus 0x40078000
    size: 0x2000
ram: Memory.MappedMemory @ sysbus 0x40078400
    size: 0x400
"""
    load(machine, text)
    spans = [str(each.span) for each in machine.bus.registrations]
    assert spans == ["<0x40078000, 0x400783FF>", "<0x40078400, 0x400787FF>"]


def test_points_of_newer_renodes_are_taken(machine: Machine) -> None:
    text = """\
rcc: Miscellaneous.STM32H7_RCC @ sysbus 0x58024400
rng: Miscellaneous.STM32_RNG @ { sysbus 0x48021800; rcc RegistrationPeripheralAlias.RNG }
    series: STM32Series.H7
"""
    load(machine, text)
    assert machine.find("sysbus.rng") is not None
