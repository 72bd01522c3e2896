"""The core under test, built once a session."""

import pytest

from tests.native.differential.machine import NativeCore


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> NativeCore:
    return NativeCore(tmp_path_factory.mktemp("core"))
