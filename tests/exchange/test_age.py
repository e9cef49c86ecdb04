"""New copies are in the age format: other programs open them, and they open what others wrote."""

import base64
import re

import pyrage
import pytest

from fivegates.domain.errors import UserError
from fivegates.exchange import age, encryption
from fivegates.exchange.encryption import decrypted, encrypted, is_encrypted

PASSWORD = "some words that fit"  # noqa: S105 - of copies made here
CONTENT = b"SQLite format 3\0 a portfolio"
BY_AGE_1_1_1 = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA3UUZ2VG5KVWpBUWgzRWtsT3I1aml3IDE4CmhTQm5pcEJYd2Z3cTBzNkUyYXpV"
    "VGlkS0Rndys5aUQ3RzhQeHV3SDVwOHcKLS0tIEhmeU9Wb0ZSeDY1Ym9Tc3JUVitiWlpFR2NNcStPaXNSWUtSN1RWamYwTmsKX/JOV0vC"
    "uz1uRd+CgyriPW86XUH/tlAkJK7u7J4TRwGJsyKu2qSCkc7OPuVTBbGQYmRJZKyIzw6Z/QCg"
)
"""What `age -p` of Debian 12 (age 1.1.1) made of CONTENT."""

QUICK = 4
CHUNK = 64 * 1024


@pytest.fixture(scope="module")
def copy() -> bytes:
    return encrypted(CONTENT, PASSWORD, QUICK)


def refusal(data: bytes, password: str = PASSWORD) -> str:
    with pytest.raises(UserError) as refused:
        decrypted(data, password, "Q2.fivegates-encrypted")
    text = str(refused.value)
    assert "Q2.fivegates-encrypted" in text
    return text


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_another_program_reads_what_is_written(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    copy = encrypted(content, PASSWORD, QUICK)
    assert is_encrypted(copy)
    assert decrypted(copy, PASSWORD, "x") == content
    assert pyrage.passphrase.decrypt(copy, PASSWORD) == content
    assert len(copy) <= age.largest(size)


def test_what_the_program_age_wrote_is_read() -> None:
    assert is_encrypted(BY_AGE_1_1_1)
    assert decrypted(BY_AGE_1_1_1, PASSWORD, "x") == CONTENT


def test_the_usual_cost_is_what_one_try_costs() -> None:
    assert encrypted(CONTENT, PASSWORD).splitlines()[1].endswith(b" 17")
    assert 128 * 2**age.LOG2_N * 8 == 128 * 2**20


def test_the_same_portfolio_is_never_the_same_copy(copy: bytes) -> None:
    first, again = copy.split(b"\n", 4), encrypted(CONTENT, PASSWORD, QUICK).split(b"\n", 4)
    assert first[0] == again[0]
    assert not set(first[1:]) & set(again[1:])
    assert CONTENT[:16] not in copy


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    assert decrypted(encrypted(b"x", "cafe\u0301", QUICK), "caf\u00e9", "x") == b"x"


@pytest.mark.parametrize("wrong", ["", "some words that fi", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_is_named_as_such(copy: bytes, wrong: str) -> None:
    assert "This is not the password" in refusal(copy, wrong)


def test_each_altered_byte_is_refused(copy: bytes) -> None:
    for place in range(len(age.START), len(copy)):
        altered = bytearray(copy)
        altered[place] ^= 1
        said = refusal(bytes(altered))
        # Salt, cost and locked key go with the password: of these nobody can know which of them is wrong.
        assert "is damaged" in said or ("not the password" in said and place < copy.index(b"\n---"))


def test_each_missing_part_is_damage(copy: bytes) -> None:
    for length in range(len(age.START), len(copy)):
        assert "is damaged" in refusal(copy[:length])
    assert "is damaged" in refusal(copy + b"x")


def test_no_chunk_can_be_cut_off_or_moved() -> None:
    copy = encrypted(b"a" * CHUNK + b"b" * CHUNK + b"c", PASSWORD, QUICK)
    start, size = copy.index(b"\n", copy.index(b"---")) + 17, CHUNK + 16
    first, second, last = copy[start : start + size], copy[start + size : start + 2 * size], copy[-17:]
    assert copy[:start] + first + second + last == copy
    for body in (first, first + second, second + first + last, first + last, first + second + last + last):
        assert "is damaged" in refusal(copy[:start] + body)


@pytest.mark.parametrize("cost", [b"21", b"64", b"99999999999999999999"])
def test_no_header_can_ask_for_absurd_work(copy: bytes, cost: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "_scrypt", pytest.fail)
    data = re.sub(rb"(scrypt \S+) \d+", rb"\1 " + cost, copy, count=1)
    assert "asks for work" in refusal(data)


@pytest.mark.parametrize("cost", [b"0", b"04", b"-4", b"4 4"])
def test_a_cost_has_one_spelling(copy: bytes, cost: bytes) -> None:
    assert "is damaged" in refusal(re.sub(rb"(scrypt \S+) \d+", rb"\1 " + cost, copy, count=1))


def test_another_spelling_of_the_same_bytes_is_damage(copy: bytes) -> None:
    salt = copy.split()[3]
    assert len(salt) == 22
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = salt[:-1] + digits[digits.index(salt[-1:]) + 1 :][:1]
    assert "is damaged" in refusal(copy.replace(salt, other, 1))


def test_what_is_encrypted_for_keys_is_no_copy() -> None:
    key = pyrage.x25519.Identity.generate().to_public()
    assert "is no encrypted portfolio" in refusal(pyrage.encrypt(CONTENT, [key]))


def test_too_large_a_portfolio_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "MOST_BYTES", 10)
    with pytest.raises(UserError, match="too large to be encrypted"):
        encrypted(CONTENT, PASSWORD, QUICK)


@pytest.mark.parametrize("data", [None, BY_AGE_1_1_1])
def test_too_little_memory_is_said(data: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(age, "_scrypt", fail)
    with pytest.raises(UserError, match="too little memory"):
        decrypted(data, PASSWORD, "x") if data else encrypted(CONTENT, PASSWORD)
