"""Files are written whole or not at all, for their owner's eyes, and never over a diary."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TextIO

import pytest

from leanings.cli.writing import AS_USUAL, OWNER_ONLY, CannotWrite, check_place, write_whole


def mode(path: Path) -> int:
    """Who may do what with a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def refused(place: Path, diary: Path | None = None) -> str:
    """The sentence with which a place is refused."""
    with pytest.raises(CannotWrite) as caught:
        check_place(place, diary)
    return caught.value.sentence


def test_a_page_is_for_its_owner_alone_and_so_is_a_folder_made_for_it(tmp_path: Path) -> None:
    page = tmp_path / "kept" / "page.html"
    write_whole(page, lambda out: out.write("Ada"), OWNER_ONLY)
    assert page.read_text(encoding="utf-8") == "Ada"
    assert (mode(page), mode(page.parent)) == (0o600, 0o700)


def test_a_page_others_could_read_is_theirs_no_longer(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o644)
    write_whole(page, lambda out: out.write("new"), OWNER_ONLY)
    assert mode(page) == 0o600


def test_an_invented_diary_may_be_read_as_other_files_may(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_whole(tmp_path / "invented.csv", lambda out: out.write("date,close\n"), AS_USUAL)
    finally:
        os.umask(mask)
    assert mode(tmp_path / "invented.csv") == 0o644


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device"), ValueError])
def test_what_is_cut_short_leaves_the_old_page_and_nothing_else(
    tmp_path: Path, fault: BaseException | type[BaseException]
) -> None:
    def stop(out: TextIO) -> None:
        out.write("half of Ada's")
        raise fault

    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    with pytest.raises((KeyboardInterrupt, CannotWrite, ValueError)):
        write_whole(page, stop, OWNER_ONLY)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text(encoding="utf-8") == "old"


def test_a_link_stays_a_link_to_the_new_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").symlink_to(tmp_path / "real.html")
    write_whole(tmp_path / "page.html", lambda out: out.write("Ada"), OWNER_ONLY)
    assert (tmp_path / "page.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") == "Ada"


def test_the_diary_itself_is_never_written_over(tmp_path: Path) -> None:
    diary = tmp_path / "ada.csv"
    diary.write_text("date,close\n", encoding="utf-8")
    (tmp_path / "same.csv").symlink_to(diary)
    for place in (diary, tmp_path / "same.csv", tmp_path / "." / "ada.csv"):
        assert "is the diary itself" in refused(place, diary)


def test_a_place_where_no_file_can_be_is_refused_beforehand(tmp_path: Path) -> None:
    assert "is a folder; name a file in it" in refused(tmp_path)
    assert "is not a plain file" in refused(Path(os.devnull))
    assert refused(Path("/dev/null/page.html")) == (
        "/dev/null/page.html cannot be written, because /dev/null is not a folder."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_does_not_let_one_write_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert refused(locked / "kept" / "page.html").endswith(f"because {locked} does not let you.")


def test_a_fault_that_shows_only_on_writing_is_one_sentence_too() -> None:
    with pytest.raises(CannotWrite, match=r"^/dev/null/page.html cannot be written: "):
        write_whole(Path("/dev/null/page.html"), lambda out: out.write("Ada"), OWNER_ONLY)


def test_a_place_that_may_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    check_place(tmp_path / "new" / "page.html", tmp_path / "ada.csv")
    assert list(tmp_path.iterdir()) == []
