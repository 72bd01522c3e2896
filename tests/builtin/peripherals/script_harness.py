# ruff: noqa: RUF005, UP004, UP010, UP031
# Runs scripts of Python peripherals against objects that record what is asked of them; for Python 2.7 and 3.
#
#     python script_harness.py FILE      FILE: JSON, a list of scripts; prints JSON, a trace for each
from __future__ import print_function

import json
import sys

PATTERNS = (0xFFFFFFFF, 0x5A5A5A5A, 0x1)


class Anything(object):
    """Has every member; calls are recorded."""

    def __init__(self, path, trace):
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "trace", trace)

    def __getattr__(self, name):
        known = {
            "Ticks": 123456789 * len(self.trace),
            "TotalSeconds": 0.375 * len(self.trace),
            "Pressed": len(self.trace) % 2 == 0,
            "Size": 0x10000,
        }
        return known[name] if name in known else Anything("%s.%s" % (self.path, name), self.trace)

    def __setattr__(self, name, value):
        self.trace.append("%s.%s = %s" % (self.path, name, value))

    def __getitem__(self, key):
        return Anything("%s[%s]" % (self.path, key), self.trace)

    def __call__(self, *values):
        self.trace.append("%s(%s)" % (self.path, ", ".join(str(value) for value in values)))
        if self.path.endswith(("GetMachine", "GetCPUs")):
            return Anything(self.path, self.trace)
        return 5


class Request(object):
    pass


def access(code, scope, kind, offset=0, value=0, length=4):
    request, trace = scope["request"], scope["self"].trace
    request.IsInit, request.IsRead, request.IsWrite = kind == "init", kind == "read", kind == "write"
    request.IsUser = kind == "user"
    request.Offset, request.Absolute, request.Value, request.Length = offset, offset, value, length
    try:
        exec(code, scope)
        trace.append("%s 0x%X: %d" % (kind, offset, request.Value))
    except Exception as error:
        trace.append("%s 0x%X: %s" % (kind, offset, type(error).__name__))
    request.Counter += 1


def run(script):
    """What a script does from its start, and at accesses all over its place."""
    trace = []
    request = Request()
    request.Counter, request.Type = 0, 0
    levels = Anything("LogLevel", trace)
    scope = {"request": request, "self": Anything("self", trace), "size": 0x400, "LogLevel": levels}
    code = compile(script, "<script>", "exec")
    access(code, scope, "init")
    for offset in list(range(0, 0x100, 4)) + [0x3FC, 0x101, 0x102]:
        for value in PATTERNS:
            access(code, scope, "write", offset, value)
            access(code, scope, "read", offset)
    for length in (1, 2):
        access(code, scope, "write", length, 0xFF, length)
        access(code, scope, "read", length, 0, length)
    access(code, scope, "user", 1, 2, 8)
    return trace


if __name__ == "__main__":
    with open(sys.argv[1]) as given:
        print(json.dumps([run(script) for script in json.load(given)]))
