"""Makes `registers.json`, the names that Renode's log gives to offsets, from a source tree.

    python -m vboard.builtin.known.generate_registers RENODE_INFRASTRUCTURE_1_16_1

Renode takes them from the enums of a peripheral's class whose name has "register" in it, where the class
derives from `BasicDoubleWordPeripheral` or is the NVIC (`RegisterMapper.cs`, `Logger.LogUnhandledRead`). The
table holds facts only: a type's offsets and what they are called.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from vboard.builtin.known.csharp_source import TypeDeclaration
from vboard.builtin.known.expressions import number
from vboard.builtin.known.generate import NAMESPACE, Tree
from vboard.builtin.known.register_names import FILE

_MAPPED = {"BasicDoubleWordPeripheral", "IHasMappedRegisters"}


def offsets(enum: TypeDeclaration, constants: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Values and names of an enum's members, in order."""
    following = 0
    known = dict(constants)
    for name, expression in enum.assigned.items():
        value = number(expression, known) if expression else following
        known[name] = str(value)
        following = value + 1
        yield value, name


def names_of(tree: Tree, each: TypeDeclaration) -> dict[int, str] | None:
    """Names by offset; None where Renode's log has none for this type."""
    lines = [each, *(found for found, _, _ in tree.ancestors(each) if found is not None)]
    bases = {name.partition("<")[0].rpartition(".")[2] for _, name, _ in tree.ancestors(each)}
    if not bases & _MAPPED:
        return None
    names: dict[int, str] = {}
    for line in lines:
        prefix = f"{line.full}+"
        for enum in tree.types.values():
            if enum.kind != "enum" or not enum.full.startswith(prefix) or "register" not in enum.name.lower():
                continue
            if "register" not in enum.name.rpartition("+")[2].lower():
                continue
            # Of two names of one value .NET shows the first.
            for offset, name in sorted(offsets(enum, line.constants), key=lambda pair: pair[0]):
                names.setdefault(offset, name)
    return names


def table(tree: Tree) -> dict[str, dict[int, str]]:
    """Names by offset of every type that can be created."""
    found = {}
    for each in tree.types.values():
        if each.kind != "class" or each.abstract or each.generic or not each.full.startswith(NAMESPACE):
            continue
        names = names_of(tree, each)
        if names is not None:
            found[each.full.removeprefix(NAMESPACE)] = dict(sorted(names.items()))
    return found


def main() -> None:
    """Write the table beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tree", type=Path, help="infrastructure sources of Renode 1.16.1")
    found = table(Tree(parser.parse_args().tree))
    lines = [f" {json.dumps(name)}: {json.dumps(names)}" for name, names in sorted(found.items())]
    Path(__file__).with_name(FILE).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
