"""Retired-instruction counters of the translator.

unicorn counts instructions when `emu_start` gets a `count`, and compares with a limit, but its
public interface shows neither number. Both live in its engine structure; the offsets are found by
running known programs of two lengths and looking for the numbers that must be there. When that
fails (another build of the library), a Python code hook counts: exact too, but a hundred times
slower.

Semantics of the counter pair, shared by both kinds: inside a callback `index` is the 1-based number
of the current instruction of this run; lowering `limit` to `index` ends the run after the current
instruction.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Protocol

from vboard.builtin.cpu.library import arm, unicorn

_WORDS = 400
"""64-bit words of the engine structure that are searched (it is larger: 3 KiB and more)."""


class Counter(Protocol):
    """Counts one run of the translator."""

    @property
    def index(self) -> int: ...

    @property
    def limit(self) -> int: ...

    @limit.setter
    def limit(self, value: int) -> None: ...

    @property
    def ended_early(self) -> bool:
        """The run ended before its limit and not by a hook: WFI, or an exit address."""

    def start(self, limit: int) -> int:
        """A run of at most `limit` instructions begins; returns the count for `emu_start`."""

    def retired(self, at_event: bool) -> int:
        """Instructions of the run that ended; `at_event`: a hook of the last instruction ended it."""


@cache
def private_offsets() -> tuple[int, int] | None:
    """Return the byte offsets of (counter, limit) in the engine structure, or None."""
    candidates: list[tuple[set[int], set[int]]] = []
    uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB, cpu=arm.UC_CPU_ARM_CORTEX_M3)
    uc.mem_map(0x1000, 0x1000)
    uc.mem_write(0x1000, b"\x00\xbf" * 0x800)  # NOP
    for length in (377, 611, 1013):
        uc.emu_start(0x1001, 0xFFFFFFFE, count=length)
        words = (ctypes.c_uint64 * _WORDS).from_address(_address(uc))
        candidates.append(
            (
                {8 * i for i in range(_WORDS) if words[i] == length + 1},
                {8 * i for i in range(_WORDS) if words[i] == length},
            )
        )
    counters = set.intersection(*(c for c, _ in candidates))
    limits = set.intersection(*(limit for _, limit in candidates))
    if len(counters) != 1 or len(limits) != 1:
        return None
    return counters.pop(), limits.pop()


def _address(uc: Any) -> int:
    return int(uc._uch.value)


class PrivateCounter:
    """The engine's own counter and limit."""

    def __init__(self, uc: Any, offsets: tuple[int, int]) -> None:
        self._index = ctypes.c_uint64.from_address(_address(uc) + offsets[0])
        self._limit = ctypes.c_uint64.from_address(_address(uc) + offsets[1])

    @property
    def index(self) -> int:
        return self._index.value

    @property
    def limit(self) -> int:
        return self._limit.value

    @limit.setter
    def limit(self, value: int) -> None:
        self._limit.value = value

    @property
    def ended_early(self) -> bool:
        return self._index.value <= self._limit.value

    def start(self, limit: int) -> int:
        return limit  # `emu_start` sets both numbers

    def retired(self, at_event: bool) -> int:
        """The counter is one ahead after a natural end; WFI and hooks leave it at the instruction."""
        index = self._index.value
        return index - 1 if index > self._limit.value and not at_event else index


class HookCounter:
    """The same by a code hook, for builds of the library with an unknown structure.

    It counts as the library does: an instruction behind the limit is counted, then stopped; inside
    an IT block the stop waits for the end of the block.
    """

    def __init__(self, uc: Any) -> None:
        self.index = 0
        self.limit = 0
        uc.hook_add(unicorn.UC_HOOK_CODE, self._count)

    @property
    def ended_early(self) -> bool:
        return self.index <= self.limit

    def start(self, limit: int) -> int:
        self.index, self.limit = 0, limit
        return limit + 8  # PC is exact in callbacks only with a count; the hook is what stops

    def _count(self, uc: Any, _address: int, _size: int, _user: object) -> None:
        self.index += 1
        if self.index > self.limit:
            uc.emu_stop()

    def retired(self, at_event: bool) -> int:
        return self.index - 1 if self.index > self.limit and not at_event else self.index


def make_counter(uc: Any) -> PrivateCounter | HookCounter:
    """Return the fastest counter that works with this library."""
    offsets = private_offsets()
    return PrivateCounter(uc, offsets) if offsets is not None else HookCounter(uc)
