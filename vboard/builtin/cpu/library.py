"""The unicorn library, untyped: its package ships stubs that do not match its functions."""

from __future__ import annotations

import importlib
from typing import Any

unicorn: Any = importlib.import_module("unicorn")
arm: Any = importlib.import_module("unicorn.arm_const")
native: Any = importlib.import_module("unicorn.unicorn_py3.unicorn").uclib
"""The C functions. Registers and MMIO callbacks use them directly: the wrappers cost more than they do."""
