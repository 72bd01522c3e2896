"""Memories of 4 GiB and more, and behind the addresses of a core: files of other processors have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor, MonitorError

CORE = """
nvic: IRQControllers.NVIC @ sysbus 0xE000E000 { -> cpu@0 }
cpu: CPU.CortexM @ sysbus { cpuType: "cortex-m4"; nvic: nvic }
flash: Memory.MappedMemory @ sysbus 0x0 { size: 0x1000 }
"""


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    monitor = Monitor(tmp_path)
    monitor.execute("using sysbus")
    monitor.execute("mach create")
    return monitor


def load(monitor: Monitor, text: str) -> None:
    monitor.execute(f'machine LoadPlatformDescriptionFromString """{text}"""')


@pytest.mark.parametrize("kind", ["MappedMemory", "ArrayMemory"])
@pytest.mark.parametrize("size", [0xFFFFF000, 0xFFFFF001, 0x100000000, 0x180000000])
def test_both_ends_keep_what_is_written(monitor: Monitor, kind: str, size: int) -> None:
    load(monitor, f"ram: Memory.{kind} @ sysbus 0x0 {{ size: {size:#x} }}")
    for address in (0, 0xFFFFEFFC, size - 8):
        monitor.execute(f"sysbus WriteDoubleWord {address:#x} {address & 0xFFFF | 1:#x}")
        assert int(monitor.execute(f"sysbus ReadDoubleWord {address:#x}"), 0) == address & 0xFFFF | 1


@pytest.mark.parametrize("address", [0x60000000, 0xDFFFFFFC, 0xFFFFFFFC])
def test_a_core_reaches_its_part_of_a_memory(monitor: Monitor, address: int) -> None:
    """A memory may begin where a core addresses and end beyond."""
    below = "low: Memory.MappedMemory @ sysbus 0x60000000 { size: 0x80000000 }"
    above = "high: Memory.MappedMemory @ sysbus 0xF0000000 { size: 0x200000000 }"
    load(
        monitor, CORE + f"{below}\n{above}\nfar: Memory.MappedMemory @ sysbus 0x300000000 {{ size: 0x1000 }}"
    )
    for at, word in enumerate(
        (0x1000, 0x9, 0x68014801, 0xE7FE, address)
    ):  # ldr r0, =address; ldr r1, [r0]; b .
        monitor.execute(f"sysbus WriteDoubleWord {4 * at:#x} {word:#x}")
    monitor.execute(f"sysbus WriteDoubleWord {address:#x} 0x12345678")
    monitor.execute("cpu VectorTableOffset 0x0")
    monitor.execute("cpu PC 0x8")
    monitor.execute('emulation RunFor "0.0001"')
    assert int(monitor.execute("cpu GetRegister 1"), 0) == 0x12345678


def test_what_the_host_has_not_is_told(monitor: Monitor) -> None:
    with pytest.raises(MonitorError, match="this host has no 140,737,488,355,328 bytes for a memory"):
        load(monitor, "ram: Memory.MappedMemory @ sysbus 0x0 { size: 0x800000000000 }")
