"""The names that columns of diaries usually go by, compared without capitals and signs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

# Lists of words read best as words.
# fmt: off
DATE = ("date", "full_date", "entry_date", "diary_date", "datum", "fecha", "data")
# Tables of several prompts a day hold a time for each step; the planned one is always there, so it comes first.
STEPS = (
    "scheduled", "scheduledtimestamp", "scheduled_time", "sent", "senttimestamp", "start", "starttimestamp",
    "started",
)
STEPS_AFTER = (
    "stop", "stoptimestamp", "stopped", "end", "ended", "finished", "submitted", "originaltimestamp", "timestamp",
)
DAY = (
    "day", "day_n", "day_no", "day_nr", "daynr", "dayno", "day_number", "study_day", "studyday", "days", "dag",
    "tag", "t",
)
COUPLE = ("couple", "couple_id", "coupleid", "dyad", "dyad_id", "dyadid", "pair", "pair_id", "pairid", "household")
PERSON = (
    "person", "person_id", "personid", "participant", "participant_id", "participantid", "subject", "subject_id",
    "subjectid", "subj", "pid", "ppid", "ppn", "respondent", "respondent_id", "connectionid",
)
PERSON_IF_REPEATED = ("id", "user", "user_id", "userid", "alias", "code")
PERSON_IF_WORDS = ("name", "who", "whose")
PARTNER = ("partner", "partner_id", "role", "spouse", "gender", "sex")  # name a person only beside a couple
CLOCK = ("time", "clock", "time_of_day", "entry_time", "hour")
PROMPT = (
    "prompt", "prompt_n", "prompt_no", "beep", "beep_n", "beep_no", "beepno", "beepnr", "beep_nr", "beep_number",
    "obs_n_day", "signal_no", "occasion", "hour",
)
COUNTER = (
    "obs_n", "obs", "row", "row_id", "rownames", "index", "record", "record_id", "entry_id", "unnamed_0", "weekday",
)
ITEM = ("item", "question", "variable", "measure", "signal", "key")
VALUE = ("value", "answer", "score", "response", "rating")
# fmt: on

HAPPENED = ("happened", "something_happened", "something_had_just_happened")

MAY_NAME_PEOPLE = frozenset(PERSON_IF_REPEATED)


def plain(name: str) -> str:
    """The name in small letters, with one underscore for whatever is neither letter nor digit."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def first_named(wanted: Iterable[str], columns: Iterable[str]) -> str | None:
    """The column that goes by the earliest of the wanted names."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(plain(column), column)
    return next((by_name[name] for name in wanted if name in by_name), None)


def is_named(column: str, names: Container[str]) -> bool:
    """Whether the column goes by one of the names."""
    return plain(column) in names


def happened_among(markers: Iterable[str]) -> str | None:
    """The marker of what was written because something had just happened, if one goes by such a name."""
    return first_named(HAPPENED, markers)
