"""ZIP files as a stranger may make them: nothing is unpacked but what Leanings put there, and no more than it could."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.acts import bundle, takeout
from leanings.core.everything import NotTakenOut
from tests.acts.files import GIVEN, NO, WHOLE, refused, zipped
from tests.keeping import Person, entry, settle

MANY = settings(max_examples=150)


@pytest.fixture
def ada() -> Person:
    """Ada, whose place holds one thing."""
    found = settle("Ada")
    found.keep(entry("hers"))
    return found


def lies(file: bytes, size: int) -> bytes:
    """A ZIP file that says another size of its first entry than it has, in both places where it says so."""
    directory = file.index(b"PK\x01\x02")
    return (
        file[:22]
        + struct.pack("<L", size)
        + file[26 : directory + 24]
        + struct.pack("<L", size)
        + file[directory + 28 :]
    )


def sealed(file: bytes) -> bytes:
    """A ZIP file that says its first entry is locked."""
    directory = file.index(b"PK\x01\x02")
    return file[:6] + b"\x01\x00" + file[8 : directory + 8] + b"\x01\x00" + file[directory + 10 :]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"PK", "its end is missing."),
        (GIVEN[:-1], "its end is not as Leanings writes it."),
        (GIVEN + b"trailing", "its end is not as Leanings writes it."),
        (GIVEN[:200] + GIVEN[260:], "This ZIP file is damaged"),
        (zipped(("../../everything.json", WHOLE)), "holds “../../everything.json”, which Leanings does not put there."),
        (zipped(("/etc/cron.d/x", b""), ("everything.json", WHOLE)), "holds “/etc/cron.d/x”"),
        (zipped(("everything.json/", b"")), "holds “everything.json/”"),
        (zipped(("C:\\everything.json", WHOLE)), "which Leanings does not put there."),
        (zipped(("__MACOSX/._x", b""), ("everything.json", WHOLE)), "Unpack it, and bring everything.json alone."),
        (zipped(("everything\u202enosj.json", b"")), "holds “everything?nosj.json”"),
        (zipped(("a\r\nSet-Cookie: s=1", b"")), "holds “a??Set-Cookie: s=1”"),
        (zipped(("check-ins.csv", b"")), "holds no everything.json"),
        (zipped(("everything.json", zipped(("everything.json", WHOLE)))), "is not text in UTF-8"),
        (
            zipped(("everything.json", WHOLE), packed=zipfile.ZIP_BZIP2),
            "is packed in a way that Leanings does not use.",
        ),
        (zipped(("everything.json", WHOLE), packed=zipfile.ZIP_LZMA), "is packed in a way that Leanings does not use."),
        (zipped(("everything.json", b" " * (40 << 20))), "would be far larger unpacked"),
        (lies(zipped(("everything.json", WHOLE)), 10), "This ZIP file is damaged"),
        (lies(zipped(("everything.json", WHOLE)), 4_000_000_000), "would be far larger unpacked"),
        (sealed(GIVEN), "is locked with a password. Unpack it first."),
        (zipped(*[(f"{number}.txt", b"") for number in range(2000)]), "holds more files than Leanings puts into one."),
    ],
)
def test_a_zip_file_that_is_none_of_ours_is_named(ada: Person, file: bytes, said: str) -> None:
    assert said in refused(ada, file)


def test_a_file_twice_in_one_is_refused(ada: Person) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("everything.json", WHOLE), ("everything.json", b"{}"))
    assert "holds a file twice" in refused(ada, twice)


def test_a_file_with_a_far_end_is_refused(ada: Person) -> None:
    end = len(GIVEN) - 22
    far = GIVEN[:end] + b"PK\x06\x07" + bytes(16) + GIVEN[end:]
    assert "its end is not as Leanings writes it." in refused(ada, far)


def test_a_file_larger_than_may_come_is_refused_before_it_is_looked_at(ada: Person) -> None:
    assert "larger than 32 MiB" in refused(ada, b" " * (takeout.LARGEST + 1))


def test_a_file_that_swells_takes_no_memory(ada: Person) -> None:
    swollen = zipped(("everything.json", b"[" * (60 << 20)))
    room = ada.room()
    tracemalloc.start()
    with pytest.raises(NotTakenOut):
        takeout.bring(room, swollen, settings=False)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 << 20


@MANY
@given(place=st.integers(0, len(GIVEN) - 1), byte=st.integers(0, 255))
def test_a_zip_file_with_one_byte_changed_is_refused_or_says_the_same(place: int, byte: int) -> None:
    changed = GIVEN[:place] + bytes([byte]) + GIVEN[place + 1 :]
    try:
        text = bundle.unpack(changed, "everything.json", takeout.FILES)
    except NO:
        return
    assert text == WHOLE
