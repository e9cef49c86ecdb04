"""Load or create the key that signs seals."""

from pathlib import Path
from typing import TYPE_CHECKING

from fivegates.actions.file.atomic_files import is_there, read_file, write_file
from fivegates.exchange.signing_keys import (
    LARGEST_KEY_FILE,
    NoKeyringError,
    key_from_pem,
    key_to_pem,
    keyring_is_there,
    new_key,
    read_keyring_key,
    save_keyring_key,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["NoKeyringError", "can_sign", "key_in", "key_made_in", "own_key"]


def can_sign() -> bool:
    """True if this system has a keyring to store a key in."""
    return keyring_is_there()


def own_key() -> "Ed25519PrivateKey":
    """The key of this user in the system's keyring, created where there is none yet.

    Raises NoKeyringError where there is no keyring or it stays locked.
    """
    key = read_keyring_key()
    if key is None:
        key = new_key()
        save_keyring_key(key)
    return key


def key_in(path: Path) -> "Ed25519PrivateKey":
    """The key in a PEM file. Raises UserError where there is none."""
    return key_from_pem(read_file(path, LARGEST_KEY_FILE), path.name)


def key_made_in(path: Path) -> "Ed25519PrivateKey":
    """The key in a PEM file, created with owner-only permissions where no file exists. Raises UserError."""
    if not is_there(path):
        write_file(path, key_to_pem(new_key()), private=True)
    return key_in(path)
