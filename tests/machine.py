"""A machine made of a few tools and a Python that only pretends, for tests of the commands in bin/."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = (
    *("sh", "bash", "cat", "chmod", "cksum", "cp", "dirname", "find", "grep", "head", "id", "mkdir", "mktemp"),
    *("mv", "rm", "sed", "tail", "tee", "touch", "tr"),
)
PRETENDER = ROOT / "tests" / "pretended_python.sh"


@dataclass(frozen=True)
class Machine:
    """A checkout whose path holds spaces and a quote, the tools of a bare system, and an empty home."""

    checkout: Path
    tools: Path
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def pretend(self, version: str, name: str = "python3") -> None:
        """Puts a Python of that version on the machine."""
        path = self.tools / name
        path.write_text(PRETENDER.read_text(encoding="utf-8").replace("$SAYS_VERSION", version), encoding="utf-8")
        path.chmod(0o755)

    def call(self, command: str, *arguments: str, **also: str) -> subprocess.CompletedProcess[str]:
        """What the command did, run from another folder than its own."""
        environment = {"PATH": str(self.tools), "HOME": str(self.home), "ASKED": str(self.home / "asked")}
        program = [str(self.checkout / command), *arguments]
        return subprocess.run(  # noqa: S603  # our own script, from a fresh folder
            program, cwd=self.home, env=environment | also, capture_output=True, text=True, check=False, timeout=60
        )

    def asked(self) -> list[str]:
        """What the pretended Python was asked to do, in order."""
        path = self.home / "asked"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def diary(self) -> Path:
        """Ada's diary, one line long."""
        path = self.home / "ada's diary.csv"
        path.write_text("day,close\n1,7\n", encoding="utf-8")
        return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "what Ada's got" / "leanings", tmp_path / "tools", tmp_path / "home")
    for folder in (made.checkout, made.tools, made.home):
        folder.mkdir(parents=True)
    shutil.copytree(ROOT / "bin", made.checkout / "bin")
    (made.checkout / "src" / "leanings" / "engine").mkdir(parents=True)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (made.checkout / lock).write_text(f"# {lock}\n", encoding="utf-8")
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, f"this machine has no {tool}"
        (made.tools / tool).symlink_to(found)
    return made
