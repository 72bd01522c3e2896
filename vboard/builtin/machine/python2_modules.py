"""Modules of Python 2 by the names that scripts import.

Source: The Python Library Reference 2.7. Modules that were renamed, and members that Python 3 took out of
modules that it kept.
"""

from __future__ import annotations

import builtins
import importlib
import itertools
import string
import struct
import sys
import time
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from vboard.builtin.machine.python2_names import NAMES

_RENAMED = {
    "ConfigParser": "configparser",
    "HTMLParser": "html.parser",
    "Queue": "queue",
    "SimpleHTTPServer": "http.server",
    "BaseHTTPServer": "http.server",
    "SocketServer": "socketserver",
    "StringIO": "io",
    "__builtin__": "builtins",
    "cPickle": "pickle",
    "cStringIO": "io",
    "copy_reg": "copyreg",
    "exceptions": "builtins",
    "httplib": "http.client",
    "thread": "_thread",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "xmlrpclib": "xmlrpc.client",
}


class _Module(ModuleType):
    """A module of Python 3 with members of Python 2; assignments reach the module itself."""

    def __init__(self, module: ModuleType, old: Mapping[str, Any]) -> None:
        super().__init__(module.__name__, module.__doc__)
        self.__dict__.update(old, _module=module)
        self.__dict__["__all__"] = [*old, *(name for name in dir(module) if not name.startswith("_"))]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_module"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.__dict__["_module"], name, value)


def _method_of_text(name: str) -> Callable[..., Any]:
    return lambda text, *rest: getattr(text, name)(*rest)


_TEXT_METHODS = """
    capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust rstrip split
    strip swapcase upper zfill
"""


def _octets(data: Any) -> Any:
    """Text of 8-bit letters as bytes."""
    return data.encode("latin-1") if isinstance(data, str) else data


_OLD: dict[str, _Module] = {
    "itertools": _Module(
        itertools,
        {"ifilter": filter, "imap": map, "izip": zip, "izip_longest": itertools.zip_longest},
    ),
    "string": _Module(
        string,
        {
            **{name: _method_of_text(name) for name in _TEXT_METHODS.split()},
            "atof": float,
            "atoi": int,
            "atol": NAMES["long"],
            "join": lambda words, between=" ": between.join(words),
            "joinfields": lambda words, between=" ": between.join(words),
            "letters": string.ascii_letters,
            "lowercase": string.ascii_lowercase,
            "uppercase": string.ascii_uppercase,
        },
    ),
    "struct": _Module(
        struct,
        {
            "unpack": lambda form, data: struct.unpack(form, _octets(data)),
            "unpack_from": lambda form, data, at=0: struct.unpack_from(form, _octets(data), at),
        },
    ),
    "sys": _Module(
        sys, {"maxint": (1 << 31) - 1, "exc_clear": lambda: None, "setdefaultencoding": lambda _: None}
    ),
    "time": _Module(time, {"clock": time.perf_counter}),
}


def old_module(name: str) -> ModuleType | None:
    """The module that a script of Python 2 means by `name`; None for any that Python 3 has as it was."""
    if name in _OLD:
        return _OLD[name]
    return importlib.import_module(_RENAMED[name]) if name in _RENAMED else None


def load(
    name: str,
    globals: Mapping[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    fromlist: Any = (),
    level: int = 0,
) -> Any:
    """What `import` does in a script (`__import__` of the Python Library Reference, section 2)."""
    found = None if level else old_module(name)
    return builtins.__import__(name, globals, locals, fromlist or (), level) if found is None else found
