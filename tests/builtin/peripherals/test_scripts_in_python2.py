"""Every script of a Python peripheral in `renode/`, held against Python 2.7: Renode has IronPython.

Its grammar is that of parso; where Jython is installed, an interpreter of it runs them beside this one.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vboard.builtin.peripherals.python.strict import check_source
from vboard.paths import ROOT

HARNESS = Path(__file__).with_name("script_harness.py")
INLINE = re.compile(r"""^\s+script: (?:'''\n?(.*?)'''|"((?:\\.|[^"\\])*)")$""", re.MULTILINE | re.DOTALL)


def scripts() -> dict[str, str]:
    """Source text by where it stands; each text once."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "renode").rglob("*.repl")):
        text = path.read_text(encoding="utf-8")
        inline = [m[1] or m[2].replace('\\"', '"').replace("\\n", "\n") for m in INLINE.finditer(text)]
        assert len(inline) == len(re.findall(r"^\s+script:", text, re.MULTILINE)), path
        for number, script in enumerate(inline):
            found.setdefault(script, f"{path.stem}-{number}")
    for path in sorted((ROOT / "renode").rglob("*.py")):
        found.setdefault(path.read_text(encoding="utf-8"), path.stem)
    return {name: script for script, name in found.items()}


SCRIPTS = scripts()


def errors_in_python_2(script: str) -> list[Any]:
    parso = pytest.importorskip("parso", reason="parso is not installed: requirements/tools.lock")
    try:
        grammar = parso.load_grammar(version="2.7")
    except NotImplementedError:
        pytest.skip("this parso has no grammar of Python 2.7: requirements/tools.lock")
    return list(grammar.iter_errors(grammar.parse(script)))


@pytest.mark.parametrize("name", list(SCRIPTS))
def test_a_script_is_of_python_2(name: str) -> None:
    assert not [(each.start_pos, each.message) for each in errors_in_python_2(SCRIPTS[name])]
    check_source(SCRIPTS[name])


@pytest.mark.parametrize(
    "script",
    [
        "x = f'{size}'",
        "x: int = 1",
        "def f(a: int): pass",
        "def f():\n    nonlocal x\n",
        "x = 1_000",
        "if (x := 1): pass",
        "raise KeyError() from None",
    ],
)
def test_what_python_2_cannot_read_is_seen_by_both(script: str) -> None:
    assert errors_in_python_2(script)
    with pytest.raises(ValueError, match=r"IronPython 2\.7 has not"):
        check_source(script)


@pytest.mark.skipif(
    shutil.which("jython") is None, reason="no jython (Debian, Ubuntu: apt-get install jython)"
)
def test_python_2_and_3_compute_the_same(tmp_path: Path) -> None:
    (tmp_path / "scripts.json").write_text(json.dumps(list(SCRIPTS.values())))
    traces = []
    for python in ("jython", sys.executable):
        done = subprocess.run(
            [python, HARNESS, tmp_path / "scripts.json"], capture_output=True, text=True, check=True
        )
        traces.append(json.loads(done.stdout))
    for name, old, new in zip(SCRIPTS, *traces, strict=True):
        assert len(old) > 100, name
        assert old == new, name
