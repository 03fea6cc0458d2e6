"""Words and codes drawn by chance: the name of a place, a passphrase to offer, a recovery code.

A name is three words of 7,555 (2^38.6), a passphrase four (2^51.5, each guess costing a whole Argon2id), a code 128
bits. The list is the large one of the Electronic Frontier Foundation, less the words that would hurt or give away.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from functools import cache
from importlib.resources import files

NAME = 3
PASSPHRASE = 4
CODE_BYTES = 16
CODE_GROUP = 5
LEFT_OUT = (  # hurting, or giving away what this is about
    "affair agony anger angrily angriness ashamed backstab barbed blame blaming broken browbeat bruising bullish "
    "bully captive captivity casket catfight cheating childless chokehold choking closure coma cringe cruelly "
    "cruelness cruelty crushed crushing crying custodian custody danger deceased deceit deceiver deceiving demise "
    "depress despair despite detached disfigure disgrace dislike disliking disloyal dismay disown dispute distress "
    "distrust dividing divorcee drown emergency endanger enrage entomb entrap envious envy escapable escapade "
    "escapist estranged evict evil failing flirt graveness graves graveyard grief grievance grieving grievous grope "
    "handgun harmful hate hatred headache helpless humiliate hurt husband imprison kissable kisser kissing lustfully "
    "lustily lustiness lusty lying maimed married marry mortuary mourner mournful neglector obituary obsessed "
    "obsession obsessive outrage panic parted parting partner payback penknife poison police pregnancy pregnant "
    "prison punch punisher quarrel rage reburial refusal refuse refusing regretful rekindle relapse relapsing remarry "
    "remorse repent reprimand reproach repugnant repulsion repulsive resent retaliate reunion reunite revenge revolt "
    "rift ruined sadden sadly sadness savage scared scary scolding scorn secrecy secret shame shout shriek slander "
    "slapping slapstick smother snooper spoiled spousal spouse sterile sterility strangle suffering suffocate "
    "threaten traitor trapped trash treachery uncaring undead undecided undesired unfair unfeeling unhappily unhappy "
    "unhealthy uninvited unkind unlawful unlikable unlivable unlovable unloved unlovely unloving unsafe unstable "
    "untrue untruth unwanted unwed unwelcome unwell unworthy uselessly vengeful widow wife wound wrath wreckage "
    "wrecker wrecking yelling"
)


@cache
def words() -> tuple[str, ...]:
    """The words that can be drawn."""
    text = (files("leanings.vault") / "vendor" / "eff_large_wordlist.txt").read_text(encoding="utf-8")
    left_out = set(LEFT_OUT.split())
    return tuple(word for word in text.split() if word not in left_out and "-" not in word)


def draw_name() -> str:
    """A name for a place; nobody chooses it, so that it says nothing about anyone."""
    return "-".join(secrets.choice(words()) for _ in range(NAME))


def draw_passphrase() -> str:
    """A passphrase to offer."""
    return " ".join(secrets.choice(words()) for _ in range(PASSPHRASE))


def draw_code() -> tuple[str, bytes]:
    """A recovery code, 26 letters and digits in groups of five, and the bytes it stands for."""
    code = secrets.token_bytes(CODE_BYTES)
    text = base64.b32encode(code).decode().rstrip("=")
    return "-".join(text[start : start + CODE_GROUP] for start in range(0, len(text), CODE_GROUP)), code


def plain_name(typed: str) -> str:
    """A name as it was drawn, from how a person types it: spaces for hyphens, capitals, a full stop."""
    return "-".join(re.findall(r"[a-z]+", typed.casefold()))


def plain_code(typed: str) -> bytes | None:
    """The bytes of a recovery code, or None when it cannot be one; 0 and 1 are read as the letters they look like."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper()).replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        code = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        return None
    return code if len(code) == CODE_BYTES else None


def lookup_of(name: str) -> bytes:
    """What a place is found by: no secret, but not the name itself either."""
    return hashlib.sha256(plain_name(name).encode()).digest()[:16]
