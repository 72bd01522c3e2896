"""Namespaces of scripts, and the types of peripherals in them: models, stand-ins, interfaces."""

from __future__ import annotations

from typing import Any

from vboard.builtin.known.known_types import known_names
from vboard.builtin.monitor.python_objects import unwrapped
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.platform.resolve_point import kinds_of
from vboard.builtin.platform.stubs import resolve_type
from vboard.builtin.registry import NAMESPACE

_INTERFACES = {
    "IPeripheral": "IPeripheral",
    "Bus.IBusPeripheral": "IBusPeripheral",
    "Bus.IKnownSize": "IKnownSize",
    "CPU.BaseCPU": "ICPU",
    "CPU.ICPU": "ICPU",
    "CPU.TranslationCPU": "ICPU",
    "I2C.II2CPeripheral": "II2CPeripheral",
    "SPI.ISPIPeripheral": "ISPIPeripheral",
    "UART.IUART": "IUART",
}
"""Names of interfaces and base classes, and the kind of peripheral that they mean."""


class Namespace:
    """A namespace, a module or a static class: its members are attributes."""

    def __init__(self, name: str, **members: Any) -> None:
        self.__name__ = name
        self.__dict__.update(members)
        self.__all__ = sorted(members)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError(f"{self.__name__}.{name} is not there on the built-in engine")


class Types(Namespace):
    """A namespace of peripheral types: `Antmicro.Renode.Peripherals.Miscellaneous.LED` is the model's.

    A type that is known and not modelled is the class of its stand-ins, by which scripts find them.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        full = f"{self.__name__}.{name}"
        short = full.removeprefix(NAMESPACE)
        if short in _INTERFACES:
            return Interface(_INTERFACES[short])
        if any(known.startswith(short + ".") for known in known_names()):
            return Types(full)
        return resolve_type(full) or super().__getattr__(name)


class Interface:
    """An interface, or a base class of Renode's: peripherals are its instances."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __instancecheck__(self, instance: object) -> bool:
        target = unwrapped(instance)
        return isinstance(target, Peripheral) and self._kind in kinds_of(type(target))
