"""Formulas on plain numbers, each with its source."""

from math import sqrt

Z_95 = 1.959963984540054
"""97.5 % point of the normal distribution."""


def wilson(successes: int, trials: int, z: float = Z_95) -> tuple[float, float] | None:
    """Interval for a share, 0 to 1; None without trials (Wilson 1927, analytics.md section 4)."""
    if trials <= 0:
        return None
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return max(0.0, centre - half), min(1.0, centre + half)
