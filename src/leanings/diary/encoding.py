"""The bytes of a file: whether they are a table at all, and in which encoding they are text."""

from __future__ import annotations

import codecs

from leanings.diary.held import File
from leanings.diary.refusals import EncodingNotUnderstood, FileEmpty, FileTooLarge, NotATable, quoted

LARGEST = 512 * 1024 * 1024  # a cohort of ten thousand people fits; more belongs in several files
SAMPLE = 64 * 1024  # enough to see the shape of a file, small enough to look at twice
PARQUET = b"PAR1"

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "a packed file or a spreadsheet; open it, save the sheet as CSV and bring that"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document; open it, save it as CSV and bring that"),
    (b"PK\x05\x06", "a packed file with nothing in it"),
    (b"PK\x07\x08", "a packed file; unpack it first"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a packed file; unpack it first"),
    (b"\x04\x22\x4d\x18", "a packed file; unpack it first"),
    (b"7z\xbc\xaf", "a packed file; unpack it first"),
    (b"Rar!", "a packed file; unpack it first"),
    (b"BZh", "a packed file; unpack it first"),
    (b"\xfd7zXZ", "a packed file; unpack it first"),
    (b"\x89PNG", "a picture; a diary is a table, such as a CSV file"),
    (b"\xff\xd8\xff", "a picture; a diary is a table, such as a CSV file"),
    (b"GIF8", "a picture; a diary is a table, such as a CSV file"),
    (b"II*\0", "a picture; a diary is a table, such as a CSV file"),
    (b"MM\0*", "a picture; a diary is a table, such as a CSV file"),
    (b"%PDF", "a PDF; a diary is a table, such as a CSV file"),
    (b"{\\rtf", "a text document; save its table as CSV and bring that"),
    (b"SQLite format 3", "a database; save its table as CSV and bring that"),
)
# Ways to write letters inside other text: no file is stored so, some take hours for a line, some give half a letter.
_NEVER = frozenset({"punycode", "idna", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined"})
_CONTROL = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1A}) + b"\x7f"
_MOST_CONTROL = 0.05  # text has next to none; bytes without a meaning as text have about 11 %
_LEAST_ZEROS = 0.3  # of every second byte, in UTF-16 of mostly Latin letters; other text has none at all


def first_bytes(file: File) -> bytes:
    """The first bytes of a file that can be opened, is not too large and not empty; otherwise a refusal."""
    size = file.size
    if size > LARGEST:
        raise FileTooLarge(f"{file.name} has {size:,} bytes; the most that is read is {LARGEST:,}.")
    with file.as_bytes() as stream:
        sample = stream.read(SAMPLE)
    if not sample.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise FileEmpty(f"{file.name} is empty.")
    return sample


def encoding_of(file: File, sample: bytes, told: str | None) -> str:
    """The name of the encoding, as told or as the bytes show; bytes that are no text are refused."""
    for start, kind in _KINDS:
        if sample.startswith(start):
            raise NotATable(f"{file.name} is {kind}.")
    if told is not None:
        return _known(told)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    wide = _utf16(sample)
    if wide is not None:
        return wide
    if len(sample.translate(None, _CONTROL)) < (1 - _MOST_CONTROL) * len(sample):
        raise NotATable(f"{file.name} is not plain text; a diary is a table, such as a CSV file.")
    return "utf-8" if _is_utf8(file) else "latin-1"


def encoding_refused(file: str, encoding: str) -> EncodingNotUnderstood:
    """The refusal of bytes that are not text in this encoding."""
    return EncodingNotUnderstood(
        f"{file} is not text in the encoding {quoted(encoding)}; ",
        "leave --encoding out, or try --encoding latin-1.",
        "let it be guessed, or try Latin-1.",
        setting="encoding",
    )


def _known(told: str) -> str:
    """The encoding's name if there is such an encoding of text."""
    try:
        "a".encode(told)
        name = codecs.lookup(told).name
    except (LookupError, ValueError):
        name = ""
    if not name or name in _NEVER:
        raise EncodingNotUnderstood(
            f"There is no text encoding {quoted(told)}; ",
            "try --encoding utf-8 or --encoding latin-1.",
            "try UTF-8 or Latin-1.",
            setting="encoding",
        )
    return name


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark, known by a zero in most of every second byte; None for anything else."""
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0), odd.count(0)
    if zeros_odd >= _LEAST_ZEROS * max(len(odd), 1) and zeros_even == 0 and len(sample) > 1:
        return "utf-16-le"
    if zeros_even >= _LEAST_ZEROS * max(len(even), 1) and zeros_odd == 0 and len(sample) > 1:
        return "utf-16-be"
    return None


def _is_utf8(file: File) -> bool:
    """Whether the whole file is UTF-8, read a piece at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.as_bytes() as stream:
            while piece := stream.read(SAMPLE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
