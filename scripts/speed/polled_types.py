"""A board for each modelled type of peripheral, by which polls of its status register are measured."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.peripherals.register_map import Mode, Register, RegisterPeripheral
from vboard.builtin.platform.platform_errors import PlatformError
from vboard.builtin.registry import find_type, type_names
from vboard.errors import VBoardError

ADDRESS = 0x40000000
_KNOWN = {"frequency": 16_000_000, "fifoSize": 16, "numberOfChannels": 5, "numberOfAFs": 8}
_STATUS_NAME = re.compile(r"[ICMS]?SR[01]?|SSR|FR|RIS|S1|IF|STA(T|TUS)?|INT(STAT|_FL)|LSR|USTAT|FIFOSTAT")
NOT_MODELLED = "Wireless.EmberRadio"
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


class Poll(NamedTuple):
    """A board with a peripheral of a type, and the register that firmware would wait for.

    Attributes:
        register: its name; of a type without registers nothing.
        width: bytes of an access.
    """

    board: Path
    register: str
    offset: int
    width: int


def _is_status(register: Register) -> bool:
    """Whether something else than a write changes it, and a read takes nothing away."""
    fields = list(register)
    changes = any(f.status or f.count or f.mode in (Mode.R, Mode.RW1C, Mode.RW0C) for f in fields)
    return changes and not any(f.read or f.mode.read_clears for f in fields)


def status_register(registers: Sequence[Register]) -> Register | None:
    """The register that is most likely polled: one named so, else the first that the device changes."""
    found = [register for register in registers if _is_status(register)]
    readable = [r for r in registers if any(f.mode.readable and not f.read for f in r)]
    named = [r for r in readable if _STATUS_NAME.fullmatch(r.name)]
    return next(iter([*named, *found, *readable]), None)


def access_width(peripheral: RegisterPeripheral, register: Register) -> int:
    """Bytes of the widest access that is one of the register."""
    return next(w for w in (4, 2, 1) if w <= peripheral.register_width and not register.offset % w)


def polls(folder: Path) -> dict[str, Poll]:
    """Boards by type; a type that numbers do not make is left out, and one without registers."""
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
            peripheral = monitor.emulation.machines["m"].find("sysbus.polled")
        except (VBoardError, PlatformError):
            continue
        finally:
            monitor.close()
        if isinstance(peripheral, RegisterPeripheral):
            register = status_register(list(peripheral.registers))
            if register is not None:
                width = access_width(peripheral, register)
                found[name] = Poll(path, register.name, register.offset, width)
    return found


def empty_places(folder: Path) -> dict[str, Poll]:
    """Boards by what is polled: addresses and offsets at which nothing is, each reported in the log."""
    parts = {
        "nothing, reported": "",
        "nothing, silenced": f"sysbus:\n    init:\n        SilenceRange <{ADDRESS:#x} 0x400>\n",
        "nothing, with a tag": f'sysbus:\n    init:\n        Tag <{ADDRESS:#x} 0x400> "T" 0x0\n',
        "a type that is not modelled": f"polled: {NOT_MODELLED} @ sysbus <{ADDRESS:#x}, +0x400>\n",
        "an offset without a register": f"polled: UART.STM32_UART @ sysbus <{ADDRESS:#x}, +0x400>\n",
    }
    found = {}
    for number, (name, lines) in enumerate(parts.items()):
        path = folder / f"empty_{number}.repl"
        path.write_text(BOARD + lines)
        found[name] = Poll(path, "", 0x100, 4)
    return found
