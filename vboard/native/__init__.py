"""The processor core in C++. Only `vboard.builtin.cpu` and `vboard.builtin.machine` import it.

Raises:
    VBoardError: on import, the extension module was not built, or from other sources than those beside it.
"""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from vboard.errors import VBoardError
from vboard.native.fingerprint import fingerprint, touched_since


def _check(built_from: str, built_at: int) -> None:
    """Refuse a core that is not that of a checkout's sources; those older than it are taken unread."""
    folder = Path(__file__).parent
    if touched_since(folder, built_at) and fingerprint(folder) not in ("", built_from):
        raise VBoardError(
            "The processor core was built from other sources than those beside it: `make setup`"
        )


if find_spec("vboard.native.core") is None:
    raise VBoardError(
        "The processor core is not built: `make setup` does it, or `pip install .` where a C++17 compiler "
        "and Python's headers are (Debian, Ubuntu: apt-get install g++ python3-dev)"
    )
_core = import_module("vboard.native.core")
_check(getattr(_core, "SOURCES", "unknown"), os.stat(str(_core.__file__)).st_mtime_ns)
