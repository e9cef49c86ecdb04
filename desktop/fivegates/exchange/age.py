"""Files of the age format, encrypted with a passphrase (https://age-encryption.org/v1): bytes to bytes.

A header names the salt and the cost of scrypt, and holds a key that the passphrase unlocks. The content
follows in chunks, each encrypted and authenticated with its place, so that none can be cut off or moved.

The package pyrage writes the same format, and the tests hold this module against it. It is not used here:
pyrage 1.4.0 chooses the cost by how fast the machine is (1 GiB of memory and 3 s of processor time where
this was written) and cannot be given another; and it tells a wrong passphrase from damage by no type.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

START: Final = b"age-encryption.org/v1\n-> scrypt "
"""The first bytes of a file encrypted with a passphrase."""

LOG2_N: Final = 17
"""The work factor of scrypt when encrypting: 2 ** 17, which takes 128 MiB of memory."""

MOST_LOG2_N: Final = 20
"""The largest work factor accepted: 1 GiB of memory, as other programs choose on a fast machine."""

_HEADER: Final = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]*)\n([A-Za-z0-9+/]{43})\n---)"
    rb" ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER: Final = 200
_SCRYPT_LABEL: Final = b"age-encryption.org/v1/scrypt"
_R: Final = 8
_KEY, _FILE_KEY, _SALT, _TAG = 32, 16, 16, 16
_CHUNK: Final = 64 * 1024


class DamagedError(Exception):
    """Something is missing from the file, or was altered."""


class WrongPassphraseError(Exception):
    """The passphrase does not unlock the key of the file."""


class CostError(Exception):
    """The header's work factor is out of bounds."""


def largest(content: int) -> int:
    """The most bytes that a file with so many bytes of content can have."""
    return _LONGEST_HEADER + _SALT + content + (content // _CHUNK + 1) * _TAG


def encrypt(content: bytes, passphrase: bytes, log2_n: int = LOG2_N) -> bytes:
    """Encrypt, with other random bytes each time. Raises MemoryError where scrypt has too little."""
    file_key, salt, nonce = os.urandom(_FILE_KEY), os.urandom(_SALT), os.urandom(_SALT)
    locked = _cipher(_scrypt(passphrase, salt, log2_n)).encrypt(bytes(12), file_key, None)
    header = b"%b%b %d\n%b\n---" % (START, _encoded(salt), log2_n, _encoded(locked))
    cipher = _cipher(_derived(file_key, nonce, b"payload"))
    chunks = (cipher.encrypt(place, chunk, None) for place, chunk in _chunks(content, _CHUNK))
    return b"".join((header, b" ", _encoded(_mac(file_key, header)), b"\n", nonce, *chunks))


def decrypt(data: bytes, passphrase: bytes) -> bytes:
    """Decrypt, after checking that the header's work factor is within bounds.

    Raises WrongPassphraseError, DamagedError, CostError, and MemoryError where scrypt has too little.
    """
    from cryptography.exceptions import InvalidTag

    header = _HEADER.match(data[:_LONGEST_HEADER])
    if header is None:
        raise DamagedError
    salt, locked, mac = (_decoded(header[group]) for group in (2, 4, 5))
    if len(header[3]) > len(str(MOST_LOG2_N)) or int(header[3]) > MOST_LOG2_N:
        raise CostError
    try:
        file_key = _cipher(_scrypt(passphrase, salt, int(header[3]))).decrypt(bytes(12), locked, None)
    except InvalidTag as error:
        raise WrongPassphraseError from error
    body = memoryview(data)[header.end() :]
    if len(body) < _SALT + _TAG or not hmac.compare_digest(_mac(file_key, header[1]), mac):
        raise DamagedError
    cipher = _cipher(_derived(file_key, bytes(body[:_SALT]), b"payload"))
    try:
        return b"".join(
            cipher.decrypt(place, chunk, None) for place, chunk in _chunks(body[_SALT:], _CHUNK + _TAG)
        )
    except InvalidTag as error:
        raise DamagedError from error


def _chunks(data: bytes | memoryview, size: int) -> Iterator[tuple[bytes, bytes | memoryview]]:
    """Parts of `size` bytes, each with its nonce: its number, and whether it is the last."""
    for number, start in enumerate(range(0, max(len(data), 1), size)):
        last = start + size >= len(data)
        yield number.to_bytes(11, "big") + bytes([last]), data[start : start + size]


def _scrypt(passphrase: bytes, salt: bytes, log2_n: int) -> bytes:
    """The key derived from a passphrase."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=_SCRYPT_LABEL + salt, length=_KEY, n=2**log2_n, r=_R, p=1).derive(passphrase)


def _derived(file_key: bytes, salt: bytes | None, use: bytes) -> bytes:
    """A key for one purpose, derived by HKDF-SHA-256."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY, salt, use).derive(file_key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    """The HMAC of a header under the file's key."""
    return hmac.digest(_derived(file_key, None, b"header"), header, hashlib.sha256)


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _encoded(data: bytes) -> bytes:
    """Base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    """The bytes of canonical base64. Raises DamagedError for any other spelling."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4))
    if _encoded(data) != text:
        raise DamagedError
    return data
