"""GNU ld map files: bytes of each component of an image."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_CONTRIBUTION = re.compile(r"^ (\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S.*)$")
_FILL = re.compile(r"^ \*fill\*\s+0x[0-9a-f]+\s+0x([0-9a-f]+)")
_OUTPUT = re.compile(r"^(\.?\w[\w.]*|/DISCARD/)(\s|$)")
_COMPONENTS = (
    ("obj/runtime/core/", "core"),
    ("obj/runtime/kernels/", "kernels"),
    ("obj/frontend/", "front end"),
    ("obj/boards/", "board"),
    ("obj/apps/", "application"),
    ("/model.o", "model"),
    ("obj/gen/", "application"),
    ("libgcc.a", "libgcc"),
    ("libc", "libc"),
    ("libm", "libc"),
)


def component_of(path: str) -> str:
    """The component that an object file belongs to."""
    return next((name for part, name in _COMPONENTS if part in path), "other")


def read_components(path: Path, sections: tuple[str, ...] = (".text", ".data")) -> dict[str, int]:
    """Bytes by component of the output `sections`, largest first; padding is `alignment`.

    `.text` of our images holds constants too.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("Linker script and memory map")), 0)
    totals: Counter[str] = Counter()
    output = pending = ""
    for line in lines[start:]:
        if found := _OUTPUT.match(line):
            output = found[1]
            continue
        if output not in sections:
            continue
        if filled := _FILL.match(line):
            totals["alignment"] += int(filled[1], 16)
            continue
        if line.startswith(" .") and len(line.split()) == 1:
            pending = line  # a long name: its numbers are on the next line
            continue
        joined = f"{pending} {line.strip()}" if pending else line
        pending = ""
        if taken := _CONTRIBUTION.match(joined):
            totals[component_of(taken[4])] += int(taken[3], 16)
    return {name: size for name, size in totals.most_common() if size}
