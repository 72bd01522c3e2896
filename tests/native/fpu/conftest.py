"""The library under test, built once a session."""

import pytest

from tests.native.fpu.library import FpuLibrary


@pytest.fixture(scope="session")
def fpu(tmp_path_factory: pytest.TempPathFactory) -> FpuLibrary:
    return FpuLibrary(tmp_path_factory.mktemp("fpu"))
