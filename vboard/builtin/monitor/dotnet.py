"""Names of .NET and of Renode's assemblies in scripts: `clr`, `System`, `Antmicro.Renode`.

IronPython has them in every scope. What public scripts use is here, in Python; another name is an error that
says so.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vboard.builtin.machine import python2_modules
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.random_generator import RandomGenerator
from vboard.builtin.monitor.dotnet_library import HASHES, Dictionary, Generic, Hash, List
from vboard.builtin.monitor.dotnet_types import Interface, Namespace, Types
from vboard.builtin.monitor.python_objects import PythonMachine, Range, Reference
from vboard.builtin.types import RegisterInteger

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


class _Integers(type):
    """The integer types: `System.UInt32(5)` takes the value modulo their size."""

    bits: int
    signed: bool

    def __call__(cls, value: Any = 0) -> int:
        number = int(value) & ((1 << cls.bits) - 1)
        return number - (1 << cls.bits) if cls.signed and number >> (cls.bits - 1) else number


def _integers() -> dict[str, type]:
    made: dict[str, type] = {}
    for bits, unsigned, signed in ((8, "Byte", "SByte"), (16, "UInt16", "Int16"), (32, "UInt32", "Int32")):
        made[unsigned] = _Integers(unsigned, (), {"bits": bits, "signed": False})
        made[signed] = _Integers(signed, (), {"bits": bits, "signed": True})
    made["UInt64"] = _Integers("UInt64", (), {"bits": 64, "signed": False})
    made["Int64"] = _Integers("Int64", (), {"bits": 64, "signed": True})
    return made


class _Arrays:
    """`System.Array[System.Byte](values)`: a list, or as many zeros."""

    def __getitem__(self, _: Any) -> Callable[[Any], list[Any]]:
        return _array


def _join(between: str, parts: Sequence[Any]) -> str:
    return between.join(map(str, parts))


def _array(values: Any = 0) -> list[Any]:
    return [0] * values if isinstance(values, int) else list(values)


def _format(text: str, *values: Any) -> str:
    return text.format(*values)


def _logger(monitor: Monitor) -> Namespace:
    def log(*arguments: Any) -> None:
        """`Log(level, text, values…)` or `Log(object, level, text, values…)`."""
        target = None if isinstance(arguments[0], LogLevel) else arguments[0]
        level, text, *values = arguments if target is None else arguments[1:]
        message = str(text).format(*values) if values else str(text)
        if target is None:
            monitor.emulation.log.write(level, "", message)
        else:
            target.Log(level, message)

    return Namespace("Antmicro.Renode.Logging.Logger", Log=log)


def namespaces(monitor: Monitor, write: Callable[..., None]) -> dict[str, Namespace]:
    """The roots by name, for one monitor; `write` is what `print` does."""

    def leave(status: int = 0) -> None:
        monitor.quit_status = status
        monitor.emulation.PauseAll()

    class _Manager:
        @property
        def Instance(self) -> Any:
            return monitor.python.wrapped(monitor.manager)

    renode = "Antmicro.Renode"
    integers = _integers()
    cpu = f"{renode}.Peripherals.CPU"
    register = Namespace(f"{cpu}.RegisterValue", Create=lambda value, bits=32: RegisterInteger(value))
    antmicro = Namespace(
        "Antmicro",
        Renode=Namespace(
            renode,
            Core=Namespace(
                f"{renode}.Core",
                EmulationManager=_Manager(),
                IGPIOReceiver=Interface("IGPIOReceiver"),
                Machine=PythonMachine,
                PseudorandomNumberGenerator=RandomGenerator,
                Range=Range,
            ),
            Emulator=Namespace(f"{renode}.Emulator", Exit=leave),
            Logging=Namespace(f"{renode}.Logging", Logger=_logger(monitor), LogLevel=LogLevel),
            Peripherals=Types(f"{renode}.Peripherals", CPU=Types(cpu, RegisterValue=register)),
        ),
    )
    system = Namespace(
        "System",
        **integers,
        Array=_Arrays(),
        Boolean=bool,
        Collections=Namespace(
            "System.Collections",
            Generic=Namespace(
                "System.Collections.Generic", Dictionary=Generic(Dictionary), List=Generic(List)
            ),
        ),
        Console=Namespace("System.Console", WriteLine=write, Write=write),
        Convert=Namespace(
            "System.Convert",
            ToInt32=lambda value, base=10: int(value, base) if isinstance(value, str) else int(value),
            ToUInt32=lambda value, base=10: int(value, base) if isinstance(value, str) else int(value),
            ToString=str,
        ),
        Double=float,
        Environment=Namespace("System.Environment", GetEnvironmentVariable=os.environ.get, NewLine="\n"),
        Math=Namespace("System.Math", Abs=abs, Max=max, Min=min, Round=round),
        Security=Namespace(
            "System.Security",
            Cryptography=Namespace(
                "System.Security.Cryptography", **{name: Hash(kind) for name, kind in HASHES.items()}
            ),
        ),
        String=Namespace("System.String", Format=_format, Join=_join),
    )
    ignore = Namespace(
        "clr", AddReference=lambda *_: None, ImportExtensions=lambda *_: None, Reference=Reference
    )
    return {"Antmicro": antmicro, "System": system, "clr": ignore}


def importing(roots: Mapping[str, Any]) -> dict[str, Any]:
    """`__builtins__` of a scope whose `import` knows the namespaces as well as Python's modules."""

    def load(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        first, *rest = name.split(".")
        if level or first not in roots:
            return python2_modules.load(name, globals, locals, fromlist, level)
        found: Any = roots[first]
        for part in rest:
            found = getattr(found, part, None)
            if found is None:
                raise ImportError(f"{name} is not there on the built-in engine")
        return found if fromlist else roots[first]

    return {**vars(builtins), "__import__": load}
