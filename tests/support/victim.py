"""A program that does one thing to a portfolio, to be killed or failed by the system while it does it.

`python victim.py VERB FILE`. It says what it has done, so that nothing acknowledged can be lost unseen.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch

from builders import REVIEWED, initiative, portfolio, record
from stored import insert_record

from fivegates.actions.file.atomic_files import write_file
from fivegates.actions.file.exchange import import_json
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.queries import latest_draft
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import InitiativeRecord
from fivegates.exchange.portfolio.json_format import write_portfolio
from fivegates.store.backups.backup import save_copy
from fivegates.store.file import connection
from fivegates.store.file.opening import create_file, open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import EVIDENCE
from fivegates.store.records.portfolio import delete_initiative, read_record
from fivegates.store.schema import versions

STEP = """
ALTER TABLE initiative ADD COLUMN risk TEXT NOT NULL DEFAULT 'none';
UPDATE initiative SET summary = summary || 'x';
UPDATE evidence SET note = note || 'x';
UPDATE review SET decision_asked = decision_asked || 'x';
"""
"""A step to a later version."""

EDITS = 40
FINAL_AT = datetime(2027, 1, 1, tzinfo=UTC)


def copy_of(path: Path) -> Path:
    """The path of a copy or of a new file."""
    return path.with_name("copy.fivegates")


def backups_of(path: Path) -> Path:
    """The folder of backups."""
    return path.with_name("backups")


def save(path: Path) -> None:
    """Replace an initiative by a much longer one, in one edit."""
    with closing(PortfolioFile(path)) as file:
        file.refresh_revision()
        with edit(file) as transaction:
            delete_initiative(transaction, 1)
            insert_record(transaction, long_record())
        _say("done")


def long_record() -> InitiativeRecord:
    """A record that fills many pages."""
    of = record()
    reviews = tuple(
        replace(of.reviews[1], dated=REVIEWED + timedelta(days=day), decision_asked="why " * 400)
        for day in range(20)
    )
    return replace(of, initiative=initiative("LONG"), evidence=of.evidence * 10, reviews=reviews)


def save_unsafely(path: Path) -> None:
    """Do the same without a journal, as a control: this must be seen to fail."""
    with connected_with("PRAGMA journal_mode = OFF"):
        save(path)


def upgrade(path: Path) -> None:
    """Open the file with a program of a later version."""
    with patch.object(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP)):
        open_file(path, backups_of(path)).close()
        _say("done")


def copy(path: Path) -> None:
    """Copy the file over an older one."""
    with closing(PortfolioFile(path)) as file:
        save_copy(file, copy_of(path))
        _say("done")


def write_whole(path: Path) -> None:
    """Write an export over an older one."""
    write_file(copy_of(path), b"a whole export " * 20_000)
    _say("done")


def write_unsafely(path: Path) -> None:
    """Write over an older file in its place, as a control: this must be seen to fail."""
    with copy_of(path).open("r+b") as file:
        file.truncate()
        file.write(b"a whole export " * 20_000)
        copy_of(path).rename(copy_of(path).with_name("other"))
        copy_of(path).with_name("other").rename(copy_of(path))
    _say("done")


def finalise(path: Path) -> None:
    """Make a review final."""
    opened = open_portfolio(path, backups_of(path))
    finalise_review(opened, latest_draft(read_record(opened.file, 1)).id, "R. Marsh", FINAL_AT)
    _say("done")
    close_portfolio(opened)


def bring_in(path: Path) -> None:
    """Import an export into the portfolio."""
    source = path.with_name("in.json")
    records = tuple(
        replace(each, initiative=replace(each.initiative, code=f"IN-{number}"))
        for number, each in enumerate(portfolio().records)
    )
    source.write_bytes(write_portfolio(replace(portfolio(), records=records)))
    opened = open_portfolio(path, backups_of(path))
    import_json(opened, source)
    _say("done")
    close_portfolio(opened)


def create(path: Path) -> None:
    """Create a file beside it."""
    create_file(copy_of(path)).close()
    _say("done")


def save_often(path: Path) -> None:
    """Add initiatives one by one, and go on after those that could not be saved."""
    with closing(PortfolioFile(path)) as file:
        file.refresh_revision()
        for number in range(EDITS):
            added = Initiative(f"N-{number}", "New", summary="s" * (1 + number % 3 * 5000))
            try:
                with edit(file) as transaction:
                    INITIATIVE.insert(transaction, added)
            except UserError as error:
                _say(f"refused {added.code} {error}")
            else:
                _say(f"saved {added.code}")


def save_until_killed(path: Path) -> None:
    """Save edits of many pages and report each, in an endless loop."""
    with closing(PortfolioFile(path)) as file:
        file.refresh_revision()
        for number in count(file.revision):
            added = Initiative(f"K-{number}", "New", summary="s" * 15_000)
            with edit(file) as transaction:
                for each in read_record(file, 1).evidence:
                    EVIDENCE.update(transaction, replace(each, note=f"{number} " * 2500))
                time.sleep(0.005)  # so that kills fall inside an edit as often as between two
                INITIATIVE.insert(transaction, added)
            _say(f"saved {added.code}")


def save_until_killed_unsafely(path: Path) -> None:
    """Do the same without a journal, as a control: this must be seen to fail."""
    with connected_with("PRAGMA journal_mode = OFF"):
        save_until_killed(path)


def count_up(path: Path) -> None:
    """Increment a number that another program increments too, reading it again after each refusal."""
    with closing(PortfolioFile(path)) as file:
        _wait_for_another(path)
        file.refresh_revision()
        for _ in range(EDITS):
            counted = read_record(file, 2).initiative
            volume = 1 + (counted.target_volume or 0)
            time.sleep(0.005)  # as a person would, between seeing and saving
            try:
                with edit(file) as transaction:
                    INITIATIVE.update(transaction, replace(counted, target_volume=volume))
            except UserError as error:
                _say(f"refused {volume} {error}")
                file.refresh_revision()
            else:
                _say(f"saved {volume}")


def _wait_for_another(path: Path) -> None:
    """Go on when two programs have come this far."""
    path.with_name(f"{os.getpid()}.ready").touch()
    while len(list(path.parent.glob("*.ready"))) < 2:
        time.sleep(0.001)


def _say(words: str) -> None:
    """Acknowledge something at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def connected_with(setting: str) -> AbstractContextManager[object]:
    """Give all connections one more setting."""
    return patch.object(connection, "_SETTINGS", (*connection._SETTINGS, setting))


VERBS: dict[str, Callable[[Path], None]] = {
    verb.__name__: verb
    for verb in (
        save,
        save_unsafely,
        upgrade,
        copy,
        write_whole,
        write_unsafely,
        finalise,
        bring_in,
        create,
        save_often,
        save_until_killed,
        save_until_killed_unsafely,
        count_up,
    )
}

if __name__ == "__main__":
    # What does not fit into the cache is written in mid-transaction: only then can a kill do harm.
    with connected_with("PRAGMA cache_size = 1"):
        VERBS[sys.argv[1]](Path(sys.argv[2]))
