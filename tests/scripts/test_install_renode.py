"""`make renode` without the internet: what it refuses, and the commands that it would run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import install_renode
import pytest
from install_renode import Archive, InstallError, choose_archive, download, install

SCRIPT = Path(install_renode.__file__)


def test_without_internet_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "tools"],
        # A proxy that nobody serves: the connection is refused at once, whatever this machine can reach.
        env={**os.environ, "HOME": str(tmp_path), "https_proxy": "http://127.0.0.1:9", "no_proxy": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("renode: no internet: https://github.com/renode/renode/releases/")
    assert "the built-in engine needs no Renode" in last
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".config").exists()


def test_a_download_with_another_checksum_is_refused_and_removed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"not a Renode")
    target = tmp_path / "b"
    with pytest.raises(InstallError, match=f"expected {'0' * 64}; not installed"):
        download((tmp_path / "a").as_uri(), "0" * 64, target)
    assert not target.exists()


def test_a_missing_release_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="cannot be reached"):
        download((tmp_path / "none").as_uri(), "0" * 64, tmp_path / "b")


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "riscv64")])
def test_another_machine_is_refused(system: str, machine: str) -> None:
    with pytest.raises(InstallError, match=f"{system} {machine}.*RENODE_ROOT"):
        choose_archive(system, machine)


def test_what_is_installed_is_pinned() -> None:
    for package in (install_renode.RENODE_RUN, install_renode.DTS2REPL):
        assert len(package.rpartition("@")[2]) == 40
    assert {len(archive.sha256) for archive in install_renode.ARCHIVES.values()} == {64}


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A release in a folder, and commands that are noted; `renode-run install` unpacks a Renode."""
    content = b"archive"
    (tmp_path / "renode.tar.gz").write_bytes(content)
    archive = Archive("renode.tar.gz", hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(install_renode, "choose_archive", lambda system, machine: archive)
    commands: list[str] = []

    def run(purpose: str, *command: object) -> None:
        commands.append(" ".join(map(str, command)))
        if "renode-run" in str(command[0]) and command[1] == "install":
            folder = tmp_path / "store" / "renode-run.download" / "dotnet-portable" / "renode-1.16.1"
            folder.mkdir(parents=True)
            (folder / "renode").touch()
        if command[1:3] == ("-m", "venv"):
            python = Path(str(command[3])) / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()

    monkeypatch.setattr(install_renode, "run", run)
    return commands


def test_renode_run_gets_the_checked_archive_and_renode_test_its_python(
    tmp_path: Path, offline: list[str]
) -> None:
    text = install(tmp_path / "tools", tmp_path / "store", tmp_path.as_uri())
    assert text.startswith("Renode 1.16.1 installed: ")
    by_renode_run = [command for command in offline if "/renode-run install " in command]
    assert len(by_renode_run) == 1
    assert by_renode_run[0].endswith("renode.tar.gz --version-override 1.16.1")
    assert "renode-run.venv/bin/python -m pip install" in offline[-1]
    assert offline[-1].endswith("tests/requirements.txt")


def test_a_second_run_does_nothing(tmp_path: Path, offline: list[str]) -> None:
    install(tmp_path / "tools", tmp_path / "store", tmp_path.as_uri())
    offline.clear()
    assert install(tmp_path / "tools", tmp_path / "store", "http://unused").startswith(
        "Renode 1.16.1 is there"
    )
    assert offline == []
