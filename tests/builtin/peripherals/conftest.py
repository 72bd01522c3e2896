import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment


@pytest.fixture
def env() -> FakeEnvironment:
    return FakeEnvironment()
