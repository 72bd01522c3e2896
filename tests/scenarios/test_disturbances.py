"""What the scenarios do to sound before it reaches a board."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest

from vboard.paths import ROOT


@pytest.fixture
def disturbances(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(ROOT / "robot_tests" / "resources")
    import disturbances  # type: ignore[import-not-found]

    yield disturbances
    sys.modules.pop("disturbances")


def test_louder_samples_are_clipped(disturbances: ModuleType) -> None:
    louder = np.frombuffer(
        disturbances.amplify(np.array([100, -100, 20000, -20000], "<i2").tobytes(), 6.0206), "<i2"
    )
    assert louder.tolist() == [200, -200, 32767, -32768]


def test_losses_follow_from_the_seed(disturbances: ModuleType) -> None:
    data = bytes(range(256)) * 40
    left = disturbances.lose(data, 0.1, 1)
    assert left == disturbances.lose(data, 0.1, 1) != disturbances.lose(data, 0.1, 2)
    assert 0.88 < len(left) / len(data) < 0.92


def test_the_right_baud_rate_reads_what_was_sent(disturbances: ModuleType) -> None:
    data = bytes(range(256))
    assert disturbances.misread(data + b"\xff", 921_600, 921_600)[:256] == data
    # Two percent off is what a UART stands.
    assert disturbances.misread(data + b"\xff", 100_000, 102_000)[:256] == data


def test_half_the_baud_rate_reads_every_other_bit(disturbances: ModuleType) -> None:
    # 0x55 on the line: 0 1010 1010 1; a receiver of twice the bit time samples at 1, 3, 5 … bits.
    assert disturbances.misread(b"\x00\xff", 921_600, 921_600 // 2)[:1] != b"\x00"
    assert len(disturbances.misread(bytes(100), 921_600, 921_600 // 2)) < 60
