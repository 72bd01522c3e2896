"""The change of sample rate beside that of SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vboard.player.resample import resample

RATES = [8000, 11025, 22050, 24000, 32000, 44100, 48000, 96000, 16001, 12345]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("count", [1, 2, 37, 1000, 4801])
def test_it_is_that_of_scipy(rate: int, count: int) -> None:
    signal = pytest.importorskip("scipy.signal")
    samples = np.random.default_rng(count).uniform(-1, 1, count)
    divisor = math.gcd(rate, 16000)
    expected = signal.resample_poly(samples, 16000 // divisor, rate // divisor)
    found = resample(samples, rate, 16000)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-12


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_a_tone_keeps_its_frequency_and_level(rate: int) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(rate // 2) / rate)
    found = resample(tone, rate, 16000)[400:-400]
    expected = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(400, 8000 - 400) / 16000)
    assert np.abs(found - expected).max() < 0.005


def test_the_same_rate_changes_nothing() -> None:
    samples = np.linspace(-1, 1, 9)
    assert resample(samples, 16000, 16000) is samples
