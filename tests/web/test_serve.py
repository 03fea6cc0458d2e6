"""`leanings serve` as it is started: what it makes, what it refuses in one sentence, and how it ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.diaries import call
from tests.running import HOST, PROXIED, Running, environment, make_place, prepare, serve, serve_behind_proxy
from tests.visitor import Visitor

pytestmark = pytest.mark.loopback
WITHOUT_PLACES = 20  # seconds for a command that refuses


def refused(home: Path, *words: str, **told: str) -> str:
    """The one sentence of a start that was refused."""
    ran = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "leanings", "serve", "--port", "0", "--cold", *words],
        env=environment(home, **told),
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHOUT_PLACES,
    )
    assert (ran.returncode, ran.stdout) == (1, ""), ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    return ran.stderr.strip()


def mode(place: Path) -> str:
    """Who may do what with a file."""
    return oct(stat.S_IMODE(place.stat().st_mode))


def test_a_house_is_made_for_its_owners_eyes_alone(server: Running) -> None:
    assert mode(server.home) == "0o700"
    assert mode(server.home / "secrets") == "0o700"
    assert {mode(place) for place in (server.home / "secrets").iterdir()} == {"0o400"}
    files = [place for place in server.home.rglob("*") if place.is_file() and place.parent.name != "secrets"]
    assert {mode(place) for place in files if place.name != "kdf.json"} == {"0o600"}


def test_a_home_that_stood_open_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    home.chmod(0o755)
    serve(home).stop()
    assert mode(home) == "0o700"


def test_it_ends_when_asked_and_says_so(tmp_path: Path) -> None:
    for sent in (signal.SIGTERM, signal.SIGINT):
        running = serve(tmp_path / sent.name)
        running.process.send_signal(sent)
        assert running.stop() == 0
        assert running.log == "Stopped.\n"


def test_what_was_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    first = serve(tmp_path / "home")
    first.kill()
    secrets = {place.name: place.read_bytes() for place in (first.home / "secrets").iterdir()}
    again = serve(tmp_path / "home")
    assert {place.name: place.read_bytes() for place in (again.home / "secrets").iterdir()} == secrets
    assert again.stop() == 0


def test_two_servers_never_work_on_one_home(server: Running) -> None:
    said = refused(server.home)
    assert said == f"Leanings already runs on “{server.home}”, at {server.address}/."


def test_asking_for_the_browser_again_opens_the_house_that_is_there(server: Running, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >"{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(0o755)
    command = [sys.executable, "-m", "leanings", "serve", "--open"]
    told = environment(server.home, BROWSER=str(browser))
    ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True, timeout=WITHOUT_PLACES)  # noqa: S603  # ours
    assert ran.stdout == f"Leanings already runs on “{server.home}”, at {server.address}/.\n"
    assert (tmp_path / "opened").read_text(encoding="utf-8") == f"{server.address}/\n"


def test_a_port_that_is_taken_is_named(server: Running, tmp_path: Path) -> None:
    port = server.address.rpartition(":")[2]
    assert refused(tmp_path / "home", "--port", port) == (
        f"Port {port} is taken by another program: name another one with --port."
    )


def test_without_a_port_the_next_free_one_is_taken(tmp_path: Path) -> None:
    houses = [serve(tmp_path / name, port=None) for name in ("Ada's", "Ben's")]
    ports = [int(house.address.rpartition(":")[2]) for house in houses]
    for house in houses:
        house.stop()
    assert 8484 <= ports[0] < ports[1] < 8484 + 20


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "notes.example.org"])  # noqa: S104  # what is refused
def test_it_does_not_listen_to_the_world(capsys: pytest.CaptureFixture[str], host: str) -> None:
    said = call(capsys, "serve", "--host", host).refused
    assert f"does not listen on {host}" in said
    assert "leanings serve --behind-proxy" in said


def test_a_socket_is_for_a_proxy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "for a proxy" in call(capsys, "serve", "--socket", tmp_path / "door").refused


def test_behind_a_proxy_it_wants_to_know_its_name_and_who_looks_after_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "leanings.toml must say under which names people come" in refused(home, "--behind-proxy")
    said = refused(home, "--behind-proxy", LEANINGS_HOSTS=HOST)
    assert "leanings.toml must say who looks after this place" in said


def test_errors_are_never_told_whole_where_others_come(tmp_path: Path) -> None:
    said = refused(
        tmp_path / "home", "--behind-proxy", LEANINGS_HOSTS=HOST, LEANINGS_KEEPER="Dr Cole", LEANINGS_DEBUG="1"
    )
    assert "refused behind a proxy" in said


def test_what_a_host_wrote_wrongly_is_named_and_nothing_is_opened(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    (home / "leanings.toml").write_text("colour = 'red'", encoding="utf-8")
    assert refused(home) == (
        f"{home / 'leanings.toml'} says “colour”, and the keys are name, keeper, away, hosts, database, country."
    )
    assert not (home / "db.sqlite3").exists()


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    (home / "db.sqlite3").write_text("a letter to Ben, saved under the wrong name" * 50, encoding="utf-8")
    before = (home / "db.sqlite3").read_bytes()
    said = refused(home)
    assert said.startswith(f"The file “{home / 'db.sqlite3'}” is damaged at its very beginning")
    assert (home / "db.sqlite3").read_bytes() == before


def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    said = refused(tmp_path / "home", LEANINGS_DATABASE=f"postgresql://leanings@/leanings?host={tmp_path}")
    assert said.startswith("The database cannot be used: ")


def test_a_database_that_a_newer_version_has_changed_is_left_alone(tmp_path: Path) -> None:
    serve(tmp_path / "home").stop()
    with sqlite3.connect(tmp_path / "home" / "db.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_later', '2031-03-01')"
        )
    assert "A newer version of Leanings has used this database" in refused(tmp_path / "home")


def test_the_name_and_the_keeper_of_a_house_are_on_its_first_page(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    (home / "leanings.toml").write_text('name = "Notes"\nkeeper = "Dr Cole <cole@example.org>"\n', encoding="utf-8")
    running = serve(home)
    page = Visitor(running.address).get("/").text
    running.stop()
    assert "<title>Notes</title>" in page
    assert "This place is looked after by Dr Cole &lt;cole@example.org&gt;." in page


def test_at_home_the_first_page_says_that_whoever_set_it_up_may_see_more(server: Running) -> None:
    assert "looked after by whoever set it up here" in Visitor(server.address).get("/").text


@pytest.mark.parametrize("name", ["evil.example", "notes.example.org", "localhost.evil.example", "0.0.0.0", "[::1]"])  # noqa: S104  # what is refused
def test_no_other_name_leads_to_a_house_on_this_machine(server: Running, name: str) -> None:
    port = server.address.rpartition(":")[2]
    assert Visitor(server.address).get("/", Host=f"{name}:{port}").status == 400
    assert Visitor(server.address).get("/", Host=f"localhost:{port}").status == 200


def test_only_the_names_it_was_told_lead_to_a_house_behind_a_proxy(proxied: Running) -> None:
    assert Visitor(proxied.address, PROXIED).get("/").status == 200
    for name in ("127.0.0.1", "localhost", f"www.{HOST}", "evil.example"):
        assert Visitor(proxied.address, PROXIED).get("/", Host=name).status == 400


def test_on_this_machine_nobody_is_believed_about_https_or_where_they_come_from(server: Running) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": HOST, "Forwarded": "proto=https"}
    answer = Visitor(server.address, headers).get("/")
    assert "Strict-Transport-Security" not in answer.headers


def test_cookies_are_gone_with_the_browser_and_belong_to_no_other_site(server: Running, proxied: Running) -> None:
    here = Visitor(server.address).get("/open/").cookies
    there = Visitor(proxied.address, PROXIED).get("/open/").cookies
    assert [sorted(cookie.split("; ")[1:]) for cookie in here] == [["HttpOnly", "Path=/", "SameSite=Strict"]]
    assert [sorted(cookie.split("; ")[1:]) for cookie in there] == [["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]]
    assert here[0].startswith("c=")
    assert there[0].startswith("__Host-c=")


def test_a_proxy_may_come_in_by_a_socket(tmp_path: Path) -> None:
    door = tmp_path / "door"
    running = serve_behind_proxy(tmp_path / "home", "--socket", str(door))
    assert running.address == str(door)
    assert mode(door) == "0o660"
    running.stop()
    assert not door.exists()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells the limits of a process")
def test_a_crash_leaves_no_picture_of_the_memory(server: Running) -> None:
    limits = Path(f"/proc/{server.process.pid}/limits").read_text(encoding="utf-8")
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that is somebody else's")
def test_the_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    os.chown(home, 12345, 12345)
    assert "belongs to another user" in refused(home)


def test_a_house_whose_pepper_is_gone_refuses_before_it_touches_anything_and_can_be_given_a_new_one(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    serve(home).stop()
    make_place(home, "grey-otter-lamp", "some words that nobody guesses")
    before, pepper = (home / "db.sqlite3").read_bytes(), home / "secrets" / "pepper-p1"
    kept = pepper.read_bytes()
    pepper.unlink()
    gone = refused(home)
    pepper.write_bytes(kept[::-1])
    another = refused(home)
    for said in (gone, another):
        assert "pepper-p1" in said
        assert "leanings serve --new-pepper" in said
    assert (home / "db.sqlite3").read_bytes() == before
    assert serve(home, "--new-pepper").stop() == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells the children of a process")
def test_the_sums_are_compiled_in_the_background_by_a_process_that_yields_and_ends_with_the_server(
    tmp_path: Path,
) -> None:
    running = serve(tmp_path / "home", cold=False)
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
    until = time.monotonic() + 10
    while not (child := children.read_text(encoding="utf-8").strip()) and time.monotonic() < until:
        time.sleep(0.01)
    while b"warm" not in (command := Path(f"/proc/{child}/cmdline").read_bytes()) and time.monotonic() < until:
        time.sleep(0.01)
    while (priority := os.getpriority(os.PRIO_PROCESS, int(child))) < 19 and time.monotonic() < until:
        time.sleep(0.01)
    running.stop()
    assert command.split(b"\0")[1:5] == [b"-m", b"leanings", b"warm", b"--once"]
    assert priority == 19
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.full
def test_the_second_start_shows_its_first_page_within_three_seconds(tmp_path: Path) -> None:
    serve(tmp_path / "home").stop()
    began = time.monotonic()
    running = serve(tmp_path / "home", cold=False)
    assert Visitor(running.address).get("/").status == 200
    took = time.monotonic() - began
    running.stop()
    assert took < 3
