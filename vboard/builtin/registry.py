"""The table of Renode type names (`UART.STM32_UART`) and the Python classes that model them."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

NAMESPACE = "Antmicro.Renode.Peripherals."

PACKAGES = ("vboard.builtin.machine", "vboard.builtin.peripherals", "vboard.builtin.cpu")
"""Where types are registered."""

_REGISTERED = re.compile(rb'\n@renode_type\("([^"]+)"\)')
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


@functools.cache
def _sources() -> dict[str, str]:
    """The source file of every module that may register types."""
    found: dict[str, str] = {}
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for root in (spec.submodule_search_locations or ()) if spec is not None else ():
            for folder, _, names in os.walk(root):
                prefix = ".".join([package, *Path(folder).relative_to(root).parts])
                for name in names:
                    if name.endswith(".py"):
                        found[f"{prefix}.{name.removesuffix('.py')}"] = os.path.join(folder, name)
    return found


@functools.cache
def _modules() -> dict[str, str]:
    """The module that registers each type, from the source texts: importing them all takes long."""
    return {name: module for module, path in _sources().items() for name in _registered(path)}


@functools.cache
def _namesakes() -> dict[str, list[str]]:
    """Modules by their own name, which mostly is that of the type."""
    found: dict[str, list[str]] = {}
    for module in _sources():
        found.setdefault(_plain(module), []).append(module)
    return found


def _plain(name: str) -> str:
    return name.rpartition(".")[2].replace("_", "").lower()


def _module_of(name: str) -> str | None:
    likely = (module for module in _namesakes().get(_plain(name), ()))
    found = next((module for module in likely if name in _registered(_sources()[module])), None)
    return found or _modules().get(name)


def _registered(path: str) -> list[str]:
    """The types that a source file registers."""
    with open(path, "rb", buffering=0) as stream:
        return [name.decode() for name in _REGISTERED.findall(stream.read())]


def _load_all() -> None:
    """Import every module that registers types (once)."""
    global _loaded
    if _loaded:
        return
    _loaded = True
    for package_name in PACKAGES:
        package = importlib.import_module(package_name)
        for module in pkgutil.walk_packages(package.__path__, package_name + "."):
            importlib.import_module(module.name)


def find_type(name: str) -> type[Any] | None:
    """Return the class for a Renode type name, full or relative to the peripherals' namespace."""
    name = name.removeprefix(NAMESPACE)
    if name not in _types and not _loaded:
        module = _module_of(name)
        if module is not None:
            importlib.import_module(module)
        elif not _modules():  # an installation without sources
            _load_all()
    return _types.get(name)


def type_names() -> list[str]:
    """Return all registered names, sorted."""
    _load_all()
    return sorted(_types)
