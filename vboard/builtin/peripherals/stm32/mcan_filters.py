"""M_CAN: acceptance filters (RM0433 rev 8, sections 56.3.4, 56.4.20 and 56.4.21).

A standard filter is a word: SFT 31:30, SFEC 29:27, SFID1 26:16, SFID2 10:0. An extended one is two words:
EFEC 31:29, EFID1 28:0 and EFT 31:30, EFID2 28:0.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

STANDARD_SIZE, EXTENDED_SIZE = 4, 8
"""Bytes of a filter."""
_STANDARD_BITS, _EXTENDED_BITS = 0x7FF, 0x1FFF_FFFF


class Kind(enum.IntEnum):
    """SFT and EFT."""

    RANGE = 0
    DUAL = 1
    CLASSIC = 2
    LAST = 3
    """Of a standard filter: disabled; of an extended one: a range that XIDAM does not mask."""


class Action(enum.IntEnum):
    """SFEC and EFEC: what becomes of a frame that matches."""

    DISABLED = 0
    FIFO0 = 1
    FIFO1 = 2
    REJECT = 3
    PRIORITY = 4
    PRIORITY_FIFO0 = 5
    PRIORITY_FIFO1 = 6
    BUFFER = 7

    @property
    def fifo(self) -> int | None:
        """The Rx FIFO that gets the frame."""
        return {1: 0, 5: 0, 2: 1, 6: 1}.get(self)

    @property
    def has_priority(self) -> bool:
        """Whether the match is told in HPMS."""
        return self in (Action.PRIORITY, Action.PRIORITY_FIFO0, Action.PRIORITY_FIFO1)


class Filter(NamedTuple):
    """One filter.

    Attributes:
        kind: how the identifiers are compared.
        action: what becomes of a match.
        first, second: the two identifiers, or identifier and mask.
    """

    kind: Kind
    action: Action
    first: int
    second: int

    def matches(self, identifier: int) -> bool:
        """Whether it takes a standard frame, or an extended one after XIDAM."""
        if self.action is Action.BUFFER:
            return identifier == self.first
        if self.kind is Kind.DUAL:
            return identifier in (self.first, self.second)
        if self.kind is Kind.CLASSIC:
            return not (identifier ^ self.first) & self.second
        return self.first <= identifier <= self.second

    @property
    def buffer(self) -> int:
        """Number of the Rx buffer that a match goes to."""
        return self.second & 0x3F


def standard_filter(element: bytes) -> Filter:
    """Read a standard filter."""
    word = int.from_bytes(element, "little")
    kind, action = Kind(word >> 30), Action(word >> 27 & 7)
    if kind is Kind.LAST and action is not Action.BUFFER:
        action = Action.DISABLED
    return Filter(kind, action, word >> 16 & _STANDARD_BITS, word & _STANDARD_BITS)


def extended_filter(element: bytes) -> Filter:
    """Read an extended filter."""
    first, second = (int.from_bytes(element[i : i + 4], "little") for i in (0, 4))
    return Filter(Kind(second >> 30), Action(first >> 29), first & _EXTENDED_BITS, second & _EXTENDED_BITS)


def first_match(filters: list[Filter], identifier: int, masked: int) -> tuple[int, Filter] | None:
    """Number of the first filter that takes a frame, and the filter.

    Args:
        filters: all of the frame's format, in their order.
        identifier: the frame's.
        masked: the same after XIDAM; of a standard frame the identifier itself.
    """
    for number, one in enumerate(filters):
        unmasked = one.kind is Kind.LAST or one.action is Action.BUFFER
        if one.action is not Action.DISABLED and one.matches(identifier if unmasked else masked):
            return number, one
    return None
