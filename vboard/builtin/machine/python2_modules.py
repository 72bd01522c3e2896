"""Modules of Python 2 by the names that scripts import.

Source: The Python Library Reference 2.7. Modules that were renamed are here; what Python 3 changed in modules
that it kept is in `python2_members.py`.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from vboard.builtin.machine.python2_members import MEMBERS

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
    "commands": "subprocess",
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


@functools.cache
def old_module(name: str) -> ModuleType | None:
    """The module that a script of Python 2 means by `name`; None for any that Python 3 has as it was."""
    if name in MEMBERS:
        module = importlib.import_module(name)
        return _Module(module, MEMBERS[name](module))
    return importlib.import_module(_RENAMED[name]) if name in _RENAMED else None


def sys_with(output: Any) -> ModuleType:
    """The module `sys` of scripts, with `output` behind `sys.stdout` and `sys.stderr`."""
    return _Module(sys, {**MEMBERS["sys"](sys), "stdout": output, "stderr": output})


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
