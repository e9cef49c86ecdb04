"""Encrypt a copy of a portfolio for sending, and decrypt such a copy."""

from pathlib import Path

from fivegates.actions.file.atomic_files import is_there, read_file, require_readable_kind, write_file
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.passwords import LEAST_FOR_A_COPY, check_password
from fivegates.exchange.encryption import LARGEST, START_BYTES, decrypted, encrypted, is_encrypted
from fivegates.store.backups.backup import copy_as_bytes
from fivegates.store.file.inspection import is_portfolio


def is_encrypted_copy(path: Path) -> bool:
    """True if a file is an encrypted copy, whatever its name; False where it cannot be read."""
    try:
        require_readable_kind(path)
        with path.open("rb") as file:
            return is_encrypted(file.read(START_BYTES))
    except (OSError, UserError):
        return False


def save_encrypted(opened: OpenPortfolio, path: Path, password: str, *, replace: bool = False) -> None:
    """Write an encrypted copy of the portfolio to `path`; no plain text reaches the disk.

    An older file is replaced where the user has agreed to that (`replace`), but never a portfolio.

    Raises UserError for a bad password, or when it cannot be written; an older file is kept then.
    """
    if not replace:
        _require_free(path)
    refuse(check_password(password, LEAST_FOR_A_COPY))
    write_file(path, encrypted(copy_as_bytes(opened.file), password), portfolio=opened.path, private=True)


def decrypt_file(source: Path, path: Path, password: str) -> None:
    """Decrypt a copy into the portfolio `path`, to be opened like any other.

    Raises UserError when `path` exists, for a wrong password, or for any other kind of file.
    """
    _require_free(path)
    write_decrypted(read_encrypted(source, password), path)


def read_encrypted(source: Path, password: str) -> bytes:
    """Decrypt a copy in memory. Raises UserError for a wrong password, or for any other kind of file."""
    if is_there(source) and source.stat().st_size > LARGEST:
        raise UserError(
            "{file} is too large to be an encrypted portfolio. Nothing was written; choose another file.",
            file=source.name,
        )
    portfolio = decrypted(read_file(source, LARGEST), password, source.name)
    if not is_portfolio(portfolio):
        raise UserError(
            "There is no Fivegates portfolio in {file}. Nothing was written; ask for it to be sent again.",
            file=source.name,
        )
    return portfolio


def write_decrypted(portfolio: bytes, path: Path) -> None:
    """Write the result of `read_encrypted`. Raises UserError when `path` exists, or cannot be written."""
    _require_free(path)
    write_file(path, portfolio)


def _require_free(path: Path) -> None:
    """Refuse to replace an existing file."""
    if is_there(path):
        raise UserError("{file} exists already. Choose another name.", file=path)
