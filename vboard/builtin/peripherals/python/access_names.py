"""What the names of a script are while a program of one access is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.peripherals.direct_access import DirectAccess
from vboard.builtin.peripherals.python.operations import KEPT, Number, UnsupportedError
from vboard.builtin.peripherals.register_map import RegisterPeripheral
from vboard.native.core import DeviceRegister

Path = tuple[object, ...]
"""A name, then keys and indices."""


class Constant(NamedTuple):
    """A value that is the same at each run."""

    value: Any


class Thing(NamedTuple):
    """An object of the script: a container, or a peripheral."""

    path: Path
    value: Any


class Local(NamedTuple):
    """A number that lives as long as a run."""

    slot: int
    number: Number


class Kept(NamedTuple):
    """A number that stays in the script's scope."""

    path: Path


Meaning = Constant | Thing | Local | Kept


class Names:
    """Names of one access, as far as statements have been followed."""

    def __init__(self, scope: dict[str, Any], kept: frozenset[str]) -> None:
        """`kept` are those that one run leaves to the next."""
        self._scope = scope
        self._kept = kept
        self._assigned: dict[str, Meaning | None] = {}
        self._locals: dict[str, int] = {}
        self.numbers: dict[Path, Number] = {}
        """What is known of numbers in the scope that the program names, in the order of its variables."""

    def __getitem__(self, name: str) -> Meaning:
        if name in self._assigned:
            meaning = self._assigned[name]
            if meaning is None:
                raise UnsupportedError
            return meaning
        if name not in self._scope:
            raise UnsupportedError
        return _meaning((name,), self._scope[name])

    def is_kept(self, name: str) -> bool:
        """Whether the next run sees the name."""
        return name in self._kept

    def assign(self, name: str, meaning: Meaning) -> None:
        """From here on a name that is not kept is something else."""
        self._assigned[name] = meaning

    def constants(self) -> dict[str, Any]:
        """Names with values that do not depend on the run."""
        return {
            name: meaning.value for name, meaning in self._assigned.items() if isinstance(meaning, Constant)
        }

    def local(self, name: str) -> int:
        """The number of the slot of a name that is not kept."""
        return self._locals.setdefault(name, len(self._locals))

    @property
    def local_count(self) -> int:
        """Number of slots of names that are not kept."""
        return len(self._locals)

    def kept_number(self, path: Path) -> Number:
        """What is known of a number in the scope, which the program names herewith."""
        return self.numbers.setdefault(path, KEPT)

    def copy(self) -> dict[str, Meaning | None]:
        """What names are here, for `restore` and `join`."""
        return dict(self._assigned)

    def restore(self, assigned: Mapping[str, Meaning | None]) -> None:
        """Names are what they were."""
        self._assigned = dict(assigned)

    def join(self, other: Mapping[str, Meaning | None]) -> None:
        """Names are what they are here, or what they are at the end of another branch."""
        for name in {*self._assigned, *other}:
            self._assigned[name] = _either(self._assigned.get(name), other.get(name))


def _either(one: Meaning | None, other: Meaning | None) -> Meaning | None:
    """None: it depends on the branch."""
    if isinstance(one, Local) and isinstance(other, Local) and one.slot == other.slot:
        return Local(one.slot, one.number.or_else(other.number))
    if isinstance(one, Constant) and isinstance(other, Constant):
        same = type(one.value) is type(other.value) and one.value == other.value
        return one if same else None
    if isinstance(one, Thing) and isinstance(other, Thing):
        return one if one.path == other.path and one.value is other.value else None
    return None


def item(container: Meaning, key: object) -> Meaning:
    """`container[key]`.

    Raises:
        UnsupportedError: there is none, or it is of another kind than lists, tuples and dictionaries have.
    """
    if not isinstance(container, Thing) or type(key) not in (int, str):
        raise UnsupportedError
    values = container.value
    found = False
    if type(values) is dict:
        found = key in values
    elif type(values) in (list, tuple) and isinstance(key, int):
        found = 0 <= key < len(values)
    meaning = _meaning((*container.path, key), values[key]) if found else None
    if meaning is None or (isinstance(meaning, Kept) and type(values) is tuple):
        raise UnsupportedError
    return meaning


def register_of(peripheral: object, offset: object) -> DeviceRegister:
    """What `peripheral.ReadDoubleWord(offset)` reads.

    Raises:
        UnsupportedError: more than a register.
    """
    if isinstance(peripheral, RegisterPeripheral) and _reads_registers(peripheral):
        for each in peripheral.direct_registers():
            if each.offset == offset and each.reads:
                return each.register
    raise UnsupportedError


def _reads_registers(peripheral: BusPeripheral) -> bool:
    kind = type(peripheral)
    if kind.ReadDoubleWord is not DirectAccess.ReadDoubleWord or 4 not in peripheral.widths:
        return False
    return peripheral.register_width == 4


def _meaning(path: Path, value: Any) -> Meaning:
    return Kept(path) if type(value) in (int, bool) else Thing(path, value)
