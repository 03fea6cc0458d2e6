"""What a person chose to see: kept among their settings, which are of one size whatever they say."""

from __future__ import annotations

import json

from leanings.core.me import Me, from_doc
from leanings.core.shows import NOTHING_CHOSEN, Remembered, Shows, Threshold, from_part

CHOSEN = Shows(
    lines=("close", "own-1.2", "brought:mood:0-10"),
    stretch=("2031-01-01", "2031-01-28"),
    thresholds=(Threshold("close", 3, None), Threshold("day", None, 7.5)),
    remembered=(Remembered("close", 6.5),),
    markers=("ill",),
)


def test_it_comes_back_with_the_settings_as_it_was() -> None:
    assert from_doc(json.loads(json.dumps(Me(shows=CHOSEN).as_doc()))).shows == CHOSEN


def test_settings_of_before_it_was_there_choose_nothing() -> None:
    doc = Me().as_doc()
    del doc["shows"]
    assert from_doc(doc).shows == NOTHING_CHOSEN == from_part({})


def test_a_line_has_the_thresholds_and_the_level_that_were_given_to_it_and_no_others() -> None:
    assert CHOSEN.threshold("day") == Threshold("day", None, 7.5)
    assert CHOSEN.threshold("ease") is None
    assert CHOSEN.before("close") == 6.5
    assert CHOSEN.before("day") is None
