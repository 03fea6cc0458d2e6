"""The audit: our content passes it, and each of its rules notices what was planted against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from leanings.cli import main
from leanings.cli.audit import table
from leanings.content import said
from leanings.content.audit import Audit, Gathered, audit, gather, lists, telling
from leanings.content.grade import words
from leanings.core.tool import EVERY_DOOR, PATHS, Path, Step, Tool

OURS = gather()
HARD = (
    "Nevertheless, the psychological interpretation of particularly complicated interpersonal circumstances "
    "necessarily presupposes considerable familiarity with professional terminology and methodological difficulties. "
)


def planted(change: Callable[[Tool], Tool], ids: Iterable[str] = ("hope",)) -> Audit:
    """The audit of our content with some tools changed."""
    ids = tuple(ids)
    return audit(replace(OURS, tools={id: change(tool) if id in ids else tool for id, tool in OURS.tools.items()}))


def saying(tool: Tool, text: str) -> Tool:
    """A tool that says something more on its first page."""
    return replace(tool, about=f"{tool.about}\n\n{text}")


def test_our_content_passes() -> None:
    found = audit(OURS)
    assert found.faults == ()
    assert tuple(found.paths) == PATHS
    assert set(found.doors) == set(EVERY_DOOR)
    assert all(one.tools and one.words and one.cites and one.grade for one in found.doors.values())


def test_a_door_is_measured_by_the_steps_it_really_meets() -> None:
    own = Step("extra", "Only here", "One two three four five six seven eight nine ten.", (), doors=("part",))
    before, after = audit(OURS), planted(lambda tool: replace(tool, steps=(*tool.steps, own)))
    more = len(words(f"{own.title} {own.say}"))
    for door in EVERY_DOOR:
        assert after.doors[door].words - before.doors[door].words == (more if door == "part" else 0)


def test_a_path_is_measured_by_the_steps_that_serve_it() -> None:
    found = audit(OURS)
    for path in ("stay", "part", "open"):
        serving = [tool for tool in OURS.tools.values() if path in (tool.path, *(step.path for step in tool.steps))]
        assert found.paths[path].tools == len(serving)


@pytest.mark.parametrize(
    "text",
    [
        "You should wait.",
        "You must not.",
        "Tell them tonight.",
        "It is late. Do not write.",
        "So you have to go.",
        "Wait.",
    ],
)
def test_a_sentence_that_tells_what_to_do_is_counted(text: str) -> None:
    assert len(telling(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Do you have to decide now?",
        "Ask yourself: is it late?",
        "You do not have to choose.",
        "You do not know yet, and that is an answer.",
        "Some people do not know for a long time.",
        "What you write is never sent.",
        "Tell them?",
    ],
)
def test_a_question_and_what_nobody_knows_or_need_not_do_tell_nothing(text: str) -> None:
    assert [one for one in telling(text) if not one.endswith(":")] == []


def test_a_word_that_nothing_here_says_is_found_wherever_it_stands() -> None:
    for change in (
        lambda tool: saying(tool, "That is toxic."),
        lambda tool: replace(tool, sources=(replace(tool.sources[0], says="A study of closure."),)),
        lambda tool: replace(tool, example=replace(tool.example, answers=(("x", [{"a": "my soulmate"}]),))),
        lambda tool: replace(tool, stand_in=replace(tool.stand_in, say="Be patient.")),
    ):
        assert any("tools/hope says “" in fault for fault in planted(change).faults)
    others = (*OURS.others, said.Text("lines/x", "", "is it toxic"))
    assert audit(replace(OURS, others=others)).faults == ("lines/x says “toxic”, which nothing here says.",)


@pytest.mark.parametrize("word", ["narcissist", "codependency", "Fight for", "the one", "BREAK-UP"])
def test_a_banned_word_is_found_with_its_endings_and_in_any_letters(word: str) -> None:
    assert lists().never.search(f"It was {word} again.")


def test_a_file_that_is_too_hard_is_named() -> None:
    found = planted(lambda tool: saying(tool, HARD * 30)).faults
    assert any(fault.startswith("tools/hope asks for school year") for fault in found)


def test_a_door_behind_which_half_is_too_hard_is_named() -> None:
    found = planted(lambda tool: saying(tool, HARD * 30), OURS.tools).faults
    assert sum("half of the texts ask for school year" in fault for fault in found) == len(EVERY_DOOR)


def test_mirrored_tools_of_unlike_length_are_named() -> None:
    pair = {"hope": "wait", "wait": "hope"}
    tools = {id: replace(tool, mirror=pair.get(id, id)) for id, tool in OURS.tools.items()}
    assert audit(replace(OURS, tools=tools)).faults == ()
    tools["wait"] = saying(tools["wait"], "A word more. " * 200)
    assert any(
        fault.startswith("tools/hope and tools/wait are a pair with")
        for fault in audit(replace(OURS, tools=tools)).faults
    )


def test_mirrored_doors_of_unlike_length_are_named() -> None:
    doors = {**OURS.doors, "stay": replace(OURS.doors["stay"], mirror_says="A word more. " * 100)}
    assert any(
        fault.startswith("doors/part and doors/stay are a pair") for fault in audit(replace(OURS, doors=doors)).faults
    )


def test_a_door_that_meets_a_tenth_more_words_is_named() -> None:
    step = Step("extra", "More", "A word more. " * 300, (), doors=("in",))
    found = planted(lambda tool: replace(tool, steps=(*tool.steps, step))).faults
    assert any(fault.startswith("Behind “in” stand") and "words" in fault for fault in found)


def test_a_door_that_is_told_more_often_what_to_do_is_named() -> None:
    step = Step("extra", "More", "Tell them. Go on. Wait here. Write it.", (), doors=("out",))
    found = planted(lambda tool: replace(tool, steps=(*tool.steps, step))).faults
    assert any(fault.startswith("Behind “out” stand") and "sentences that tell" in fault for fault in found)


def test_doors_may_differ_by_one_tool_and_not_by_two() -> None:
    def closed(tool: Tool) -> Tool:
        return replace(tool, doors=tuple(door for door in tool.doors if door != "after"))

    assert not any("more than 1 apart" in fault for fault in planted(closed, ["hope"]).faults)
    assert any("more than 1 apart" in fault for fault in planted(closed, ["hope", "wait"]).faults)


@pytest.mark.parametrize("path", ["stay", "part", "open"])
def test_a_path_that_more_tools_serve_is_named(path: Path) -> None:
    others = [id for id, tool in OURS.tools.items() if path not in (tool.path, *(step.path for step in tool.steps))]
    step = Step("extra", "More", "A word.", (), path=path)
    found = planted(lambda tool: replace(tool, steps=(*tool.steps, step)), others[:3]).faults
    assert any(fault.startswith("The paths are served by tools of unlike number") for fault in found)


def test_staying_and_parting_may_not_differ_by_a_fifth() -> None:
    step = Step("extra", "More", "A word more. " * 80, (), path="part", doors=EVERY_DOOR)
    assert any(
        fault.startswith("Staying has")
        for fault in planted(lambda tool: replace(tool, steps=(*tool.steps, step))).faults
    )


def test_the_table_shows_each_path_and_door_once_and_in_columns() -> None:
    lines = table(audit(OURS), len(OURS.tools))
    rows = [line for line in lines if line.startswith("  ")]
    assert len(rows) == len(PATHS) + len(EVERY_DOOR)
    assert len({len(row) for row in rows}) == 1
    assert all(len(line) <= 100 for line in lines)


def test_the_command_says_that_nothing_is_beyond_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 0
    told = capsys.readouterr().out
    assert told.endswith("Nothing is beyond its limits.\n")
    assert "not deciding" in told


def nobody(there: Gathered) -> Gathered:
    """Content without its tools."""
    return replace(there, tools={})


def test_an_audit_of_no_tools_at_all_is_an_audit() -> None:
    assert audit(nobody(OURS)).doors["in"].tools == 0
