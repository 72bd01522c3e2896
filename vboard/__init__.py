"""Virtual boards for TinyML firmware: one set of Renode files, two engines.

In Python programs: `from vboard import Board, Emulation` (docs/python.md).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vboard.api.board import Board
    from vboard.api.emulation import Emulation
    from vboard.api.waiting import ExpectationError

__version__ = "0.1.0"
__all__ = ["Board", "Emulation", "ExpectationError", "__version__"]

_HOMES = {
    "Board": "vboard.api.board",
    "Emulation": "vboard.api.emulation",
    "ExpectationError": "vboard.api.waiting",
}


def __getattr__(name: str) -> object:
    """The Python interface is imported when it is used: `import vboard` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vboard' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOMES[name]), name)
