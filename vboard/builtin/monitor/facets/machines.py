"""Members of machines that need no other object: clock, settings of time, log, states."""

from __future__ import annotations

import datetime
import enum
from pathlib import Path

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.script import compile_hook
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int, ReadFilePath, TimeInterval

_EPOCH = datetime.datetime(1970, 1, 1)


class RealTimeClockMode(enum.Enum):
    """What a real-time clock starts from; the built-in engine, which is deterministic, has `Epoch` alone."""

    Epoch = 0
    HostTimeLocal = 1
    HostTimeUTC = 2


@members_of(Machine)
class MachineMembers(Facet[Machine]):
    """What scripts ask a machine for."""

    # -- log --------------------------------------------------------------------------------------

    def Log(self, type: LogLevel, message: str) -> None:
        """Write a message to the log in the machine's name."""
        self.target.log(type, self.target, message)

    def NoisyLog(self, message: str) -> None:
        """`Log Noisy`."""
        self.Log(LogLevel.NOISY, message)

    def DebugLog(self, message: str) -> None:
        """`Log Debug`."""
        self.Log(LogLevel.DEBUG, message)

    def InfoLog(self, message: str) -> None:
        """`Log Info`."""
        self.Log(LogLevel.INFO, message)

    def WarningLog(self, message: str) -> None:
        """`Log Warning`."""
        self.Log(LogLevel.WARNING, message)

    def ErrorLog(self, message: str) -> None:
        """`Log Error`."""
        self.Log(LogLevel.ERROR, message)

    # -- time -------------------------------------------------------------------------------------

    @property
    def RealTimeClockMode(self) -> RealTimeClockMode:
        """What the machine's real-time clock starts from."""
        return RealTimeClockMode.Epoch

    @RealTimeClockMode.setter
    def RealTimeClockMode(self, value: RealTimeClockMode) -> None:
        if value is not RealTimeClockMode.Epoch:
            raise CommandError("the built-in engine starts clocks at Epoch alone, so that runs repeat")

    @property
    def RealTimeClockStart(self) -> str:
        """Date and time at virtual time 0."""
        return _date(0)

    @property
    def RealTimeClockDateTime(self) -> str:
        """Date and time now."""
        return _date(self.target.clock.now)

    def SetQuantum(self, interval: TimeInterval) -> None:
        """The emulation's quantum: all machines have the same."""
        if self.target.emulation is not None:
            self.target.emulation.SetGlobalQuantum(interval)

    def SetAdvanceImmediately(self, val: bool) -> None:
        """Accepted: virtual time never waits for the host."""

    def SetSerialExecution(self, val: bool) -> bool:
        """Accepted: cores always execute one after another. Returns what it was before."""
        return True

    # -- names ------------------------------------------------------------------------------------

    def ToString(self) -> str:
        """The machine's name."""
        return self.target.name

    def IsRegistered(self, peripheral: Peripheral) -> bool:
        """Whether a peripheral is of this machine."""
        return self.target.name_of(peripheral) != "unnamed"

    def GetLocalName(self, peripheral: Peripheral) -> str:
        """Name of a peripheral below its parent."""
        return self.target.name_of(peripheral).rpartition(".")[2]

    def GetAnyNameOrTypeName(self, peripheral: Peripheral) -> str:
        """Full name of a peripheral, or the name of its type."""
        name = self.target.name_of(peripheral)
        return type(peripheral).__name__ if name == "unnamed" else name

    # -- scripts ----------------------------------------------------------------------------------

    def ExecutePythonFromFile(self, filePath: ReadFilePath) -> None:
        """Run a file once; it sees `self` and `machine`."""
        self.target.ExecutePython(Path(filePath).read_text(encoding="utf-8"))

    def ExecutePythonEveryFromFile(self, name: str, milliseconds: Int, filePath: ReadFilePath) -> None:
        """Run a file every so many milliseconds of virtual time."""
        self.target.ExecutePythonEvery(name, milliseconds, Path(filePath).read_text(encoding="utf-8"))

    @property
    def UserState(self) -> str:
        """A word that scripts put here; hooks of `AddUserStateHook` run when it changes."""
        return self.target.user_state

    @UserState.setter
    def UserState(self, value: str) -> None:
        self.target.user_state = value
        for state, run in tuple(self.target.user_state_hooks):
            if state == value:
                run()

    def AddUserStateHook(self, stateName: str, pythonScript: str) -> None:
        """Run a script when `UserState` becomes a word; it sees `self`, `machine` and `state`."""
        script = compile_hook(pythonScript, f"hook at state {stateName}")
        machine = self.target

        def run() -> None:
            script(self=machine, machine=machine, state=stateName)

        machine.user_state_hooks.append((stateName, run))


def _date(nanoseconds: int) -> str:
    """C#'s date of a virtual time, as an invariant culture writes it."""
    moment = _EPOCH + datetime.timedelta(seconds=nanoseconds // NANOSECONDS)
    return moment.strftime("%m/%d/%Y %H:%M:%S")
