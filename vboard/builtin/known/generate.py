"""Makes `types.json`, the table of Renode's peripheral types, from two source trees.

    python -m vboard.builtin.known.generate RENODE_INFRASTRUCTURE_1_16_1 RENODE_INFRASTRUCTURE_NEWER

It holds facts only: names, what a type can be registered on, parameters, outputs. A type of the newer tree is
stored where the older one lacks it, or lacks some of its parameters, lines, properties or interfaces.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vboard.builtin.known.csharp_source import Parameter, TypeDeclaration, declarations, split
from vboard.builtin.known.expressions import number

NAMESPACE = "Antmicro.Renode.Peripherals."
_PRIMITIVES = {
    "bool": "Boolean", "byte": "Byte", "sbyte": "SByte", "short": "Int16", "ushort": "UInt16", "int": "Int32",
    "uint": "UInt32", "long": "Int64", "ulong": "UInt64", "float": "Single", "double": "Double",
    "decimal": "Decimal", "string": "String", "object": "Object", "char": "Char",
}  # fmt: skip
_LIBRARY = {
    "List": "System.Collections.Generic.List", "IList": "System.Collections.Generic.IList",
    "IEnumerable": "System.Collections.Generic.IEnumerable",
    "Dictionary": "System.Collections.Generic.Dictionary",
    "IReadOnlyDictionary": "System.Collections.Generic.IReadOnlyDictionary", "Func": "System.Func",
    "Action": "System.Action", "Tuple": "System.Tuple", "Endianess": "ELFSharp.ELF.Endianess",
    "TimeSpan": "System.TimeSpan", "DateTime": "System.DateTime", "Type": "System.Type",
    "Stream": "System.IO.Stream",
}  # fmt: skip
_CONTAINERS = {
    "SimpleContainer": "Number", "NullRegistrationPointPeripheralContainer": "Null",
    "NullRegistrationPointContainer": "Null", "SimpleContainerBase": "Number", "MultiContainer": "",
}  # fmt: skip
"""Generic bases that register their parameter at a point."""
_REGISTERS = ("IRegisterablePeripheral", "IPeripheralContainer", "IPeripheralRegister")
_POINT = re.compile(r"(\w+?)RegistrationPoint|Bus(\w+?)Registration")
_INTERFACES = {
    "IBusPeripheral": "bus", "IKnownSize": "sized", "IGPIOReceiver": "receiver",
    "ILocalGPIOReceiver": "local",
    "INumberedGPIOOutput": "numbered", "IUART": "uart", "ICPU": "cpu",
    "BusRangeRegistration": "range", "BusPointRegistration": "place", "BusMultiRegistration": "part",
}  # fmt: skip


class Tree:
    """The declarations of a source tree."""

    def __init__(self, folder: Path) -> None:
        self.types: dict[str, TypeDeclaration] = {}
        self.by_name: dict[str, list[TypeDeclaration]] = {}
        for path in sorted((folder / "src").rglob("*.cs")):
            for each in declarations(path.read_text(encoding="utf-8-sig", errors="replace")):
                self._add(each)

    def _add(self, found: TypeDeclaration) -> None:
        key = f"{found.full}`{len(found.generic)}"
        known = self.types.get(key)
        if known is None:
            self.types[key] = found
            self.by_name.setdefault(found.name.rpartition("+")[2], []).append(found)
            return
        known.bases += found.bases
        known.constructors += found.constructors
        known.hides_constructor |= found.hides_constructor
        known.outputs += found.outputs
        known.properties += found.properties
        known.abstract |= found.abstract
        known.default_output = known.default_output or found.default_output
        known.size = known.size or found.size
        known.constants |= found.constants

    def find(self, name: str, user: TypeDeclaration) -> TypeDeclaration | None:
        """A type as `user` names it: nested in it, of its namespace, or the only one."""
        plain, _, arguments = name.partition("<")
        plain = plain.rpartition(".")[2]
        count = len(split(arguments.rstrip("> "))) if arguments else 0
        found = [each for each in self.by_name.get(plain, ()) if len(each.generic) == count]
        ranks = (
            lambda each: each.full == f"{user.full}+{plain}",
            lambda each: each.full == f"{user.namespace}.{plain}",
            lambda each: "+" not in each.name and user.namespace.startswith(each.namespace),
            lambda each: "+" not in each.name,
            lambda each: True,
        )
        for rank in ranks:
            fitting = [each for each in found if rank(each)]
            if fitting:
                return fitting[0]
        return None

    def ancestors(
        self, start: TypeDeclaration
    ) -> Iterable[tuple[TypeDeclaration | None, str, TypeDeclaration]]:
        """All bases with the names by which they are called, and who calls them."""
        seen: set[str] = set()
        left: list[tuple[str, TypeDeclaration, dict[str, str]]] = [(name, start, {}) for name in start.bases]
        while left:
            name, user, bound = left.pop(0)
            for parameter, value in bound.items():
                name = re.sub(rf"\b{parameter}\b", value, name)
            if name in seen:
                continue
            seen.add(name)
            found = self.find(name, user)
            yield found, name, user
            if found is not None:
                arguments = split(name.partition("<")[2][:-1]) if "<" in name else []
                inner = dict(zip(found.generic, (each.strip() for each in arguments), strict=False))
                left += [(base, found, inner) for base in found.bases]

    # -- facts ----------------------------------------------------------------------------------

    def enums(self, facts: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
        """Members of the enums that are types of parameters."""
        used = {
            name
            for entry in facts.values()
            for parameters in entry.get("constructors", ())
            for parameter in parameters
            for name in re.findall(r"[\w.+]+", parameter[1])
        }
        return {
            each.full: each.members
            for each in self.types.values()
            if each.kind == "enum" and each.full in used
        }

    def facts(self) -> dict[str, dict[str, Any]]:
        """What the table says of each peripheral type."""
        result: dict[str, dict[str, Any]] = {}
        for each in self.types.values():
            if each.kind != "class" or each.generic or "Antmicro.Renode." not in each.full:
                continue
            lines = list(self.ancestors(each))
            names = {name.partition("<")[0].rpartition(".")[2] for _, name, _ in lines}
            is_point = bool(names & {"IRegistrationPoint", "BusRegistration"})
            if "IPeripheral" in names or is_point:
                result[each.full.removeprefix(NAMESPACE)] = self._entry(each, lines, names, is_point)
        for each in self.types.values():
            for found, _, _ in self.ancestors(each) if not (each.abstract or each.generic) else ():
                entry = result.get(found.full.removeprefix(NAMESPACE)) if found is not None else None
                if entry is not None and entry["abstract"] and each.full.removeprefix(NAMESPACE) in result:
                    entry.setdefault("concrete", set()).add(each.full)
        for entry in result.values():
            entry["concrete"] = sorted(entry.get("concrete", ()))
        wanted = {who for entry in result.values() for who, _ in entry.get("registers", ())}
        for entry in result.values():
            entry["is"] = sorted(entry["is"] & wanted | {each for each in entry["is"] if each.islower()})
        return {name: {key: value for key, value in entry.items() if value} for name, entry in result.items()}

    def _entry(
        self, each: TypeDeclaration, lines: list[Any], names: set[str], is_point: bool
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {"is": {each.name, *names}, "abstract": each.abstract, "point": is_point}
        entry["is"] |= {short for name, short in _INTERFACES.items() if name in names}
        outputs, default, size, constants = (
            list(each.outputs),
            each.default_output,
            each.size,
            dict(each.constants),
        )
        registers = []
        properties = set(each.properties)
        for found, name, _ in [(each, "", each), *lines]:
            registers += _registered(name)
            if found is None or found is each:
                continue
            outputs += [output for output in found.outputs if output not in outputs]
            properties |= set(found.properties)
            default, size = default or found.default_output, size or found.size
            constants = found.constants | constants
        entry["outputs"], entry["default"] = outputs, default
        entry["properties"] = sorted(properties)
        entry["size"] = number(size, constants)
        entry["registers"] = list(dict.fromkeys(registers))
        constructors = each.constructors or ([] if each.hides_constructor else [[]])
        entry["constructors"] = [
            [self._parameter(parameter, each, constants) for parameter in parameters]
            for parameters in constructors
        ]
        return entry

    def _parameter(self, parameter: Parameter, user: TypeDeclaration, constants: dict[str, str]) -> list[str]:
        found = [parameter.name, self._full_type(parameter.type, user)]
        if parameter.default is not None or parameter.alias:
            found.append("" if parameter.default is None else _default(parameter.default, constants))
        if parameter.alias:
            found.append(parameter.alias)
        return found

    def _full_type(self, name: str, user: TypeDeclaration) -> str:
        """The name of .NET's reflection."""
        name = name.strip()
        if name.endswith("[]"):
            return f"{self._full_type(name[:-2], user)}[]"
        if name.endswith("?"):
            return f"System.Nullable`1[{self._full_type(name[:-1], user)}]"
        if name in _PRIMITIVES:
            return f"System.{_PRIMITIVES[name]}"
        plain, _, arguments = name.partition("<")
        inner = [self._full_type(each, user) for each in split(arguments[:-1])] if arguments else []
        found = self.find(name, user)
        short = plain.rpartition(".")[2]
        full = _LIBRARY.get(short) or (found.full if found is not None else plain)
        return f"{full}`{len(inner)}[{','.join(inner)}]" if inner else full


