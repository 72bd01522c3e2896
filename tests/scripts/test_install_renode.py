"""`make renode` without the internet: what it refuses, and an installation from a release of our own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import install_renode
from scripts.install_renode import InstallError, choose_archive, download
from tests.scripts.fake_release import serve, write_wheel
from tests.scripts.loopback import Release
from vboard.renode.locate import locate, read_version

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
def release(tmp_path: Path) -> Iterator[Release]:
    (tmp_path / "www").mkdir()
    with serve(tmp_path / "www") as url:
        yield Release(tmp_path, url)


def test_what_was_installed_is_found_and_a_second_run_does_nothing(release: Release) -> None:
    done = release.make()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("renode: Renode 1.16.1 installed: ")
    found = locate(None, {"HOME": str(release.home), "PATH": os.defpath})
    assert (found.source, read_version(found)[1]) == ("renode-run", (1, 16, 1))
    assert found.runner().name == "renode-test"
    assert found.python_folder is not None
    assert (found.python_folder / "python").is_file()
    again = release.make(url="http://127.0.0.1:9")
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("renode: Renode 1.16.1 is there")


def test_an_archive_with_another_checksum_is_refused(release: Release) -> None:
    done = release.make(sha256="0" * 64)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "renode.tar.gz: SHA-256 is" in last
    assert last.endswith(f"expected {'0' * 64}; not installed")
    assert not (release.home / ".config").exists()


def test_a_commit_that_the_repository_lacks_is_refused(release: Release) -> None:
    done = release.make(RENODE_RUN="0" * 40)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("renode: installing renode-run failed with status")
    assert "Traceback" not in done.stderr


def test_an_installation_that_broke_off_is_taken_up_again(release: Release, tmp_path: Path) -> None:
    release.remove_wheel("psutil")
    done = release.make()
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("renode: installing what renode-test needs failed")
    write_wheel(tmp_path / "wheels", "psutil", "7.2.2")
    assert release.make(url="http://127.0.0.1:9").returncode == 0  # the archive is there already
