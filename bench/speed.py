"""How long one fit takes, and how long the same takes elsewhere, at the same effective sample size and on one core.

    python -m bench.speed [--runs 15] [--without numpyro]

One person, 365 days, 4 items, 30 % of the answers missing. Seconds are those of the processor, all threads together;
compiling is left out for everybody. Peers that are not installed are named.
"""

from __future__ import annotations

import argparse

from bench import fits
from bench.machine import heading, installed, table, use_one_core
from bench.measured import HEAD, Worth, ess_is, row
from bench.nuts import run as long_nuts
from bench.nuts import summarise
from bench.problems import Size, answers

SIZE = Size(365, 4)
LIBRARIES = ("leanings", "numpy", "numba", "nutpie", "arviz", "statsmodels", "numpyro", "jax")
EXPLAINED = """\
{size.days} days, {size.items} items, {size.missing:.0%} missing; {runs} runs with seeds of their own, the middle one told. Least ESS: {ess},
least over all parameters; "of spreads": that of squared distances from the mean. Errors: root mean square over all
parameters and runs against a long run of NUTS, in SDs and as a share of the SD; by chance alone an ESS of 200 gives
.071 and .050. "s to ESS 200": what comes once (climbing, whitening, tuning) plus drawing, brought to a least ESS of
200; "both to 200": to 200 for spreads as well. "ours : it" compares the seconds to ESS 200."""


def samplers(runs: int, without: list[str]) -> list[list[str]]:
    """A row for every sampler."""
    values = answers(SIZE)
    truth = summarise(long_nuts(values, 25_000).draws) if installed("nutpie") and installed("arviz") else None
    mean, sd = (truth.mean, truth.sd) if truth else fits.own_truth(values)
    ours = fits.ours(values, runs, mean, sd)
    found: list[tuple[str, Worth | None]] = [("ours: `engine.fit.fit`", ours)]
    for name, library, measure in fits.PEERS:
        there = installed(library) and library not in without
        found.append((name, measure(values, runs, mean, sd, ours) if there else None))
    return [row(name, one, ours) if one else [name, "not run", *[""] * (len(HEAD) - 2)] for name, one in found]


def main() -> None:
    """Measures all and prints it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each is run")
    parser.add_argument("--without", nargs="*", default=[], help="libraries to leave out")
    told = parser.parse_args()
    use_one_core("bench.speed")
    print(heading("bench.speed", LIBRARIES), end="\n\n")
    print(EXPLAINED.format(size=SIZE, runs=told.runs, ess=ess_is()), end="\n\n")
    print(table(HEAD, samplers(told.runs, told.without)), flush=True)


if __name__ == "__main__":
    main()
