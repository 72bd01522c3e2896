"""How the runner of all tests counts a part."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.run_tests import Outcome, print_sum, read_junit, settle


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


def test_failures_are_named_before_the_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junit = tmp_path / "pytest.xml"
    junit.write_text(
        '<testsuites><testsuite tests="3" failures="1" errors="1" skipped="0">'
        '<testcase classname="tests.a" name="test_one"/>'
        '<testcase classname="tests.a" name="test_two[x]">'
        '<failure message="assert 1 == 2&#10;more" /></testcase>'
        '<testcase classname="tests.b" name="test_three"><error message="no fixture" /></testcase>'
        "</testsuite></testsuites>"
    )
    total = Outcome(1)
    total.add(read_junit(junit))
    total.add(settle("processor core", 2, Outcome()))
    print_sum(total)
    assert capsys.readouterr().out == (
        "\n== Failed ==\n"
        "tests.a::test_two[x]: assert 1 == 2\n"
        "tests.b::test_three: no fixture\n"
        "processor core: ended with status 2\n"
        "\n2 passed, 3 failed, 0 skipped\n"
    )


def test_no_failure_needs_no_heading(capsys: pytest.CaptureFixture[str]) -> None:
    print_sum(Outcome(2, 0, 1))
    assert capsys.readouterr().out == "\n2 passed, 0 failed, 1 skipped\n"
