"""Keys that sign seals: in the system's keyring, or in a PEM file (PKCS 8) as OpenSSL writes it."""

from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SERVICE: Final = "Fivegates"
_ENTRY: Final = "signing key"

LARGEST_KEY_FILE: Final = 10_000
"""In bytes; a key takes less than 500."""


class NoKeyringError(UserError):
    """No usable keyring is available; callers can go on without one."""


def new_key() -> "Ed25519PrivateKey":
    """Generate a new key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def read_keyring_key() -> "Ed25519PrivateKey | None":
    """The key of this user in the system's keyring; None where there is none yet.

    The system may ask for the keyring's password meanwhile. Raises NoKeyringError where there is no keyring
    or it stays locked; UserError for an entry that is no key.
    """
    import keyring
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from keyring.errors import KeyringError

    try:
        entry = keyring.get_password(_SERVICE, _ENTRY)
    except KeyringError as error:
        raise _no_keyring() from error
    try:
        return None if entry is None else Ed25519PrivateKey.from_private_bytes(bytes.fromhex(entry))
    except ValueError as error:
        raise UserError(
            "The entry “{entry}” of {service} in this system’s keyring is not a key. Remove it there; "
            "nothing was signed.",
            entry=_ENTRY,
            service=_SERVICE,
        ) from error


def save_keyring_key(key: "Ed25519PrivateKey") -> None:
    """Store a key in the system's keyring. Raises NoKeyringError where that fails."""
    import keyring
    from keyring.errors import KeyringError

    entry = key.private_bytes_raw().hex()
    try:
        keyring.set_password(_SERVICE, _ENTRY, entry)
        kept = keyring.get_password(_SERVICE, _ENTRY)
    except KeyringError as error:
        raise _no_keyring() from error
    if kept != entry:  # keyring's null backend forgets, and says nothing
        raise _no_keyring()


def keyring_is_there() -> bool:
    """True if this system has a keyring; it is not unlocked."""
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def _no_keyring() -> NoKeyringError:
    return NoKeyringError("This system has no keyring that could keep a key, or it stays locked.")


def key_to_pem(key: "Ed25519PrivateKey") -> bytes:
    """A key as PEM (PKCS 8), without a password."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def key_from_pem(data: bytes, name: str) -> "Ed25519PrivateKey":
    """Parse a key; `name` names its file in messages.

    Raises UserError for anything else than an Ed25519 key without a password.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(data, password=None)
    except TypeError as error:
        raise UserError(
            "The key in {file} is protected by a password. Use one without; its file is for its owner alone.",
            file=name,
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _not_a_key(name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_a_key(name)
    return key


def _not_a_key(name: str) -> UserError:
    return UserError(
        "{file} does not hold an Ed25519 key as PEM (PKCS 8). “fivegates key --key PEM” makes one.",
        file=name,
    )
