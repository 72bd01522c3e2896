"""Values, comparisons, lists and modules of Python 2 in scripts.

`python2_transcript.txt` holds programs and what CPython 2.7 prints for them, with integers of 32 bits and one
kind of text, as IronPython has. `PYTHON2=program` compares it with such a Python.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from vboard.builtin.machine.python2 import NAMES, compile_script
from vboard.builtin.monitor.dotnet import importing

TRANSCRIPT = Path(__file__).with_name("python2_transcript.txt")
_NOT_CPYTHON = ("2147483647", "StringTypes")
"""Words of programs whose answer is IronPython's: its integers, its one kind of text."""


def programs() -> list[tuple[str, str]]:
    """Programs and what they print."""
    found = []
    for block in TRANSCRIPT.read_text(encoding="utf-8").strip().split("\n\n"):
        if not block.startswith("#"):
            lines = block.split("\n")
            source = [line.removeprefix(">>>").removeprefix(" ") for line in lines if line.startswith(">>>")]
            found.append(("\n".join(source), "\n".join(lines[len(source) :]) + "\n"))
    return found


def run(source: str, capsys: pytest.CaptureFixture[str]) -> str:
    exec(compile_script(source, "script"), {**NAMES, "__builtins__": importing({})})
    return capsys.readouterr().out


@pytest.mark.parametrize(("source", "printed"), programs())
def test_scripts_print_what_python_2_prints(
    source: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, capsys) == printed


def test_the_transcript_is_what_python_2_prints() -> None:
    python = os.environ.get("PYTHON2")
    if python is None:
        pytest.skip("PYTHON2 names no Python 2.7")
    for source, printed in programs():
        if not any(word in source for word in _NOT_CPYTHON):
            done = subprocess.run([python, "-c", source], capture_output=True, text=True, check=True)
            assert done.stdout == printed, source


def test_an_error_of_the_scripts_own_stays_one() -> None:
    source = "class A(object):\n  def __lt__(self, other): raise TypeError('mine')\nA() < 1"
    with pytest.raises(TypeError, match="mine"):
        exec(compile_script(source, "script"), dict(NAMES))


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  g()\n  return x\nprint(f())",
        "import asyncio\nasync def f():\n  return 2\nprint(asyncio.run(f()))",
    ],
)
def test_scripts_of_python_3_keep_them(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, capsys) == "2\n"


def test_binary_files(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{tmp_path}/data.bin"
    source = f"""
f = open({path!r}, 'wb')
f.write('\\x01\\xff' + chr(200)); f.writelines(['a\\n', 'b']); f.write(bytearray([1])); f.close()
f = file({path!r}, 'rb')
print [f.read(3)], [f.readline()], f.tell(), [f.read()]
with open({path!r}, 'rb') as f: print [ord(c) for c in f.read()], [l for l in f]
print list(open({path!r}, 'rb'))[1:], len(open({path!r}, 'rb').readlines())
"""
    assert run(source, capsys) == (
        "['\\x01\\xff\\xc8'] ['a\\n'] 5 ['b\\x01']\n[1, 255, 200, 97, 10, 98, 1] []\n['b\\x01'] 2\n"
    )


def test_sockets_send_and_receive_text(capsys: pytest.CaptureFixture[str]) -> None:
    """The server is a script's, the client one of Python 3."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    source = f"""
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', {port}))
s.listen(1)
ready()
c, address = s.accept()
print c.recv(2) + '!', c.send('a\\xff')
c.sendall('end')
c.close(); s.close()
"""
    ready = threading.Event()
    code = compile_script(source, "script")
    scope = {**NAMES, "__builtins__": importing({}), "ready": ready.set}
    thread = threading.Thread(target=exec, args=(code, scope))
    thread.start()
    assert ready.wait(20)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"hi")
        assert b"".join(iter(lambda: client.recv(16), b"")) == b"a\xffend"
    thread.join(20)
    assert capsys.readouterr().out == "hi! 2\n"
