"""Keys that sign seals: kept in a keyring, or in a file as OpenSSL writes it."""

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from keyring.backends import null
from own_keyring import Remembering

from fivegates.domain.errors import UserError
from fivegates.domain.review.signatures import public_half
from fivegates.exchange.signing_keys import (
    NoKeyringError,
    key_from_pem,
    key_to_pem,
    keyring_is_there,
    new_key,
    read_keyring_key,
    save_keyring_key,
)


def test_a_key_is_kept_in_the_keyring(kept: Remembering) -> None:
    assert read_keyring_key() is None
    key = new_key()
    save_keyring_key(key)
    found = read_keyring_key()
    assert found
    assert public_half(found) == public_half(key)
    assert list(kept.entries) == [("Fivegates", "signing key")]
    assert keyring_is_there()


def test_without_a_keyring_that_is_said() -> None:
    assert not keyring_is_there()
    with pytest.raises(NoKeyringError, match="no keyring"):
        read_keyring_key()
    with pytest.raises(NoKeyringError, match="no keyring"):
        save_keyring_key(new_key())


def test_a_keyring_that_keeps_nothing_is_none(kept: Remembering) -> None:
    assert kept is keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    assert not keyring_is_there()
    with pytest.raises(NoKeyringError):
        save_keyring_key(new_key())


def test_an_entry_that_is_no_key_is_refused(kept: Remembering) -> None:
    kept.set_password("Fivegates", "signing key", "hunter2")
    with pytest.raises(UserError, match="not a key"):
        read_keyring_key()


def test_a_key_goes_through_a_file() -> None:
    key = new_key()
    assert public_half(key_from_pem(key_to_pem(key), "me.pem")) == public_half(key)


def test_another_kind_of_key_is_refused() -> None:
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for data in (other, b"", b"words", key_to_pem(new_key())[:60]):
        with pytest.raises(UserError, match=r"me\.pem does not hold an Ed25519 key"):
            key_from_pem(data, "me.pem")


def test_a_key_with_a_password_is_refused() -> None:
    sealed = new_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    with pytest.raises(UserError, match="protected by a password"):
        key_from_pem(sealed, "me.pem")
