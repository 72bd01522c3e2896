"""The echoing board of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.firmware import make_echo
from vboard import Board


@pytest.fixture
def echo_elf(tmp_path: Path) -> Path:
    """The image."""
    return make_echo(tmp_path)


@pytest.fixture
def echo(echo_elf: Path) -> Iterator[Board]:
    """A Blue Pill that echoes."""
    with Board("bluepill", echo_elf) as board:
        yield board
