"""What is believed before the first answer, in units of a line's fast SD; printed with every result.

Source of the figures: repeated measures of 103 couples over 14 days, 80 couples over 35 days and 515 adults over
75 days (day noise 30-65 % of the fast variance, passing part .3-.5, drift .09-.10 fast SD a day, weekdays .1 SD,
first days up to .14 SD).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Priors(NamedTuple):
    """Hyperparameters of the prior. Scale units are shares of the scale's width; the rest is in fast SDs."""

    mean_centre: float = 0.5  # normal, the item's mean as a share of the scale
    mean_sd: float = 0.35
    log_fast_centre: float = -1.9  # log of .15 of the scale; within SDs of .11 to .21 were seen
    log_fast_sd: float = 0.7
    noise_a: float = 6.0  # beta, share of one item's fast variance that is noise, mean .6
    noise_b: float = 4.0
    log_loading_centre: float = -0.2
    log_loading_sd: float = 0.4
    phi_centre: float = 0.35
    phi_sd: float = 0.20
    phi_low: float = -0.2
    phi_high: float = 0.9
    log_drift_centre: float = -2.407945608651872  # log .09 fast SD a day
    log_drift_sd: float = 0.6
    weekday_sd: float = 0.1
    first_days_sd: float = 0.14
    marker_sd: float = 0.7  # ours: a day on which something happened may lie most of one SD off


def describe(priors: Priors) -> Mapping[str, str]:
    """The priors in words, for the codebook."""
    low, high = priors.phi_low, priors.phi_high
    fast = 2.718281828459045**priors.log_fast_centre
    return {
        "mean of an item": f"normal({priors.mean_centre}, {priors.mean_sd}) as a share of the scale",
        "fast SD": f"log-normal(log {fast:.2f}, {priors.log_fast_sd}) of the scale",
        "noise share of one item": f"beta({priors.noise_a:g}, {priors.noise_b:g})",
        "loading of a further item": f"log-normal({priors.log_loading_centre}, {priors.log_loading_sd})",
        "carry-over of the passing part, per day": f"normal({priors.phi_centre}, {priors.phi_sd}) on ({low}, {high})",
        "drift of the level, fast SDs per day": f"log-normal(log .09, {priors.log_drift_sd})",
        "weekday, fast SDs": f"normal(0, {priors.weekday_sd}) for each of seven",
        "first three days, fast SDs": f"normal(0, {priors.first_days_sd})",
        "marker, fast SDs": f"normal(0, {priors.marker_sd})",
    }
