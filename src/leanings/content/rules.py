"""Rule lists: how a kind of wording sounds and what it asks, one file each, with hits and misses that it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from leanings.content.laid import files_of
from leanings.content.row import Row, row_of
from leanings.content.tools import prose_of, source_of
from leanings.core.looked import GAP, LEADS, Lead, Phrase, Rule, lead_of, look, phrase_of

LEAST_SHOWN = 3  # hits, and misses: fewer prove nothing


def load_rules(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Rule]:
    """Every rule list by its id, in order; without a folder, those of Leanings. `over` is what a host wrote."""
    found = sorted(map(read_rule, files_of("rules", language, folder, over)), key=lambda rule: (rule.order, rule.id))
    return {rule.id: rule for rule in found}


def read_rule(file: Traversable) -> Rule:
    """The rule list in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    rule = Rule(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        name=row.text("name"),
        by=row.text("by"),
        order=row.number("order"),
        leads=row.one_of("leads", LEADS),
        asks=prose_of(row, "asks"),
        phrases=_phrases(row, "phrases"),
        unless=_phrases(row, "unless", ()),
        unless_after=_leads(row, "unless_after"),
        hits=row.texts("hits"),
        misses=row.texts("misses"),
        sources=tuple(source_of(one) for one in row.tables("sources", least=1)),
    )
    row.done()
    _check(row, rule)
    return rule


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


def _leads(row: Row, name: str) -> tuple[Lead, ...]:
    """A list of words after which it is no such thing."""
    found = []
    for written in row.texts(name, ()):
        lead = lead_of(written)
        if lead is None:
            mend = f"Write plain words; with ... at their end, up to {GAP} more may lie between."
            raise row.fault(f"“{written}” leads to nothing.", mend, name)
        found.append(lead)
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
