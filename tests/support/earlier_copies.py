"""Encrypted copies as earlier versions of Fivegates wrote them; they still have to open."""

import hmac
import os
import zlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fivegates.domain.passwords import password_bytes
from fivegates.exchange import encryption
from fivegates.exchange.encryption import Cost

QUICK = Cost(log2_n=14)


def encrypted_earlier(portfolio: bytes, password: str, cost: Cost = QUICK) -> bytes:
    """Encrypt as earlier versions did."""
    salt, nonce = os.urandom(16), os.urandom(12)
    fields = encryption._FIELDS.pack(
        encryption.MAGIC,
        encryption.VERSION,
        cost.log2_n,
        cost.r,
        cost.p,
        salt,
        nonce,
        len(portfolio),
    )
    derived = Scrypt(salt=salt, length=64, n=2**cost.log2_n, r=cost.r, p=cost.p).derive(
        password_bytes(password)
    )
    header = fields + hmac.digest(derived[32:], fields, "sha256")[:16]
    header += encryption._CRC.pack(zlib.crc32(header))
    return header + AESGCM(derived[:32]).encrypt(nonce, portfolio, header)
