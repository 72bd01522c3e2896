"""Classes of .NET's library as far as public scripts use them: collections and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any


class List(list[Any]):
    """`System.Collections.Generic.List`."""

    def Add(self, item: Any) -> None:
        self.append(item)

    def AddRange(self, items: Iterable[Any]) -> None:
        self.extend(items)

    def Clear(self) -> None:
        self.clear()

    def Contains(self, item: Any) -> bool:
        return item in self

    def Remove(self, item: Any) -> bool:
        """Remove the first such item; tells whether there was one."""
        found = item in self
        if found:
            self.remove(item)
        return found

    def ToArray(self) -> list[Any]:
        return list(self)

    @property
    def Count(self) -> int:
        return len(self)


class Dictionary(dict[Any, Any]):
    """`System.Collections.Generic.Dictionary`."""

    def Add(self, key: Any, value: Any) -> None:
        """Add an entry.

        Raises:
            ValueError: the key is there.
        """
        if key in self:
            raise ValueError(f"An item with the same key has already been added. Key: {key}")
        self[key] = value

    def Clear(self) -> None:
        self.clear()

    def ContainsKey(self, key: Any) -> bool:
        return key in self

    def Remove(self, key: Any) -> bool:
        """Remove an entry; tells whether it was there."""
        found = key in self
        self.pop(key, None)
        return found

    @property
    def Count(self) -> int:
        return len(self)

    @property
    def Keys(self) -> list[Any]:
        return list(self)

    @property
    def Values(self) -> list[Any]:
        return list(self.values())


class Generic:
    """A class with type parameters, which mean nothing here: `List[System.Byte]()`."""

    def __init__(self, made: type[Any]) -> None:
        self._made = made

    def __getitem__(self, _: Any) -> type[Any]:
        return self._made


class Hash:
    """A class of `System.Security.Cryptography`: `SHA256.Create().ComputeHash(data)`.

    Args:
        name: of the algorithm in `hashlib`.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def Create(self) -> Hash:
        """A hash; it has no state."""
        return self

    def ComputeHash(self, data: Iterable[int]) -> list[int]:
        """The hash of bytes."""
        return list(hashlib.new(self._name, bytes(data)).digest())

    def Dispose(self) -> None:
        """Nothing is to be freed."""


HASHES = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}
"""Algorithms by the name of their class."""
