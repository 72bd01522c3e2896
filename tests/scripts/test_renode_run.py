"""renode-run itself, as its user runs it, against a release on the loopback.

RENODE_RUN_CHECKOUT names its repository. The release holds our own two programs in the place of Renode's, so
that what renode-run starts can run a suite. Its libraries come from the package index.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.fake_release import serve
from tests.scripts.loopback import Release
from vboard.renode.locate import locate, read_version

CHECKOUT = os.environ.get("RENODE_RUN_CHECKOUT")
pytestmark = pytest.mark.skipif(not CHECKOUT, reason="RENODE_RUN_CHECKOUT names no repository of renode-run")
SUITE = """\
*** Settings ***
Resource          ${RENODEKEYWORDS}
Suite Setup       Setup
Suite Teardown    Teardown

*** Test Cases ***
Counts
    ${sum} =    Execute Command    python "print(40 + 2)"
    Should Contain    ${sum}    42
"""


def programs() -> dict[str, str]:
    start = f"#!/bin/sh\nexec '{sys.executable}' -m vboard"
    return {
        "renode": f'{start} renode "$@"\n',
        "renode-test": f'{start} renode-test "$@"\n',
        "tests/requirements.txt": "",
    }


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """With everything that `make renode` installs."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "www").mkdir()
    with serve(folder / "www") as url:
        made = Release(folder, url, programs(), Path(str(CHECKOUT)).resolve())
        done = made.make()
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def renode_run(release: Release) -> Path:
    return release.tools / "bin" / "renode-run"


def test_what_it_installed_is_found(release: Release) -> None:
    found = locate(None, {"HOME": str(release.home), "PATH": os.defpath})
    assert found.source == "renode-run"
    assert read_version(found)[1] == (1, 16, 1)
    index = json.loads((release.home / ".config" / "renode" / "renode-run.json").read_text())
    assert str(found.program.parent) in index["installations"]


def test_it_lists_and_starts_what_it_installed(release: Release, renode_run: Path) -> None:
    listed = release.run(renode_run, "list")
    assert "dotnet-portable" in listed.stdout
    done = release.run(renode_run, "exec", "--", "--console", "--plain", "-e", 'echo "from here"; quit')
    assert done.returncode == 0, done.stderr
    assert "from here" in done.stdout


def test_it_runs_suites(release: Release, renode_run: Path, tmp_path: Path) -> None:
    (tmp_path / "a.robot").write_text(SUITE)
    done = release.run(renode_run, "test", "--", tmp_path / "a.robot", "-r", tmp_path / "results")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "results" / "robot_output.xml").is_file()
    (tmp_path / "a.robot").write_text(SUITE.replace("    42", "    43"))
    assert release.run(renode_run, "test", "--", tmp_path / "a.robot", "-r", tmp_path).returncode == 1


def test_it_installs_from_an_address(release: Release, renode_run: Path, tmp_path: Path) -> None:
    where = ["--artifacts_path", str(tmp_path / "store")]
    archive = f"{release.url}/renode.tar.gz"
    done = release.run(renode_run, "install", archive, "--version-override", "1.16.1", *where)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "store").rglob("renode-test"))
