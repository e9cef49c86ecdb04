"""Note each edit in the history of the portfolio, and read it back."""

from collections.abc import Iterable, Iterator

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.portfolio.edit_history import MOST_NAMED, EditEntry, EditKind, EditPlace
from fivegates.store.records import edit_history
from fivegates.store.records.edit_history import add_entry, prune, renew_entry
from fivegates.store.records.edits import Edit
from fivegates.store.records.rows import Row, RowChange, Value
from fivegates.store.records.settings import read_settings

_PRUNED_EVERY = 500
_REVIEW_KEYS = {"review": "id", "score": "review_id", "seal": "review_id", "panel": "review_id"}


def account_name() -> str:
    """The name of the system's account; empty where it has none. Nobody is asked for a name."""
    import getpass  # the first window saves nothing

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def note_edit(
    opened: OpenPortfolio, edit: Edit, kind: EditKind, changes: Changes, merge_key: str = ""
) -> tuple[str, int]:
    """Add to the history what `edit` saves; returns the merge key with the id of its entry.

    Where the entry before has the same merge key, that one goes on: typing is one entry.
    """
    now = opened.clock()
    last = opened.noted
    if merge_key and last is not None and last[0] == merge_key and renew_entry(edit, last[1], now):
        return last
    place = place_of(changes, edit.rows)
    entry_id = add_entry(edit, EditEntry(0, now, account_name(), kind, changes.label), place)
    if opened.noted is None or entry_id % _PRUNED_EVERY == 0:
        prune(edit, now, read_settings(opened.file).history_days)
    return merge_key, entry_id


def place_of(changes: Changes, rows: Iterable[RowChange]) -> EditPlace:
    """What an edit concerned: its initiatives, and its review and criterion where it is one alone."""
    reviews: set[Value] = set()
    criteria: set[Value] = set()
    for table, image in _images(rows):
        if table in _REVIEW_KEYS:
            reviews.add(image[_REVIEW_KEYS[table]])
        if "criterion" in image:
            criteria.add(image["criterion"])
    named = sorted(changes.initiatives)
    return EditPlace(
        tuple(named) if len(named) <= MOST_NAMED else (),
        int(str(reviews.pop())) if len(reviews) == 1 else None,
        str(criteria.pop()) if len(criteria) == 1 else "",
    )


def _images(rows: Iterable[RowChange]) -> Iterator[tuple[str, Row]]:
    """Each row that was changed, as it is now or as it was."""
    for row in rows:
        image = row.after or row.before
        if image is not None:
            yield row.table, image


def read_history(opened: OpenPortfolio, initiative_id: int | None = None) -> tuple[EditEntry, ...]:
    """Who edited what, newest first: all that is kept, or what concerned an initiative.

    Raises UserError where it cannot be read.
    """
    return edit_history.read_history(opened.file, initiative_id)
