"""Members that Python 2 has in modules that Python 3 kept, and those that take text in the place of bytes.

Source: The Python Library Reference 2.7. IronPython 2.7 has integers of 32 bits and one kind of text.
"""

from __future__ import annotations

import io
import itertools
import string
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import Any

from vboard.builtin.machine import python2_octets as octets
from vboard.builtin.machine.python2_names import NAMES, Long

_HIGHEST = (1 << 31) - 1
_VERSION = (2, 7, 12, "final", 0)


class _Version(tuple[Any, ...]):
    """`sys.version_info`."""

    major, minor, micro, releaselevel, serial = _VERSION


def _method_of_text(name: str) -> Callable[..., Any]:
    return lambda text, *rest: getattr(text, name)(*rest)


_TEXT_METHODS = """
    capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust rstrip split
    strip swapcase upper zfill
"""


def _maketrans(old: str, new: str) -> str:
    """A table of 256 letters."""
    return "".join(dict(zip(old, new, strict=True)).get(letter, letter) for letter in map(chr, range(256)))


def _string(_: Any) -> dict[str, Any]:
    return {
        **{name: _method_of_text(name) for name in _TEXT_METHODS.split()},
        "atof": float,
        "atoi": int,
        "atol": NAMES["long"],
        "join": lambda words, between=" ": between.join(words),
        "joinfields": lambda words, between=" ": between.join(words),
        "letters": string.ascii_letters,
        "lowercase": string.ascii_lowercase,
        "maketrans": _maketrans,
        "uppercase": string.ascii_uppercase,
    }


def _types(module: Any) -> dict[str, Any]:
    return {
        "BooleanType": bool,
        "DictType": dict,
        "DictionaryType": dict,
        "FileType": io.IOBase,
        "FloatType": float,
        "IntType": int,
        "ListType": list,
        "LongType": Long,
        "NoneType": type(None),
        "StringType": str,
        "StringTypes": (str,),
        "TupleType": tuple,
        "UnicodeType": str,
        "UnboundMethodType": module.FunctionType,
    }


def _urllib(_: Any) -> dict[str, Any]:
    from urllib import parse, request

    names = {
        name: getattr(parse, name) for name in ("quote", "quote_plus", "unquote", "unquote_plus", "urlencode")
    }
    return {**names, "urlopen": request.urlopen, "urlretrieve": request.urlretrieve}


class _Process(subprocess.Popen[Any]):
    """A process whose output is text."""

    def communicate(self, data: Any = None, *rest: Any) -> tuple[Any, Any]:
        """What it wrote."""
        output, errors = super().communicate(octets.octets(data), *rest)
        return octets.letters(output), octets.letters(errors)


_HASHES = "md5 sha1 sha224 sha256 sha384 sha512"
MEMBERS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "array": lambda _: {"array": octets.Array, "ArrayType": octets.Array},
    "base64": lambda module: {
        **octets.all_on_text(
            module,
            "b16decode b16encode b32decode b32encode b64decode b64encode "
            "standard_b64decode standard_b64encode urlsafe_b64decode urlsafe_b64encode",
        ),
        "decodestring": octets.on_text(module.decodebytes),
        "encodestring": octets.on_text(module.encodebytes),
    },
    "binascii": lambda module: octets.all_on_text(
        module, "a2b_base64 a2b_hex b2a_base64 b2a_hex crc32 crc_hqx hexlify unhexlify"
    ),
    "hashlib": lambda module: {
        **{name: octets.hashing(getattr(module, name)) for name in _HASHES.split()},
        "new": octets.hashing(module.new, skip=1),
    },
    "itertools": lambda _: {
        "ifilter": filter,
        "ifilterfalse": itertools.filterfalse,
        "imap": map,
        "izip": zip,
        "izip_longest": itertools.zip_longest,
    },
    "math": lambda module: {
        "ceil": lambda value: float(module.ceil(value)),
        "floor": lambda value: float(module.floor(value)),
    },
    "operator": lambda module: {
        "div": NAMES["__divide__"],
        "isCallable": callable,
        "sequenceIncludes": module.contains,
    },
    "os": lambda module: {
        "getcwdu": module.getcwd,
        "read": octets.on_text(module.read),
        "urandom": octets.on_text(module.urandom),
        "write": octets.on_text(module.write),
    },
    "socket": lambda _: {"create_connection": octets.connected, "socket": octets.Socket},
    "string": _string,
    "struct": lambda module: {
        "Struct": octets.Struct,
        "pack": lambda form, *values: octets.Struct(form).pack(*values),
        "unpack": lambda form, data: octets.Struct(form).unpack(data),
        "unpack_from": lambda form, data, offset=0: octets.Struct(form).unpack_from(data, offset),
    },
    "subprocess": lambda module: {
        "Popen": _Process,
        "check_output": octets.on_text(module.check_output, skip=1),
    },
    "sys": lambda _: {
        "exc_clear": lambda: None,
        "maxint": _HIGHEST,
        "maxsize": _HIGHEST,
        "setdefaultencoding": lambda _: None,
        "version": "2.7.12 (IronPython 2.7.12)",
        "version_info": _Version(_VERSION),
    },
    "time": lambda _: {"clock": time.perf_counter},
    "types": _types,
    "urllib": _urllib,
    "zlib": lambda module: octets.all_on_text(module, "adler32 compress crc32 decompress"),
}
"""By module: what its members of Python 2 are."""
