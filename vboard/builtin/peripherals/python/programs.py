"""Which text a scripted peripheral runs for an access: its script, or what is left of it for that access."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from types import CodeType
from typing import Any, cast

from vboard.builtin.machine.python2 import parse_script
from vboard.builtin.peripherals.python.access_compiler import compile_access
from vboard.builtin.peripherals.python.answers import analysed
from vboard.builtin.peripherals.python.specialised import Specialiser
from vboard.native.core import AccessProgram, DeviceRegister

_WORTH_IT = 256
"""Equal accesses from which on a program of their own pays: it costs about as much as a hundred runs."""


@functools.lru_cache(maxsize=256)
def _specialiser(source: str, where: str) -> Specialiser:
    return Specialiser(cast(ast.Module, parse_script(source, where)))


class Programs:
    """The programs of one script.

    Attributes:
        reads, writes: programs by offset and width of an access; for any other the whole script runs.
    """

    def __init__(
        self, source: str, where: str, scope: dict[str, Any], words: Mapping[int, DeviceRegister]
    ) -> None:
        """`scope` has the script's variables; `words` are registers whose accesses the core may do."""
        self._source = source
        self._where = where
        self._scope = scope
        self._words = words if "Counter" not in source else {}  # the core does not count
        self._native: dict[tuple[int, bool], AccessProgram] = {}
        self._changes = 0
        self.reads: dict[tuple[int, int], CodeType] = {}
        self.writes: dict[tuple[int, int], CodeType] = {}
        self._counts: dict[tuple[int, int, bool], int] = {}

    def clear(self) -> None:
        """The script is initialised anew."""
        self.reads.clear()
        self.writes.clear()
        self._counts.clear()
        for offset, _ in self._native:
            self._words[offset].executes(None, None)
        self._native.clear()
        self._changes = 0

    def has_changed(self) -> bool:
        """Whether the core has changed variables of the script since the last question."""
        if not self._native:
            return False
        before, self._changes = self._changes, sum(each.changes for each in self._native.values())
        return self._changes != before

    def count_read(self, offset: int, width: int) -> None:
        """The whole script ran for a read."""
        if self._is_worth_it(offset, width, False):
            self._make(self.reads, offset, width, IsRead=True, IsWrite=False)

    def count_write(self, offset: int, width: int) -> None:
        """The whole script runs for a write."""
        if self._is_worth_it(offset, width, True):
            self._make(self.writes, offset, width, IsRead=False, IsWrite=True)

    def _is_worth_it(self, offset: int, width: int, is_write: bool) -> bool:
        access = (offset, width, is_write)
        count = self._counts[access] = self._counts.get(access, 0) + 1
        return count == _WORTH_IT

    def _make(self, programs: dict[tuple[int, int], CodeType], offset: int, width: int, **kind: bool) -> None:
        specialiser = _specialiser(self._source, self._where)
        if not specialiser.possible:
            return
        request = {**kind, "IsInit": False, "IsUser": False, "Offset": offset, "Length": width}
        programs[offset, width] = specialiser.program(request, self._scope, self._where)
        if width == 4 and offset in self._words:
            body = specialiser.body(request, self._scope)
            program = compile_access(body, request, self._scope, analysed(self._source)[1])
            if program is not None:
                self._native[offset, kind["IsWrite"]] = program
                reads, writes = self._native.get((offset, False)), self._native.get((offset, True))
                self._words[offset].executes(reads, writes)
