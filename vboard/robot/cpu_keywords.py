"""Keywords about CPU cores."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.machine import Machine
from vboard.builtin.terminals.waiting import milliseconds
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError


class CpuKeywords(KeywordFamily):
    """A core is named by its name in the machine (`cpu`); without a name it is the only one."""

    @keyword("PcShouldBeEqual")
    def pc_should_be_equal(self, value: int, machine: str | None = None, cpuName: str | None = None) -> None:
        """Compare the program counter."""
        actual = self._core(machine, cpuName).PC
        if actual != value:
            raise KeywordError(f"PC value assertion failed, actual: 0x{actual:x}, expected: 0x{value:x}")

    @keyword("RegisterShouldBeEqual")
    def register_should_be_equal(
        self,
        register: str,
        value: int,
        machine: str | None = None,
        cpuName: str | None = None,
        message: str | None = None,
    ) -> None:
        """Compare a register, given by name or index."""
        core = self._core(machine, cpuName)
        actual = core.GetRegister(int(register) if register.isdecimal() else register)
        if actual != value:
            text = f"Register {register} value assertion failed, actual: 0x{actual:x}, expected: 0x{value:x}"
            raise KeywordError(f"{message}\n{text}" if message else text)

    @keyword("RunUntilBreakpoint")
    def run_until_breakpoint(
        self,
        timeout: float,
        machine: str | None = None,
        cpuName: str | None = None,
        address: int | None = None,
    ) -> None:
        """Run until a hook pauses the emulation (at `address`, if given), then stay paused."""
        core = self._core(machine, cpuName)
        emulation = self.context.emulation
        deadline = emulation.clock.now + milliseconds(timeout)
        hit = False
        while not hit and emulation.clock.now < deadline:
            emulation.started = True
            emulation.run_until(deadline)
            hit = not emulation.started and address in (None, core.PC)
        emulation.started = False
        if not hit:
            raise KeywordError(f"Breakpoint hasn't been hit in excepted time of {timeout:g} seconds.")

    def _core(self, machine_name: str | None, name: str | None) -> Any:
        machine = self._machine(machine_name)
        cores = {machine.name_of(core).rpartition(".")[2]: core for core in machine.cores}
        if not cores:
            raise KeywordError("This machine has no CPUs.")
        if not name:
            if len(cores) > 1:
                raise KeywordError(f"This machine has {len(cores)} CPUs and no CPU name was specified")
            return next(iter(cores.values()))
        if name not in cores:
            raise KeywordError(f"This machine has no CPU named: {name}, available are: {', '.join(cores)}")
        return cores[name]

    def _machine(self, name: str | None) -> Machine:
        machines = self.context.emulation.machines
        if name is None and not machines:
            raise KeywordError("There are no machines in the emulation.")
        if name is None and len(machines) > 1:
            raise KeywordError(
                "There is more than 1 machine and no machine name was specified. "
                f"Available machines: [{', '.join(machines)}]"
            )
        return self.context.machine(name)
