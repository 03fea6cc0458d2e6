"""What a file says: its prose, which is read as sentences, apart from what is only picked or filled in.

Left out is what nobody is told: other words that a tool is searched by, the phrases that a rule list notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leanings.content.doors import Door
from leanings.content.helplines import Country
from leanings.content.loader import Sentence, Words
from leanings.core.journey import Journey
from leanings.core.lines import Line
from leanings.core.looked import Rule
from leanings.core.tool import Field, Path, Step, Tool


@dataclass(frozen=True, slots=True)
class Text:
    """What one file, or a part of it, says. `cites` are its sources."""

    file: str
    prose: str
    labels: str = ""
    cites: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.prose}\n{self.labels}"


def of_tool(tool: Tool) -> Text:
    """All that a tool says on its pages, with what stands in for it."""
    other = tool.stand_in.steps if tool.stand_in else ()
    frame = [tool.name, *_frame(tool), tool.stand_in.say if tool.stand_in else ""]
    return _text(f"tools/{tool.id}", frame, (*tool.steps, *other), len(tool.sources))


def beside(tool: Tool) -> Text:
    """What stands beside a tool: its sources and its worked example."""
    example = " ".join(_texts(dict(tool.example.answers))) if tool.example else ""
    return Text(f"tools/{tool.id}", "\n".join(source.says for source in tool.sources), example)


def behind(tool: Tool, door: str) -> Text:
    """What somebody behind this door may meet of a tool: each of its steps that comes up there, after any answer."""
    met = [step for step in tool.steps if door in step.doors]
    return _text(f"tools/{tool.id}", [tool.name, *_frame(tool)], met, len(tool.sources))


def serving(tool: Tool, path: Path) -> Text | None:
    """The steps of a tool that serve a path; all of them where the tool does. None where there are none."""
    steps = [step for step in tool.steps if path in (step.path, tool.path)]
    if path == "any":
        steps = [step for step in steps if step.path == "any" and tool.path == "any"]
    return _text(f"tools/{tool.id}", [], steps, len(tool.sources)) if steps else None


def of_door(door: Door, *, other: bool | None = None) -> Text:
    """What a first sheet says: both forms of it, or one."""
    forms = (False, True) if other is None else (other,)
    steps = tuple(dict.fromkeys(step for form in forms for step in door.steps_on_paper(other=form)))
    frame = [door.mirror_says, *door.texts.values(), *door.says.values(), *(part.says for part in door.tally.parts)]
    return _text(f"doors/{door.id}", frame, steps, len(door.sources))


def of_journey(journey: Journey) -> Text:
    """What a path says."""
    return Text(f"journeys/{journey.id}", "\n".join((journey.say, *(stop.why for stop in journey.stops))))


def of_rule(rule: Rule) -> Text:
    """What a rule list asks; what it notices is said by others."""
    told = (rule.asks, *(source.says for source in rule.sources))
    return Text(f"rules/{rule.id}", "\n".join(told), rule.name, len(rule.sources))


def of_line(line: Line) -> Text:
    """What a question of the check-in says."""
    return Text(f"lines/{line.id}", "", "\n".join((line.name, line.label, line.low, line.high)))


def of_country(country: Country) -> Text:
    """What is said about helplines; their names are their own."""
    return Text(f"helplines/{country.id}", "\n".join(line.note for line in country.lines), country.country)


def of_sentence(sentence: Sentence) -> Text:
    """A sentence as its examples read."""
    return Text(f"sentences/{sentence.id}", "\n".join(one.reads for one in sentence.examples))


def of_words(words: Words) -> Text:
    """Words by name."""
    return Text(f"words/{words.id}", "", "\n".join(words.words.values()))


def _frame(tool: Tool) -> tuple[str, ...]:
    return (tool.about, tool.after, tool.mirror_says)


def _text(file: str, frame: Iterable[str], steps: Iterable[Step], cites: int) -> Text:
    prose, picked = list(frame), list[str]()
    for step in steps:
        prose += [step.title, step.say, *(hint for field in step.fields for hint in _hints(field))]
        picked += [label for field in step.fields for label in _labels(field)]
    return Text(file, "\n".join(filter(None, prose)), "\n".join(filter(None, picked)), cites)


def _hints(field: Field) -> Iterator[str]:
    yield field.hint
    for column in field.columns:
        yield from _hints(column)


def _labels(field: Field) -> Iterator[str]:
    yield from (field.label, field.low, field.high, field.mine, field.theirs, field.stay, field.go)
    yield from (option.label for option in (*field.options, *field.places))
    for column in field.columns:
        yield from _labels(column)


def _texts(answer: object) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict | list):
        for one in answer.values() if isinstance(answer, dict) else answer:
            yield from _texts(one)
