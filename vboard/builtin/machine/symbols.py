"""Symbols of the loaded images: name to addresses and back."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import NamedTuple


class Symbol(NamedTuple):
    """A function or object at [start, end); `end` equals `start` for a label."""

    start: int
    end: int
    name: str
    weight: int = 0
    """Of several symbols with the same range the one with the greatest weight is shown."""

    def moved(self, shift: int) -> Symbol:
        """The symbol of an image that lies `shift` bytes higher."""
        return Symbol(self.start + shift, self.end + shift, self.name, self.weight)

    @property
    def is_label(self) -> bool:
        """Whether the symbol has no size."""
        return self.start == self.end


class SymbolTable:
    """Symbols of one machine, or of one core."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Symbol]] = {}
        self._sorted: list[Symbol] = []
        self._reach: list[int] = []
        """Highest end of the symbols up to each place of `_sorted`."""
        self._highest = 0

    def add(self, symbols: Iterable[Symbol], highest: int = 0) -> None:
        """Add symbols.

        Args:
            symbols: what to add; symbols that are known already are left out.
            highest: end of the image that they come from: beyond it nothing has a symbol.
        """
        fresh = [each for each in symbols if each not in self._by_name.get(each.name, ())]
        for symbol in fresh:
            self._by_name.setdefault(symbol.name, []).append(symbol)
            stem = symbol.name.partition(".")[0]
            if stem and stem != symbol.name:  # a clone that the compiler made: `f.constprop.0`
                self._by_name.setdefault(stem, []).append(symbol)
        self._sorted = sorted([*self._sorted, *fresh])
        self._reach = []
        for symbol in self._sorted:
            self._reach.append(max(symbol.end, self._reach[-1] if self._reach else 0))
        self._highest = max(self._highest, highest, *(each.end for each in fresh))

    def clear(self) -> None:
        """Forget everything."""
        self._by_name.clear()
        self._sorted, self._reach, self._highest = [], [], 0

    def addresses(self, name: str) -> list[int]:
        """Addresses of the symbols of a name, in the order in which they were added."""
        return list(dict.fromkeys(each.start for each in self._by_name.get(name, ())))

    def names(self) -> list[str]:
        """All names."""
        return list(self._by_name)

    def at(self, address: int) -> Symbol | None:
        """The innermost symbol that holds `address`; a label outside of others reaches to the next symbol."""
        if address > self._highest:
            return None
        last = bisect.bisect_right(self._sorted, address, key=lambda symbol: symbol.start) - 1
        index = last
        inner: list[Symbol] = []
        while index >= 0 and self._reach[index] > address:
            symbol = self._sorted[index]
            if symbol.start <= address < symbol.end and (not inner or symbol.start == inner[0].start):
                inner.append(symbol)
            index -= 1
        labels = [each for each in self._labels(last, address) if not _inside(each, inner)]
        exact = [each for each in labels if each.start == address]
        if exact:
            return max(exact, key=lambda each: each.weight)
        if inner:
            return min(inner, key=lambda each: (each.end, -each.weight))
        return max(labels, key=lambda each: each.weight, default=None)

    def _labels(self, last: int, address: int) -> list[Symbol]:
        """The labels nearest below `address`, if no symbol begins between."""
        if last < 0:
            return []
        start = self._sorted[last].start
        found = []
        while last >= 0 and self._sorted[last].start == start:
            if self._sorted[last].is_label:
                found.append(self._sorted[last])
            last -= 1
        return found


def _inside(label: Symbol, symbols: list[Symbol]) -> bool:
    """Whether a label lies within a symbol that begins before it."""
    return any(each.start < label.start < each.end for each in symbols)
