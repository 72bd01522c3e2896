#!/usr/bin/env python3
"""Install the pinned Renode release where `renode-run` and `vboard` find it.

    install_renode.py TOOLS      TOOLS: folder of a virtual environment for renode-run

Downloads the release and checks its SHA-256, installs `renode-run` from its public repository at a
pinned commit, hands it the archive, and prepares the Python that `renode-test` needs. What is there
already is left alone. Standard library only; needs git and the internet. Exit status 1 with one line
when something cannot be had.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

VERSION = "1.16.1"
RELEASE = f"https://github.com/renode/renode/releases/download/v{VERSION}"
RENODE_RUN = (
    "renode-run @ git+https://github.com/antmicro/renode-run@898ff4f316f10d800c4cc8d4e1582d55f5faa4ad"
)
# renode-run names this one by its main branch: pinned here, so that every installation is the same.
DTS2REPL = "dts2repl @ git+https://github.com/antmicro/dts2repl@bf7ac5dcd20a510aa35c2b5096a76a31886189bc"
# What renode-run 0.5.0 asks for, beside dts2repl.
LIBRARIES = ("requests==2.*", "typer==0.15.*", "rich==14.1.*")
# What `renode-test` imports. The release's own list adds what Renode's own suites need, and pins a psutil
# without wheels for newer Pythons. Its listeners are not for Robot Framework 7.1 and newer.
TEST_LIBRARIES = (
    "robotframework==6.1",
    "robotframework-retryfailed==0.2.0",
    "psutil==7.2.2",
    "pyyaml==6.0.*",
)
BLOCK = 1 << 20
READY = ".vboard-ready"
"""In an environment whose packages are all there: an installation that broke off is taken up again."""


@dataclass(frozen=True)
class Archive:
    """A portable package of the release: name and SHA-256."""

    name: str
    sha256: str


ARCHIVES = {
    "x86_64": Archive(
        f"renode-{VERSION}.linux-portable-dotnet.tar.gz",
        "00e113cdbd0f5354cf2f64bbe3f5a070d8958409542fca66e45ac97d982938c0",
    ),
    "aarch64": Archive(
        f"renode-{VERSION}.linux-arm64-portable-dotnet.tar.gz",
        "fff3a098c96ed0a4ffbdff3f028c9c5fde432db09587c7bd7c99406180f90007",
    ),
}


class InstallError(Exception):
    """Says in one line what cannot be done."""


def choose_archive(system: str, machine: str) -> Archive:
    """The archive for an operating system and a processor, as `platform` names them."""
    if system != "Linux" or machine not in ARCHIVES:
        raise InstallError(
            f"no pinned Renode for {system} {machine} (there is one for Linux {', '.join(ARCHIVES)}); "
            "install it by hand and name it by RENODE_ROOT"
        )
    return ARCHIVES[machine]


def download(url: str, sha256: str, target: Path) -> None:
    """Load a file and check it; nothing stays when it is not the expected one."""
    digest = hashlib.sha256()
    try:
        with urllib.request.urlopen(url) as source, target.open("wb") as file:
            while block := source.read(BLOCK):
                digest.update(block)
                file.write(block)
    except urllib.error.HTTPError as error:
        raise InstallError(f"{url}: {error.code} {error.reason}") from error
    except (OSError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", error)
        raise InstallError(
            f"no internet: {url} cannot be reached ({reason}); the built-in engine needs no Renode"
        ) from error
    if digest.hexdigest() != sha256:
        target.unlink()
        raise InstallError(f"{url}: SHA-256 is {digest.hexdigest()}, expected {sha256}; not installed")


def run(purpose: str, *command: str | Path) -> None:
    """Run a command; its output goes to the terminal's standard error."""
    done = subprocess.run([str(part) for part in command], stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise InstallError(f"{purpose} failed with status {done.returncode}: {command[0]}")


def pip(python: Path, purpose: str, *arguments: str | Path) -> None:
    """`pip install` into an environment."""
    run(purpose, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def make_environment(folder: Path) -> Path:
    """Return the Python of a virtual environment, made when it is missing."""
    python = folder / "bin" / "python"
    if not python.is_file():
        run("making a virtual environment", sys.executable, "-m", "venv", folder)
    return python


def install(tools: Path, store: Path) -> str:
    """Install everything that is missing; returns what was done."""
    installed = store / "renode-run.download" / "dotnet-portable" / f"renode-{VERSION}"
    test_python = store / "renode-run.venv" / "bin" / "python"
    if (installed / "renode").is_file() and (test_python.parent.parent / READY).is_file():
        return f"Renode {VERSION} is there: {installed}"
    if not (installed / "renode").is_file():
        archive = choose_archive(platform.system(), platform.machine())
        if shutil.which("git") is None:
            raise InstallError("git is missing (renode-run comes from its repository): apt-get install git")
        with tempfile.TemporaryDirectory() as temporary:
            package = Path(temporary) / archive.name
            print(f"renode: downloading {archive.name}", file=sys.stderr)
            download(f"{RELEASE}/{archive.name}", archive.sha256, package)
            python = make_environment(tools)
            pip(python, "installing renode-run's libraries", *LIBRARIES)
            pip(python, "installing renode-run", "--no-deps", DTS2REPL, RENODE_RUN)
            renode_run = python.with_name("renode-run")
            run("renode-run install", renode_run, "install", package, "--version-override", VERSION)
    if not (installed / "renode").is_file():
        raise InstallError(f"renode-run ended well, but there is no {installed / 'renode'}")
    test_environment = test_python.parent.parent
    if not (test_environment / READY).is_file():
        pip(make_environment(test_environment), "installing what renode-test needs", *TEST_LIBRARIES)
        (test_environment / READY).touch()
    return f"Renode {VERSION} installed: {installed}"


def main(arguments: list[str]) -> int:
    """Returns the exit status."""
    if len(arguments) != 1:
        print("usage: install_renode.py TOOLS", file=sys.stderr)
        return 2
    try:
        print(f"renode: {install(Path(arguments[0]), Path.home() / '.config' / 'renode')}")
    except InstallError as error:
        print(f"renode: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
