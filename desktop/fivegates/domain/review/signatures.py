"""Signatures of seals (Ed25519, RFC 8032): without the private key nobody seals in another's name.

A signed link names the public key, under its hash, and is signed over that hash. So a signature can neither
be taken off nor be replaced by another's without a new hash.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.language import Message
from fivegates.domain.review.review import Seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SIGNED: Final = "fivegates seal 1 {hash}"
"""Signed text: its purpose is part of it, so that no other signature of the key is valid for it."""

_FINGERPRINT: Final = 24
"""Hexadecimal digits of a fingerprint: 96 bits, more than anyone can search for a second key."""


def public_half(key: "Ed25519PrivateKey") -> str:
    """The public key as 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def key_fingerprint(signer: str) -> str:
    """The first 96 bits of the SHA-256 of a public key in hexadecimal, by four: `3f9c 21ab …`."""
    digits = hashlib.sha256(bytes.fromhex(signer)).hexdigest()[:_FINGERPRINT]
    return " ".join(digits[at : at + 4] for at in range(0, _FINGERPRINT, 4))


def signature_of(key: "Ed25519PrivateKey", link_hash: str) -> str:
    """The signature of a link with this hash, as 128 hexadecimal digits."""
    return key.sign(_SIGNED.format(hash=link_hash).encode()).hex()


def is_signed_by_its_signer(seal: Seal) -> bool:
    """True if the signature is valid for its hash and the key that it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.signer))
        key.verify(bytes.fromhex(seal.signature), _SIGNED.format(hash=seal.hash).encode())
    except (ValueError, InvalidSignature):
        return False
    return True


@dataclass(frozen=True, slots=True)
class SignedBy:
    """The final reviews signed by one key, and the names of the signers; unsigned ones without a `signer`."""

    signer: str
    numbers: tuple[int, ...]
    names: tuple[str, ...]


def signers(seals: Iterable[Seal]) -> tuple[SignedBy, ...]:
    """Final reviews by signing key, and unsigned ones, in the order of the chain."""
    by_key: dict[str, list[Seal]] = {}
    for seal in seals:
        by_key.setdefault(seal.signer, []).append(seal)
    return tuple(
        SignedBy(signer, tuple(seal.number for seal in of), tuple(dict.fromkeys(seal.by for seal in of)))
        for signer, of in by_key.items()
    )


def unexpected_signatures(seals: Iterable[Seal]) -> Iterator[Message]:
    """Name final reviews under a name that signed before, now signed with another key or unsigned.

    A name may use another key (a new computer), and whoever has no key may seal in any name: the file
    cannot tell these cases apart.
    """
    first: dict[str, Seal] = {}
    for seal in seals:
        name = " ".join(seal.by.casefold().split())
        earlier = first.get(name)
        if earlier is None:
            if seal.signer:
                first[name] = seal
        elif not seal.signer:
            yield Message(
                "No. {number}, in the name of {name}, is not signed, and no. {before} is.",
                number=seal.number,
                name=seal.by,
                before=earlier.number,
            )
        elif seal.signer != earlier.signer:
            yield Message(
                "No. {number}, in the name of {name}, is signed with another key than no. {before}.",
                number=seal.number,
                name=seal.by,
                before=earlier.number,
            )


def signer_problem(seals: Iterable[Seal], keys: Iterable[str]) -> UserError | None:
    """The first final review that none of these keys signed; a key is given whole or by its fingerprint."""
    known = {_bare(key) for key in keys}
    for seal in seals:
        if not seal.signer or known.isdisjoint({seal.signer, _bare(key_fingerprint(seal.signer))}):
            return UserError(
                "Final review no. {number}, in the name of {name}, is not signed with a key that was given.",
                number=seal.number,
                name=seal.by,
            )
    return None


def _bare(key: str) -> str:
    return "".join(key.split()).lower()
