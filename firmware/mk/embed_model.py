#!/usr/bin/env python3
"""Writes a file, such as a .tflite model, as a C++ array aligned to 16 bytes.

  python3 firmware/mk/embed_model.py FILE OUT.cc NAME

OUT.cc defines `alignas(16) const unsigned char NAME[]` and `const unsigned int NAME_size`; both can be
declared `extern const`. NAME may be qualified: a::b::model puts the array into namespace a::b. For an
application of one's own there is `vboard embed`, which knows models.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# The build runs this file with any Python 3, without the virtual environment.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from vboard.projects.c_array import initialiser, why_no_name


def embed(data: bytes, source: str, name: str) -> str:
    """The text of the C++ file."""
    *namespaces, variable = name.split("::")
    lines = [f"// {len(data)} bytes of {source}, written by firmware/mk/embed_model.py; do not edit."]
    lines.append("// clang-format off")
    if namespaces:
        lines.append(f"namespace {'::'.join(namespaces)} {{")
    lines.append(f"extern const unsigned int {variable}_size;")
    lines.append(f"extern const unsigned char {variable}[];")
    lines.append(f"const unsigned int {variable}_size = {len(data)};")
    lines.append(f"alignas(16) const unsigned char {variable}[{len(data)}] = {{")
    lines += initialiser(data)
    lines.append("};")
    if namespaces:
        lines.append(f"}}  // namespace {'::'.join(namespaces)}")
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Writes a file as a C++ array aligned to 16 bytes.")
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("name")
    args = parser.parse_args(argv)
    for part in args.name.split("::"):
        if why := why_no_name(part):
            print(f"embed_model: {args.name!r} is no C++ name: {why}", file=sys.stderr)
            return 2
    try:
        data = args.file.read_bytes()
    except OSError as error:
        print(f"embed_model: {args.file}: {error.strerror}", file=sys.stderr)
        return 2
    if not data:
        print(f"embed_model: {args.file}: is empty", file=sys.stderr)
        return 2
    try:
        args.out.write_text(embed(data, args.file.name, args.name))
    except OSError as error:
        print(f"embed_model: {args.out}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
