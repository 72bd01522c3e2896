"""What pyproject.toml cannot say: the wheel carries the board files and the demo clip as vboard/files/.

Their one place is the repository's top level, where Renode and the scenarios find them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PACKED = ("renode/boards/*.toml", "renode/platforms/*.repl", "renode/scripts/*.resc", "renode/peripherals/*")
DEMO = "robot_tests/audio/demo.wav"


class BuildWithFiles(build_py):
    """Copies modules, then what `vboard.paths.FILES` names. An editable install uses the repository's."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "vboard", "files")
        shutil.rmtree(target, ignore_errors=True)
        for pattern in (*PACKED, DEMO):
            for path in sorted(Path().glob(pattern)):
                copy = target / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


setup(cmdclass={"build_py": BuildWithFiles})
