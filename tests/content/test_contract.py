"""Every content file keeps its promises: worked examples, mirrors, slots, words that are never said."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from statistics import median

import pytest

from leanings.content.loader import Sentence, load_content, slots_of
from leanings.content.raw import LICENCE

CONTENT = load_content()
SENTENCES = sorted(CONTENT.sentences.values(), key=lambda sentence: sentence.id)
ENGLISH = Path(__file__).parents[2] / "src" / "leanings" / "content" / "en"
LOCK = Path(__file__).parents[1] / "content_ids.lock"
NEVER = (
    "steady|stable|fine|looks like passing|patch|just|lasting|permanent|new normal|try harder|keep going|flat|numb|"
    "toxic|closure|fail|failed|save|give up|break-up|break up|should|must|ready|ripe"
)
FORBIDDEN = re.compile(rf"\b({NEVER})\b", re.IGNORECASE)
WEB = ENGLISH.parents[1] / "web"
PAGES = [*sorted(WEB.glob("reading/*.html")), *sorted(WEB.glob("kit/report*.html")), WEB / "reading" / "forms.py"]
each_sentence = pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.id)


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, a last silent e not counted."""
    groups = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))
    return max(1, groups)


def school_grade(text: str) -> float:
    """The school grade a text asks for (Flesch and Kincaid 1975)."""
    words = re.findall(r"[A-Za-z’]+", text)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@each_sentence
def test_every_worked_example_reads_exactly_as_written(sentence: Sentence) -> None:
    for example in sentence.examples:
        assert sentence.fill(example.text, example.slots) == example.reads


@each_sentence
def test_an_example_fills_the_slots_of_its_text_and_no_others(sentence: Sentence) -> None:
    for example in sentence.examples:
        assert set(example.slots) == set(slots_of(sentence.texts[example.text]))


@each_sentence
def test_a_mirror_says_the_opposite_with_the_same_slots_and_about_the_same_length(sentence: Sentence) -> None:
    mirror = CONTENT.sentences[sentence.mirror]
    assert mirror.mirror == sentence.id
    assert mirror.place == sentence.place
    assert {name: slots_of(text) for name, text in mirror.texts.items()} == {
        name: slots_of(text) for name, text in sentence.texts.items()
    }
    for name, text in sentence.texts.items():
        assert abs(len(text) - len(mirror.texts[name])) <= 0.2 * len(text)
        assert abs(len(text.split()) - len(mirror.texts[name].split())) <= 2


@each_sentence
def test_words_that_judge_or_push_are_never_said(sentence: Sentence) -> None:
    for text in sentence.texts.values():
        assert re.search(rf"\b({NEVER})\b", text, re.IGNORECASE) is None


def test_no_word_and_no_page_about_a_diary_judges_or_pushes_either() -> None:
    # The words of a takeout name a reason that the person picked, "something had just happened", and no answer.
    about = [words for words in CONTENT.words.values() if words.id != "takeout"]
    told = {f"{words.id}: {name}": text for words in about for name, text in words.words.items()}
    told |= {page.name: said_by(page) for page in PAGES}
    assert all(told.values())
    assert {where: found for where, text in told.items() if (found := FORBIDDEN.findall(text))} == {}


def said_by(page: Path) -> str:
    """The words that stand in a template or in the form of a page; not its code."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".py":
        return " ".join(re.findall(r'gettext(?:_lazy)?\(\s*"([^"]+)"', text))
    return " ".join(re.findall(r'translate "([^"]+)"', text)) or "no words of its own"


def test_no_number_of_days_is_asked_for_when_it_is_too_early() -> None:
    assert CONTENT.sentences["too_early"].texts == {"plain": "Too early to tell. More days may help."}


def test_every_file_carries_our_licence_and_its_language() -> None:
    told = [(one.licence, one.language) for one in CONTENT.sentences.values()]
    told += [(one.licence, one.language) for one in CONTENT.words.values()]
    assert set(told) == {(LICENCE, "en")}


def test_ids_are_held_so_that_none_is_ever_reused() -> None:
    rows = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in ENGLISH.glob("*/*.toml")}
    now = {f"{file.parent.name}/{row['id']} {row['version']}" for file, row in rows.items()}
    held = LOCK.read_text(encoding="utf-8").splitlines()
    assert held == sorted(set(held))
    assert set(held) == now, "a new id is added to tests/content_ids.lock; one that is there never goes away"


def test_both_ways_of_speaking_know_the_same_words() -> None:
    assert CONTENT.words["own"].words.keys() == CONTENT.words["several"].words.keys()


def test_whole_sentences_read_at_sixth_grade() -> None:
    told: dict[str, list[str]] = {}
    for sentence in SENTENCES:
        whole = [example.reads for example in sentence.examples if example.reads.endswith(".")]
        if whole and sentence.place != "picture":
            told[sentence.id] = whole
    grades = {id: school_grade(" ".join(whole)) for id, whole in told.items()}
    assert median(grades.values()) <= 6
    assert {id: grade for id, grade in grades.items() if grade > 8} == {}
