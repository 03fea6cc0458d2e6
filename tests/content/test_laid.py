"""What a host wrote lies over ours, alike for every kind: the same name replaces, a new adds, a wrong one is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.content.check import HostsFault, faults_of_host, faults_of_ours, refuse_faults
from leanings.content.doors import load_doors
from leanings.content.helplines import load_helplines
from leanings.content.journeys import load_journeys
from leanings.content.laid import KINDS, files_of, folder_of_host, kind_of, lay
from leanings.content.lines import load_lines
from leanings.content.loader import load_content
from leanings.content.raw import ContentFault
from leanings.content.rules import load_rules
from leanings.content.tools import load_tools

OURS = Path(str(files("leanings.content"))) / "en"
ONE_OF = {
    "tools": ("hope", 'name = "'),
    "doors": ("stay", 'own = "'),
    "lines": ("heard", 'label = "'),
    "journeys": ("torn", 'say = "'),
    "rules": ("blame", 'asks = "'),
    "helplines": ("us", 'country = "'),
    "sentences": ("open", 'plain = "'),
    "words": ("calendar", 'month_1 = "'),
}


def laid(folder: Path, kind: str, name: str, *changes: tuple[str, str], called: str | None = None) -> Path:
    """Lay one of our files over ours in a folder of a host, changed."""
    text = (OURS / kind / f"{name}.toml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    place = folder / "en" / kind
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{called or name}.toml").write_text(text, encoding="utf-8")
    return folder


def shown(kind: str, over: Path) -> str:
    """All that is loaded of a kind."""
    content = load_content(over=over)
    every: dict[str, Mapping[str, object]] = {
        "tools": load_tools(over=over),
        "doors": load_doors(over=over),
        "lines": load_lines(over=over),
        "journeys": load_journeys(over=over),
        "rules": load_rules(over=over),
        "helplines": load_helplines(over=over),
        "sentences": content.sentences,
        "words": content.words,
    }
    return repr(every[kind])


def test_ours_can_all_be_used_and_so_can_a_copy_of_it(tmp_path: Path) -> None:
    assert list(faults_of_ours()) == []
    for kind in KINDS:
        for file in (OURS / kind).glob("*.toml"):
            laid(tmp_path, kind, file.stem)
    assert list(faults_of_host(tmp_path)) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("sentences", "words")])
def test_a_file_of_the_same_name_takes_the_place_of_ours_and_all_others_stay(tmp_path: Path, kind: str) -> None:
    name, before = ONE_OF[kind]
    laid(tmp_path, kind, name, (before, f"{before}Said by the host, "))
    assert list(faults_of_host(tmp_path)) == []
    assert shown(kind, tmp_path).count("Said by the host, ") == 1
    assert [file.name for file in files_of(kind, over=tmp_path)] == [file.name for file in files_of(kind)]


def test_a_sentence_and_a_word_of_a_host_are_said(tmp_path: Path) -> None:
    plain = load_content().sentences["too_early"].texts["plain"]
    laid(tmp_path, "sentences", "too_early", (plain, "Nothing can be told yet."), (plain, "Nothing can be told yet."))
    laid(tmp_path, "words", "own", ('"Your answers"', '"What you answered"'))
    assert list(faults_of_host(tmp_path)) == []
    content = load_content(over=tmp_path)
    assert content.say("too_early") == "Nothing can be told yet."
    assert content.words["own"]["answers"] == "What you answered"


def test_a_host_adds_a_tool_and_it_stands_among_ours(tmp_path: Path) -> None:
    laid(
        tmp_path,
        "tools",
        "hope",
        ('id = "hope"', 'id = "hers"'),
        ('mirror = "hope"', 'mirror = "hers"'),
        ("order = ", "order = 9"),
        ('name = "', 'name = "Of the host: '),
        called="hers",
    )
    assert list(faults_of_host(tmp_path)) == []
    tools = load_tools(over=tmp_path)
    assert set(tools) - set(load_tools()) == {"hers"}
    assert tools["hers"].name.startswith("Of the host: ")
    assert tools["hope"] == load_tools()["hope"]


BROKEN = {
    "tools": (("hope", ('kind = "', 'kind = "no')), r"tools/hope\.toml, line \d+: “kind” cannot be “no\w+”\. .+"),
    "doors": (
        ("stay", ("order = ", 'order = "x" # ')),
        r"doors/stay\.toml, line \d+: “order” must be a whole .+",
    ),
    "lines": (("heard", ("group", "grup")), r"lines/heard\.toml, line \d+: “group” is missing\. .+"),
    "journeys": (("torn", ('say = "', 'say = "<b>')), r"journeys/torn\.toml, line \d+: “say” holds HTML\. .+"),
    "rules": (
        ("blame", ("order = ", "order = -")),
        r"rules/blame\.toml, line \d+: “order” must be a whole .+",
    ),
    "helplines": (("us", ("[[lines]]", "[[lines")), r"helplines/us\.toml, line \d+: this is not TOML .+"),
    "sentences": (
        ("too_early", ("place = ", "plac = ")),
        r"sentences/too_early\.toml, line \d+: “place” is .+",
    ),
    "words": (
        ("own", ('answers = "', 'answers = 1 # "')),
        r"words/own\.toml, line \d+: “words” must be a table .+",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_file_is_told_by_name_and_line_with_what_is_wrong_and_how_to_mend_it(tmp_path: Path, kind: str) -> None:
    (name, change), sentence = BROKEN[kind]
    laid(tmp_path, kind, name, change)
    (fault,) = faults_of_host(tmp_path)
    assert re.fullmatch(sentence, fault), fault
    with pytest.raises(HostsFault) as refused:
        refuse_faults(tmp_path)
    assert fault in refused.value.sentence
    assert str(tmp_path) in refused.value.sentence


@pytest.mark.parametrize(
    ("kind", "name", "change", "sentence"),
    [
        ("tools", "hope", ('mirror = "hope"', 'mirror = "gone"'), "its mirror “gone” is no tool"),
        ("tools", "hope", ('id = "hope"', 'id = "fear"'), "not named so"),
        ("tools", "hope", ('language = "en"', 'language = "de"'), "it lies in “en”"),
        ("journeys", "torn", ('tool = "inventory"', 'tool = "gone"'), "“gone” is no tool for this door"),
        ("doors", "stay", ('mirror = "part"', 'mirror = "gone"'), "its mirror “gone” is no door"),
        ("lines", "reasons_stay", ('turn = "stay"', 'turn = "round"'), "it would be asked otherwise than ours"),
        ("words", "own", ('answers = "Your answers"\n', ""), "“answers” is missing here"),
        ("sentences", "began_down", ('mirror = "began_up"', 'mirror = "began_down"'), "its mirror does not look back"),
    ],
)
def test_what_does_not_fit_the_rest_is_told_before_anybody_meets_it(
    tmp_path: Path, kind: str, name: str, change: tuple[str, str], sentence: str
) -> None:
    faults = list(faults_of_host(laid(tmp_path, kind, name, change)))
    assert any(fault.startswith(f"{kind}/") and ", line " in fault and sentence in fault for fault in faults), faults


def test_a_slot_that_no_page_fills_is_told(tmp_path: Path) -> None:
    place = tmp_path / "en" / "sentences"
    place.mkdir(parents=True)
    text = (OURS / "sentences" / "too_early.toml").read_text(encoding="utf-8")
    text = text.replace("slots = []", 'slots = ["days"]').replace("Too early", "After {days} too early", 1)
    text = text.replace("slots = {}", 'slots = { days = "3" }').replace('reads = "Too', 'reads = "After 3 too')
    (place / "too_early.toml").write_text(text, encoding="utf-8")
    assert [fault for fault in faults_of_host(tmp_path) if "“plain” has a slot that nothing fills" in fault]


def test_every_fault_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    for name in ("hope", "wait", "talk"):
        laid(tmp_path, "tools", name, ("[[steps]]", "[[step]]"))
    assert len(list(faults_of_host(tmp_path))) == 3


def test_a_folder_and_a_file_that_would_be_passed_over_are_told(tmp_path: Path) -> None:
    laid(tmp_path, "tools", "hope", called="hope.toml.txt".removesuffix(".toml"))
    place = tmp_path / "en" / "tools"
    (place / "hope.toml.txt.toml").rename(place / "hope.toml.txt")
    (place / "._hope.toml").write_bytes(b"\x00\x05\x16\x07")
    (place / "hope.toml~").touch()
    (place / "notes.md").touch()
    (tmp_path / "en" / ".DS_Store").touch()
    (tmp_path / "en" / "tool").mkdir()
    told = list(faults_of_host(tmp_path))
    assert told == [
        f"tool: this is no folder of content. Name it {', '.join(KINDS)}.",
        "tools/hope.toml.txt, line 1: this would be passed over. Let its name end with .toml.",
    ]


def test_a_folder_without_a_language_is_told(tmp_path: Path) -> None:
    (fault,) = faults_of_host(tmp_path)
    assert fault.startswith("There is no folder “en”")


def test_a_file_as_windows_writes_it_is_read(tmp_path: Path) -> None:
    laid(tmp_path, "tools", "hope")
    file = tmp_path / "en" / "tools" / "hope.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert list(faults_of_host(tmp_path)) == []


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    place = tmp_path / "en" / "tools"
    (place / "hope.toml").mkdir(parents=True)
    (fault,) = faults_of_host(tmp_path)
    assert fault.startswith("tools/hope.toml, line 1: this cannot be read (")
    (place / "wait.toml").symlink_to(tmp_path / "nowhere")
    assert len(list(faults_of_host(tmp_path))) == 2


def test_the_folder_of_a_host_is_in_the_house(tmp_path: Path) -> None:
    assert folder_of_host({"LEANINGS_HOME": str(tmp_path)}) is None
    (tmp_path / "content").mkdir()
    assert folder_of_host({"LEANINGS_HOME": str(tmp_path)}) == tmp_path / "content"


def test_a_single_file_is_of_the_kind_its_folder_says_and_else_a_tool(tmp_path: Path) -> None:
    assert kind_of(OURS / "rules" / "blame.toml") == "rules"
    assert kind_of(tmp_path / "mine.toml") == "tools"
    lay([OURS / "rules" / "blame.toml", OURS / "tools" / "hope.toml"], tmp_path)
    assert sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.toml")) == [
        "en/rules/blame.toml",
        "en/tools/hope.toml",
    ]
    with pytest.raises(ContentFault, match=r"cannot be read: .* Name a file of content"):
        lay([tmp_path / "nowhere.toml"], tmp_path)
