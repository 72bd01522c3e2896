"""Fixtures of the loader's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import tests.builtin.platform.models  # noqa: F401  (registers the test models)
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform.loader import load_platform_string
from vboard.builtin.platform.platform_errors import PlatformError


@pytest.fixture
def machine() -> Machine:
    return Emulation().add_machine("m")


@pytest.fixture
def failing(machine: Machine) -> Callable[[str], PlatformError]:
    """Loads a faulty description and returns the error."""

    def load(text: str) -> PlatformError:
        with pytest.raises(PlatformError) as caught:
            load_platform_string(machine, text)
        return caught.value

    return load
