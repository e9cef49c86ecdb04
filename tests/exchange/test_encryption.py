"""Encrypted copies of the earlier format open as they did, and everything else is told apart and bounded.

What is written now is in the age format; see test_age.py.
"""

import struct
import time
import zlib

import pytest
from earlier_copies import encrypted_earlier
from hypothesis import given, settings
from hypothesis import strategies as st

from fivegates.domain.errors import UserError
from fivegates.exchange.encryption import HEADER, Cost, decrypted, is_encrypted

PORTFOLIO = b"SQLite format 3\0" + bytes(range(256)) * 20
PASSWORD = "correct horse Batterie ą"  # noqa: S105 - of a copy made here


@pytest.fixture(scope="module")
def copy() -> bytes:
    return encrypted_earlier(PORTFOLIO, PASSWORD)


def refusal(data: bytes, password: str = PASSWORD) -> str:
    with pytest.raises(UserError) as refused:
        decrypted(data, password, "Q2.fivegates-encrypted")
    text = str(refused.value)
    assert "Q2.fivegates-encrypted" in text
    return text


def test_what_goes_in_comes_out(copy: bytes) -> None:
    assert is_encrypted(copy)
    assert decrypted(copy, PASSWORD, "x") == PORTFOLIO


@pytest.mark.slow
def test_an_earlier_copy_of_the_usual_cost_still_opens() -> None:
    assert Cost().affordable
    assert decrypted(encrypted_earlier(PORTFOLIO, PASSWORD, Cost()), PASSWORD, "x") == PORTFOLIO


@given(st.binary(max_size=300), st.text(min_size=1, max_size=20))
@settings(max_examples=3)
def test_any_bytes_and_any_password(portfolio: bytes, password: str) -> None:
    assert decrypted(encrypted_earlier(portfolio, password), password, "x") == portfolio


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    assert decrypted(encrypted_earlier(b"x", "cafe\u0301"), "caf\u00e9", "x") == b"x"


@pytest.mark.parametrize("wrong", ["", "correct horse Batterie a", PASSWORD + " ", PASSWORD.upper()])
def test_a_wrong_password_is_reported_as_such(copy: bytes, wrong: str) -> None:
    assert "This is not the password" in refusal(copy, wrong)


@pytest.mark.parametrize("place", [9, 12, 30, 45, 50, 65, HEADER, HEADER + 100, -1])
def test_each_altered_byte_is_damage(copy: bytes, place: int) -> None:
    altered = bytearray(copy)
    altered[place] ^= 1
    assert "is damaged" in refusal(bytes(altered))


@pytest.mark.parametrize("length", [8, 20, HEADER - 1, HEADER, HEADER + 5, -1])
def test_each_missing_part_is_damage(copy: bytes, length: int) -> None:
    assert "is damaged" in refusal(copy[:length])
    assert "is damaged" in refusal(copy + b"x")


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0", PORTFOLIO])
def test_another_file_is_none(data: bytes) -> None:
    assert "is no encrypted portfolio" in refusal(data)


def forged(copy: bytes, **fields: int) -> bytes:
    """The copy with other figures in its header, and a checksum to match."""
    header = bytearray(copy[:HEADER])
    for name, value in fields.items():
        header[{"version": 8, "log2_n": 9, "r": 10, "p": 11}[name]] = value
    header[-4:] = struct.pack(">I", zlib.crc32(header[:-4]))
    return bytes(header) + copy[HEADER:]


def test_a_newer_version_is_reported(copy: bytes) -> None:
    assert "newer Fivegates" in refusal(forged(copy, version=2))


@pytest.mark.parametrize(
    "cost", [{"log2_n": 255}, {"log2_n": 20}, {"log2_n": 1}, {"r": 255}, {"p": 200}, {"p": 0}]
)
def test_no_header_can_ask_for_absurd_work(copy: bytes, cost: dict[str, int]) -> None:
    begun = time.monotonic()
    assert "asks for work" in refusal(forged(copy, **cost))
    assert time.monotonic() - begun < 0.1


def test_a_forged_header_is_not_taken_for_the_right_one(copy: bytes) -> None:
    assert "not the password" in refusal(forged(copy, log2_n=15))


def test_too_little_memory_is_reported(copy: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.kdf import scrypt

    def fail(*_arguments: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(scrypt, "Scrypt", fail)
    with pytest.raises(UserError, match="too little memory"):
        decrypted(copy, PASSWORD, "x")
