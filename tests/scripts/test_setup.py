"""The machine's set-up: what it says where something is missing. Nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "setup.sh"
BASICS = ("bash", "dirname", "cat", "sed")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the set-up is for Debian and Ubuntu")


class Machine:
    """A PATH with the basics alone; programs are added as small scripts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in BASICS:
            (folder / name).symlink_to(shutil.which(name) or "/bin/false")

    def add(self, name: str, script: str = "while read -r _; do :; done") -> None:
        """A program; as given it takes what comes on standard input, and succeeds."""
        path = self.folder / name
        path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "bash"), str(SCRIPT), str(self.folder / "venv")],
            env={"PATH": str(self.folder), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with this Python and nothing else."""
    machine = Machine(tmp_path)
    machine.add("python3", f'exec "{sys.executable}" "$@"')
    return machine


def test_without_apt_the_missing_packages_are_named(machine: Machine) -> None:
    done = machine.set_up()
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    for package in (
        "gcc-arm-none-eabi",
        "libnewlib-arm-none-eabi",
        "libstdc++-arm-none-eabi-newlib",
        "g++",
        "doctest-dev",
    ):
        assert f" {package}" in done.stderr
    assert "no apt-get" in done.stderr


def test_without_sudo_the_command_for_root_is_printed(machine: Machine) -> None:
    machine.add("apt-get")
    machine.add("id", "echo 1000")
    done = machine.set_up()
    assert done.returncode == 1
    assert "run as root: apt-get install gcc-arm-none-eabi" in done.stderr


def test_sudo_is_never_asked_for_a_password_without_a_terminal(machine: Machine) -> None:
    machine.add("apt-get")
    machine.add("id", "echo 1000")
    machine.add("sudo", 'echo "sudo $*" >&2; exit 1')
    done = machine.set_up()
    calls = [line for line in done.stderr.splitlines() if line.startswith("sudo ")]
    assert calls
    assert all(call.startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get") for call in calls)
    assert done.returncode == 1


def test_an_apt_that_installs_nothing_is_noticed(machine: Machine) -> None:
    machine.add("apt-get")
    machine.add("id", "echo 0")
    machine.add("env", f'exec "{shutil.which("env")}" "$@"')
    done = machine.set_up()
    assert done.returncode == 1
    assert "still missing after installation: gcc-arm-none-eabi" in done.stderr


def test_an_old_python_is_refused(machine: Machine) -> None:
    machine.add("python3", "exit 1")
    done = machine.set_up()
    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr


def test_a_python_without_ensurepip_needs_the_venv_package(machine: Machine) -> None:
    machine.add(
        "python3",
        f'[[ "$*" == *ensurepip* ]] && exit 1\nexec "{sys.executable}" "$@"',
    )
    done = machine.set_up()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"python{version}-venv" in done.stderr


def test_a_path_with_a_space_is_refused_in_one_line(tmp_path: Path) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    folder = tmp_path / "my projects"
    folder.mkdir()
    shutil.copy(SCRIPT.parents[1] / "Makefile", folder)
    done = subprocess.run([make, "run"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "cannot build in a path with a space" in done.stderr


def test_a_missing_debugger_does_not_stop_the_set_up(machine: Machine) -> None:
    """It is wanted, not needed: one line tells what is left out. Nothing else is missing here."""
    for name in ("arm-none-eabi-gcc", "arm-none-eabi-g++", "g++", "clang-tidy", "qemu-system-arm"):
        machine.add(name)
    machine.add("pip")
    machine.add("touch")
    venv = machine.folder / "venv" / "bin"
    venv.mkdir(parents=True)
    (venv / "python").write_text("#!/bin/bash\nexit 0\n")
    (venv / "python").chmod(0o755)
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert "missing Debian packages: gdb-multiarch" in done.stderr
    assert "setup: goes on without: gdb-multiarch" in done.stderr
    assert (machine.folder / "venv" / ".without").read_text() == "gdb-multiarch\n"
    machine.add("gdb-multiarch")
    assert "gdb" not in machine.set_up().stderr
    assert (machine.folder / "venv" / ".without").read_text() == ""


@pytest.mark.parametrize("tool", ["arm-none-eabi-gcc", "g++", "gdb-multiarch"])
def test_make_notices_a_program_that_is_gone(tmp_path: Path, tool: str) -> None:
    """A stamp of an earlier set-up does not hide it; a debugger that cannot be had is asked for once."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in {"arm-none-eabi-gcc", "g++", "gdb-multiarch"} - {tool}:
        (programs / name).symlink_to("/bin/true")
    for name in ("sh", "bash", "git", "sed", "grep", "dirname", "touch"):
        (programs / name).symlink_to(shutil.which(name) or "/bin/true")
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / ".stamp-run").touch()

    def plan() -> str:
        environment = {"PATH": str(programs)}
        command = [make, "--dry-run", "firmware", f"VENV={venv}", "BOARDS="]
        done = subprocess.run(
            command, cwd=SCRIPT.parents[1], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert "scripts/setup.sh" in plan()
    (venv / ".without").write_text(f"{tool}\n")
    assert ("scripts/setup.sh" in plan()) is (tool != "gdb-multiarch")
    (programs / tool).symlink_to("/bin/true")
    assert "scripts/setup.sh" not in plan()


def test_help_is_what_make_alone_prints() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [make], cwd=SCRIPT.parents[1], env=environment, capture_output=True, text=True, check=True
    )
    for target in ("setup", "run", "test", "lint", "format", "bench", "size", "firmware", "clean"):
        assert f"\n  {target} " in done.stdout
