"""Rule lists: how a kind of wording sounds and what it asks, one file each, with hits and misses that it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from leanings.content.raw import LICENCE
from leanings.content.row import Row, row_of
from leanings.content.tools import prose_of, source_of
from leanings.core.looked import GAP, LEADS, Phrase, Rule, look, phrase_of

LEAST_SHOWN = 3  # hits, and misses: fewer prove nothing


def load_rules(language: str = "en", folder: Traversable | None = None) -> Mapping[str, Rule]:
    """Every rule list by its id, in order; without a folder, those of Leanings."""
    place = (files("leanings.content") if folder is None else folder) / language / "rules"
    there = [file for file in place.iterdir() if file.name.endswith(".toml")] if place.is_dir() else []
    found = sorted(map(read_rule, there), key=lambda rule: (rule.order, rule.id))
    return {rule.id: rule for rule in found}


def read_rule(file: Traversable) -> Rule:
    """The rule list in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    id = row.id()
    if file.name != f"{id}.toml":
        raise row.fault(f"The id is “{id}” and the file is not named so.", f"Name it {id}.toml.", "id")
    if row.text("licence") != LICENCE:
        raise row.fault("The licence is not that of our content.", f'Write licence = "{LICENCE}".', "licence")
    rule = Rule(
        id=id,
        version=row.number("version"),
        language=row.text("language"),
        name=row.text("name"),
        by=row.text("by"),
        order=row.number("order"),
        leads=row.one_of("leads", LEADS),
        asks=prose_of(row, "asks"),
        phrases=_phrases(row, "phrases"),
        unless=_phrases(row, "unless", ()),
        hits=row.texts("hits"),
        misses=row.texts("misses"),
        sources=tuple(source_of(one) for one in row.tables("sources", least=1)),
    )
    row.done()
    _check(row, rule)
    return rule


def laid_over(ours: Mapping[str, Rule], hosts: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """The rule lists of Leanings with those of a host over them: the same id wins."""
    return dict(sorted({**ours, **hosts}.items(), key=lambda pair: (pair[1].order, pair[0])))


def marked(text: str, rule: Rule) -> str:
    """A text with what the rule notices in brackets."""
    shown = text
    for one in reversed(look(text, [rule])):
        shown = f"{shown[: one.start]}[{shown[one.start : one.end]}]{shown[one.end :]}"
    return shown


def _phrases(row: Row, name: str, default: tuple[str, ...] | None = None) -> tuple[Phrase, ...]:
    """A list of phrases."""
    found = []
    for written in row.texts(name, default):
        phrase = phrase_of(written)
        if phrase is None:
            mend = f"Write plain words; a word may end with *, and one ... may stand for up to {GAP} words."
            raise row.fault(f"“{written}” is no phrase.", mend, name)
        if phrase in found:
            raise row.fault(f"“{written}” stands twice.", "Take one away.", name)
        found.append(phrase)
    return tuple(found)


def _check(row: Row, rule: Rule) -> None:
    """Refuse a list that does not find what it says it finds, or finds what it says it does not."""
    if not rule.asks.rstrip().endswith("?") and rule.leads == "question":
        raise row.fault("“asks” asks nothing.", "End it with a question: a rule asks and never tells.", "asks")
    for name, shown in (("hits", rule.hits), ("misses", rule.misses)):
        if len(shown) < LEAST_SHOWN:
            raise row.fault(f"“{name}” shows too little.", f"Write at least {LEAST_SHOWN} sentences.", name)
    for hit in rule.hits:
        text = hit.replace("[", "").replace("]", "")
        if "[" not in hit or marked(text, rule) != hit:
            raise row.fault(f"What is found is “{marked(text, rule)}”, not “{hit}”.", "Change one of them.", "hits")
    for miss in rule.misses:
        if marked(miss, rule) != miss:
            raise row.fault(f"This is found, and is no such thing: “{marked(miss, rule)}”.", "Add “unless”.", "misses")
