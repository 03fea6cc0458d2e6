"""Files come in: a CSV, Daylio, m-Path or Parquet file becomes a diary, every guess told and every bad line named."""

from leanings.diary.read import read_file
from leanings.diary.refusals import LinesNotUnderstood
from leanings.diary.scales import guess_signals
from leanings.diary.told import Told, add_file_options, told_from

__all__ = ["LinesNotUnderstood", "Told", "add_file_options", "guess_signals", "read_file", "told_from"]
