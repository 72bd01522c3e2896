"""A change of sample rate by a ratio of two whole numbers, with a low-pass filter between."""

from __future__ import annotations

from math import gcd
from typing import Any

_REACH = 10
"""Samples of the slower rate that the filter reaches to either side."""
_BLOCK = 1 << 14
"""Samples that are computed together: bounds the memory."""
_KAISER_BETA = 5.0
"""Of the filter's window (Oppenheim, Schafer: Discrete-Time Signal Processing, section 7.6)."""


def resample(samples: Any, rate: int, wanted: int) -> Any:
    """Samples at another rate: the polyphase form, which computes only what it keeps (ibid., 4.7).

    Filter and edges are those of `scipy.signal.resample_poly`: for it alone nobody installs 140 MB.

    Args:
        samples: float64 of shape (n,).
        rate, wanted: Hz.

    Returns:
        float64 of shape (ceil(n * wanted / rate),).
    """
    import numpy as np

    up, down = wanted // gcd(rate, wanted), rate // gcd(rate, wanted)
    if up == down:
        return samples
    half = _REACH * max(up, down)
    taps = np.sinc(np.arange(-half, half + 1) / max(up, down)) * np.kaiser(2 * half + 1, _KAISER_BETA)
    taps *= up / taps.sum()
    count = -(-len(samples) * up // down)
    result = np.zeros(count)
    reach = -(-(2 * half + 1) // up)
    padded = np.concatenate([np.zeros(reach), samples, np.zeros(reach)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, reach)
    # Output n is at n * down + half of the upsampled signal: taps of one phase meet samples, others zeros.
    for first in range(min(up, count)):
        kept = taps[(first * down + half) % up :: up]
        for begin in range(first, count, up * _BLOCK):
            outputs = np.arange(begin, min(count, begin + up * _BLOCK), up)
            oldest = (outputs * down + half) // up + reach - len(kept) + 1
            ahead = windows[np.minimum(oldest, len(windows) - 1), : len(kept)]
            result[outputs] = ahead @ kept[::-1]
    return result
