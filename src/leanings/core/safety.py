"""Whether something may be unsafe for a person, as they said it themselves. Not saying is one of the three states.

What was skipped, left open, said in a form made before, or cannot be read is unknown, never safe. The answers lie in
the self document, which looks alike whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, get_args

from leanings.core.tool import Unsafe

Said: TypeAlias = Literal["no", "yes", "unsure", "skip"]
SAID: tuple[Said, ...] = get_args(Said)

State: TypeAlias = Literal["clear", "concern", "unknown"]

Question: TypeAlias = Literal["small", "fear", "forced", "hurt", "money", "checked", "cut_off"]
QUESTIONS: tuple[Question, ...] = get_args(Question)  # the first four are about what HARK asks, in words of ours

Full: TypeAlias = tuple[tuple[str, str], ...]  # question and answer; a question that was left open is not among them

HIGH_ANSWER = 8  # of 10, to the question whether there is a way ahead: ours, and no cut-off of any scale
WAY_AHEAD = "no_way"  # the id of that question


def state(said: object) -> State:
    """The state that one answer puts a person in; only a plain no is clear."""
    if said == "no":
        return "clear"
    return "concern" if said in ("yes", "unsure") else "unknown"


def state_of(afraid: object, full: Iterable[tuple[object, object]] = ()) -> State:
    """The state of all that was kept. One yes, or one not sure, outweighs every no; open questions clear nothing."""
    told = {question: answer for question, answer in full if question in QUESTIONS}
    if "concern" in (state(afraid), *map(state, told.values())):
        return "concern"
    if state(afraid) == "clear":
        return "clear"
    return "clear" if all(state(told.get(question)) == "clear" for question in QUESTIONS) else "unknown"


def opens(unsafe_if: tuple[Unsafe, ...], said: object, kept: State = "unknown") -> bool:
    """Whether a tool opens as itself: after a plain no, said now or kept, where nothing that is kept speaks against."""
    if not unsafe_if:
        return True
    return kept != "concern" and (state(said) if said is not None else kept) == "clear"


def must_ask(unsafe_if: tuple[Unsafe, ...], afraid: object, kept: State) -> bool:
    """Whether a tool begins with the one question: nothing that counts for it was said, nor not to be asked."""
    return bool(unsafe_if) and kept == "unknown" and afraid != "skip"


def full_of(answers: Mapping[str, str]) -> Full:
    """The answers as they are kept: in one order, without what is open or no answer at all."""
    return tuple((question, answers[question]) for question in QUESTIONS if answers.get(question) in SAID)
