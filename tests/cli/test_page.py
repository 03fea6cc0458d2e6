"""Where `leanings read` puts what it shows, in which letters, and what Eve can see of it."""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
from pathlib import Path

import pytest

from tests.cli.diaries import PRIVATE, Ran, ada, apart, call, rows_of_ada, written
from tests.web.papers import open_paper

CLOSE = ("--signal", "close:0-10")
Capsys = pytest.CaptureFixture[str]


def test_a_page_and_the_figures_come_from_one_reading(capsys: Capsys, tmp_path: Path) -> None:
    page = tmp_path / "kept" / "page.html"
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--json", "--html", page)
    assert ran.json["schema"] == "leanings-read/1"
    assert ran.err == f"The page is at {page}\n"
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "“close”" in text
    assert call(capsys, "read", ada(tmp_path), *CLOSE, "--html", page).out == ""


def test_a_pdf_and_the_rest_come_from_one_reading(capsys: Capsys, tmp_path: Path) -> None:
    page, paper = tmp_path / "page.html", tmp_path / "kept" / "paper.pdf"
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--json", "--html", page, "--pdf", paper)
    assert ran.json["schema"] == "leanings-read/1"
    assert ran.err == f"The page is at {page}\nThe PDF is at {paper}\n"
    first, text = paper.read_bytes(), open_paper(paper.read_bytes()).text
    assert "“close”" in text
    said = re.findall(r'<h2 class="where"[^>]*>([^<]+)<', page.read_text(encoding="utf-8"))[0]
    assert said in text
    assert call(capsys, "read", ada(tmp_path), *CLOSE, "--pdf", paper).out == ""
    assert paper.read_bytes() == first


def test_a_pdf_takes_the_place_of_neither_the_diary_nor_the_page(capsys: Capsys, tmp_path: Path) -> None:
    diary = ada(tmp_path, 20)
    before = diary.read_bytes()
    assert "is the diary itself" in call(capsys, "read", diary, "--pdf", diary).refused
    both = tmp_path / "both"
    assert "cannot be both the page and the PDF" in call(capsys, "read", diary, "--html", both, "--pdf", both).refused
    assert diary.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ada.csv"]


def test_many_people_fit_on_paper_as_on_the_page(capsys: Capsys, tmp_path: Path) -> None:
    rows = [{"who": who, **row} for who in ("Ada", "Ben", "Cole") for row in rows_of_ada(40)]
    diary, paper = written(tmp_path / "three.csv", rows), tmp_path / "three.pdf"
    call(capsys, "read", diary, "--person", "who", *CLOSE, "--pdf", paper)
    text = open_paper(paper.read_bytes()).text
    assert text.index("Ada") < text.index("Ben") < text.index("Cole") < text.index("What it rests on")
    assert "your" not in text.replace("You do not have to wait", "").lower()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/dev/null/page.html", "cannot be written, because /dev/null is not a folder."),
        ("/dev/null", "is not a plain file"),
        ("{folder}", "is a folder; name a file in it."),
        ("{folder}/ada.csv", "is the diary itself; name another file."),
    ],
)
def test_a_page_that_cannot_be_written_is_refused_before_the_sums(
    capsys: Capsys, tmp_path: Path, place: str, said: str
) -> None:
    diary = ada(tmp_path, 20)
    before = diary.read_bytes()
    assert said in call(capsys, "read", diary, "--html", place.format(folder=tmp_path)).refused
    assert diary.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ada.csv"]


def test_a_page_to_be_opened_lies_among_the_reports_where_nobody_else_looks(tmp_path: Path) -> None:
    home, opened = tmp_path / "home", tmp_path / "opened"
    browser = tmp_path / "browser.sh"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{opened}"\n', encoding="utf-8")
    browser.chmod(0o700)
    ran = apart("read", ada(tmp_path, 20), *CLOSE, "--open", LEANINGS_HOME=str(home), BROWSER=f"{browser} %s")
    page = home / "reports" / "reading.html"
    assert (ran.code, ran.out) == (0, "")
    assert f"The page is at {page}\n" in ran.err
    assert opened.read_text(encoding="utf-8") == page.as_uri()
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes there only")
def test_a_file_whose_name_is_no_text_can_be_read(tmp_path: Path) -> None:
    diary = ada(tmp_path, 20).rename(tmp_path / os.fsdecode(b"ada\xff.csv"))
    ran = apart("read", os.fsdecode(os.fsencode(diary)), *CLOSE, "--json", "--html", tmp_path / "page.html")
    assert ran.json["diary"]["file"] == "ada?.csv"


def test_the_figures_can_be_read_whatever_letters_the_terminal_has(tmp_path: Path) -> None:
    rows = [{"date": row["date"], "nähe": row["close"]} for row in rows_of_ada(20)]
    diary = written(tmp_path / "ada.csv", rows)
    told = [apart("read", diary, "--json", PYTHONIOENCODING=letters) for letters in ("ascii", "utf-8", "latin-1")]
    assert [json.loads(ran.out)["codebook"]["lines"][0]["name"] for ran in told] == ["nähe"] * 3
    assert "N\\u00e4he".lower() in told[0].out.lower()


def test_what_eve_sees_of_it(capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger on the same machine: no page she can open, nothing left in folders for passing things, no note."""
    passing, page = tmp_path / "passing", tmp_path / "kept" / "page.html"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    monkeypatch.setattr(tempfile, "tempdir", None)
    diary = ada(tmp_path, 40)
    shown: list[Ran] = [
        call(capsys, "read", diary, "--html", page, "--pdf", page.with_name("paper.pdf")),
        call(capsys, "read", diary, "--json"),
        call(capsys, "read", diary),
        apart("read", diary, "--json", "--processes", "2", TMPDIR=str(passing)),
    ]
    assert [ran.code for ran in shown] == [0, 0, 0, 0]
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(page.with_name("paper.pdf").stat().st_mode) == 0o600
    assert sorted(path.name for path in page.parent.iterdir()) == ["page.html", "paper.pdf"]
    assert list(passing.iterdir()) == []
    paper = page.with_name("paper.pdf").read_bytes()
    said = "".join(ran.out + ran.err for ran in shown) + page.read_text(encoding="utf-8")
    said += open_paper(paper).text + paper.decode("latin-1")
    assert PRIVATE not in said
    assert str(tmp_path) not in said.replace(f"The page is at {page}", "").replace(f"The PDF is at {page.parent}", "")


@pytest.mark.parametrize("options", [(), ("--skip-bad",), CLOSE, ("--marker", "note")])
def test_a_note_is_never_told_and_a_cell_to_be_mended_by_its_first_letters_alone(
    capsys: Capsys, tmp_path: Path, options: tuple[str, ...]
) -> None:
    rows = rows_of_ada(20)
    rows[4]["close"], rows[4]["note"] = PRIVATE, "what Ben said"
    rows[6]["date"] = f"the day {PRIVATE}"
    rows[12]["note"] = f'a note "{PRIVATE}" with\nseveral lines'
    ran = call(capsys, "read", written(tmp_path / "ada.csv", rows), *options)
    said = ran.out + ran.err
    assert len(PRIVATE) > 30
    assert PRIVATE[:24] not in said
    assert "several lines" not in said
    assert "what Ben said" not in said
    assert "Traceback" not in said
