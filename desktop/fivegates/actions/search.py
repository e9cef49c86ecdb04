"""Full-text search in an open portfolio."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.search import Hit

if TYPE_CHECKING:
    from fivegates.store.search.index import SearchIndex


def update(opened: OpenPortfolio, language: Language = ENGLISH) -> Iterator[int]:
    """Update the search index in small steps; yields how many are left.

    Raises UserError when the file cannot be read.
    """
    yield from _index(opened, language).update()


def find(
    opened: OpenPortfolio, words: str, limit: int | None = None, language: Language = ENGLISH
) -> tuple[Hit, ...]:
    """The records that hold all words or words that begin so, best first; none for blanks.

    The texts of a rubric are found in `language` and as they were written. Raises UserError when the file
    cannot be read.
    """
    for _left in update(opened, language):
        pass
    return _index(opened, language).find(words, limit)


def _index(opened: OpenPortfolio, language: Language) -> "SearchIndex":
    """The index of the file that is open now, which may have been replaced by its copy."""
    from fivegates.store.search.index import SearchIndex  # reads all tables; no file is opened for a search

    held, shipped = opened.search, language.shipped
    if held is None or held.file is not opened.file or held.shipped != shipped:
        opened.close_search()
        held = opened.search = SearchIndex(opened.file, shipped)
    return held
