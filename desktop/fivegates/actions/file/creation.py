"""Create portfolio files: empty, the sample, or filled with a whole portfolio."""

from collections.abc import Callable
from pathlib import Path

from fivegates.actions.file.exchange import insert_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Portfolio
from fivegates.exchange.portfolio.sample import Wording, read_sample
from fivegates.languages import SAMPLE_TEXTS, catalogue
from fivegates.resources import resource_path
from fivegates.store.file import opening


def create_portfolio(path: Path, title: str = "", locks: Path | None = None) -> OpenPortfolio:
    """Create an empty portfolio on the default rubric. Raises UserError when `path` exists."""
    rubric = default_rubric()
    settings = Settings(title=title, marking="", rubric_id=rubric.id, rubric_version=rubric.version)
    return create_filled(path, Portfolio(settings, (rubric,)), locks)


def create_sample(path: Path, locks: Path | None = None, language: Language = ENGLISH) -> OpenPortfolio:
    """Create the sample portfolio with its texts in `language`. Raises UserError when `path` exists."""
    return create_filled(path, sample_portfolio(language), locks)


def sample_portfolio(language: Language) -> Portfolio:
    """The sample with its texts in `language`; they are English where there is no translation."""
    folder = resource_path("sample")
    texts = catalogue(SAMPLE_TEXTS, language.code)
    return read_sample(folder, default_rubric(), Wording(texts.gettext, folder / language.locale.language))


def create_filled(
    path: Path, portfolio: Portfolio, locks: Path | None = None, tick: Callable[[int], None] = lambda _: None
) -> OpenPortfolio:
    """Create a file that holds `portfolio`; no file is left when that fails.

    `tick` receives how many initiatives are written; an exception from it aborts the creation. To edit the
    file afterwards, pass the folder of `locks`.
    """
    opened = OpenPortfolio(opening.create_file(path, locks))
    try:
        insert_portfolio(opened, portfolio, tick)
    except BaseException:
        close_portfolio(opened)
        path.unlink(missing_ok=True)
        raise
    opened.done.clear()
    return opened
