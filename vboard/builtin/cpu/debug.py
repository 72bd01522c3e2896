"""Members of a core that debuggers and the monitor use: registers, steps, hooks, traces."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from vboard.builtin.cpu.assembler import assemble
from vboard.builtin.cpu.core_hooks import HookMembers
from vboard.builtin.cpu.core_state import StateMembers
from vboard.builtin.cpu.execution_trace import TraceMembers
from vboard.builtin.cpu.register_access import RegisterAccess
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.script import compile_hook
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.types import Int, UInt, ULong
from vboard.native.core import Core

_STEP_SLICE, _STEP_SLICES = 1_000_000, 10_000
"""`Step` of a sleeping core waits for at most so many slices of so many nanoseconds."""


class ExecutionMode(enum.Enum):
    """Whether a core runs by itself or by `Step` alone."""

    Continuous = 0
    SingleStep = 1


class DebugMembers(RegisterAccess, HookMembers, TraceMembers, StateMembers):
    """Base of the core's model; the subclass sets `core` and `_bus`.

    Attributes:
        abort_reason: why the core stopped for good (lockup, jump out of memory), or None.
        IsHalted: whether the core is kept from executing.
        ExecutionMode: `SingleStep` keeps the core from running but by `Step`; time passes.
    """

    core: Core
    _bus: SystemBus
    abort_reason: str | None
    IsHalted: bool

    @property
    def Model(self) -> str:
        """What `cpuType` says."""
        raise NotImplementedError

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.ExecutionMode = ExecutionMode.Continuous
        self._maximum_block_size = 10_000
        self._function_prefixes: tuple[str, ...] = ()
        self._log_function_once = False
        self._last_function = ""
        self._steps = False
        """Whether a `Step` is in progress."""
        self._hooks: dict[int, list[Callable[[], None]]] = {}
        """Breakpoints: address -> functions called before the instruction there executes."""

    @property
    def waits_for_step(self) -> bool:
        """Single step mode, and no `Step` in progress."""
        return self.ExecutionMode is ExecutionMode.SingleStep and not self._steps

    def LogFunctionNames(
        self, value: bool, removeDuplicates: bool = False, useFunctionSymbolsOnly: bool = True
    ) -> None:
        """Log each entry of a block of code with the name of its function (slow).

        Args:
            removeDuplicates: leave out entries of the function that was logged last.
            useFunctionSymbolsOnly: accepted; names are those of functions.
        """
        self._log_functions(value, (), removeDuplicates)

    def LogFunctionNames__2(
        self,
        value: bool,
        spaceSeparatedPrefixes: str = "",
        removeDuplicates: bool = False,
        useFunctionSymbolsOnly: bool = True,
    ) -> None:
        """The same for functions whose names begin with one of several prefixes."""
        self._log_functions(value, tuple(spaceSeparatedPrefixes.split()), removeDuplicates)

    def _log_functions(self, on: bool, prefixes: tuple[str, ...], once: bool) -> None:
        self._function_prefixes, self._log_function_once, self._last_function = prefixes, once, ""
        self.log_functions(on)

    def log_entered_function(self, address: int) -> None:
        name = self._bus.FindSymbolAt(address) or ""
        if self._function_prefixes and not name.startswith(self._function_prefixes):
            return
        if self._log_function_once and name == self._last_function:
            return
        self._last_function = name
        self.log(LogLevel.INFO, f"Entering function {name or 'without name'} at 0x{address:X}")

    def Step(self, count: Int = 1) -> ULong:
        """Execute `count` instructions, time passing, and return PC; the core stays in single step mode."""
        self.ExecutionMode = ExecutionMode.SingleStep
        return self.step(count)

    def step(self, count: int = 1) -> int:
        """`Step` that leaves the mode as it is."""
        if count <= 0:
            return self.core.pc
        machine: Any = self.env
        emulation = machine.emulation
        self._steps, self.core.budget = True, count
        try:
            for _ in range(_STEP_SLICES):
                if self.core.budget == 0 or self.abort_reason is not None or self.IsHalted:
                    break
                emulation.run_for(_STEP_SLICE)
        finally:
            self._steps, self.core.budget = False, None
        return self.core.pc

    def AddHook(self, addr: ULong, pythonScript: str) -> None:
        """Run a script before each execution of the instruction at `addr`.

        The script sees `self` and `cpu` (this core), `pc` and `machine`. A script may give a function in its
        place, which gets the core and the address.
        """
        function: object = pythonScript
        if callable(function):
            self.add_hook(addr, lambda: function(self, addr))
            return
        script = compile_hook(pythonScript, f"hook at 0x{addr:X}")

        def run() -> None:
            script(self=self, cpu=self, pc=addr, machine=self.env)

        self.add_hook(addr, run)

    def AddSymbolHook(self, hookSymbol: str, pythonScript: str) -> None:
        """`AddHook` at the address of a symbol."""
        self.AddHook(self._bus.GetSymbolAddress(hookSymbol), pythonScript)

    def add_hook(self, address: int, action: Callable[[], None]) -> None:
        """Call `action` before each execution of the instruction at `address`.

        It may pause the emulation (`emulation.PauseAll`): then the instruction has not executed, and
        executes without another call when the run continues.
        """
        self._hooks.setdefault(address & ~1, []).append(action)
        self._hooks_changed()

    def remove_hook(self, address: int, action: Callable[[], None]) -> None:
        """Undo one `add_hook`."""
        actions = self._hooks.get(address & ~1, [])
        if action in actions:
            actions.remove(action)
        if not actions:
            self._hooks.pop(address & ~1, None)
            self._hooks_changed()

    def _hooks_changed(self) -> None:
        self.core.set_breakpoints(list(self._hooks))

    def at_breakpoint(self, address: int) -> None:
        """The core is about to execute the instruction at `address`, where hooks are."""
        for action in tuple(self._hooks.get(address, ())):
            action()

    @property
    def MaximumBlockSize(self) -> UInt:
        """Accepted: instructions are counted and stopped at one by one whatever the size of a block is."""
        return self._maximum_block_size

    @MaximumBlockSize.setter
    def MaximumBlockSize(self, value: UInt) -> None:
        self._maximum_block_size = value

    def AssembleBlock(self, addr: ULong, instructions: str, flags: UInt = 0) -> UInt:
        """Assemble lines of text to `addr`; returns the number of bytes.

        Raises:
            AssemblerError: no cross assembler is installed, or it refuses the text.
        """
        code = assemble(instructions, addr, self.Model)
        self._bus.write_bytes(addr, code)
        return len(code)

    def RemoveHooksAt(self, addr: ULong) -> None:
        """Remove everything from an address."""
        self._hooks.pop(addr & ~1, None)
        self._hooks_changed()

    def RemoveAllHooks(self) -> None:
        """Remove all hooks."""
        self._hooks.clear()
        self._hooks_changed()
