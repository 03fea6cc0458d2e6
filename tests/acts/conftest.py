"""Every test here begins in a house where nobody lives yet."""

from __future__ import annotations

import pytest

from tests.keeping import database, empty, house

__all__ = ["database", "empty", "house"]


@pytest.fixture(autouse=True)
def _nobody_lives_here(empty: None) -> None:
    """Nothing of one test is left to the next."""
