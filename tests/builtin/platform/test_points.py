"""Places on the bus that `new` makes, and what a bus refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.memory import ArrayMemory
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.platform.loader import load_platform_string
from vboard.builtin.platform.platform_errors import Code, PlatformError

CORE = 'nvic: IRQControllers.NVIC @ none\ncpu: CPU.CortexM @ sysbus { cpuType: "cortex-m3"; nvic: nvic }\n'


def test_a_range_has_an_offset(machine: Machine) -> None:
    place = "new Bus.BusRangeRegistration { address: 0x1000; size: 0x10; offset: 0x20 }"
    load_platform_string(machine, f"m: Memory.ArrayMemory @ sysbus {place} {{ size: 0x40 }}")
    machine.bus.WriteByte(0x1004, 0xAB)
    (memory,) = [entry.peripheral for entry in machine.entries if entry.name.endswith("m")]
    assert isinstance(memory, ArrayMemory)
    assert memory.read(0x24, 1) == 0xAB
    assert machine.bus.WhatPeripheralIsAt(0x1010) is None


def test_what_one_core_sees_others_do_not(machine: Machine) -> None:
    place = "new Bus.BusPointRegistration { address: 0x1000; cpu: cpu }"
    load_platform_string(machine, f"{CORE}m: Memory.ArrayMemory @ sysbus {place} {{ size: 0x10 }}")
    assert machine.bus.WhatPeripheralIsAt(0x1000) is None
    assert machine.bus.WhatPeripheralIsAt(0x1000, cast(Peripheral, machine.cores[0])) is not None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("sysbus new Bus.BusRangeRegistration { address: 0x0 }", Code.NO_CONSTRUCTOR),
        ("sysbus new Bus.Nonsense { address: 0x0 }", Code.UNKNOWN_TYPE),
        ("sysbus new Miscellaneous.LED { }", Code.TYPE_MISMATCH),
        ('sysbus new Bus.BusPointRegistration { address: 0x0; condition: "what is it" }', Code.CONSTRUCTION),
        ("sysbus -1", Code.NO_REGISTRATION_POINT),
    ],
)
def test_what_is_no_place(failing: Callable[[str], PlatformError], place: str, code: Code) -> None:
    assert failing(f"d: Test.Device @ {place} {{ count: 1 }}").code is code
