"""Files that wait: in memory alone, for their owner alone, and not for long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from leanings.acts import bring, desk, held, opening
from leanings.acts.bring import NoFile
from leanings.acts.held import NoRoomToWait
from tests.acts.bringing import LONG, _no_process_stays, _nothing_waits, ada, brought, file_of
from tests.keeping import NOW, Person, settle

__all__ = ["_no_process_stays", "_nothing_waits", "ada"]


def test_what_waits_is_nobody_elses(ada: Person) -> None:
    ben, eve = settle("Ben"), settle("Eve")
    bring.pick(ada.room(), "hers.csv", file_of())
    done = brought(ben, file_of(3))
    for other in (ben, eve):
        with pytest.raises(NoFile):
            bring.look(other.room())
        assert bring.keeping(other.room()) is None
    assert bring.look(ada.room(), LONG).file == "hers.csv"
    for room in (ada.room(), eve.room()):
        assert bring.files(room) == ()
        with pytest.raises(desk.NotHere):
            bring.find(room, done)
        bring.take_out(room, done)
    assert bring.find(ben.room(), done).entries == 3


def lock(ada: Person) -> None:
    ada.token = opening.lock(ada.token, NOW) or ""


def leave(ada: Person) -> None:
    opening.leave(ada.token)


def change(ada: Person) -> None:
    ada.token = opening.change(ada.room(), "another four words entirely")


def turn(ada: Person) -> None:
    offer = opening.offer()
    ada.token = opening.change_wholly(ada.room(), offer.name, offer.passphrase)


def erase(ada: Person) -> None:
    opening.erase_place(ada.room())


def recover(ada: Person) -> None:
    offer = opening.offer()
    code = opening.new_code(ada.room())
    ada.token = opening.open_with_code(code, offer.name, offer.passphrase, ada.address, NOW)


def idle(ada: Person) -> None:
    opening.visit(ada.token, NOW + timedelta(minutes=11))


@pytest.mark.parametrize("act", [lock, leave, change, turn, erase, recover, idle])
def test_what_waits_is_gone_when_the_place_shuts_or_gets_other_keys(ada: Person, act: Callable[[Person], None]) -> None:
    bring.pick(ada.room(), "hers.csv", file_of())
    ben = settle("Ben")
    bring.pick(ben.room(), "his.csv", file_of())
    place = ada.room().place
    act(ada)
    assert place not in held._held
    assert bring.waits(ben.room())


def test_what_waits_goes_by_itself_after_its_time(ada: Person) -> None:
    one = held.hold(ada.room(), "hers.csv", b"x", lasts=0.05)
    for timer in list(held._watch):
        timer.join(10)
    assert held._held == {}
    assert one.packed
    assert held.of(ada.room()) is None


def test_a_new_file_takes_the_place_of_the_one_that_waits(ada: Person) -> None:
    bring.pick(ada.room(), "one.csv", file_of())
    bring.look(ada.room(), LONG)
    bring.pick(ada.room(), "two.csv", file_of(5))
    looked = bring.look(ada.room(), LONG)
    assert looked.seen is not None
    assert (looked.file, looked.seen.records) == ("two.csv", 5)


def test_only_so_much_may_wait_and_that_is_said(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = settle("Ben")
    bring.pick(ben.room(), "his.csv", b"date,close\n2031-01-01,3\n")
    monkeypatch.setattr(held, "MOST", 100)
    with pytest.raises(NoRoomToWait, match="there is no room for one more"):
        bring.pick(ada.room(), "hers.csv", bytes(range(256)) * 4)
    assert bring.waits(ben.room())
    bring.pick(ben.room(), "his.csv", b"date,close\n2031-01-01,4\n")  # his own may be another one
    monkeypatch.setattr(held, "MOST_FILES", 1)
    with pytest.raises(NoRoomToWait):
        bring.pick(ada.room(), "hers.csv", b"x")
    with pytest.raises(bring.FileTooLong):
        bring.pick(ada.room(), "hers.csv", b"0" * ((32 << 20) + 1))
