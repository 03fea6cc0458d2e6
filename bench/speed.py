"""How long a fit and a reading take, and how long the same takes elsewhere at the same effective sample size.

    python -m bench.speed [--runs 15] [--without numpyro] [--write --date YYYY-MM-DD --machine "two cores of …"]

One person, 365 days, 4 items, 30 % of the answers missing. Peers that are not installed are named. With --write the
tables go to docs/speed.md.
"""

from __future__ import annotations

import argparse

from bench import fits
from bench.machine import heading, installed, table, use_one_core
from bench.measured import HEAD, WANTED, ess_is, row
from bench.nuts import run as long_nuts
from bench.nuts import summarise
from bench.page import made, paragraph, put
from bench.parts import PARTS_HEAD, READING_HEAD, parts, reading
from bench.problems import Size, answers
from leanings.engine.rows import Floats

SIZE = Size(365, 4)
LIBRARIES = ("numpy", "numba", "nutpie", "arviz", "statsmodels", "numpyro", "jax")
MODE_HEAD = ("a mode alone, no draws", "s", "mode from true mean, SD", "SDs off by", "ours : it")
SAMPLERS = """
{days} days, {items} items, {missing:.0%} of the answers missing, one person; the middle of {runs} runs, each with a
seed of its own (fewer for the slow ones). Compiling is left out for everybody; numpyro, which compiles anew in each
run, is charged for its gradients alone. *Least ESS*: {ess}, the least over all parameters; *of spreads*: that of
squared distances from the mean. *Errors* are root mean squares over parameters and runs, in posterior SDs against
{truth}; an ESS of {wanted:.0f} would give .071 for means and .050 for SDs. *To ESS {wanted:.0f}*: what comes once
(climbing, whitening, tuning) and as much drawing as a least ESS of {wanted:.0f} takes, in gradients and in seconds;
*both*: of spreads too. Our gradients are counted as seconds over those of one. nutpie is given the best of six
tunings in number of chains and tuning steps, and calls the density as machine code. *Plain* is theta itself, not
whitened."""
MODES = """
statsmodels gives a mode and a covariance there, no draws: a normal shape stands in for the posterior's own, and what
its smoother then says of the level takes the parameters as known. Its ready-made components know no items, no weekdays
and no prior; on the mean answer of each day they found {plain}."""


def samplers(values: Floats, runs: int, without: list[str], mean: Floats, sd: Floats) -> str:
    """The table of samplers; those that are not run are named."""
    present = [peer for peer in fits.PEERS if installed(peer.library) and peer.library not in without]
    found = fits.race(present, values, runs, mean, sd)
    ours = found[fits.PEERS[0].name]
    lines = []
    for peer in fits.PEERS:
        reason = "left out" if peer.library in without else "not installed"
        one = found.get(peer.name)
        lines.append(row(peer.name, one, ours) if one else [peer.name, reason, *[""] * (len(HEAD) - 2)])
    return table(HEAD, lines)


def compared(runs: int, without: list[str]) -> str:
    """Both tables of peers, each with what it says."""
    values = answers(SIZE)
    known = installed("nutpie") and installed("arviz")
    truth = summarise(long_nuts(values, 25_000).draws) if known else None
    mean, sd = (truth.mean, truth.sd) if truth else fits.own_truth(values)
    told = SAMPLERS.format(
        **SIZE._asdict(),
        runs=runs,
        ess=ess_is(),
        wanted=WANTED,
        truth="a run of NUTS with 100,000 draws" if truth else "40 fits of ours together, for want of nutpie",
    )
    text = f"{paragraph(told)}\n\n{samplers(values, runs, without, mean, sd)}\n\n"
    if "statsmodels" in without or not installed("statsmodels"):
        return f"{text}statsmodels was not run: it is left out or not installed."
    lines, plain = fits.modes(values, mean, sd)
    return f"{text}{paragraph(MODES.format(plain=plain))}\n\n{table(MODE_HEAD, lines)}"


def main() -> None:
    """Measures all, prints it and, if asked to, writes it down."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each is run")
    parser.add_argument("--without", nargs="*", default=[], help="libraries to leave out")
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    told = parser.parse_args()
    use_one_core("bench.speed")
    line = heading("bench.speed", LIBRARIES)
    print(line, end="\n\n", flush=True)
    readings = table(READING_HEAD, [reading(items, told.runs) for items in (1, 4)])
    own = f"{readings}\n\n{table(PARTS_HEAD, parts(told.runs))}"
    print(own, end="\n\n", flush=True)
    peers = compared(told.runs, told.without)
    print(peers)
    if told.write:
        stamp = made(told.date, told.machine, line)
        put("A reading, and where its time goes", f"{stamp}\n\n{own}")
        put("A fit, ours and others'", f"{stamp}\n\n{peers}")


if __name__ == "__main__":
    main()
