"""What a machine of the built-in engine holds, for those who know its board file alone."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.memory import Memory
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.base import UART, Peripheral
from vboard.builtin.peripherals.misc.button import Button
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.platform.stubs import is_stub
from vboard.engine.capabilities import Gap, LoadedImage, MachineContents, MappedMemory


def machine_contents(monitor: Monitor) -> MachineContents | None:
    """What the selected machine holds; None without one."""
    machine = monitor.machine
    if machine is None:
        return None
    # The main processor has the lowest number, whichever file describes it.
    cores: list[Any] = list(machine.cores)
    core = min(cores, key=lambda each: int(each.MultiprocessingId), default=None)
    uarts = {entry.name: entry.peripheral for entry in machine.entries if isinstance(entry.peripheral, UART)}
    return MachineContents(
        name=machine.name,
        core="" if core is None else str(core.Model),
        mips=0 if core is None else int(core.PerformanceInMips),
        memories=_memories(machine),
        uarts=tuple(uarts),
        analyzed_uarts=tuple(path for path, uart in uarts.items() if monitor.uarts.is_analyzed(uart)),
        leds=_paths(machine, LED),
        buttons=_paths(machine, Button),
        gaps=_gaps(machine),
        images=tuple(LoadedImage(str(path), address) for path, address in machine.bus.loaded_files),
    )


def _paths(machine: Machine, kind: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in machine.entries if isinstance(entry.peripheral, kind))


def _gaps(machine: Machine) -> tuple[Gap, ...]:
    found = [(entry.name, entry.peripheral) for entry in machine.entries]
    return tuple(
        Gap(name, type(each).renode_type_name, "" if is_stub(type(each)) else each.missing)
        for name, each in found
        if isinstance(each, Peripheral) and (is_stub(type(each)) or each.missing)
    )


def _memories(machine: Machine) -> tuple[MappedMemory, ...]:
    names = {id(entry.peripheral): entry.name.rpartition(".")[2] for entry in machine.entries}
    return tuple(
        MappedMemory(names.get(id(each.peripheral), "memory"), each.start, each.end - each.start)
        for each in machine.bus.registrations
        if isinstance(each.peripheral, Memory)
    )