def _registered(name: str) -> list[tuple[str, str]]:
    """(who, point) pairs that a base registers."""
    plain, _, arguments = name.partition("<")
    parts = [each.strip().partition("<")[0].rpartition(".")[2] for each in split(arguments[:-1])]
    if plain in _REGISTERS and len(parts) == len(("who", "point")):
        match = _POINT.fullmatch(parts[1])
        return [(parts[0], (match[1] or f"Bus{match[2]}"))] if match else []
    if plain in _CONTAINERS and len(parts) == 1 and _CONTAINERS[plain]:
        return [(parts[0], _CONTAINERS[plain])]
    return []


def _default(text: str, constants: dict[str, str]) -> str:
    """A default value as .NET prints it."""
    if text in ("null", "default"):
        return "null"
    if text in ("true", "false"):
        return text.capitalize()
    if text.startswith('"'):
        return text
    if re.fullmatch(r"-?\d+\.\d*[fdFD]?|-?\d+[fdFD]", text):
        return text.rstrip("fdFD")
    value = number(text, constants)
    if value or re.fullmatch(r"0x0+|0", text.rstrip("uUlL")):
        return str(value)
    return text.rpartition(".")[2] if re.fullmatch(r"[\w.]+", text) else text


def table(older: Tree, newer: Tree) -> dict[str, Any]:
    """Facts of the older tree, and what the newer one adds."""
    base, other = older.facts(), newer.facts()
    added = {
        name: facts for name, facts in other.items() if name not in base or _names(facts) - _names(base[name])
    }
    enums, more = older.enums(base), newer.enums(other)
    for name, members in more.items():  # what the newer tree adds comes behind
        enums[name] = list(dict.fromkeys((*enums.get(name, ()), *members)))
    return {"1.16.1": base, "newer": added, "enums": dict(sorted(enums.items()))}


def _names(facts: dict[str, Any]) -> set[str]:
    """What a platform may use of a type."""
    found = {parameter[0] for constructor in facts.get("constructors", ()) for parameter in constructor}
    for key in ("is", "outputs", "properties"):
        found.update(f"{key} {name}" for name in facts.get(key, ()))
    return found | {f"registers {who} {point}" for who, point in facts.get("registers", ())}


def main() -> None:
    """Write the table beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("older", type=Path, help="infrastructure sources of Renode 1.16.1")
    parser.add_argument("newer", type=Path, help="infrastructure sources of a newer Renode")
    arguments = parser.parse_args()
    found = table(Tree(arguments.older), Tree(arguments.newer))
    lines = [
        f" {json.dumps(version)}: {{\n"
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(facts)}" for name, facts in sorted(types.items()))
        + "\n }"
        for version, types in found.items()
    ]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    Path(__file__).with_name("types.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
