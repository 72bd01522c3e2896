"""Robot keywords that read and write the text of Renode's monitor. Standard library only."""

from __future__ import annotations

import os
import re

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn

_ELAPSED = re.compile(r"Elapsed Virtual Time: (\d+):(\d+):(\d+(?:\.\d+)?)")


@keyword
def monitor_path(path: str) -> str:
    """Return a file's path as a monitor argument: absolute, `@` in front, spaces escaped."""
    return "@" + os.path.abspath(path).replace(" ", "\\ ")


@keyword
def virtual_milliseconds() -> float:
    """Return the virtual time of the machine in milliseconds."""
    text = BuiltIn().run_keyword("Execute Command", "machine ElapsedVirtualTime")
    found = _ELAPSED.search(text)
    if found is None:
        raise AssertionError(f"no virtual time in: {text!r}")
    hours, minutes, seconds = found.groups()
    return (int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000


@keyword
def run_until_milliseconds(end: float) -> None:
    """Run until the virtual time is `end` milliseconds; fail when that has passed."""
    missing = float(end) - virtual_milliseconds()
    if missing < 0:
        raise AssertionError(f"virtual time is past {end} ms by {-missing} ms")
    BuiltIn().run_keyword("Execute Command", f'emulation RunFor "{missing / 1000:.9f}"')
