"""An engine for commands that need a machine but none in particular."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.fake_session import FakeSession
from vboard.engine import selection

Script = Callable[..., None]


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Lets `--engine fake` open sessions with the given arguments."""

    def install(*arguments: object, **keywords: object) -> None:
        opener = lambda folder: FakeSession(*arguments, **keywords)  # type: ignore[arg-type]  # noqa: E731
        monkeypatch.setitem(selection.ENGINES, "fake", opener)

    return install
