"""Several files in one: made so that the same files give the same bytes, and opened as if a stranger had made it.

Nothing is ever unpacked onto a disk. Of what comes in, one file is read, and only after the list of all of them has
been looked at.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping

from leanings.core.everything import NotTakenOut, plain

LARGEST = 64 << 20  # bytes of a file once it is unpacked: some thirty years of entries
RATIO = 200  # times; many entries ask the same questions, and still shrink to no less than a fiftieth
SMALL = 1 << 20  # bytes, below which a ratio says nothing
LIST = 16 << 10  # bytes of the list of files at the end; ours takes two hundred
END = struct.Struct("<4s4H2LH")  # the end of a ZIP file (PKWARE appnote 6.3.10, 4.3.16)
MARK, FAR_MARK = b"PK\x05\x06", b"PK\x06\x07"
FAR = 20  # bytes of what stands before the end of a ZIP file larger than ours ever are
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day such a file can name: when it was made is nobody's business
SEALED = 0x1


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files in one, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o600 << 16  # whoever unpacks it is the only one to read it
            bundle.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def is_bundle(file: bytes) -> bool:
    """Whether it begins as such files do."""
    return file.startswith(b"PK")


def unpack(file: bytes, wanted: str, known: Collection[str]) -> bytes:
    """One file of several; refused when anything is in there that Leanings did not put there."""
    _check_end(file)
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as bundle:
            entry = _looked_at(bundle.infolist(), wanted, known)
            with bundle.open(entry) as held:
                text = held.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, NotImplementedError):
        raise NotTakenOut("This ZIP file is damaged: it cannot be unpacked.") from None
    if len(text) != entry.file_size:
        raise NotTakenOut("This ZIP file is damaged: it holds more than it says.")
    return text


def _check_end(file: bytes) -> None:
    """Refuse, before a list is read, what is no whole ZIP file or has a list that would fill the memory."""
    end = len(file) - END.size
    if end < 0:
        raise NotTakenOut("This ZIP file is damaged: its end is missing.")
    mark, _, _, _, _, size, _, comment = END.unpack(file[end:])
    if mark != MARK or comment or file[max(0, end - FAR) :][:4] == FAR_MARK:
        raise NotTakenOut("This ZIP file is damaged, or another program made it: its end is not as Leanings writes it.")
    if size > LIST:
        raise NotTakenOut("This ZIP file holds more files than Leanings puts into one.")


def _looked_at(entries: list[zipfile.ZipInfo], wanted: str, known: Collection[str]) -> zipfile.ZipInfo:
    """The entry of the wanted file, once every entry is one that Leanings could have made."""
    names = [entry.filename for entry in entries]
    strange = next((name for name in names if name not in known), None)
    if strange is not None:
        raise NotTakenOut(
            f"This ZIP file holds “{plain(strange)}”, which Leanings does not put there."
            f" Unpack it, and bring {wanted} alone."
        )
    if len(set(names)) < len(names):
        raise NotTakenOut("This ZIP file holds a file twice, which Leanings does not do.")
    for entry in entries:
        _check(entry)
    if wanted not in names:
        raise NotTakenOut(f"This ZIP file holds no {wanted}, and everything would be read from that.")
    return entries[names.index(wanted)]


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & SEALED:
        raise NotTakenOut(f"{entry.filename} in this ZIP file is locked with a password. Unpack it first.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotTakenOut(f"{entry.filename} in this ZIP file is packed in a way that Leanings does not use.")
    swollen = entry.file_size > max(SMALL, RATIO * entry.compress_size)
    if swollen or entry.file_size > LARGEST:
        raise NotTakenOut(f"{entry.filename} in this ZIP file would be far larger unpacked than anything of Leanings.")
