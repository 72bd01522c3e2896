"""The table of Renode type names (`UART.STM32_UART`) and the Python classes that model them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, TypeVar

NAMESPACE = "Antmicro.Renode.Peripherals."

_types: dict[str, type[Any]] = {}
_loaded = False
T = TypeVar("T", bound=type)


def renode_type(name: str) -> Callable[[T], T]:
    """Class decorator: register the class as the model of the Renode type `name`.

    `name` is relative to `Antmicro.Renode.Peripherals`, e.g. `UART.STM32_UART`.
    """

    def register(cls: T) -> T:
        if name in _types and _types[name] is not cls:
            raise ValueError(f"Renode type {name} is registered twice")
        _types[name] = cls
        cls.renode_type_name = name  # type: ignore[attr-defined]
        return cls

    return register


def _load_all() -> None:
    """Import every module that registers types (once)."""
    global _loaded
    if _loaded:
        return
    _loaded = True
    for package_name in (
        "vboard.builtin.machine",
        "vboard.builtin.peripherals",
        "vboard.builtin.cpu",
    ):
        package = importlib.import_module(package_name)
        for module in pkgutil.walk_packages(package.__path__, package_name + "."):
            importlib.import_module(module.name)


def find_type(name: str) -> type[Any] | None:
    """Return the class for a Renode type name, full or relative to the peripherals' namespace."""
    _load_all()
    return _types.get(name.removeprefix(NAMESPACE))


def type_names() -> list[str]:
    """Return all registered names, sorted."""
    _load_all()
    return sorted(_types)
