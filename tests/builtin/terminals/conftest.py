import pytest

from tests.builtin.terminals.bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()
