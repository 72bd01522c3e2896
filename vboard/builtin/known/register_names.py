"""What Renode's log calls an offset of a peripheral: the table that `generate_registers.py` makes."""

from __future__ import annotations

import bisect
import functools
import json
from pathlib import Path

FILE = "registers.json"


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name(FILE).read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = json.loads(text)
    return table


@functools.cache
def _names(type_name: str) -> tuple[list[int], list[str]] | None:
    names = _table().get(type_name)
    if names is None:
        return None
    pairs = sorted((int(offset), name) for offset, name in names.items())
    return [offset for offset, _ in pairs], [name for _, name in pairs]


def register_name(type_name: str, offset: int) -> str | None:
    """`CR1`, `CR1+0x4` behind it, `unknown` before the first; None where Renode names none of the type's.

    Args:
        type_name: relative to the peripherals' namespace, as `UART.STM32_UART`.
    """
    names = _names(type_name)
    if names is None:
        return None
    offsets, texts = names
    place = bisect.bisect_right(offsets, offset) - 1
    if place < 0:
        return "unknown"
    behind = offset - offsets[place]
    return f"{texts[place]}+0x{behind:x}" if behind else texts[place]
