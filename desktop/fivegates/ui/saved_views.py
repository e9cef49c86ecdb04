"""Saved views of the portfolio table, saved sets to compare, and the menu for them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from fivegates.domain.portfolio.facets import Facet, renamed
from fivegates.domain.portfolio.names import Renaming
from fivegates.ui.context import Context
from fivegates.ui.settings import WindowSettings
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.roles import button_text

_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved view of the portfolio table: filter text and facets, hidden columns, order and groups.

    `grouping` is the facet by which rows are grouped, None for no groups.
    """

    name: str
    words: str
    facets: Mapping[Facet, AbstractSet[str]]
    archived: bool
    hidden: frozenset[str]
    sort: str
    down: bool
    grouping: Facet | None = None


@dataclass(frozen=True, slots=True)
class SavedSet:
    """A saved set of initiatives to compare, by id, from left to right."""

    name: str
    ids: tuple[int, ...]


class Named(Protocol):
    """A saved item with a name."""

    @property
    def name(self) -> str:
        """The name, unique among its kind."""


N = TypeVar("N", bound=Named)


class SavedViews:
    """The views and sets of one portfolio, in the settings; what cannot be read there counts as none."""

    def __init__(self, settings: WindowSettings, portfolio: Path) -> None:
        self._settings = settings
        of = sha256(str(portfolio.absolute()).encode(errors="surrogateescape")).hexdigest()[:_LETTERS]
        self._views_key, self._sets_key = f"kept/{of}/views", f"kept/{of}/sets"

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views, by name."""
        return _by_name(_read(self._settings.kept(self._views_key), _view))

    @property
    def sets(self) -> tuple[SavedSet, ...]:
        """The sets, by name."""
        return _by_name(_read(self._settings.kept(self._sets_key), _set))

    def save_view(self, view: SavedView) -> None:
        """Save a view, replacing one of the same name."""
        self._write_views([*_others(self.views, view.name), view])

    def views_named(self, renaming: Renaming) -> list[tuple[SavedView, SavedView]]:
        """The views that filter by the old name, each with what a renaming makes of it."""
        pairs = ((view, replace(view, facets=renamed(view.facets, renaming))) for view in self.views)
        return [(before, after) for before, after in pairs if before != after]

    def replace_views(self, pairs: Iterable[tuple[SavedView, SavedView]]) -> None:
        """Save the second of each pair in place of the first, where that is still saved as it was."""
        instead = {before.name: (before, after) for before, after in pairs}
        views = self.views
        self._write_views(
            instead[view.name][1] if instead.get(view.name, ())[:1] == (view,) else view for view in views
        )

    def drop_view(self, name: str) -> None:
        """Delete a view."""
        self._write_views(_others(self.views, name))

    def save_set(self, kept: SavedSet) -> None:
        """Save a set, replacing one of the same name."""
        self._write_sets([*_others(self.sets, kept.name), kept])

    def drop_set(self, name: str) -> None:
        """Delete a set."""
        self._write_sets(_others(self.sets, name))

    def _write_views(self, views: Iterable[SavedView]) -> None:
        plain = [
            {
                "name": each.name,
                "words": each.words,
                "facets": {facet.value: sorted(values) for facet, values in each.facets.items()},
                "archived": each.archived,
                "hidden": sorted(each.hidden),
                "sort": each.sort,
                "down": each.down,
                "grouping": each.grouping.value if each.grouping else "",
            }
            for each in views
        ]
        self._settings.keep(self._views_key, json.dumps(plain))

    def _write_sets(self, sets: Iterable[SavedSet]) -> None:
        plain = [{"name": each.name, "ids": each.ids} for each in sets]
        self._settings.keep(self._sets_key, json.dumps(plain))


def _by_name(kept: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(kept, key=lambda each: each.name.casefold()))


def _others(kept: Iterable[N], name: str) -> list[N]:
    return [each for each in kept if each.name != name]


def _read(text: str, one: Callable[[dict[str, object]], N]) -> Sequence[N]:
    try:
        return [one(each) for each in json.loads(text or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _view(plain: dict[str, object]) -> SavedView:
    facets = plain["facets"]
    if not isinstance(facets, dict):
        raise TypeError
    return SavedView(
        str(plain["name"]),
        str(plain["words"]),
        {Facet(facet): frozenset(map(str, values)) for facet, values in facets.items()},
        plain["archived"] is True,
        frozenset(map(str, _listed(plain["hidden"]))),
        str(plain["sort"]),
        plain["down"] is True,
        # Views that were saved before grouping existed do not have it.
        Facet(str(plain["grouping"])) if plain.get("grouping") else None,
    )


def _set(plain: dict[str, object]) -> SavedSet:
    return SavedSet(str(plain["name"]), tuple(int(str(each)) for each in _listed(plain["ids"])))


def _listed(plain: object) -> list[object]:
    if not isinstance(plain, list):
        raise TypeError
    return plain


@dataclass(frozen=True, slots=True)
class SavedItemLabels:
    """The labels of the button, the Save item and the Remove menu."""

    button: str
    save: str
    remove: str


class SavedItemsMenu(ShrinkingButton):
    """Lists the saved items each time the menu opens; `more` adds the entries of a page.

    Signals:
        chosen(str): the user chose the item of this name.
        save_requested(): the user wants to save what is shown.
        removed(str): the user deletes the item of this name.
    """

    chosen = Signal(str)
    save_requested = Signal()
    removed = Signal(str)

    def __init__(
        self,
        context: Context,
        words: SavedItemLabels,
        names: Callable[[], Sequence[str]],
        more: Callable[[QMenu], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "bookmark", words.button, parent=parent)
        self._words = words
        self._names = names
        self._more = more
        self.savable = True
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        menu, names = self._menu, self._names()
        menu.clear()
        for name in names:
            menu.addAction(button_text(name)).triggered.connect(lambda _on=False, n=name: self.chosen.emit(n))
        menu.addSeparator()
        if self._more is not None:
            self._more(menu)
        save = menu.addAction(self._words.save)
        save.setEnabled(self.savable)
        save.triggered.connect(self.save_requested)
        remove = menu.addMenu(self._words.remove)
        remove.setEnabled(bool(names))
        for name in names:
            action = remove.addAction(button_text(name))
            action.triggered.connect(lambda _on=False, n=name: self.removed.emit(n))
