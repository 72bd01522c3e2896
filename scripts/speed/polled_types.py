"""A board for each modelled type of peripheral, by which polls of its registers are measured."""

from __future__ import annotations

import inspect
from pathlib import Path

from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform.platform_errors import PlatformError
from vboard.builtin.registry import find_type, type_names
from vboard.errors import VBoardError

ADDRESS = 0x40000000
_KNOWN = {"frequency": 16_000_000, "fifoSize": 16, "numberOfChannels": 5, "numberOfAFs": 8}
_MEMORIES = ("Memory.", "IRQControllers.NVIC", "Python.")
BOARD = """\
flash: Memory.MappedMemory @ sysbus 0x08000000
    size: 0x10000
sram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x10000
nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    priorityMask: 0xF0
    systickFrequency: 72000000
    IRQ -> cpu@0
cpu: CPU.CortexM @ sysbus
    cpuType: "cortex-m3"
    nvic: nvic
    PerformanceInMips: 72
"""


def _parameters(cls: type) -> list[str] | None:
    """Lines that give every parameter without a default a number; None where a number does not do."""
    lines = []
    for name, parameter in list(inspect.signature(cls).parameters.items())[1:]:
        if parameter.default is inspect.Parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            if not any(word in str(parameter.annotation) for word in ("Int", "Long", "UInt")):
                return None
            lines.append(f"    {name}: {_KNOWN.get(name, 1)}")
    return lines


def boards(folder: Path) -> dict[str, Path]:
    """Platform files by type; a type that numbers do not make is left out."""
    from vboard.builtin.monitor.monitor import Monitor

    found = {}
    for name in sorted(type_names()):
        cls = find_type(name)
        if cls is None or not issubclass(cls, BusPeripheral) or name.startswith(_MEMORIES):
            continue
        lines = _parameters(cls)
        if lines is None:
            continue
        place = f"0x{ADDRESS:X}" if getattr(cls, "size", None) else f"<0x{ADDRESS:X}, +0x400>"
        path = folder / f"{name}.repl"
        path.write_text(BOARD + "\n".join([f"polled: {name} @ sysbus {place}", *lines]) + "\n")
        monitor = Monitor(folder)
        try:
            monitor.execute('mach create "m"')
            monitor.execute(f"machine LoadPlatformDescription @{path}")
        except (VBoardError, PlatformError):
            continue
        finally:
            monitor.close()
        found[name] = path
    return found
