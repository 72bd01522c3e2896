"""Pending and active exceptions and their priorities (ARMv7-M B1.5), without registers or core."""

from __future__ import annotations

NMI, HARD_FAULT, MEM_MANAGE, BUS_FAULT, USAGE_FAULT = 2, 3, 4, 5, 6
SVC, DEBUG_MONITOR, PENDSV, SYSTICK = 11, 12, 14, 15
FIRST_LINE = 16
LINES = 512
IDLE_PRIORITY = 256
"""Execution priority of thread code: below every exception."""

_SYSTEM = (1 << 16) - 1


class ExceptionState:
    """Exceptions by number: bit n of a mask stands for exception n, line i is exception 16 + i.

    Attributes:
        pending: requested and not yet taken.
        enabled: allowed by ISER (system exceptions always are).
        level: external lines that are high.
        active: entered and not yet left; `stack` has them in the order of entry.
        priority: raw priority of each exception, 0 to 255.
        prigroup: AIRCR.PRIGROUP: bits [prigroup:0] of a priority do not preempt.

    By default priorities are those of Renode 1.16.1: Reset, NMI and HardFault have priority 0 like any
    other, BASEPRI is compared with raw priorities, PRIMASK holds everything back, FAULTMASK all but NMI,
    and the last exception entered decides what preempts. `strict` has the architecture's rules.
    """

    def __init__(self, priority_mask: int, strict: bool = False) -> None:
        self.priority_mask = priority_mask
        self._strict = strict
        self.reset()

    @property
    def strict(self) -> bool:
        """Whether fixed priorities and masks are the architecture's."""
        return self._strict

    @strict.setter
    def strict(self, value: bool) -> None:
        self._strict = value
        self._set_fixed_priorities()
        self.update_active_priority()

    def _set_fixed_priorities(self) -> None:
        self.priority[1:4] = [-3, -2, -1] if self._strict else [0, 0, 0]

    def reset(self) -> None:
        """State after reset; the lines keep their level."""
        self.pending = 0
        self.enabled = _SYSTEM
        self.active = 0
        self.stack: list[int] = []
        self.priority = [0] * (FIRST_LINE + LINES)
        self._set_fixed_priorities()
        self.prigroup = 0
        self.level = getattr(self, "level", 0)
        self.active_priority = IDLE_PRIORITY

    def group(self, priority: int) -> int:
        """The part of a priority that decides preemption."""
        return priority if priority < 0 else priority & -(2 << self.prigroup) & 0xFF

    def set_line(self, line: int, value: bool) -> bool:
        """External line `line` changed; a rising one pends. Returns whether pending changed."""
        bit = 1 << (FIRST_LINE + line)
        if not value:
            self.level &= ~bit
            return False
        self.level |= bit
        self.pending |= bit
        return True

    def unpend(self, bits: int) -> None:
        """Clear pending bits; Renode keeps those of lines that are high."""
        self.pending &= ~(bits if self._strict else bits & ~self.level)

    def best(self, basepri: int = 0) -> int:
        """The pending, enabled exception to take first (group, sub-priority, number), or 0.

        With `basepri` only exceptions of a raw priority below it count.
        """
        candidates = self.pending & self.enabled & ~self.active
        if not candidates:
            return 0
        best, best_priority = 0, basepri or IDLE_PRIORITY + 1
        while candidates:
            bit = candidates & -candidates
            candidates ^= bit
            number = bit.bit_length() - 1
            # Group and sub-priority in order are the raw priority itself.
            if self.priority[number] < best_priority:
                best, best_priority = number, self.priority[number]
        return best

    def preempting(self, basepri: int = 0) -> int:
        """The exception to take if PRIMASK and FAULTMASK were 0, or 0."""
        ceiling = self.active_priority
        if self._strict and basepri:
            ceiling = min(ceiling, self.ceiling(0, basepri, 0))
            basepri = 0
        number = self.best(basepri)
        return number if number and self.group(self.priority[number]) < ceiling else 0

    def takeable(self, primask: int, basepri: int, faultmask: int) -> int:
        """The exception to take now, or 0."""
        number = self.preempting(basepri)
        if not number:
            return 0
        if self._strict:
            held = self.group(self.priority[number]) >= self.ceiling(primask, basepri, faultmask)
        else:
            held = bool(primask) or (bool(faultmask) and number != NMI)
        return 0 if held else number

    def ceiling(self, primask: int, basepri: int, faultmask: int) -> int:
        """Execution priority that the mask registers give by the architecture (B1.5.4)."""
        ceiling = IDLE_PRIORITY
        basepri &= self.priority_mask
        if basepri:
            ceiling = self.group(basepri)
        if primask:
            ceiling = min(ceiling, 0)
        return -1 if faultmask else ceiling

    def update_active_priority(self) -> None:
        """Recompute the priority of the active exceptions (after entry, return, PRIGROUP, SHPR, IPR)."""
        active = self.stack if self._strict else self.stack[-1:]
        self.active_priority = min(
            (self.group(self.priority[number]) for number in active), default=IDLE_PRIORITY
        )

    def enter(self, number: int) -> None:
        """Exception `number` is taken."""
        bit = 1 << number
        self.pending &= ~bit
        self.active |= bit
        self.stack.append(number)
        self.update_active_priority()

    def leave(self, number: int) -> None:
        """Exception `number` returned; a line that is still high pends again."""
        bit = 1 << number
        self.active &= ~bit
        if number in self.stack:
            self.stack.remove(number)
        self.pending |= self.level & bit
        self.update_active_priority()
