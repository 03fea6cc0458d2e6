"""Where compiled kernels are kept, and that the engine works where nothing can be kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import leanings.engine.read as _everything  # noqa: F401  # loads every module of the engine
from leanings.engine import cache

SOURCES = Path(cache.__file__).parent


def run(code: str, environment: dict[str, str]) -> str:
    """What a fresh Python prints, with this environment and no other."""
    told = subprocess.run(  # noqa: S603  # our own Python and our own words
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def test_a_folder_counts_as_writable_only_if_a_file_can_be_made_in_it(tmp_path: Path) -> None:
    assert cache.writable(tmp_path / "new" / "deep")
    (tmp_path / "file").write_text("not a folder")
    assert not cache.writable(tmp_path / "file" / "below")


def test_kernels_are_kept_in_the_place_by_edition(tmp_path: Path) -> None:
    chosen = cache.choose({"LEANINGS_HOME": str(tmp_path)})
    assert chosen == tmp_path / "cache" / "numba" / cache.edition()


def test_a_folder_named_for_kernels_comes_first_and_still_goes_by_edition(tmp_path: Path) -> None:
    named = tmp_path / "kernels"
    chosen = cache.choose({"LEANINGS_HOME": str(tmp_path), "NUMBA_CACHE_DIR": str(named)})
    assert chosen is not None
    assert named in [chosen, *chosen.parents]
    # kernels compiled from other sources must never be taken for ours: numba itself looks at one file only
    assert cache.edition() in chosen.parts


def test_where_the_named_folder_cannot_be_written_the_next_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    chosen = cache.choose({"LEANINGS_HOME": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "file" / "below")})
    assert chosen == tmp_path / "cache" / "numba" / cache.edition()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    blocked = str(tmp_path / "file" / "below")
    assert cache.choose({"LEANINGS_HOME": blocked, "NUMBA_CACHE_DIR": blocked}) is None


def test_the_edition_is_the_same_for_the_same_sources_and_another_for_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in SOURCES.glob("*.py"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    here = cache.edition()
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    assert cache.edition() == here
    (tmp_path / "filter.py").write_text((tmp_path / "filter.py").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert cache.edition() != here


def test_the_engine_needs_neither_scipy_nor_django_nor_pyarrow() -> None:
    # a module that is None cannot be imported; numba asks whether scipy is there and does without
    code = (
        "import sys; sys.modules.update(scipy=None, django=None, pyarrow=None); import leanings.engine; print('here')"
    )
    assert run(code, dict(os.environ)) == "here"


BARE = """
import numpy as np
from leanings.engine import cache
from leanings.engine.excursions import recent_mean
print(cache.FOLDER, recent_mean(np.arange(9.0), 8))
"""

FIT = """
import numpy as np
from leanings.engine import cache
from leanings.engine.fit import fit
from leanings.engine.priors import Priors
from leanings.engine.rows import make_rows
rng = np.random.default_rng(1)
print(cache.FOLDER, fit(make_rows(np.arange(30), rng.normal(0.5, 0.1, (30, 1))), Priors(), rng).verdict.good)
"""


def nowhere(folder: Path) -> dict[str, str]:
    """An environment in which no place can be written: home lies below a file."""
    (folder / "file").write_text("not a folder")
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(folder / "file" / "home"), "PYTHONDONTWRITEBYTECODE": "1"}


def test_a_kernel_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert run(BARE, nowhere(tmp_path)) == "None 5.0"


@pytest.mark.full
def test_a_fit_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert run(FIT, nowhere(tmp_path)) == "None True"


def test_without_a_home_of_any_kind_the_engine_still_starts(tmp_path: Path) -> None:
    environment = nowhere(tmp_path)
    del environment["HOME"]
    assert run(BARE, environment).endswith(" 5.0")


def test_every_kernel_lets_other_threads_run_and_keeps_the_meaning_of_nan() -> None:
    from numba.core.dispatcher import Dispatcher  # here: cache.FOLDER is settled by then

    kernels = {
        f"{module}.{name}": kernel
        for module, loaded in list(sys.modules.items())
        if module.startswith("leanings.engine.")
        for name, kernel in vars(loaded).items()
        if isinstance(kernel, Dispatcher)
    }
    assert len(kernels) > 40
    assert [name for name, kernel in kernels.items() if not kernel.targetoptions["nogil"]] == []
    assert [name for name, kernel in kernels.items() if kernel.targetoptions["fastmath"] != {"contract"}] == []
