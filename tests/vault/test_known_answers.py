"""Known answers: a library that is swapped must give, to the bit, what the standards and we ourselves wrote down."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as some

from leanings.vault import drawn, envelope, keys, seal
from leanings.vault.passphrase import Cost, Recipe, recipe_from, stretch
from tests.vault import hpke_plain

KEY = bytes(range(32))
RECIPIENT = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")


def test_argon2id_is_that_of_rfc_9106() -> None:
    """Section 5.3: the one vector the RFC gives for Argon2id, with a secret and associated data, as we use both."""
    made = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert made.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("text", "aad", "sealed"),
    [
        ("", "", "07f5f4169bbf55a8400cd47ea6fd400f"),
        ("0100000000000000", "", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"),
        ("0200000000000000", "01", "1de22967237a813291213f267e3b452f02d01ae33e4ec854"),
    ],
)
def test_aes_gcm_siv_is_that_of_rfc_8452(text: str, aad: str, sealed: str) -> None:
    """Appendix C.2, the 256-bit key."""
    cipher = AESGCMSIV(b"\x01" + bytes(31))
    made = cipher.encrypt(b"\x03" + bytes(11), bytes.fromhex(text), bytes.fromhex(aad))
    assert made.hex() == sealed


def test_hkdf_is_that_of_rfc_5869() -> None:
    """Test case 1, to which the plain way is held; and our two functions are held to the plain way."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    middle = hpke_plain.hkdf_extract(salt, b"\x0b" * 22)
    assert middle.hex() == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
    assert hpke_plain.hkdf_expand(middle, info, 42).hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    assert keys.expand(KEY, "kek") == hpke_plain.hkdf_expand(KEY, b"leanings/1/kek", 32)
    plain = hpke_plain.hkdf_expand(hpke_plain.hkdf_extract(b"", b"a code"), b"leanings/1/recovery", 32)
    assert keys.extract(b"a code", "recovery") == plain


def test_the_plain_way_of_envelopes_is_that_of_rfc_9180() -> None:
    """Appendix A.1.1: X25519, HKDF-SHA256, AES-128-GCM; the appendix has no vector of X25519 with AES-256-GCM."""
    sealed = (
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
    )
    info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
    made = hpke_plain.opened(RECIPIENT, bytes.fromhex(sealed), info, b"Count-0", 16)
    assert made == b"Beauty is truth, truth beauty"


def test_an_envelope_is_one_of_rfc_9180() -> None:
    """Both ways round between the library and the plain way, so that another library opens what this one closed."""
    secret, public = envelope.new_pair()
    info = keys.pack("leanings", "note", b"row")
    made = envelope.close(public, b"Ada's words", "note", b"row")
    assert hpke_plain.opened(secret, made, info) == b"Ada's words"
    plain = hpke_plain.closed(public, KEY, b"Ada's words", info)
    assert envelope.open_envelope(secret, plain, "note", b"row") == b"Ada's words"


def test_an_envelope_of_the_first_day_still_opens() -> None:
    """Frozen when the vault was made."""
    frozen = bytes.fromhex(FROZEN["envelope"])
    assert envelope.open_envelope(RECIPIENT, frozen, "note", b"row", b"place") == b"Ada's words"


def test_keys_and_tokens_are_those_of_the_first_day() -> None:
    """Frozen: keys.py and the names of places, codes and notes."""
    made = {
        "expand": keys.expand(KEY, "auth").hex(),
        "extract": keys.extract(KEY, "session").hex(),
        "commitment": keys.commitment(KEY).hex(),
        "drawer": keys.drawer_token(KEY, "journal").hex(),
        "shelf": keys.shelf_token(KEY, "journal", date(2031, 3, 17)).hex(),
        "once": keys.once_token(KEY, "form").hex(),
        "pack": keys.pack("leanings", b"\x00\x01", "").hex(),
        "lookup": drawn.lookup_of("Amber Otter-lantern").hex(),
        "sum": seal.check_sum("item_blob", KEY[:16], KEY[16:], 3, b"blob").hex(),
    }
    assert made == {name: FROZEN[name] for name in made}


