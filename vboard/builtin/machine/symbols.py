"""Symbols of the loaded images: name to address and back."""

from __future__ import annotations

import bisect
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Symbol:
    """A function or object at [start, end); `end` equals `start` when its size is unknown."""

    start: int
    end: int
    name: str


class SymbolTable:
    """Symbols of one machine."""

    def __init__(self) -> None:
        self._by_name: dict[str, Symbol] = {}
        self._sorted: list[Symbol] = []

    def add(self, symbols: list[Symbol]) -> None:
        """Add symbols; a later one of the same name wins."""
        for symbol in symbols:
            self._by_name[symbol.name] = symbol
        self._sorted = sorted([*self._sorted, *symbols])

    def clear(self) -> None:
        """Forget everything."""
        self._by_name.clear()
        self._sorted.clear()

    def address(self, name: str) -> int | None:
        """Address of a symbol, None when there is none."""
        symbol = self._by_name.get(name)
        return None if symbol is None else symbol.start

    def names(self) -> list[str]:
        """All names."""
        return list(self._by_name)

    def at(self, address: int) -> Symbol | None:
        """The symbol that holds `address`; one of unknown size reaches to the next symbol."""
        index = bisect.bisect_right(self._sorted, address, key=lambda symbol: symbol.start)
        while index > 0:
            symbol = self._sorted[index - 1]
            if symbol.start == symbol.end or address < symbol.end:
                return symbol
            if address - symbol.start > 1 << 24:
                return None
            index -= 1
        return None
