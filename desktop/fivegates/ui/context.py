"""What every page is handed: language, colours, settings and the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fivegates.charts.palette import Palette
from fivegates.domain.language import Language
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
