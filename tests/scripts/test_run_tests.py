"""How the runner of all tests counts a part."""

from __future__ import annotations

import pytest

from scripts.run_tests import Outcome, settle


@pytest.mark.parametrize(
    ("status", "outcome", "failed"),
    [
        (0, Outcome(3, 0, 1), 0),
        (1, Outcome(3, 2, 0), 2),
        (1, Outcome(3, 0, 0), 1),  # it ended badly, and no test says why
        (1, Outcome(0, 0, 2), 0),  # a suite whose tests are all skipped, with a reason
        (2, Outcome(0, 0, 2), 1),
        (0, Outcome(0, 0, 0), 1),  # nothing ran
    ],
)
def test_what_counts_as_a_failure(status: int, outcome: Outcome, failed: int) -> None:
    assert settle("part", status, outcome).failed == failed
