"""The processor core in C++. Only `vboard.builtin.cpu` and `vboard.builtin.machine` import it.

Raises:
    VBoardError: on import, the extension module was not built.
"""

from importlib.util import find_spec

from vboard.errors import VBoardError

if find_spec("vboard.native.core") is None:
    raise VBoardError(
        "The processor core is not built: `make setup` does it, or `pip install .` where a C++17 compiler "
        "and Python's headers are (Debian, Ubuntu: apt-get install g++ python3-dev)"
    )
