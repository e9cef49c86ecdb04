"""The context that every page receives: language, colours, settings, the day and the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fivegates.charts.palette import Palette
from fivegates.domain.language import Language
from fivegates.languages import language_or_else
from fivegates.ui.settings import WindowSettings


@dataclass
class Context:
    """Passed to pages and widgets as an argument.

    `palette` is replaced when the theme changes, and every widget then gets a `PaletteChange` event
    and a repaint: read it when painting, never keep it.
    """

    language: Language
    palette: Palette
    settings: WindowSettings
    today: Callable[[], date]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def paper_language(self) -> Language:
        """The language in which papers are set: the one last chosen for them, else the window's."""
        return language_or_else(self.settings.paper_language, self.language)
