"""What keeps accesses from peripherals: locked address ranges and disabled peripherals."""

from __future__ import annotations


class RangeSet:
    """A set of addresses, kept as sorted ranges [start, end)."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def add(self, start: int, end: int) -> None:
        """Add a range."""
        merged = [(start, end)]
        for each in self._ranges:
            if each[1] < start or end < each[0]:
                merged.append(each)
            else:
                start, end = min(start, each[0]), max(end, each[1])
                merged[0] = (start, end)
        self._ranges = sorted(merged)

    def remove(self, start: int, end: int) -> None:
        """Remove a range."""
        left = [(first, min(last, start)) for first, last in self._ranges]
        right = [(max(first, end), last) for first, last in self._ranges]
        self._ranges = sorted({each for each in (*left, *right) if each[0] < each[1]})

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any address of a range is in the set."""
        return any(first < end and start < last for first, last in self._ranges)

    def contains(self, start: int, end: int) -> bool:
        """Whether all addresses of a range are in the set."""
        return any(first <= start and end <= last for first, last in self._ranges)


class AccessControl:
    """Locks and switches of one bus; `active` tells whether there is any."""

    def __init__(self) -> None:
        self._locked: dict[int | None, RangeSet] = {None: RangeSet()}
        """Ranges by the initiator that they are locked for, None for everybody."""
        self._disabled: set[int] = set()

    @property
    def active(self) -> bool:
        """Whether anything is locked or disabled."""
        return bool(self._disabled) or any(self._locked.values())

    def set_locked(self, start: int, end: int, locked: bool, initiator: object | None) -> None:
        """Lock or unlock [start, end) for an initiator, or for all."""
        ranges = self._locked.setdefault(_key(initiator), RangeSet())
        (ranges.add if locked else ranges.remove)(start, end)

    def is_locked(self, start: int, end: int, initiator: object | None) -> bool:
        """Whether any of [start, end) is locked for an initiator."""
        own = self._locked.get(_key(initiator))
        return self._locked[None].overlaps(start, end) or (own is not None and own.overlaps(start, end))

    def is_wholly_locked(self, start: int, end: int, initiator: object | None) -> bool:
        """Whether all of [start, end) is locked for just this initiator."""
        own = self._locked.get(_key(initiator))
        return own is not None and own.contains(start, end)

    def set_enabled(self, peripheral: object, enabled: bool) -> None:
        """Enable or disable a peripheral."""
        (self._disabled.discard if enabled else self._disabled.add)(id(peripheral))

    def is_enabled(self, peripheral: object) -> bool:
        """Whether a peripheral takes accesses."""
        return id(peripheral) not in self._disabled


def _key(initiator: object | None) -> int | None:
    return None if initiator is None else id(initiator)
