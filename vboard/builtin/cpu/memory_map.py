"""Shows a machine's bus to the translator: memories directly, everything else through the bus."""

from __future__ import annotations

import bisect
import mmap
import struct
import zlib

from vboard.builtin.cpu.executor import PAGE, Executor
from vboard.builtin.cpu.mpu import Access, ProtectionUnit
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.memory import MappedMemory, Memory

_TOP = 1 << 32
_BLOCK = 1 << 29
_ALL = Access.READ | Access.WRITE | Access.EXECUTE
_CHECKED_SIZE = 0x80000
"""Memories up to this size are checked for new code at each search of unmasking instructions."""
_SCRATCH_TOP = 0xA0000000
"""The engine's own page is the highest free one below: the last executable region ends there."""


class MemoryMap:
    """Memory map of one core.

    Mapped memories that are aligned to pages are shared with the guest; all other addresses are
    calls of the bus, so that unmapped accesses are reported and cost no more than a register.
    """

    def __init__(self, bus: SystemBus, executor: Executor, strict: bool) -> None:
        self._bus = bus
        self._executor = executor
        self._areas: list[tuple[int, int, Memory, int]] = []
        self._changed: dict[int, tuple[int, int]] = {}
        self._unmask_cache: dict[int, tuple[int, list[int]]] = {}
        self._executed: set[int] = set()
        self._gaps: list[tuple[int, int]] = []
        self._protection: tuple[int, bool] | None = None
        """Version of the MPU and privilege that the rights are for; None: no MPU in use."""
        self._segments: list[tuple[int, int, Access]] = []
        self._let_through = False
        """An access to a page of several rights was allowed since the last `flush`."""
        executor.on_protected = self._protected_access
        self._build(strict)

    def _build(self, strict: bool) -> None:
        position = 0
        scratch = _SCRATCH_TOP - PAGE
        while any(r.start < scratch + PAGE and scratch < r.end for r in self._bus.registrations):
            scratch -= PAGE
        for registration in self._bus.registrations:
            memory = registration.peripheral
            if not isinstance(memory, MappedMemory):
                continue
            start, size, offset = registration.start, registration.size, registration.offset
            if start % PAGE or size % PAGE or offset or start + size > _TOP:
                continue
            if position <= scratch < start:
                self._gap(position, scratch, strict)
                position = scratch + PAGE
            self._gap(position, start, strict)
            self._executor.map_memory(start, memory.buffer, size)
            self._areas.append((start, start + size, memory, len(self._areas)))
            position = start + size
            memory.observe(self._memory_changed)
        if position <= scratch:
            self._gap(position, scratch, strict)
            position = scratch + PAGE
        self._gap(position, _TOP, strict)
        self._executor.map_scratch(scratch)

    def _gap(self, start: int, end: int, strict: bool) -> None:
        """Serve [start, end) by the bus; in strict mode only the pages that something is at."""
        if not strict:
            # Cut at multiples of 512 MiB, where the rights of the default memory map may change.
            while start < end:
                stop = min(end, (start // _BLOCK + 1) * _BLOCK)
                self._callbacks(start, stop)
                start = stop
            return
        pages = sorted(
            {
                page
                for r in self._bus.registrations
                if r.start < end and start < r.end
                for page in range(max(r.start, start) // PAGE, (min(r.end, end) + PAGE - 1) // PAGE)
            }
        )
        while pages:
            first = last = pages.pop(0)
            while pages and pages[0] == last + 1:
                last = pages.pop(0)
            self._callbacks(first * PAGE, (last + 1) * PAGE)

    def _callbacks(self, start: int, end: int) -> None:
        self._executor.map_callbacks(start, end - start, self._bus.read, self._bus.write)
        self._gaps.append((start, end))

    def release(self) -> None:
        """Stop observing the memories."""
        for _start, _end, memory, _index in self._areas:
            memory.unobserve(self._memory_changed)

    def _memory_changed(self, memory: Memory, offset: int, length: int) -> None:
        for start, _end, other, index in self._areas:
            if other is memory and index in self._executed:  # others hold no translations
                low, high = start + offset, start + offset + length
                if index in self._changed:
                    old_low, old_high = self._changed[index]
                    low, high = min(low, old_low), max(high, old_high)
                self._changed[index] = (low, high)

    def flush(self) -> None:
        """Drop what the translator must not remember: overwritten code, pages that were let through once."""
        if self._let_through:
            self._let_through = False
            self._executor.forget_rights()
        if self._changed:
            for index, (low, high) in self._changed.items():
                self._executor.forget_code(low, high - low)
                self._unmask_cache.pop(index, None)
            self._changed.clear()

    def area(self, address: int, length: int) -> tuple[mmap.mmap, int] | None:
        """Buffer and offset of [address, address + length) when one memory holds all of it."""
        for start, end, memory, _index in self._areas:
            if start <= address and address + length <= end:
                return memory.buffer, address - start
        return None

    def is_memory(self, address: int) -> bool:
        """Whether code can be executed from `address`."""
        return self.area(address, 1) is not None

    def read_words(self, address: int, count: int) -> tuple[int, ...]:
        """Read `count` 32-bit words."""
        found = self.area(address, 4 * count)
        if found is not None:
            return struct.unpack_from(f"<{count}I", found[0], found[1])
        return tuple(self._bus.read(address + 4 * i, 4) for i in range(count))

    def write_words(self, address: int, words: tuple[int, ...] | list[int]) -> None:
        """Write 32-bit words. Memory that holds code is not meant: translations stay."""
        found = self.area(address, 4 * len(words))
        if found is not None:
            struct.pack_into(f"<{len(words)}I", found[0], found[1], *words)
            return
        for i, word in enumerate(words):
            self._bus.write(address + 4 * i, 4, word)

    def halfword(self, address: int) -> int | None:
        """The halfword of code at `address`, None outside memory."""
        found = self.area(address, 2)
        return None if found is None else found[0][found[1]] | found[0][found[1] + 1] << 8

    def unmask_exits(self) -> list[int]:
        """Addresses behind every instruction that may lower the execution priority or the privilege.

        These are CPSIE (B66x, bit 4 clear) and MSR to PRIMASK, BASEPRI, BASEPRI_MAX, FAULTMASK and CONTROL
        (F38n 881x; ARMv7-M A7.7.82). The bytes are searched, not decoded: a match that is data is
        never executed and does no harm.
        """
        result: list[int] = []
        for start, end, memory, index in self._areas:
            if index not in self._executed:
                continue
            # Code in RAM may have changed unseen; comparing a checksum is cheaper than searching.
            check = zlib.crc32(memory.buffer) if end - start <= _CHECKED_SIZE else 0
            found = self._unmask_cache.get(index)
            if found is None or found[0] != check:
                found = check, _unmask_ends(memory.buffer, 0, end - start)
                self._unmask_cache[index] = found
            result += [start + offset for offset in found[1]]
        return result

    def allow_execution(self, address: int) -> bool:
        """Make the memory at `address` executable; False when there is none, or it already was.

        Memories are mapped without that right, so that the first fetch tells which ones hold code.
        """
        for area in self._areas:
            start, end, _memory, index = area
            if start <= address < end and index not in self._executed:
                self._executed.add(index)
                self._protect_area(*area)
                return True
        return False

    # -- protection ---------------------------------------------------------------------------

    def protect(self, unit: ProtectionUnit, privileged: bool) -> None:
        """Give every page the rights that `unit` leaves to privileged or unprivileged code."""
        key = (unit.version, privileged) if unit.enabled else None
        if key == self._protection:
            return
        self._protection = key
        self._segments = unit.segments(privileged) if unit.enabled else []
        for area in self._areas:
            self._protect_area(*area)
        for start, end in self._gaps:
            # The translator's callbacks survive no cut of their range: one right for the whole, and
            # `_protected_access` decides where the MPU has several.
            rights = self._common_rights(start, end)
            self._executor.protect(start, end - start, int(rights & (Access.READ | Access.WRITE)))

    @property
    def protected(self) -> bool:
        """Whether pages have the rights of an MPU."""
        return self._protection is not None

    def _rights_at(self, address: int) -> Access:
        index = bisect.bisect_right(self._segments, address, key=lambda segment: segment[0])
        return self._segments[index - 1][2]

    def _common_rights(self, start: int, end: int) -> Access:
        """Rights that hold for all of [start, end)."""
        rights = _ALL
        for low, high, allowed in self._segments:
            if low < end and start < high:
                rights &= allowed
        return rights

    def _protect_area(self, start: int, end: int, _memory: Memory, index: int) -> None:
        """Set the rights to a memory, page by page where the MPU wants it."""
        possible = self._possible(index)
        if not self._segments:
            self._executor.protect(start, end - start, int(possible))
            return
        mixed: set[int] = set()
        for low, high, allowed in self._segments:
            low, high = max(low, start), min(high, end)
            if low >= high:
                continue
            first, last = -(-low // PAGE) * PAGE, high // PAGE * PAGE
            if first < last:
                self._executor.protect(first, last - first, int(possible & allowed))
            ends = low // PAGE * PAGE, last
            mixed.update(page for page in ends if page < low or page + PAGE > high > page)
        for page in sorted(mixed):
            self._protect_page(page)

    def _possible(self, index: int) -> Access:
        """Rights to a memory without an MPU."""
        return _ALL if index in self._executed else Access.READ | Access.WRITE

    def _protect_page(self, page: int) -> None:
        """A page of several rights: those that all of it has, and execution if any of it has that."""
        index = next(i for start, end, _memory, i in self._areas if start <= page < end)
        rights = self._common_rights(page, page + PAGE)
        for low, high, allowed in self._segments:
            if low < page + PAGE and page < high:
                rights |= allowed & Access.EXECUTE
        self._executor.protect(page, PAGE, int(rights & self._possible(index)))

    def _protected_access(self, address: int, width: int, value: int | None) -> bool:
        """A data access that the rights of the whole page or range do not cover: ask for the address."""
        if not self._segments:
            return False
        if not self._rights_at(address) & (Access.READ if value is None else Access.WRITE):
            return False
        found = self.area(address, width)
        if value is not None and found is not None:  # the translator drops such a write to memory
            found[0][found[1] : found[1] + width] = value.to_bytes(width, "little")
        if found is not None:
            self._let_through = True
            self._executor.end_after_instruction()
        return True


def _unmask_ends(buffer: mmap.mmap, low: int, high: int) -> list[int]:
    """Offsets behind the unmasking instructions in buffer[low:high]."""
    ends = []
    at = buffer.find(b"\xb6", low, high)
    while at >= 0:
        if at & 1 and buffer[at - 1] & 0xFC == 0x60:
            ends.append(at + 1)
        at = buffer.find(b"\xb6", at + 1, high)
    at = buffer.find(b"\x88", low, high)
    while at >= 0:
        first = buffer[at - 3 : at] if at & 1 and at >= 3 else b""
        if first and first[0] & 0xF0 == 0x80 and first[1] == 0xF3 and 0x10 <= first[2] <= 0x14:
            ends.append(at + 1)
        at = buffer.find(b"\x88", at + 1, high)
    return ends
