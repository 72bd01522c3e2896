"""Scripts and hooks import Python 2's modules."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.python2_modules import load
from vboard.builtin.machine.python2_names import NAMES


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("import StringIO; x = StringIO.StringIO('a').read()", "a"),
        ("from cStringIO import StringIO; x = StringIO('a').read()", "a"),
        ("import string; x = string.join(['a', 'b'], ',') + string.upper('c') + string.letters[:1]", "a,bCa"),
        ("from string import *; x = join(split('a b'), '-') + digits[:1]", "a-b0"),
        ("from itertools import izip, imap; x = list(izip([1], imap(str, [2])))", [(1, "2")]),
        ("import sys; x = sys.maxint", 0x7FFFFFFF),
        ("import struct; x = struct.unpack('<HB', 'ab' + chr(200))", (25185, 200)),
        ("import exceptions; x = exceptions.ValueError is ValueError", True),
        ("import time; x = type(time.clock())", float),
        ("import os.path; x = os.path.join('a', 'b')", "a/b"),
    ],
)
def test_modules(source: str, value: object) -> None:
    scope: dict[str, object] = dict(NAMES, __builtins__={**vars(__import__("builtins")), "__import__": load})
    exec(source, scope)
    assert scope["x"] == value


def test_what_a_script_assigns_reaches_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys, "ps1", "> ", raising=False)
    exec("import sys; sys.ps1 = '$ '", {"__builtins__": {"__import__": load}})
    assert sys.ps1 == "$ "


def test_a_module_that_is_not_there_is_an_import_error() -> None:
    with pytest.raises(ImportError, match="no_such_module"):
        load("no_such_module")
