"""Files come in: a CSV, Daylio, m-Path or Parquet file becomes a diary, every guess told and every bad line named.

A file is a path, or `InMemory(name, data)` where nothing of it may be written to a disk. `look_at` shows what it holds
and what must be told (`Seen`), `read_file` reads it whole or says why not. Both can be run in a process of their own:
what they take and give, refusals included, can be pickled. For a file in memory the `sentence` of every refusal speaks
to a person at a page; `on_page` of a refusal does so always.
"""

from leanings.diary.held import InMemory
from leanings.diary.names import happened_among
from leanings.diary.read import read_file
from leanings.diary.refusals import FileRefusal, LinesNotUnderstood
from leanings.diary.scales import guess_signals
from leanings.diary.seeing import look_at
from leanings.diary.seen import Asks, ColumnSeen, PersonSeen, RowSeen, Seen
from leanings.diary.told import Told, add_file_options, told_from

__all__ = [
    "Asks",
    "ColumnSeen",
    "FileRefusal",
    "InMemory",
    "LinesNotUnderstood",
    "PersonSeen",
    "RowSeen",
    "Seen",
    "Told",
    "add_file_options",
    "guess_signals",
    "happened_among",
    "look_at",
    "read_file",
    "told_from",
]
