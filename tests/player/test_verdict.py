"""Sentences about failed runs."""

from __future__ import annotations

import pytest

from tests.support.fake_session import FakeSession
from vboard.engine.events import MILLISECOND, SECOND, UartLine
from vboard.player.verdict import find_failure

EARLY_AND_LATE = [
    (0, "at its start"),
    (1, "after 0.001 µs"),
    (53_250, "after 53.25 µs"),
    (MILLISECOND, "at 0.001 s"),
    (3 * SECOND, "at 3.000 s"),
]


@pytest.mark.parametrize(("time", "when"), EARLY_AND_LATE)
def test_a_halt_keeps_the_digits_of_its_time(time: int, when: str) -> None:
    session = FakeSession(halts_at=time)
    session.run_for(time)
    assert find_failure(session, [], True, None) == f"the processor stopped {when}: lockup"


@pytest.mark.parametrize(("time", "when"), EARLY_AND_LATE)
def test_so_does_what_the_firmware_says(time: int, when: str) -> None:
    said = [UartLine(time, "console", "FATAL: no model ")]
    assert find_failure(FakeSession(), said, False, None) == f"the firmware stopped {when}: FATAL: no model"