def test_a_shelf_is_a_month_and_a_token_is_hmac() -> None:
    """A token is HMAC-SHA256 over the packed fields, cut to 16 bytes, and the same all month."""
    packed = keys.pack("shelf", "journal", "2031-03")
    assert keys.shelf_token(KEY, "journal", date(2031, 3, 31)) == hmac.digest(KEY, packed, hashlib.sha256)[:16]
    assert keys.shelf_token(KEY, "journal", date(2031, 3, 31)).hex() == FROZEN["shelf"]


def test_a_passphrase_stretches_as_on_the_first_day() -> None:
    """Frozen: the recipe as the database keeps it, the two keys, the check. Letters composed otherwise are the same."""
    kept = recipe_from(FROZEN["recipe"])
    assert kept == Recipe(Cost(19_456, 2, 1), KEY[:16])
    assert kept.as_json() == FROZEN["recipe"]
    for typed in ("vier Wörter ohne Sinn", " vier Wo\u0308rter ohne Sinn "):
        made = stretch(typed, KEY[:16], kept, KEY)
        assert made.auth.hex() == FROZEN["auth"]
        assert made.kek.hex() == FROZEN["kek"]
        assert made.check.hex() == FROZEN["check"]
        assert made.check == hashlib.sha256(made.auth).digest()


def test_a_passphrase_hangs_on_pepper_salt_and_place() -> None:
    """Any other one of them gives other keys: a table made for one place is of no use for another."""
    kept = recipe_from(FROZEN["recipe"])
    others = [
        stretch("vier Wörter ohne Sinn", KEY[:16], kept, bytes(32)),
        stretch("vier Wörter ohne Sinn", bytes(16), kept, KEY),
        stretch("vier Wörter ohne Sinn", KEY[:16], Recipe(kept.cost, bytes(16)), KEY),
        stretch("vier Wörter ohne sinn", KEY[:16], kept, KEY),
    ]
    assert len({FROZEN["auth"], *(made.auth.hex() for made in others)}) == 5


def test_a_blob_of_the_first_day_still_opens() -> None:
    """Frozen: version, suite, generation, nonce, ciphertext; and what it is bound to."""
    item, place = UUID(int=1).bytes, UUID(int=2).bytes
    bound = seal.beside("item_blob", item, place, "3", "1")
    blob = bytes.fromhex(FROZEN["blob"])
    assert blob[:4] == b"\x01\x01\x00\x07"
    assert seal.generation_of(blob) == 7
    assert seal.unpad(seal.unseal(KEY, blob, bound)) == b"Ada's words"
    by_hand = b"".join(
        len(part).to_bytes(4, "big") + part for part in (b"leanings", b"item_blob", item, place, b"3", b"1")
    )
    assert AESGCMSIV(KEY).decrypt(blob[4:16], blob[16:], blob[:4] + by_hand)[4:15] == b"Ada's words"


