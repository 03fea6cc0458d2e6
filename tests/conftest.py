"""What every test rests on: a place of its own, long proofs only on request, one kind of chance, a real browser."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django
import pytest
from hypothesis import settings

pytest_plugins = ["tests.running", "tests.browsing", "tests.machine"]

IN_CI = os.environ.get("CI") == "true"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# No test may see or touch the place of the person who runs it. The folder goes when the tests end.
for said in [name for name in os.environ if name.startswith("LEANINGS_")]:
    if said not in {"LEANINGS_FULL", "LEANINGS_CHROMIUM", "LEANINGS_TEST_DATABASE"}:
        del os.environ[said]
PLACE = tempfile.TemporaryDirectory(prefix="leanings-tests-", ignore_cleanup_errors=True)
os.environ["LEANINGS_HOME"] = PLACE.name
# A database of bin/test's own making, never the one of a host who happens to run the tests.
if address := os.environ.get("LEANINGS_TEST_DATABASE"):
    worker = os.environ.get("PYTEST_XDIST_WORKER")  # each has a database to itself
    os.environ["LEANINGS_DATABASE"] = address.replace("/leanings?", f"/leanings_{worker}?") if worker else address
os.environ["DJANGO_SETTINGS_MODULE"] = "leanings.web.settings"
django.setup()
# The browser of a test keeps a loop of events in this thread, and Django then takes our plain calls for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Compiled kernels may stay from run to run: they hold nobody's answers. They go with the environment.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(sys.prefix) / "cache" / "numba"))

# The same examples every time where a failure must mean that the change is at fault; fresh ones at home.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("home", deadline=None)
settings.load_profile("ci" if IN_CI else "home")


def find_browser() -> str | None:
    """The path of the Chromium of this machine, or None."""
    named = os.environ.get("LEANINGS_CHROMIUM")
    candidates = [named, *BROWSERS] if named else [*BROWSERS]
    return next((found for candidate in candidates if (found := shutil.which(candidate))), None)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
    if os.environ.get("LEANINGS_FULL") == "1":
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="a long proof: bin/test --full runs it"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and find_browser() is None:
        if IN_CI:
            pytest.fail("Chromium is missing, and here every test must run.")
        pytest.skip("Chromium is missing: install it, or set LEANINGS_CHROMIUM.")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, for a test marked `browser`."""
    found = find_browser()
    assert found is not None, "a test that asks for Chromium carries the marker `browser`"
    return found
