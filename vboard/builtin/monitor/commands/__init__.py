"""Built-in commands of the monitor: a declarative table, one file a family."""

from __future__ import annotations

import importlib
import pkgutil

from vboard.builtin.monitor.commands.table import Command, all_commands, command, find_command

__all__ = ["Command", "all_commands", "command", "find_command"]

for _family in pkgutil.iter_modules(__path__, f"{__name__}."):
    importlib.import_module(_family.name)
