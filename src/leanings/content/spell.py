"""How numbers, shares and days are written, the same on every page and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leanings.content.loader import Content, Words
from leanings.core.reading import Band, Reading, SignalReading, Usual

MINUS = "\u2212"


def number(value: float, places: int = 1) -> str:
    """A number with that many decimals, a true minus sign, and never “minus nothing”."""
    text = f"{value:.{places}f}"
    if float(text) == 0:
        text = f"{0:.{places}f}"
    return text.replace("-", MINUS)


def short_number(value: float, places: int = 1) -> str:
    """A number with at most that many decimals: 4, 4.5, −3."""
    text = number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def places_of(width: float) -> int:
    """How many decimals a level deserves on a scale of that width: about a hundredth of the scale."""
    if width >= 50:
        return 0
    return 1 if width >= 3 else 2


def grain_of(width: float) -> float:
    """How coarsely answers are told in a sentence: whole steps on long scales, halves on short ones."""
    if width >= 10:
        return 1.0
    return 0.5 if width >= 2 else 0.1


def rounded(value: float, grain: float) -> float:
    """The value to the nearest grain, away from nought at the half, so that a mirrored scale reads mirrored."""
    steps = int(abs(value) / grain + 0.5 + 1e-9)
    return steps * grain if value >= 0 else -steps * grain


def answer_range(content: Content, band: Band, low: float, high: float) -> str:
    """A stretch of answers in words: “4 to 5 out of 10”, “−1 to 1 on a scale from −3 to 3”."""
    grain = grain_of(high - low)
    first, last = (short_number(rounded(value, grain)) for value in band)
    if first != last:
        shape = "between"
    else:
        first = short_number(sum(band) / 2)
        shape = "same" if abs(band[1] - band[0]) < 1e-9 else "about"
    scale = "" if low == 0 else "_on_scale"
    return content.say(
        "answer_range", shape + scale, low=first, high=last, bottom=short_number(low), top=short_number(high)
    )


def tenths(content: Content, sentence: str, share: float) -> str:
    """A share or chance as “about 8 in 10”, its ends as “less than 1” and “more than 9 in 10”."""
    if share < 0.05:
        return content.say(sentence, "fewer")
    if share >= 0.95:
        return content.say(sentence, "more")
    return content.say(sentence, "about", tenths=str(int(share * 10 + 0.5)))


@dataclass(frozen=True, slots=True)
class Days:
    """How the days of one diary are named: as dates, with the year where it spans years, or as numbers."""

    dated: bool
    years: bool
    words: Words

    def long(self, day: int) -> str:
        """“3 May”, “3 May 2031” or “day 64”."""
        return self._name(day, "months")

    def short(self, day: int) -> str:
        """“24 Jul”, “24 Jul 2031” or “day 64”."""
        return self._name(day, "short_months")

    def month(self, day: int) -> str:
        """“Jul”, “Jul 2031” or “64”, for the middle of an axis."""
        if not self.dated:
            return str(day)
        on = date.fromordinal(day)
        name = self.words["short_months"].split()[on.month - 1]
        return self.words["month_in_year"].format(month=name, year=on.year) if self.years else name

    def stretch(self, start: int, end: int) -> str:
        """“1 to 28 March”, “24 July to 20 November” or “day 1 to day 28”."""
        if start == end:
            return self.long(start)
        first = self.long(start)
        if self.dated:
            a, b = date.fromordinal(start), date.fromordinal(end)
            if (a.year, a.month) == (b.year, b.month):
                first = str(a.day)
            elif a.year == b.year:
                first = Days(True, False, self.words).long(start)
        return self.words["stretch"].format(start=first, end=self.long(end))

    def _name(self, day: int, months: str) -> str:
        """A day with its month from the named list."""
        if not self.dated:
            return self.words["undated"].format(day=short_number(day, 0))
        on = date.fromordinal(day)
        month = self.words[months].split()[on.month - 1]
        shape = "date_in_year" if self.years else "date"
        return self.words[shape].format(day=on.day, month=month, year=on.year)


def name_days(reading: Reading, content: Content) -> Days:
    """How this reading names its days; the year is written where the diary touches more than one."""
    words = content.words["calendar"]
    spans = [span for person in reading.people for signal in person.signals if (span := span_of(signal))]
    if not reading.dated or not spans:
        return Days(reading.dated, False, words)
    years = {date.fromordinal(day).year for span in spans for day in span}
    return Days(True, len(years) > 1, words)


def span_of(signal: SignalReading) -> tuple[int, int] | None:
    """The first and last day a line covers, as far as its trace tells."""
    if signal.trace is None:
        return None
    days = [day for day, _ in signal.trace.answers]
    if signal.trace.level:
        days += [signal.trace.first, signal.trace.first + len(signal.trace.level) - 1]
    return (min(days), max(days)) if days else None


def stretch_of(usual: Usual, days: Days) -> str:
    """The stretch that “usual” stands for, in words."""
    return days.stretch(usual.start, usual.end)
