"""The form of one step of a sheet. With the last comes one thing for the next day; all of it may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.acts.first import Answers
from leanings.content.doors import doors
from leanings.core.filled import Answer
from leanings.core.tool import Field, Step
from leanings.web.kit.steps import StepForm, initial

LONGEST_LINE = 300
TOMORROW, AGAIN = "tomorrow", "again"


class SheetForm(StepForm):
    """The questions of one step, and after the last what comes next."""

    def __init__(self, answers: Answers, step: Step, data: QueryDict | None = None) -> None:
        self.page, self.last = step, step.id == answers.steps[-1].id
        next_day = Field(TOMORROW, "text", answers.behind.texts[TOMORROW], lines=1)
        shown = replace(step, fields=(*step.fields, next_day)) if self.last else step
        super().__init__(shown, data, {**answers.given, TOMORROW: answers.tomorrow})
        if self.last:
            self.fields[AGAIN] = forms.BooleanField(
                label=gettext_lazy("Ask me two short questions in the morning"),
                help_text=gettext_lazy(
                    "Where the page is kept: a point for how it is by then, and a few words if you like."
                ),
                required=False,
            )
            self.initial[AGAIN] = answers.again

    def answers(self) -> dict[str, Answer]:
        """What was answered; a line for the next day is one line."""
        found = super().answers()
        if len(found.get(TOMORROW, "")) > LONGEST_LINE:
            self.wrong[TOMORROW] = gettext("This is longer than one line holds. Please make it shorter.")
        return found

    def added_to(self, answers: Answers) -> Answers:
        """The answers of all steps with those of this one."""
        found = self.answers()
        added = answers.with_step(self.page, found)
        if self.last:
            added = replace(added, tomorrow=found.get(TOMORROW, ""), again=AGAIN in self.data)
        return added


def asked_in(told: QueryDict, door: str | None) -> tuple[Answers, Step] | None:
    """The answers that stand in a form, and the last step it asks, where what was carried with it has run out. The
    names of its boxes tell which door asks them; the two questions of the morning are asked behind `door`."""
    for one in doors().values():
        found = _asked(told, Answers(one.id))
        if found is not None:
            return found
    return _asked(told, Answers(door, pair=True)) if door in doors() and door is not None else None


def as_fields(answers: Answers) -> Mapping[str, list[str]]:
    """Answers as the boxes of forms send them."""
    every = {**answers.given, TOMORROW: answers.tomorrow}
    found: dict[str, list[str]] = {AGAIN: ["on"]} if answers.again else {}
    for step in answers.steps:
        for field in (*step.fields, Field(TOMORROW, "text", "")):
            for name, value in initial(field, every.get(field.id)).items():
                found[name] = list(map(str, value)) if isinstance(value, list) else [str(value)]
    return found


def _asked(told: QueryDict, answers: Answers) -> tuple[Answers, Step] | None:
    here = None
    for place in range(len(answers.steps)):
        step = answers.steps[place]  # what was answered before may have changed what comes here
        names = [field.id for field in step.fields]
        if any(name.partition(".")[0] in names for name in told):
            here, answers = step, SheetForm(answers, step, told).added_to(answers)
    answers = replace(answers, tomorrow=told.get(TOMORROW, ""), again=AGAIN in told)
    return (answers, here) if here is not None else None
