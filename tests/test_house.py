"""The rules of the house, held by a machine: sizes, words, arrows, reasons, and what must never lie in the tree."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

from tests.tree import ROOT, files, imports, project, python_files, texts

REAL_DATA = ROOT.parent / "shared" / "data"

NOT_WRITTEN_BY_US = {"migrations", "vendor"}
COUNTED = {".py", ".html", ".css", ".js", ".toml", ".svg"}

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services"}
NETWORK = {"urllib.request", "http", "socket", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"}
# In pieces, so that this list is not itself a finding.
REGISTRIES = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("crates", "io"),
        ("deb.debian", "org"),
        ("anaconda", "org"),
        ("fonts.googleapis", "com"),
        ("fonts.gstatic", "com"),
    )
]
NOT_YET = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
EXCEPTION = re.compile(
    r"#\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w,\s-]+\])?)(?P<why>.*)"
)


def test_every_file_of_ours_is_under_300_lines() -> None:
    counted = (path for path in files() if path.suffix in COUNTED and not NOT_WRITTEN_BY_US & set(path.parts))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in counted}
    assert {name: lines for name, lines in lengths.items() if lines >= 300} == {}


def test_every_function_is_under_40_lines() -> None:
    long = [
        f"{name}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for name, tree in python_files()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 >= 40
    ]
    assert long == []


def test_no_name_is_empty_of_meaning() -> None:
    named = {part for path in files() for part in path.relative_to(ROOT).with_suffix("").parts}
    for _, tree in python_files():
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        named |= {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    words = {name: set(re.split(r"[_\W]+|(?<=[a-z])(?=[A-Z])", name)) for name in named}
    assert [name for name, parts in words.items() if {part.lower() for part in parts} & EMPTY_NAMES] == []


def test_the_arrows_point_inward() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # a fixed command
    assert ran.returncode == 0, ran.stdout
    assert f"Contracts: {len(contracts)} kept, 0 broken." in ran.stdout


def test_core_needs_the_standard_library_alone() -> None:
    foreign = [
        f"{name} imports {module}"
        for name, tree in python_files()
        if name.startswith("src/leanings/core/")
        for module in imports(tree)
        if module.partition(".")[0] not in sys.stdlib_module_names and not module.startswith("leanings.core")
    ]
    assert foreign == []


def test_nothing_in_the_package_can_reach_the_network() -> None:
    found = [
        f"{name} imports {module}"
        for name, tree in python_files()
        if name.startswith("src/")
        for module in imports(tree)
        if any(module == banned or module.startswith(f"{banned}.") for banned in NETWORK)
    ]
    assert found == []


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


@pytest.mark.full
def test_a_long_proof_waits_until_it_is_asked_for() -> None:
    assert os.environ.get("LEANINGS_FULL") == "1"


def test_a_test_never_sees_the_place_of_the_person_who_runs_it() -> None:
    place = Path(os.environ["LEANINGS_HOME"])
    assert place.is_dir()
    assert Path.home() / ".leanings" not in [place, *place.parents]


def test_every_dependency_has_its_reason_on_its_line() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    settings = project()
    named = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    named += [one for group in settings["dependency-groups"].values() for one in group]
    bare = [one for one in named if not any(re.search(rf'"{re.escape(one)}".*# \S.{{9,}}', line) for line in lines)]
    assert named
    assert bare == []


def test_the_locks_hold_every_dependency_with_its_sum_and_no_address() -> None:
    for lock, groups in (("requirements.lock", ()), ("requirements-dev.lock", ("dev",))):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = re.findall(r"^([\w.-]+)==\S+(?: ;[^\\\n]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[\w.-]+", text, re.MULTILINE))
        named = [
            *project()["project"]["dependencies"],
            *(one for group in groups for one in project()["dependency-groups"][group]),
        ]
        assert [one for one in named if re.split(r"[<>=!~\[; ]", one)[0] not in pinned] == []
        assert "://" not in text


def test_every_exception_from_a_check_has_its_reason_beside_it() -> None:
    bare = [
        f"{name}:{number}"
        for name, text in texts()
        if name.endswith(".py")
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := EXCEPTION.search(line)) and "re.compile" not in line and not re.search(r"\w.{3,}", found["why"])
    ]
    assert bare == []


def test_the_tree_names_no_registry_of_packages() -> None:
    found = [f"{name} names {host}" for name, text in texts() for host in REGISTRIES if host in text.lower()]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    assert [name for name, text in texts() if NOT_YET.search(text)] == []


def test_no_file_is_large_but_the_fonts() -> None:
    heavy = [
        str(path.relative_to(ROOT))
        for path in files()
        if path.relative_to(ROOT).parts[0] in {"src", "tests"} and path.suffix != ".woff2"
        if path.stat().st_size > 300_000
    ]
    assert heavy == []


@pytest.mark.skipif(not REAL_DATA.is_dir(), reason="the real diaries to compare with are not on this machine")
def test_no_line_of_a_real_diary_lies_in_the_tree() -> None:
    real = set()
    for path in REAL_DATA.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        real |= {line.strip() for line in lines if len(line) > 15}
    assert real
    found = [name for name, text in texts() if real & {line.strip().strip("\"',") for line in text.splitlines()}]
    assert found == []


@pytest.mark.parametrize("command", ["bin/run", "bin/test", "bin/lock", ".ci/run"])
def test_a_command_can_be_run_as_it_is(command: str) -> None:
    assert os.access(ROOT / command, os.X_OK)
    assert (ROOT / command).read_text(encoding="utf-8").startswith("#!/bin/sh\n")
