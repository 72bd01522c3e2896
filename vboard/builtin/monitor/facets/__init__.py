"""Members that the monitor adds to objects of the emulation; one file a subject."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every module here, each of which registers its members."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
