"""Scripts at blocks of code, at exceptions and at sleep (Renode's `CpuHooksExtensions`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.script import compile_hook
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.native.core import Core

_SVCALL = 11
_UNDEFINED, _SUPERVISOR_CALL, _INTERRUPT, _NO_COPROCESSOR, _BUS_FAULT = 1, 2, 5, 17, 21
_NONE = (1 << 64) - 1
_INDEX = {5: _BUS_FAULT, 6: _UNDEFINED, _SVCALL: _SUPERVISOR_CALL}


def exception_index(number: int) -> int:
    """What Renode's translator calls the exception with this number in IPSR."""
    return _INDEX.get(number, _INTERRUPT)


class HookMembers(Peripheral):
    """Hooks of a core that are told of more than one address."""

    core: Core

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._block_hook: Callable[[int], None] | None = None
        self._logs_functions = False
        self._logs_interrupts = False
        self._entry_hooks: list[Callable[[int], None]] = []
        self._return_hooks: list[Callable[[int], None]] = []
        self._sleep_hooks: list[Callable[[bool], None]] = []

    # -- blocks -------------------------------------------------------------------------------------

    def SetHookAtBlockBegin(self, pythonScript: str) -> None:
        """Run a script before each block of code; it sees `self`, `cpu`, `machine` and `pc`.

        `size` is 0: the built-in engine's blocks are not those of Renode's translator.
        """
        script = compile_hook(pythonScript, "hook at the beginning of blocks")
        self._block_hook = lambda pc: _ignore(script(self=self, cpu=self, machine=self.env, pc=pc, size=0))
        self._observe_blocks()

    def ClearHookAtBlockBegin(self) -> None:
        """Undo `SetHookAtBlockBegin`."""
        self._block_hook = None
        self._observe_blocks()

    def log_functions(self, on: bool) -> None:
        """Whether each entry of a block is logged with the name of its function."""
        self._logs_functions = on
        self._observe_blocks()

    def _observe_blocks(self) -> None:
        self.core.observe_blocks(self._logs_functions or self._block_hook is not None)

    def log_entered_function(self, address: int) -> None:
        """Log the function at `address`."""
        raise NotImplementedError

    def entered_block(self, address: int) -> None:
        """The core is about to execute a block of code."""
        if self._logs_functions:
            self.log_entered_function(address)
        if self._block_hook is not None:
            self._block_hook(address)

    # -- exceptions ---------------------------------------------------------------------------------

    def AddHookAtInterruptBegin(self, pythonScript: str) -> None:
        """Run a script when an exception is entered; it sees `self`, `machine` and `exceptionIndex`.

        `exceptionIndex` is that of Renode's translator: 5 for an interrupt, 2 for SVC.
        """
        script = compile_hook(pythonScript, "hook at interrupt begin")
        self._entry_hooks.append(
            lambda number: _ignore(
                script(self=self, machine=self.env, exceptionIndex=exception_index(number))
            )
        )
        self._tell_of_exceptions()

    def AddHookAtInterruptEnd(self, pythonScript: str) -> None:
        """Run a script when a handler returns; `exceptionIndex` is 2^64 - 1, as in Renode."""
        script = compile_hook(pythonScript, "hook at interrupt end")
        self._return_hooks.append(
            lambda _: _ignore(script(self=self, machine=self.env, exceptionIndex=_NONE))
        )
        self._tell_of_exceptions()

    def LogCpuInterrupts(self, isEnabled: bool) -> None:
        """Log each exception that is entered or returned from."""
        self._logs_interrupts = isEnabled
        self._tell_of_exceptions()

    def _tell_of_exceptions(self) -> None:
        wanted = self._logs_interrupts or bool(self._entry_hooks or self._return_hooks)
        self.core.tell_of(exceptions=wanted)

    def entering_exception(self, number: int) -> None:
        """The core is about to enter an exception."""
        if self._logs_interrupts:
            self.log(LogLevel.INFO, f"Begin of the interrupt: {exception_name(number)}")
        for hook in tuple(self._entry_hooks):
            hook(number)

    def left_exception(self, number: int) -> None:
        """A handler returned."""
        if self._logs_interrupts:
            self.log(LogLevel.INFO, f"End of the interrupt: {exception_name(number)}")
        for hook in tuple(self._return_hooks):
            hook(number)

    # -- sleep --------------------------------------------------------------------------------------

    def AddHookAtWfiStateChange(self, pythonScript: str) -> None:
        """Run a script when the core falls asleep or wakes up; it sees `self`, `machine`, `isInWfi`."""
        script = compile_hook(pythonScript, "hook at WFI")
        self._sleep_hooks.append(
            lambda sleeping: _ignore(script(self=self, machine=self.env, isInWfi=sleeping))
        )
        self.core.tell_of(sleep=True)

    def sleep_changed(self, sleeping: bool) -> None:
        """The core fell asleep, or woke up."""
        for hook in tuple(self._sleep_hooks):
            hook(sleeping)


_NAMES = (
    *("Thread", "Reset", "NMI", "HardFault", "MemManage", "BusFault", "UsageFault", "SecureFault"),
    *("Reserved8", "Reserved9", "Reserved10", "SVCall", "DebugMonitor", "Reserved13", "PendSV", "SysTick"),
)
"""By the number in IPSR (ARMv8-M B3.2)."""


def exception_name(number: int) -> str:
    """Name of an exception by its number in IPSR: `SysTick`, `IRQ 5`."""
    return _NAMES[number] if number < len(_NAMES) else f"IRQ {number - len(_NAMES)}"


def _ignore(_: dict[str, Any]) -> None:
    """Drops what a script left in its variables."""
