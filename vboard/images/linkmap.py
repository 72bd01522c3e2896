"""GNU ld map files: bytes of each component of an image."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_CONTRIBUTION = re.compile(r"^ (\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S.*)$")
_PLACE = re.compile(r"^\S+\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)")
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

    `.text` of our images holds constants too. A contribution ends where the next one starts: sizes
    in the map are those before equal strings were merged.
    """
    totals: Counter[str] = Counter()
    for parts, end in _contributions(path, sections).values():
        starts = sorted(parts)
        for start, following in zip(starts, [*starts[1:], end], strict=False):
            size, name = parts[start]
            totals[name] += min(size, following - start)
            totals["alignment"] += max(0, following - start - size)
    return {name: size for name, size in totals.most_common() if size}


def _contributions(
    path: Path, sections: tuple[str, ...]
) -> dict[str, tuple[dict[int, tuple[int, str]], int]]:
    """Output section -> address -> (size, component), and the section's end."""
    result: dict[str, tuple[dict[int, tuple[int, str]], int]] = {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("Linker script and memory map")), 0)
    output = pending = ""
    for line in lines[first:]:
        if found := _OUTPUT.match(line):
            output = found[1]
            if output in sections and (placed := _PLACE.match(line)):
                start, size = int(placed[1], 16), int(placed[2], 16)
                result[output] = {}, start + size
        elif output not in result:
            continue
        elif line.startswith(" .") and len(line.split()) == 1:
            pending = line  # a long name: its numbers are on the next line
        else:
            joined, pending = (f"{pending} {line.strip()}" if pending else line), ""
            taken = _CONTRIBUTION.match(joined)
            if taken and int(taken[3], 16):
                result[output][0][int(taken[2], 16)] = int(taken[3], 16), component_of(taken[4])
    return result
