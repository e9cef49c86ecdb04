"""Cache a portfolio's verdicts outside its file, so that the next day can report the changes."""

from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file, write_file
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.last_seen import Seen, days_to_keep, last_before
from fivegates.exchange.portfolio.last_seen import read_seen, write_seen

_MOST: Final = 4_000_000
"""The largest cache that is read, in bytes: two days of a hundred thousand initiatives."""
_LETTERS: Final = 32


def seen_before(portfolio: Path, folder: Path, day: date) -> Seen | None:
    """The cached verdicts of the latest day before `day`; None where none can be read."""
    return last_before(_read_days(portfolio, folder), day)


def save_seen(portfolio: Path, folder: Path, now: Seen) -> None:
    """Cache the verdicts shown `now` in `folder`; a failed write is ignored."""
    with suppress(UserError, OSError):
        folder.mkdir(parents=True, exist_ok=True)
        data = write_seen(days_to_keep(_read_days(portfolio, folder), now))
        write_file(_place(portfolio, folder), data, private=True)


def _read_days(portfolio: Path, folder: Path) -> tuple[Seen, ...]:
    try:
        return read_seen(read_file(_place(portfolio, folder), _MOST))
    except UserError:
        return ()


def _place(portfolio: Path, folder: Path) -> Path:
    """The cache file of a portfolio, named by a hash of its path, which reveals nothing."""
    name = sha256(str(portfolio.absolute()).encode(errors="surrogateescape")).hexdigest()[:_LETTERS]
    return folder / f"{name}.json"
