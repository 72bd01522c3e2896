"""What registers of a table do to one another, and the interrupt lines that follow them, as text.

    effects = ("IFC.FLAGS clears IF", "IER[].FLAGS sets IMR[].FLAGS")
    interrupts = {"IRQ": "IF & IEN", "lines": "SR[].FLAGS & IMR[].FLAGS"}

A side is a register, or a field of one; `NAME[]` stands for each of `NAME0`, `NAME1`, ... and the line of
that number. An effect takes the written bits: it sets, clears or replaces those of the target that are as
far from the target's first bit. A line is up while a flag of the left side is set whose bit of the right side
is too; a left side alone is always enabled, and several of these are joined by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from vboard.builtin.machine.device_register import EffectOp
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic, Pending
from vboard.builtin.peripherals.register_map import Register

_SIDE = r"\w+(?:\[\])?(?:\.\w+)?"
_EFFECT = re.compile(rf"({_SIDE}) (sets|clears|replaces) ({_SIDE})")
_TERM = re.compile(rf"({_SIDE})(?: & ({_SIDE}))?")
_OPS = {"sets": EffectOp.SET, "clears": EffectOp.CLEAR, "replaces": EffectOp.REPLACE}


def _indices(named: Mapping[str, Register], text: str) -> Iterator[str]:
    """What `[]` stands for in a text; nothing where there is none."""
    repeated = re.search(r"(\w+)\[\]", text)
    if repeated is None:
        yield ""
        return
    index = 0
    while f"{repeated[1]}{index}" in named:
        yield str(index)
        index += 1


def _side(named: Mapping[str, Register], side: str, index: str) -> tuple[Register, int, int]:
    """Register, mask and first bit of a side."""
    name, _, field = side.replace("[]", index).partition(".")
    register = named[name]
    if not field:
        return register, sum(f.mask for f in register), 0
    found = next(f for f in register if f.name == field)
    return register, found.mask, found.bit


def link_effects(named: Mapping[str, Register], effects: Sequence[str]) -> list[tuple[Register, Register]]:
    """Give registers their effects; returns who acts on whom.

    Raises:
        ValueError: a text is no effect.
    """
    links = []
    for text in effects:
        match = _EFFECT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no effect")
        for index in _indices(named, text):
            source, mask, bit = _side(named, match[1], index)
            target, _, target_bit = _side(named, match[3], index)
            source.acts(target, mask, target_bit - bit, _OPS[match[2]])
            links.append((source, target))
    return links


def link_interrupts(
    named: Mapping[str, Register],
    links: Sequence[tuple[Register, Register]],
    interrupts: Mapping[str, str],
    outputs: Mapping[str, GPIO],
    lines: Sequence[GPIO],
) -> InterruptLogic:
    """Lines that follow registers, and what acts on those.

    Raises:
        ValueError: a text is no sum of enabled flags.
    """
    logic = InterruptLogic()
    followed: dict[Register, None] = {}
    for output, text in interrupts.items():
        for index in _indices(named, text):
            terms = []
            for part in text.split(" | "):
                match = _TERM.fullmatch(part)
                if match is None:
                    raise ValueError(f"{part!r} are no flags")
                flags, mask, bit = _side(named, match[1], index)
                followed[flags] = None
                enables, shift = None, 0
                if match[2]:
                    enables, enabling, enabling_bit = _side(named, match[2], index)
                    followed[enables] = None
                    shift = enabling_bit - bit
                    mask &= enabling >> shift if shift >= 0 else enabling << -shift
                terms.append(Pending(flags, enables, mask & 0xFFFF_FFFF, shift))
            logic.add(lines[int(index or 0)] if output == "lines" else outputs[output], terms)
    for register in {**followed, **{source: None for source, target in links if target in followed}}:
        register.raises(logic)
    return logic
