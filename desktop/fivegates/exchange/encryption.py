"""Encryption of portfolio copies for sending: bytes to bytes, authenticated as a whole.

Copies are written in the age format (`age.py`), which other programs open with the same password. Earlier
versions of Fivegates wrote a format of their own, which is still read: a header, then the portfolio under
AES-256-GCM, which authenticates the header too. The key comes from the password by scrypt. The header
(big-endian) is

    8 magic · 1 version · 1 log2 N · 1 r · 1 p · 16 salt · 12 nonce · 8 length of the portfolio in bytes
    16 of HMAC-SHA-256 over that, keyed from the password: distinguishes a wrong password from damage
    4 CRC-32 over all that: distinguishes damage from a wrong password

A guess at the password costs its scrypt either way, so the HMAC helps nobody to guess.
"""

import hmac
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.passwords import password_bytes
from fivegates.exchange import age

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"FvGtEncr"
VERSION: Final = 1
MOST_BYTES: Final = 2**30
"""The largest portfolio that is encrypted or decrypted."""

_FIELDS: Final = struct.Struct(">8sBBBB16s12sQ")
_PROOF: Final = 16
_CRC: Final = struct.Struct(">I")
HEADER: Final = _FIELDS.size + _PROOF + _CRC.size
_TAG: Final = 16

LARGEST: Final = age.largest(MOST_BYTES)
"""The most bytes that an encrypted copy can have, of either format."""

START_BYTES: Final = len(age.START)
"""The number of leading bytes that identify an encrypted copy."""

_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost parameters of scrypt: 128 · 2^log2_n · r bytes of memory, p times over."""

    log2_n: int = 17
    r: int = 8
    p: int = 1

    @property
    def affordable(self) -> bool:
        """True if it is strong enough, and at most 512 MiB and four rounds: the header is untrusted."""
        return 14 <= self.log2_n <= 19 and self.r == 8 and 1 <= self.p <= 4  # noqa: PLR2004 - bounds


def is_encrypted(head: bytes) -> bool:
    """True if these first bytes of a file are those of an encrypted copy, of either format."""
    return head.startswith((age.START, MAGIC))


def encrypted(portfolio: bytes, password: str, log2_n: int = age.LOG2_N) -> bytes:
    """Encrypt a portfolio; the result differs each time. Raises UserError if it is too large."""
    if len(portfolio) > MOST_BYTES:
        raise UserError("The portfolio is too large to be encrypted whole. Remove files of evidence first.")
    try:
        return age.encrypt(portfolio, password_bytes(password), log2_n)
    except MemoryError as error:
        raise _too_little_memory() from error


def decrypted(data: bytes, password: str, name: str) -> bytes:
    """Decrypt a copy of either format; `name` names it in messages.

    Raises UserError for another kind of file, a newer version, damage, or a wrong password.
    """
    if not is_encrypted(data[:START_BYTES]):
        raise UserError(
            "{file} is no encrypted portfolio. Nothing was written; choose another file.", file=name
        )
    try:
        if data.startswith(MAGIC):
            return _decrypted_earlier(data, password, name)
        return age.decrypt(data, password_bytes(password))
    except age.WrongPassphraseError as error:
        raise UserError(
            "This is not the password of {file}. Nothing was written; look at capitals and spaces, "
            "then try again.",
            file=name,
        ) from error
    except age.DamagedError as error:
        raise UserError(
            "{file} is damaged: something is missing, or was altered on its way. Nothing was written; "
            "ask for it to be sent again.",
            file=name,
        ) from error
    except age.CostError as error:
        raise UserError(
            "{file} asks for work that no Fivegates asks for, so it was not decrypted. Nothing was written; "
            "ask for it to be sent again.",
            file=name,
        ) from error
    except MemoryError as error:
        raise _too_little_memory() from error


def _too_little_memory() -> UserError:
    """The refusal where scrypt does not fit into memory."""
    return UserError(
        "There is too little memory to try the password. Nothing was written; close other programs first."
    )


def _decrypted_earlier(data: bytes, password: str, name: str) -> bytes:
    """Decrypt a copy of the earlier format. Raises what `age.decrypt` does; UserError for later versions."""
    header = data[:HEADER]
    if len(header) < HEADER or zlib.crc32(header[: -_CRC.size]) != _CRC.unpack(header[-_CRC.size :])[0]:
        raise age.DamagedError
    _, version, log2_n, r, p, salt, nonce, length = _FIELDS.unpack_from(header)
    if version != VERSION:
        raise UserError(
            "{file} was encrypted by a newer Fivegates. Nothing was written; "
            "decrypt it with the newer program.",
            file=name,
        )
    cost = Cost(log2_n, r, p)
    if not cost.affordable:
        raise age.CostError
    if len(data) != HEADER + length + _TAG:
        raise age.DamagedError
    key, proof = _keys(password, salt, cost)
    fields, authenticated = header[: _FIELDS.size], header[_FIELDS.size : -_CRC.size]
    if not hmac.compare_digest(hmac.digest(proof, fields, "sha256")[:_PROOF], authenticated):
        raise age.WrongPassphraseError
    return _opened(key, nonce, data)


def _opened(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """Decrypt and authenticate. Raises DamagedError."""
    from cryptography.exceptions import InvalidTag

    view = memoryview(data)
    try:
        return _cipher(key).decrypt(nonce, view[HEADER:], view[:HEADER])
    except InvalidTag as error:
        raise age.DamagedError from error


def _keys(password: str, salt: bytes, cost: Cost) -> tuple[bytes, bytes]:
    """The keys of the cipher and of the HMAC. Raises MemoryError where there is too little."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=2 * _KEY, n=2**cost.log2_n, r=cost.r, p=cost.p)
    derived = kdf.derive(password_bytes(password))
    return derived[:_KEY], derived[_KEY:]


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
