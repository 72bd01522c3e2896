"""ICSR in recorded answers: three of its fields are the manual's here and not Renode 1.16.1's.

ARMv7-M B3.2.4. Renode shows 16 in VECTPENDING unless the exception preempts, 0 in ISRPENDING and RETTOBASE.
`tests/builtin/cpu/test_icsr.py` holds the engine to the manual.
"""

from __future__ import annotations

import re

_OF_THE_MANUAL = 1 << 22 | 0x1FF << 12 | 1 << 11
_LINE = re.compile(
    r"(icsr\.|order\.|nmi|basepri\.|reset\.icsr|scs\.e000ed04|systick\.pend|wfi\.primask_pending)"
)
"""Lines of the architecture checks whose words are ICSR, numbers of exceptions, or small ones."""
_AFTER = {"fa": 6, "11": 1}
"""Marks of handlers that show ICSR, this many words behind the mark."""
_AT_REST = re.compile(r"(\bicsr +(?:\[\[no newline\]\]\n.*\n[^\]]*\] )?)00010000\b")
"""What the conformance image says of it when nothing is pending; a report may cut the line."""


def _vector(icsr: int) -> int:
    return icsr >> 12 & 0x1FF


def _differs_as_it_may(ours: int, renodes: int) -> bool:
    renodes_own = not renodes & (1 << 22 | 1 << 11) and _vector(renodes) in (16, _vector(ours))
    return renodes_own and not (ours ^ renodes) & ~_OF_THE_MANUAL


def with_renodes_icsr(line: str, recorded: str) -> tuple[str, int]:
    """A line with the recorded words where ICSR differs as it may, and their number."""
    name, _, words = line.partition(" ")
    ours, theirs = words.split(":"), recorded.partition(" ")[2].split(":")
    anywhere = _LINE.match(name) is not None
    shown = {i + _AFTER[w[:2]] for i, w in enumerate(theirs) if len(w) == 8 and w[:2] in _AFTER}
    replaced = 0
    for index, (own, other) in enumerate(zip(ours, theirs, strict=False)):
        here = own != other and (anywhere or index in shown)
        if here and _differs_as_it_may(int(own, 16), int(other, 16)):
            ours[index] = other
            replaced += 1
    return f"{name} {':'.join(ours)}", replaced


def at_rest_as_the_manual(text: str) -> str:
    """What the conformance image said on Renode, with ICSR at rest as the manual has it."""
    return _AT_REST.sub(r"\g<1>00000000", text)
