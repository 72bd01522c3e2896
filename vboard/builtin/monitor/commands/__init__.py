"""Built-in commands of the monitor: a declarative table, one file a family."""

from __future__ import annotations

import importlib

from vboard.builtin.monitor.commands.table import Command, all_commands, command, find_command

__all__ = ["Command", "all_commands", "command", "find_command"]

for _family in ("absent", "emulation", "help", "logging", "machines", "scripting", "uarts"):
    importlib.import_module(f"{__name__}.{_family}")
