"""The settings that the window saves between runs; each is declared here, once."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from collections.abc import Collection

    from fivegates.domain.brief import Extent, Omission, PaperSize

TEXT_SCALES: Final = (100, 115, 130, 150, 175, 200)
RECENT_LIMIT: Final = 8
RECENT_COMMANDS: Final = 6
MOST_SIDEBAR: Final = 480
"""The greatest width of the sidebar, in pixels."""


class ThemeChoice(StrEnum):
    """The palette of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class PaperKind(StrEnum):
    """The kinds of paper whose options are saved separately."""

    BRIEF = "brief"
    COMPARISON = "comparison"
    PACK = "pack"


_SUMMARY: Final = "summary"


class WindowSettings:
    """Typed access to the `QSettings` given; a value that cannot be read counts as never set."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system has it."""
        found = self._text("appearance/theme")
        return ThemeChoice(found) if found in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("appearance/theme", choice.value)

    @property
    def language(self) -> str:
        """The code of the language of the window; empty for the system's."""
        return self._text("appearance/language")

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("appearance/language", code)

    @property
    def paper_language(self) -> str:
        """The code of the language in which papers were last set; empty for the window's."""
        return self._text("brief/language")

    @paper_language.setter
    def paper_language(self, code: str) -> None:
        self._store.setValue("brief/language", code)

    @property
    def text_scale(self) -> int:
        """The size of text, in percent: one of `TEXT_SCALES`."""
        found = self._text("appearance/text-scale")
        return int(found) if found in {str(scale) for scale in TEXT_SCALES} else TEXT_SCALES[0]

    @text_scale.setter
    def text_scale(self, percent: int) -> None:
        self._store.setValue("appearance/text-scale", percent)

    @property
    def recent_files(self) -> list[str]:
        """Paths of portfolios opened before, the latest first."""
        found = self._store.value("files/recent", [])
        items = found if isinstance(found, list) else [found]
        return [item for item in items if isinstance(item, str) and item]

    @recent_files.setter
    def recent_files(self, paths: list[str]) -> None:
        self._store.setValue("files/recent", paths[:RECENT_LIMIT])

    @property
    def recent_titles(self) -> dict[str, str]:
        """Titles of the portfolios opened before, by path; one without a recorded title is missing."""
        found = self._store.value("files/recent-titles", [])
        items = found if isinstance(found, list) else [found]
        pairs = [item.partition("\n") for item in items if isinstance(item, str)]
        return {path: title for path, _, title in pairs}

    def remember_file(self, path: str, title: str) -> None:
        """Put a portfolio first among those opened before, with what it is called."""
        self.recent_files = [path, *(other for other in self.recent_files if other != path)]
        titles = {**self.recent_titles, path: title}
        kept = [f"{each}\n{titles[each]}" for each in self.recent_files if each in titles]
        self._store.setValue("files/recent-titles", kept)

    @property
    def reopens(self) -> bool:
        """True if the last portfolio is reopened at start; the default."""
        return self._text("files/reopens") != "false"

    @reopens.setter
    def reopens(self, wanted: bool) -> None:
        self._store.setValue("files/reopens", "true" if wanted else "false")

    @property
    def open_last(self) -> str:
        """The path of the portfolio that was open when the window closed; empty where none was."""
        return self._text("files/open-last")

    @open_last.setter
    def open_last(self, path: str) -> None:
        self._store.setValue("files/open-last", path)

    @property
    def portfolio_folder(self) -> str:
        """The folder in which a portfolio was last opened or created; empty at first."""
        return self._text("files/portfolio-folder")

    @portfolio_folder.setter
    def portfolio_folder(self, folder: str) -> None:
        self._store.setValue("files/portfolio-folder", folder)

    @property
    def import_folder(self) -> str:
        """The folder from which a file was last imported; empty at first."""
        return self._text("files/import-folder")

    @import_folder.setter
    def import_folder(self, folder: str) -> None:
        self._store.setValue("files/import-folder", folder)

    @property
    def brief_folder(self) -> str:
        """The folder to which a brief was last exported; empty at first."""
        return self._text("files/brief-folder")

    @brief_folder.setter
    def brief_folder(self, folder: str) -> None:
        self._store.setValue("files/brief-folder", folder)

    @property
    def evidence_folder(self) -> str:
        """The folder of the last evidence file attached or saved; empty at first."""
        return self._text("files/evidence-folder")

    @evidence_folder.setter
    def evidence_folder(self, folder: str) -> None:
        self._store.setValue("files/evidence-folder", folder)

    @property
    def brief_paper(self) -> "PaperSize":
        """The paper on which briefs were last set; A4 at first."""
        from fivegates.domain.brief import PaperSize  # the first window sets no pages

        name = self._text("brief/paper")
        return PaperSize[name] if name in PaperSize.__members__ else PaperSize.A4

    @brief_paper.setter
    def brief_paper(self, paper: "PaperSize") -> None:
        self._store.setValue("brief/paper", paper.name)

    def omitted(self, paper: PaperKind) -> "frozenset[Omission]":
        """The omissions of a kind of paper; none at first."""
        from fivegates.domain.brief import Omission

        kept = self._text(f"{paper}/left-out").split(",")
        return frozenset(each for each in Omission if each.value in kept)

    def save_omissions(self, paper: PaperKind, omitted: "Collection[Omission]") -> None:
        """Save the omissions of a kind of paper."""
        self._store.setValue(f"{paper}/left-out", ",".join(sorted(each.value for each in omitted)))

    def extent(self, paper: PaperKind) -> "Extent | None":
        """The extent of briefs in a kind of paper: all at first, None for no brief."""
        from fivegates.domain.brief import Chapter, Edition, Extent

        name, _, chapters = self._text(f"{paper}/extent").partition(":")
        if name == _SUMMARY:
            return None
        if name not in {each.value for each in Edition}:
            return Extent()
        kept = chapters.split(",")
        return Extent(Edition(name), frozenset(each for each in Chapter if each.value in kept))

    def save_extent(self, paper: PaperKind, extent: "Extent | None") -> None:
        """Save the extent of briefs in a kind of paper."""
        chapters = ",".join(sorted(each.value for each in (extent.chapters or ()))) if extent else ""
        name = extent.edition.value if extent else _SUMMARY
        self._store.setValue(f"{paper}/extent", f"{name}:{chapters}")

    @property
    def show_archived(self) -> bool:
        """True if the portfolio table lists archived initiatives."""
        return self._text("portfolio/show-archived") == "true"

    @show_archived.setter
    def show_archived(self, shown: bool) -> None:
        self._store.setValue("portfolio/show-archived", "true" if shown else "false")

    @property
    def sidebar_width(self) -> int:
        """The width to which the user dragged the sidebar, in pixels; 0 where it was never dragged."""
        found = self._text("appearance/sidebar-width")
        return int(found) if found.isdecimal() and int(found) <= MOST_SIDEBAR else 0

    @sidebar_width.setter
    def sidebar_width(self, pixels: int) -> None:
        self._store.setValue("appearance/sidebar-width", pixels)

    @property
    def recent_commands(self) -> list[str]:
        """The ids of the commands that were last chosen in the palette, the latest first."""
        return [each for each in self._text("palette/recent").split(",") if each]

    def remember_command(self, command: str) -> None:
        """Put a command first among those that were last chosen."""
        kept = [command, *(each for each in self.recent_commands if each != command)]
        self._store.setValue("palette/recent", ",".join(kept[:RECENT_COMMANDS]))

    @property
    def table_sort(self) -> tuple[str, bool]:
        """The column by which the portfolio table is sorted, and whether downwards."""
        column, _, order = self._text("portfolio/sort").partition(":")
        return column, order == "down"

    @table_sort.setter
    def table_sort(self, sort: tuple[str, bool]) -> None:
        column, down = sort
        self._store.setValue("portfolio/sort", f"{column}:{'down' if down else 'up'}")

    @property
    def hidden_columns(self) -> frozenset[str]:
        """The columns of the portfolio table that are left out."""
        return frozenset(each for each in self._text("portfolio/hidden-columns").split(",") if each)

    @hidden_columns.setter
    def hidden_columns(self, columns: frozenset[str]) -> None:
        self._store.setValue("portfolio/hidden-columns", ",".join(sorted(columns)))

    @property
    def grouping(self) -> str:
        """The facet by which the portfolio table is grouped; empty for none."""
        return self._text("portfolio/grouping")

    @grouping.setter
    def grouping(self, facet: str) -> None:
        self._store.setValue("portfolio/grouping", facet)

    def kept(self, key: str) -> str:
        """The text saved under a key of the caller's; empty where there is none."""
        return self._text(key)

    def keep(self, key: str, text: str) -> None:
        """Save a text under a key of the caller's."""
        self._store.setValue(key, text)

    @property
    def window_geometry(self) -> QByteArray:
        """Place and size of the window."""
        return self._bytes("window/geometry")

    @window_geometry.setter
    def window_geometry(self, state: QByteArray) -> None:
        self._store.setValue("window/geometry", state)

    def _text(self, key: str) -> str:
        found = self._store.value(key, "")
        return found if isinstance(found, str) else str(found)

    def _bytes(self, key: str) -> QByteArray:
        found = self._store.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()
