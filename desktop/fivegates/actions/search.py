"""Find where words are in an open portfolio."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.search import Hit

if TYPE_CHECKING:
    from fivegates.store.search.index import SearchIndex


def update(opened: OpenPortfolio) -> Iterator[int]:
    """Bring the search index up to date in small steps; yields how many are left.

    Raises UserError when the file cannot be read.
    """
    yield from _index(opened).update()


def find(opened: OpenPortfolio, words: str, limit: int | None = None) -> tuple[Hit, ...]:
    """The records that hold all words or words that begin so, best first; none for blanks.

    Raises UserError when the file cannot be read.
    """
    for _left in update(opened):
        pass
    return _index(opened).find(words, limit)


def _index(opened: OpenPortfolio) -> "SearchIndex":
    """The index of the file that is open now, which may have been replaced by its copy."""
    from fivegates.store.search.index import SearchIndex  # reads all tables; no file is opened for a search

    if opened.search is None or opened.search.file is not opened.file:
        opened.close_search()
        opened.search = SearchIndex(opened.file)
    return opened.search
