"""One core as a debugger handles it: memory, breakpoints, watchpoints, step, continue, reset."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.gdb.register_file import RegisterFile
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.observation import Watchpoint

TRAP, INTERRUPT, FAULT = 5, 2, 11
"""Signals: stopped at a breakpoint or after a step, asked to stop, the core cannot go on."""
_RANGE_STEPS = 1000
"""Steps that one range step takes at most; GDB asks again."""


class TargetError(Exception):
    """The target cannot do that: no memory there, no such register."""


class Target:
    """The first core of a machine.

    Attributes:
        watch_hit: kind and address of the watchpoint that stopped the core, or None.
        resumed: the debugger let the core run and has not been told of a stop.

    A watchpoint stops the core behind the access. GDB takes an Arm core for stopped before it
    (`have_nonsteppable_watchpoint` of its architecture) and makes one step to get behind: that step
    has been made already, so it executes nothing.
    """

    def __init__(self, emulation: Emulation, machine: Machine, cpu: CortexM) -> None:
        self._emulation = emulation
        self._machine = machine
        self.cpu = cpu
        self._bus: SystemBus = machine.bus
        self.registers = RegisterFile(cpu)
        self.watch_hit: tuple[str, int] | None = None
        self.resumed = False
        self._ran = False
        self._interrupted_run = False
        """Whether the emulation was started when the core was stopped."""
        self._behind_access = False
        self._breakpoints: dict[int, Callable[[], None]] = {}
        self._watchpoints: dict[tuple[str, int, int], Watchpoint] = {}

    # -- run control --------------------------------------------------------------------------

    def halt(self) -> None:
        """Stop, and show the state after reset if nothing has run yet.

        `start` in the monitor then waits for the debugger's `continue`, as with Renode.
        """
        self._pause()
        self._emulation.held = True
        self.cpu.prepare()

    def _pause(self) -> None:
        self._interrupted_run |= self._emulation.started
        self._emulation.PauseAll()

    def resume(self, start: bool = True) -> None:
        """Let the core run; without `start` only as far as the emulation was or will be started."""
        self.forget_hit()
        self._emulation.held = False
        if start or self._interrupted_run:
            self._emulation.StartAll()
        self._interrupted_run = False
        self.resumed, self._ran = True, self._emulation.started

    def stop_signal(self, interrupted: bool) -> int | None:
        """The signal to report when the core has stopped since `resume`, else None."""
        if not self.resumed:
            return None
        broken = self.cpu.abort_reason is not None or self.cpu.IsHalted
        started = self._emulation.started
        self._ran = self._ran or started
        if interrupted or broken:
            self._pause()
        elif started or not self._ran:
            return None
        self.resumed = False
        self._emulation.held = True
        return INTERRUPT if interrupted else FAULT if broken else TRAP

    def step(self) -> int:
        """Execute one instruction; returns the signal."""
        behind = self._behind_access
        self.forget_hit()
        if behind:
            return TRAP
        self.cpu.step(1)
        self._pause()
        return TRAP if self.cpu.abort_reason is None else FAULT

    def forget_hit(self) -> None:
        """The next step executes an instruction, whatever stopped the core."""
        self.watch_hit, self._behind_access = None, False

    def step_range(self, start: int, end: int) -> int:
        """Step while PC is in [start, end)."""
        for _ in range(_RANGE_STEPS):
            signal = self.step()
            if signal != TRAP or self.watch_hit is not None or not start <= self.cpu.PC < end:
                return signal
            if self.cpu.PC in self._breakpoints:
                break
        return TRAP

    def reset(self) -> None:
        """Reset the machine, run its `reset` macro, stop before the first instruction."""
        self._pause()
        self.forget_hit()
        self._machine.Reset()
        self.cpu.prepare()

    # -- memory -------------------------------------------------------------------------------

    def read(self, address: int, count: int) -> bytes:
        """Read up to `count` bytes; fewer when a hole follows.

        Raises:
            TargetError: nothing is at `address`.
        """
        data = bytearray()
        while len(data) < count:
            at = address + len(data)
            found = self._bus.find(at)
            if found is None:
                break
            if isinstance(found.peripheral, Memory):
                data += self._bus.read_bytes(at, min(count - len(data), found.end - at))
                continue
            width = self._width(at, count - len(data), found.peripheral.widths)
            if width is None:  # a part of a register that is only read whole
                data.append(self._bus.read(at & ~3, 4) >> 8 * (at & 3) & 0xFF)
            else:
                data += self._bus.read(at, width).to_bytes(width, "little")
        if not data and count:
            raise TargetError(f"no memory at 0x{address:08X}")
        return bytes(data)

    def write(self, address: int, data: bytes) -> None:
        """Write bytes, flash included.

        Raises:
            TargetError: there is a hole, or a register takes no such access.
        """
        position = 0
        while position < len(data):
            at = address + position
            found = self._bus.find(at)
            if found is None:
                raise TargetError(f"no memory at 0x{at:08X}")
            if isinstance(found.peripheral, Memory):
                length = min(len(data) - position, found.end - at)
                self._bus.write_bytes(at, data[position : position + length])
            else:
                width = self._width(at, len(data) - position, found.peripheral.widths)
                if width is None:
                    raise TargetError(f"no access of this width at 0x{at:08X}")
                length = width
                self._bus.write(at, width, int.from_bytes(data[position : position + width], "little"))
            position += length

    @staticmethod
    def _width(address: int, count: int, widths: frozenset[int]) -> int | None:
        return next((w for w in (4, 2, 1) if w in widths and address % w == 0 and w <= count), None)

    # -- breakpoints --------------------------------------------------------------------------

    def insert_breakpoint(self, address: int) -> None:
        """Stop before the instruction at `address`; doing it twice changes nothing."""
        address &= ~1
        if address not in self._breakpoints:
            self._breakpoints[address] = self._pause
            self.cpu.add_hook(address, self._breakpoints[address])

    def remove_breakpoint(self, address: int) -> None:
        """Undo `insert_breakpoint`, if it was done."""
        action = self._breakpoints.pop(address & ~1, None)
        if action is not None:
            self.cpu.remove_hook(address, action)

    def insert_watchpoint(self, kind: str, address: int, width: int) -> None:
        """Stop after an access: `watch` writes, `rwatch` reads, `awatch` both."""
        if (kind, address, width) in self._watchpoints:
            return

        def hit(at: int, _width: int, _value: int) -> None:
            self.watch_hit, self._behind_access = (kind, at), True
            self._pause()

        watchpoint = Watchpoint(address, max(1, width), kind != "watch", kind != "rwatch", hit)
        self._watchpoints[kind, address, width] = watchpoint
        self._set_watchpoints([*self._bus.watchpoints, watchpoint])

    def remove_watchpoint(self, kind: str, address: int, width: int) -> None:
        """Undo `insert_watchpoint`, if it was done."""
        mine = self._watchpoints.pop((kind, address, width), None)
        if mine is not None:
            self._set_watchpoints([each for each in self._bus.watchpoints if each is not mine])

    def _set_watchpoints(self, watchpoints: list[Watchpoint]) -> None:
        """Straight into the core: a changed version of the bus would have its whole map built anew, and
        GDB removes and inserts every watchpoint at each stop."""
        self.cpu.memory.update()  # the map is there before what watches it
        self._bus.watchpoints = watchpoints
        self.cpu.memory.watch(watchpoints)

    def release(self) -> None:
        """The debugger is gone: nothing of it stays in the machine."""
        self.resumed = False
        self._emulation.held = False
        self._interrupted_run = False
        self.remove_all()

    def remove_all(self) -> None:
        """Remove what the debugger inserted."""
        for address in tuple(self._breakpoints):
            self.remove_breakpoint(address)
        for watchpoint in tuple(self._watchpoints):
            self.remove_watchpoint(*watchpoint)
