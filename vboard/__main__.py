"""The program `vboard`, also as `python -m vboard`: from the first moment to the last no traceback."""

from __future__ import annotations

import vboard.hosttime  # noqa: F401  # isort: skip  # first: it notes when the program started

import gc
import os
import sys

_GARBAGE_THRESHOLD = 200_000
"""Objects between two collections: a board is made of a hundred thousand that all stay."""


def _open_closed_streams() -> None:
    """Put nothing in the place of standard streams that are closed (`vboard … <&-`).

    A file that is opened later would take their numbers and get what is printed.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            mode = "r" if number == 0 else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(_GARBAGE_THRESHOLD)
    try:
        _open_closed_streams()
        # Imported here: interrupting an import is no reason for a traceback either.
        from vboard import cli

        status = cli.main()
    except KeyboardInterrupt:
        print("vboard: interrupted", file=sys.stderr)
        status = 130
    from vboard.interrupts import ignore_signals

    ignore_signals()
    gc.freeze()  # the interpreter's last collection would look through all that is about to go anyway
    sys.exit(status)


if __name__ == "__main__":
    main()
