"""A machine of an emulation, and its devices by name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

from vboard.api.led import Button, Led
from vboard.api.uart import Uart
from vboard.boards.board import device_path, escape
from vboard.builtin.machine.machine import Machine as MachineModel
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.misc.button import Button as ButtonModel
from vboard.builtin.peripherals.misc.led import LED
from vboard.errors import VBoardError, nearest

if TYPE_CHECKING:
    from vboard.api.emulation import Emulation

T = TypeVar("T")
_KINDS: dict[type[Any], tuple[str, type[Any]]] = {
    Uart: ("UART", UART),
    Led: ("LED", LED),
    Button: ("button", ButtonModel),
}


class Device:
    """A device: its members have Renode's names, its children their names in the platform.

    As in `machine.sysbus.gpioPortC.led.State` and `machine.sysbus.ReadDoubleWord(0x20000000)`.
    """

    def __init__(self, machine: MachineModel, path: str) -> None:
        self.__dict__.update(_machine=machine, _path=path, _model=machine.find(path))

    def __getattr__(self, name: str) -> Any:
        path = f"{self._path}.{name}"
        if self._machine.find(path) is not None:
            return Device(self._machine, path)
        if name.startswith("_") or not hasattr(self._model, name):
            names = [entry.name.rpartition(".")[2] for entry in self._machine.entries]
            members = [each for each in dir(self._model) if not each.startswith("_")]
            raise AttributeError(f"{self._path} has no '{name}'{nearest(name, [*names, *members])}")
        return getattr(self._model, name)

    def __setattr__(self, name: str, value: object) -> None:
        if not isinstance(getattr(type(self._model), name, None), property) and name not in vars(self._model):
            raise AttributeError(f"{self._path} has no property '{name}'")
        setattr(self._model, name, value)

    def __repr__(self) -> str:
        return f"<Device {self._path}>"


class Machine:
    """A machine. Its UARTs, LEDs and buttons are found by their names in the platform.

    Attributes:
        emulation: where it lives.
        name: its name there.
    """

    def __init__(self, emulation: Emulation, name: str) -> None:
        self.emulation = emulation
        self.name = name
        self._model = emulation.monitor.emulation.machines[name]
        self._found: dict[tuple[type[Any], str], Any] = {}

    def load_repl(self, path: str | os.PathLike[str]) -> None:
        """Add the devices of a platform description. Raises VBoardError."""
        self.execute(f"machine LoadPlatformDescription @{escape(str(path))}")

    def load_elf(self, path: str | os.PathLike[str]) -> None:
        """Load an image. Raises VBoardError."""
        self.execute(f"sysbus LoadELF @{escape(str(path))}")

    def execute(self, command: str) -> str:
        """Execute a line of the monitor with this machine selected; returns what it printed.

        Raises:
            VBoardError: it failed.
        """
        self.emulation.monitor.machine = self._model
        output = self.emulation.execute(command)
        self._watch()
        return output

    @property
    def sysbus(self) -> Any:
        """The system bus with all devices below it."""
        return Device(self._model, "sysbus")

    def uart(self, name: str) -> Uart:
        """A UART by name: `usart1`. Raises VBoardError when there is none."""
        return self._device(Uart, name)

    def led(self, name: str) -> Led:
        """A LED by name: `gpioPortC.led`. Raises VBoardError when there is none."""
        return self._device(Led, name)

    def button(self, name: str) -> Button:
        """A button by name. Raises VBoardError when there is none."""
        return self._device(Button, name)

    def reset(self) -> None:
        """Reset it; the `reset` macro of its script loads the image again."""
        self.execute("machine Reset")

    def _device(self, kind: type[T], name: str) -> T:
        self._watch()
        path = device_path(name)
        found = self._found.get((kind, path))
        if found is None:
            valid = [each for of, each in self._found if of is kind]
            what = _KINDS[kind][0]
            hint = nearest(path, valid) or f"; it has {', '.join(valid) or 'none'}"
            raise VBoardError(f"{self.name}: no {what} '{name}'{hint}")
        return found  # type: ignore[no-any-return]

    def _watch(self) -> None:
        """Listen to the devices that are new."""
        for entry in self._model.entries:
            for kind, (_, model) in _KINDS.items():
                if isinstance(entry.peripheral, model) and (kind, entry.name) not in self._found:
                    shown = entry.name.removeprefix("sysbus.")
                    device = kind(self.emulation.monitor.emulation, shown, entry.peripheral)
                    self._found[kind, entry.name] = device
