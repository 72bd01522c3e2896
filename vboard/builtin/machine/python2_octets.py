"""Text whose letters are bytes: what IronPython 2.7 has where Python 3 has `bytes`.

Files opened with `b`, sockets and the modules that pack, hash and compress take and give such text; they take
`bytes` and `bytearray` as well.
"""

from __future__ import annotations

import array
import builtins
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType, TracebackType
from typing import Any


def octets(data: Any) -> Any:
    """Text of 8-bit letters as bytes; anything else as it is."""
    return data.encode("latin-1") if isinstance(data, str) else data


def letters(data: Any) -> Any:
    """Bytes as text of 8-bit letters; anything else as it is."""
    return data.decode("latin-1") if isinstance(data, bytes) else data


def on_text(function: Callable[..., Any], *, skip: int = 0) -> Callable[..., Any]:
    """The function with text in the place of bytes; the first `skip` arguments are none of them."""

    def call(*values: Any, **named: Any) -> Any:
        given = (*values[:skip], *map(octets, values[skip:]))
        return letters(function(*given, **{name: octets(value) for name, value in named.items()}))

    return call


def all_on_text(module: ModuleType, names: str) -> dict[str, Callable[..., Any]]:
    """Functions of a module with text in the place of bytes."""
    return {name: on_text(getattr(module, name)) for name in names.split()}


class _Hash:
    """A hash that takes text."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def update(self, data: Any) -> None:
        """Add data."""
        self._made.update(octets(data))

    def digest(self) -> Any:
        """The hash as text of 8-bit letters."""
        return letters(self._made.digest())

    def copy(self) -> _Hash:
        """Another that goes on from here."""
        return _Hash(self._made.copy())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


class Socket(socket.socket):
    """A socket that sends and receives text."""

    def accept(self) -> tuple[Socket, Any]:
        """The next connection."""
        made, address = super().accept()
        return Socket(fileno=made.detach()), address

    def send(self, data: Any, *flags: int) -> int:
        """Send text or bytes."""
        return super().send(octets(data), *flags)

    def sendall(self, data: Any, *flags: int) -> None:
        """Send all of them."""
        super().sendall(octets(data), *flags)

    def sendto(self, data: Any, *rest: Any) -> int:
        """Send to an address."""
        return super().sendto(octets(data), *rest)

    def recv(self, *size: int) -> Any:
        """What has come, as text."""
        return letters(super().recv(*size))

    def recvfrom(self, *size: int) -> tuple[Any, Any]:
        """The same, with the sender."""
        data, address = super().recvfrom(*size)
        return letters(data), address


def connected(*arguments: Any, **named: Any) -> Socket:
    """`socket.create_connection`."""
    return Socket(fileno=socket.create_connection(*arguments, **named).detach())


class Array(array.array):  # type: ignore[type-arg]
    """An array with the methods that Python 3 renamed."""

    def tostring(self) -> Any:
        """Its bytes as text."""
        return letters(self.tobytes())

    def fromstring(self, data: Any) -> None:
        """Append the bytes of a text."""
        self.frombytes(octets(data))


Array.__name__ = "array"


class Struct(struct.Struct):
    """A compiled format that packs to text."""

    def pack(self, *values: Any) -> Any:
        """Values as text."""
        return letters(super().pack(*map(octets, values)))

    def unpack(self, data: Any) -> tuple[Any, ...]:
        """Values of a text."""
        return tuple(map(letters, super().unpack(octets(data))))

    def unpack_from(self, data: Any, offset: int = 0) -> tuple[Any, ...]:
        """Values of a part of a text."""
        return tuple(map(letters, super().unpack_from(octets(data), offset)))


def hashing(function: Callable[..., Any], skip: int = 0) -> Callable[..., _Hash]:
    """A function that makes a hash of text."""
    return lambda *values: _Hash(function(*values[:skip], *map(octets, values[skip:])))


class _File:
    """A file that was opened with `b`."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, *size: int) -> Any:
        """Text of so many letters, of all that is left without a number."""
        return letters(self._file.read(*size))

    def readline(self, *size: int) -> Any:
        """The next line."""
        return letters(self._file.readline(*size))

    def readlines(self, *size: int) -> list[Any]:
        """All lines that are left."""
        return list(map(letters, self._file.readlines(*size)))

    def write(self, data: Any) -> None:
        """Write text or bytes."""
        self._file.write(octets(data))

    def writelines(self, lines: Iterable[Any]) -> None:
        """Write several."""
        self._file.writelines(map(octets, lines))

    def __iter__(self) -> Iterator[Any]:
        return map(letters, self._file)

    def __next__(self) -> Any:
        return letters(next(self._file))

    def __enter__(self) -> _File:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def open_file(name: Any, mode: str = "r", *options: Any, **named: Any) -> Any:
    """`open` and `file`."""
    file = builtins.open(name, mode, *options, **named)  # noqa: SIM115
    return _File(file) if "b" in mode else file


class _Bytes(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, bytearray)

    def __call__(cls, *values: Any) -> bytearray:
        return bytearray(*map(octets, values))


class ByteArray(bytearray, metaclass=_Bytes):
    """`bytearray`, of text as well."""
