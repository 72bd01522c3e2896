"""95 % intervals of rates that were counted."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054


def proportion(hits: int, count: int) -> tuple[float, float]:
    """Wilson's interval of hits / count; (0, 1) for nothing counted.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    if count == 0:
        return 0.0, 1.0
    rate, square = hits / count, Z95**2
    centre = rate + square / (2 * count)
    half = Z95 * sqrt(rate * (1 - rate) / count + square / (4 * count**2))
    scale = 1 + square / count
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def events(count: int, hours: float) -> tuple[float, float]:
    """Exact interval of the events an hour of which `count` came in `hours`.

    Source: F. Garwood, Biometrika 28 (1936), 437-442.
    """
    from scipy.stats import chi2

    low = float(chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return low / hours, float(chi2.ppf(0.975, 2 * count + 2)) / 2 / hours