def test_a_recovery_code_is_base32_of_128_bits() -> None:
    """26 letters in groups of five; what looks alike is read as meant; anything else is no code."""
    shown, code = drawn.draw_code()
    assert [len(group) for group in shown.split("-")] == [5, 5, 5, 5, 5, 1]
    assert len(code) == 16
    assert drawn.plain_code(shown) == code
    assert (
        drawn.plain_code(shown.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")) == code
    )
    assert drawn.plain_code(shown[:-3]) is None
    assert drawn.plain_code("") is None


def test_words_are_drawn_that_do_not_hurt_or_give_away_and_the_rest_is_as_hard_to_guess_as_it_says() -> None:
    words = drawn.words()
    hurting = {"affair", "broken", "cheating", "closure", "divorcee", "grief", "hurt", "unloved", "unwanted", "widow"}
    assert not hurting & set(words)
    assert len(words) == len(set(words))
    assert f"three words of {len(words):,} " in (drawn.__doc__ or "")
    assert len(words) ** drawn.PASSPHRASE > 2**51
    assert len(words) ** drawn.NAME > 2**38
    assert set(drawn.draw_passphrase().split()) <= set(words)


@given(some.binary(max_size=9000), some.sampled_from([0, 16_384]))
def test_padding_gives_back_the_text_and_tells_only_its_bucket(text: bytes, bucket: int) -> None:
    """256, 512, 1024, 2048, 4096, then multiples of 4096; or multiples of the bucket given."""
    padded = seal.pad(text, bucket)
    assert seal.unpad(padded) == text
    allowed = {256, 512, 1024, 2048, 4096, 8192, 12_288} if not bucket else {16_384}
    assert len(padded) in allowed
    assert len(padded) - len(text) >= 4


def test_a_public_key_is_that_of_its_secret() -> None:
    """The pair as the library makes it from the secret's bytes."""
    secret, public = envelope.new_pair()
    assert X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw() == public
    assert envelope.public_of(secret) == public


# Frozen on the day the vault was made. A line here never changes; a new format gets lines of its own.
FROZEN = {
    "envelope": (
        "4986951252d287dbe200064ad7cc1069c59019f8b35f583f034c8110f7201f7e81c5be478c8f5c39f6fd041a47fa451e3638"
        "8bf130f328f8dad5ec"
    ),
    "expand": "2a3514b29f19978551a3cdb8e030f4cd08a46662efea69415124e9862f697f4c",
    "extract": "43faa127afc9c3a9d726d966be34e7417592fb3c73b84bf2a2cc95d36423c796",
    "commitment": "232f55f40f882e43607df2b0e04ebc6880185c7a0b42b9a519158bcf3b1059c2",
    "drawer": "1bd6d48c44ee344aa0e266fd1e437f5e",
    "shelf": "afe06e50d483046559d0fa2e11b6200f",
    "once": "5f5fe6a4c9f29543f8d9dac62321e146",
    "pack": "000000086c65616e696e677300000002000100000000",
    "lookup": "dc027ea31182c2561ca8d718b6f2bb84",
    "sum": "e3724d9a76b8bddf9cbe73768edfc2de",
    "recipe": '{"m": 19456, "t": 2, "p": 1, "salt": "000102030405060708090a0b0c0d0e0f"}',
    "auth": "c6c622689913aad2555225293470a3c966920e03251e14069514a68c54fec17a",
    "kek": "1cb224ef3bd4d29edf4b89990b36d1aa871e5677cae4631ab3802d9c6284adab",
    "check": "5d3b5cb6c33cc5f6b64fac013a10940ec8e499ec3d50fc1995eddd0a993bec5f",
    "blob": (
        "01010007dc316ffdb707ebd9d1adcc77967fad340de186ce25c765cfd1dd70f9808a98f0d088a751531087af5d4d8e4f2be3"
        "5e177961287c1ba446b60b1e8785ea947487a3d08c7f73f60c25ede3b6f40e33a009266cd668eef6890bc19368ca73f44601"
        "d9e5cc3861db9b2aa691841599c652ab7fe4527f2e890ca1480289a4a9b592cac4a14823a830a4754d491533260a7e50e440"
        "d3c0b85fc56f081838b4f13828e22ff2fe8cbafde0161a7732b6d52dea5239d35cea5a971ef1290a4233abaec8656ebe815a"
        "1274119be5cebfde6e0f17a6123d834e6477c17e0629ce861b8b1bea7a2a966611dfeda869b190ad381775c838b14c16872d"
        "c68ddefd2a48d97159c98aeaa9f169f032bd4fd62d22b7b4a1ecb5568e7156105fff3d3cb852"
    ),
}
