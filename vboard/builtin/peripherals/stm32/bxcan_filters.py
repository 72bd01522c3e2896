"""Acceptance filters of the basic extended CAN (RM0090 rev 19, section 32.7.4).

A bank is two registers: in 32-bit scale an identifier and its mask, or two identifiers; in 16-bit scale
twice as many, each half a register. The filters of a FIFO are numbered through its banks; where several
match, 32-bit scale comes before 16-bit, lists before masks, lower numbers first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

BANKS = 28

STANDARD_SHIFT, EXTENDED_SHIFT = 21, 3
IDE, RTR = 1 << 2, 1 << 1
_IDENTIFIER = 0xFFFF_FFF8
_COMPARED_32 = _IDENTIFIER | IDE | RTR
_COMPARED_16 = 0x7FF << STANDARD_SHIFT | 0x7 << EXTENDED_SHIFT + 15 | IDE | RTR
"""Bits of an identifier register (RIR) that a filter looks at: one of 16 bits has EXID[17:15] alone."""


def widened(half: int) -> int:
    """A half register of a 16-bit filter (STID[10:0], RTR, IDE, EXID[17:15]) in the layout of RIR."""
    standard, rtr, ide, extended = half >> 5, half >> 4 & 1, half >> 3 & 1, half & 7
    return standard << STANDARD_SHIFT | extended << EXTENDED_SHIFT + 15 | ide << 2 | rtr << 1


class Filter(NamedTuple):
    """One filter: a frame matches if its RIR equals `identifier` in the bits of `mask`."""

    identifier: int
    mask: int

    def matches(self, rir: int) -> bool:
        return not (rir ^ self.identifier) & self.mask


class Bank(NamedTuple):
    """A bank of filters as the registers have it."""

    first: int
    second: int
    lists: bool
    wide: bool

    def filters(self) -> list[Filter]:
        """Its filters, in the order of their numbers: one, two or four."""
        if self.wide and self.lists:
            return [Filter(self.first, _COMPARED_32), Filter(self.second, _COMPARED_32)]
        if self.wide:
            return [Filter(self.first, self.second & _COMPARED_32)]
        halves = [widened(word >> shift & 0xFFFF) for word in (self.first, self.second) for shift in (0, 16)]
        if self.lists:
            return [Filter(half, _COMPARED_16) for half in halves]
        pairs = ((halves[0], halves[1]), (halves[2], halves[3]))
        return [Filter(identifier, mask & _COMPARED_16) for identifier, mask in pairs]


class Match(NamedTuple):
    """A filter that accepts a frame.

    Attributes:
        rank: orders several: the lowest one decides.
        fifo: the FIFO of its bank.
        number: its number among the filters of that FIFO.
    """

    rank: tuple[bool, bool, int]
    fifo: int
    number: int


def matches(banks: list[tuple[int, bool, Bank]], rir: int) -> Iterator[Match]:
    """Filters that accept a frame.

    Args:
        banks: FIFO, whether it is active, and the bank, in the order of the banks.
        rir: identifier register of the frame.
    """
    numbers = [0, 0]
    for fifo, active, bank in banks:
        for each in bank.filters():
            if active and each.matches(rir):
                rank = (not bank.wide, not bank.lists, numbers[fifo])
                yield Match(rank, fifo, numbers[fifo])
            numbers[fifo] += 1


def accepted_by_renode(bank: Bank, rir: int) -> bool:
    """Whether Renode 1.16.1 lets a frame through a bank.

    It exchanges RTR and IDE of 16-bit filters, and of masks it takes the first pair alone, the mask for the
    identifier.
    """
    if bank.wide:
        return any(each.matches(rir) for each in bank.filters())

    def exchanged(half: int) -> int:
        word = widened(half)
        return word & ~(IDE | RTR) | (word & IDE) >> 1 | (word & RTR) << 1

    halves = [exchanged(word >> shift & 0xFFFF) for word in (bank.first, bank.second) for shift in (16, 0)]
    if bank.lists:
        return any(Filter(half, _COMPARED_16).matches(rir) for half in halves)
    return Filter(halves[0], halves[1] & _COMPARED_16).matches(rir)
