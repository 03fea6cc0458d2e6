"""From a passphrase to the two keys made of it: one to be let in, one to open the slot (Argon2id, RFC 9106)."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from leanings.core.refusal import Refusal
from leanings.vault.keys import SIZE, expand

SALT = 16
SHORTEST = 12  # characters of a passphrase of one's own


class TooCheap(Refusal):
    """A cost below the floor."""


class WeakPassphrase(Refusal):
    """A passphrase of one's own that others would guess."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes, lanes."""

    memory_kib: int = 131_072  # 128 MiB: about half a second on a small server, measured in privacy.md
    iterations: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuse what would be cheap to guess (OWASP ASVS 5, appendix C)."""
        floor = 47_104 if self.iterations == 1 else 19_456
        if self.memory_kib < floor or self.iterations < 1 or self.lanes < 1:
            raise TooCheap(f"Argon2id below {floor} KiB with {self.iterations} passes would be cheap to guess.")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one place's passphrase is stretched."""

    cost: Cost
    salt: bytes

    def as_json(self) -> str:
        """What is kept beside the place."""
        cost = self.cost
        return json.dumps({"m": cost.memory_kib, "t": cost.iterations, "p": cost.lanes, "salt": self.salt.hex()})


def new_recipe(cost: Cost) -> Recipe:
    """A recipe with a salt of its own."""
    return Recipe(cost, secrets.token_bytes(SALT))


def recipe_from(text: str) -> Recipe:
    """The recipe kept beside a place."""
    kept = json.loads(text)
    return Recipe(Cost(kept["m"], kept["t"], kept["p"]), bytes.fromhex(kept["salt"]))


@dataclass(frozen=True, slots=True, repr=False)
class Stretched:
    """What a passphrase gives: `auth` is compared, `kek` opens the slot. Neither is ever kept."""

    auth: bytes
    kek: bytes

    def lets_in(self, kept: bytes) -> bool:
        """Whether this is the passphrase of the place that keeps this check."""
        return hmac.compare_digest(self.check, kept)

    @property
    def check(self) -> bytes:
        """What the database keeps of it."""
        return hashlib.sha256(self.auth).digest()


def stretch(passphrase: str, lookup: bytes, recipe: Recipe, pepper: bytes) -> Stretched:
    """The two keys of a passphrase; this is the one slow step, meant to be."""
    cost = recipe.cost
    root = Argon2id(
        salt=recipe.salt,
        length=SIZE,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
        ad=b"leanings/v1|" + lookup,
        secret=pepper,
    ).derive(same_letters(passphrase).encode())
    return Stretched(expand(root, "auth"), expand(root, "kek"))


def same_letters(passphrase: str) -> str:
    """The passphrase in one spelling, however a keyboard composed its letters; spaces at the ends do not count."""
    return unicodedata.normalize("NFC", passphrase).strip()


def check_strength(passphrase: str, name: str) -> None:
    """Refuse what is quickly guessed; nothing is asked of its letters but that there are enough different ones."""
    plain = same_letters(passphrase)
    if len(plain) < SHORTEST:
        raise WeakPassphrase(
            f"This is short and could be guessed. Use {SHORTEST} letters or more: a few words will do."
        )
    if len(set(plain.casefold())) < 5:
        raise WeakPassphrase(
            "This has few different letters and could be guessed. A few words that do not belong together will do."
        )
    if plain.casefold().replace(" ", "-") == name:
        raise WeakPassphrase("This is the name of the place, and the name is no secret. Use other words.")


def cost_in(folder: Path) -> Cost:
    """The cost this installation asks for: that of its kdf.json, if `leanings calibrate` wrote one, else the usual."""
    place = folder / "kdf.json"
    if not place.exists():
        return Cost()
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        return Cost(int(told["memory_kib"]), int(told["iterations"]), int(told["lanes"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise TooCheap(f"“{place}” does not say what a guess costs: remove it, or run leanings calibrate.") from fault
