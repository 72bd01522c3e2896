"""Scripts and hooks import Python 2's modules."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.python2_modules import load
from vboard.builtin.machine.python2_names import NAMES
from vboard.builtin.monitor.monitor import Monitor


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


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("print 1,; print 2; print 3,", "1 2\n\n3"),
        ("for i in 1, 2: print i,", "1 2"),
        ("print 1,; print", "1\n\n"),
        ("print 'a\\nb'", "a\n\nb\n\n"),
        ("import sys; sys.stdout.write('a\\nb'); print >>sys.stdout, 1", "a\n\nb1\n\n"),
        ("from sys import stderr as e; e.writelines(['a', 'b']); e.flush()", "ab"),
        ("print 0.1 + 0.2, None < 1, [1L]", "0.3 True [1L]\n\n"),
    ],
)
def test_what_code_prints_is_what_its_command_prints(monitor: Monitor, code: str, printed: str) -> None:
    """The Python Language Reference 2.7, section 6.6: a comma at the end leaves the line open."""
    assert monitor.execute(f'python "{code}"') == printed


def test_the_devices_of_the_bus(monitor: Monitor) -> None:
    monitor.execute(
        "mach create; machine LoadPlatformDescriptionFromString 'uart: UART.PL011 @ sysbus 0x40000000'"
    )
    code = "for c in self.Machine.SystemBus.Children: p = c.RegistrationPoint; print p, p.Range.Size"

    assert monitor.execute(f'python "{code}"') == "<0x40000000, 0x40000FFF> 4096\n\n"
