"""What ends a core's run for good."""

from __future__ import annotations


class CoreError(Exception):
    """The core cannot go on: lockup, a jump to where no memory is, a region that the MPU lacks."""
