"""The import rules of pyproject.toml: the package keeps them, and an import that breaks one is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Check the package `vboard` in `root` against the contracts there."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", _LINT],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its rules that may be spoilt."""
    sources = shutil.ignore_patterns("__pycache__", "*.so", "*.cc", "*.h")
    shutil.copytree(ROOT / "vboard", tmp_path / "vboard", ignore=sources)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_package_keeps_the_import_rules() -> None:
    done = _lint(ROOT)

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("vboard/console/plain.py", "import vboard.builtin.registry"),
        ("vboard/player/uart_ports.py", "from vboard.builtin.monitor.monitor import Monitor"),
        ("vboard/targets/probe.py", "def f():\n    import vboard.builtin.machine.machine"),
        ("vboard/boards/row.py", "import vboard.player.playback"),
        ("vboard/builtin/machine/bus.py", "import vboard.builtin.monitor.monitor"),
        ("vboard/builtin/peripherals/misc/led.py", "import vboard.builtin.machine.emulation"),
        ("vboard/robot/uart_keywords.py", "import vboard.native"),
    ],
)
def test_import_against_a_rule_is_named(copy: Path, module: str, line: str) -> None:
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    done = _lint(copy)

    importer = module.removesuffix(".py").replace("/", ".")
    imported = line.partition("vboard")[2].split()[0]
    assert done.returncode == 1, done.stdout
    assert f"{importer} -> vboard{imported}" in " ".join(done.stdout.split())
