"""The school year of a text: ten known texts, frozen, so that nobody makes our content easier by counting otherwise."""

from __future__ import annotations

import pytest

from leanings.content.grade import grade, sentences, syllables, words

# Beginnings in the public domain, from the easiest to the hardest, and the year each asks for by our count.
KNOWN: dict[str, tuple[float, str]] = {
    "a primer": (
        0.0,
        "The cat sat on the mat. The dog ran to the cat. The cat did not run. The dog sat by the cat on the mat.",
    ),
    "Genesis, King James (1611)": (
        2.1,
        "In the beginning God created the heaven and the earth. And the earth was without form, and void; "
        "and darkness was upon the face of the deep. And the Spirit of God moved upon the face of the "
        "waters. And God said, Let there be light: and there was light.",
    ),
    "Taylor, The Star (1806)": (
        4.3,
        "Twinkle, twinkle, little star, how I wonder what you are! Up above the world so high, like a "
        "diamond in the sky.",
    ),
    "Baum, The Wizard of Oz (1900)": (
        6.2,
        "Dorothy lived in the midst of the great Kansas prairies, with Uncle Henry, who was a farmer, and "
        "Aunt Em, who was the farmer’s wife. Their house was small, for the lumber to build it had to be "
        "carried by wagon many miles. There were four walls, a floor and a roof, which made one room.",
    ),
    "Potter, Peter Rabbit (1902)": (
        6.2,
        "Once upon a time there were four little rabbits. They lived with their mother in a sand-bank, "
        "underneath the root of a very big fir-tree. “Now, my dears,” said old Mother Rabbit one morning, "
        "“you may go into the fields or down the lane, but don’t go into the garden.”",
    ),
    "Carroll, Alice (1865)": (
        8.7,
        "Alice was beginning to get very tired of sitting by her sister on the bank, and of having "
        "nothing to do. Once or twice she had peeped into the book her sister was reading, but it had no "
        "pictures or conversations in it.",
    ),
    "Lincoln, Gettysburg (1863)": (
        10.5,
        "Four score and seven years ago our fathers brought forth, upon this continent, a new nation, "
        "conceived in liberty, and dedicated to the proposition that all men are created equal. Now we "
        "are engaged in a great civil war, testing whether that nation, or any nation so conceived, and "
        "so dedicated, can long endure. We are met on a great battle field of that war.",
    ),
    "Melville, Moby-Dick (1851)": (
        12.3,
        "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my "
        "purse, and nothing particular to interest me on shore, I thought I would sail about a little and "
        "see the watery part of the world. It is a way I have of driving off the spleen and regulating "
        "the circulation.",
    ),
    "Austen, Pride and Prejudice (1813)": (
        14.9,
        "It is a truth universally acknowledged, that a single man in possession of a good fortune, must "
        "be in want of a wife. However little known the feelings or views of such a man may be on his "
        "first entering a neighbourhood, this truth is so well fixed in the minds of the surrounding "
        "families, that he is considered as the rightful property of some one or other of their "
        "daughters.",
    ),
    "Constitution of the United States, preamble (1787)": (
        25.8,
        "We the People of the United States, in Order to form a more perfect Union, establish Justice, "
        "insure domestic Tranquility, provide for the common defence, promote the general Welfare, and "
        "secure the Blessings of Liberty to ourselves and our Posterity, do ordain and establish this "
        "Constitution for the United States of America.",
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_text_asks_for_the_year_it_always_asked_for(name: str) -> None:
    year, text = KNOWN[name]
    assert round(grade(text), 1) == year


def test_the_ten_stand_in_the_order_in_which_people_learn_to_read_them() -> None:
    assert len(KNOWN) == 10
    years = [grade(text) for _, text in KNOWN.values()]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("little", 2),
        ("asked", 1),
        ("wanted", 2),
        ("people", 2),
        ("feelings", 2),
        ("leaving", 2),
        ("relation", 3),
    ],
)
def test_syllables_are_counted_about_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_label_is_no_sentence_and_a_line_of_a_list_is_one() -> None:
    assert [len(one) for one in sentences("Not sure\nI reach out to them\nMost days. They take it up then.")] == [5, 5]
    assert grade("Not sure") == 0.0
    assert words("They’d re-read it, twice.") == ["They’d", "re-read", "it", "twice"]


def test_longer_sentences_and_longer_words_are_harder() -> None:
    plain = "We sat at the door. We said that it was late."
    assert grade(plain) < grade("We sat at the door and we said that it was late.")
    assert grade(plain) < grade("Everybody hesitated outside. Everybody remembered yesterday evening.")
