"""Memory after many files: what one took is given back, whichever thread read it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.running import Running
from tests.web.bringing import looked
from tests.web.diaries import person

pytestmark = [pytest.mark.loopback, pytest.mark.full]

ROWS = 10_000
FILES = 8
SPARE = 40  # MiB; each file used to leave a good ten behind


def test_one_file_after_another_leaves_no_more_memory_behind_than_a_few(server: Running) -> None:
    eve = person(server, "eve-brings")
    rows = (f"{1980 + n // 336}-{1 + n // 28 % 12:02d}-{1 + n % 28:02d},{n % 11}," for n in range(ROWS))
    file = b"date,close,note\n" + b"".join(row.encode() + os.urandom(250).hex().encode() + b"\n" for row in rows)
    looked(eve.browser, file)
    before = _resident(server)
    for _ in range(FILES):
        looked(eve.browser, file)
    assert _resident(server) - before < SPARE


def _resident(server: Running) -> int:
    """The memory of the server, in MiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) // 1024
