"""A machine whose internet is `fake_release`: where `make renode` and `renode-run` run in tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts import install_renode
from tests.scripts.fake_release import RENODE_RUN, write_archive, write_repository, write_wheel

SCRIPT = Path(install_renode.__file__)
DRIVER = """
import json, sys
from scripts import install_renode
given = json.loads(sys.argv[1])
archive = install_renode.Archive("renode.tar.gz", given["sha256"])
install_renode.choose_archive = lambda system, machine: archive
install_renode.RELEASE = given["url"]
for name in ("RENODE_RUN", "DTS2REPL"):
    requirement = getattr(install_renode, name)
    setattr(install_renode, name, requirement.rpartition("@")[0] + "@" + given[name])
sys.exit(install_renode.main([given["tools"]]))
"""
PROGRAMS = {"renode": "#!/bin/sh\necho 'Renode v1.16.1.17033'\n", "renode-test": "#!/bin/sh\nexit 0\n"}
DTS2REPL = "dts2repl = None\n"


class Release:
    """A home folder, repositories and an archive in a folder; `url` serves its `www`.

    Args:
        programs: what the archive holds: name -> text.
        checkout: a git repository of renode-run itself; its libraries then come from the package index.
            None: the stand-in, and nothing but stand-ins of libraries.
    """

    def __init__(
        self, folder: Path, url: str, programs: Mapping[str, str] = PROGRAMS, checkout: Path | None = None
    ) -> None:
        self.home, self.tools, self.url = folder / "home", folder / "tools", url
        self._links = folder / "wheels"
        for path in (self.home, self._links):
            path.mkdir()
        remotes = folder / "antmicro"
        if checkout is None:
            commit = write_repository(remotes / "renode-run", "renode-run", RENODE_RUN, "renode-run")
            names = [*install_renode.LIBRARIES, *install_renode.TEST_LIBRARIES]
            for name, _, version in (requirement.partition("==") for requirement in names):
                write_wheel(self._links, name, version.replace("*", "0"))
        else:
            commit = install_renode.RENODE_RUN.rpartition("@")[2]
            remotes.mkdir()
            clone = ["git", "clone", "-q", "--bare", str(checkout), str(remotes / "renode-run")]
            subprocess.run(clone, check=True)
        self._given = {
            "url": url,
            "tools": str(self.tools),
            "sha256": write_archive(folder / "www" / "renode.tar.gz", programs),
            "RENODE_RUN": commit,
            "DTS2REPL": write_repository(remotes / "dts2repl", "dts2repl", DTS2REPL),
        }
        offline = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self._links),
            "PIP_CONFIG_FILE": os.devnull,
        }
        self.environ = {
            **os.environ,
            "HOME": str(self.home),
            **({} if checkout is not None else offline),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{remotes.as_uri()}/.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/antmicro/",
            "no_proxy": "127.0.0.1",
        }

    def make(self, **changes: str) -> subprocess.CompletedProcess[str]:
        """What `make renode` runs, with this release's commits and checksum."""
        given = json.dumps({**self._given, **changes})
        return self.run(sys.executable, "-c", DRIVER, given, cwd=SCRIPT.parents[1])

    def run(self, *command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command on that machine."""
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def remove_wheel(self, name: str) -> None:
        """A package that cannot be had."""
        (wheel,) = self._links.glob(f"{name}-*.whl")
        wheel.unlink()
