"""The facet filter of the portfolio table: a menu of every facet's values, and the active ones beside it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from fivegates.domain.portfolio.facets import Chosen, Facet, counted
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.wording.overview import facet_word, value_text
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import button_text, set_role

_SEPARATOR: Final = " · "


class FacetFilter(QObject):
    """Connects the button and the label with the active values.

    Signals:
        changed(Chosen): the user chose other values.
    """

    changed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: Sequence[OverviewLine] = ()
        self._chosen: dict[Facet, frozenset[str]] = {}
        gettext = context.language.gettext
        self.button = ShrinkingButton(context, "filter", gettext("Narrow"), parent=parent)
        self._menu = QMenu(self.button)
        self.button.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        self.line = QWidget(parent)
        self._words = ElidedLabel("", "quiet")
        self.clear = QPushButton(gettext("Show all"))
        set_role(self.clear, "link")
        layout = QHBoxLayout(self.line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(self.clear)
        layout.addStretch(1)
        self.line.hide()
        self.clear.clicked.connect(self.show_all)

    @property
    def words(self) -> str:
        """The active values as text."""
        return self._words.text()

    def offer(self, lines: Sequence[OverviewLine]) -> None:
        """Offer the values that these initiatives have."""
        self._lines = lines

    def choose(self, facet: Facet, values: AbstractSet[str]) -> None:
        """Set the values of a facet; no values lets all pass."""
        self._chosen = {**self._chosen, facet: frozenset(values)}
        self._follow()

    @property
    def chosen(self) -> Chosen:
        """The values chosen, by facet."""
        return dict(self._chosen)

    def choose_all(self, chosen: Chosen) -> None:
        """Set the values of all facets."""
        self._chosen = {facet: frozenset(values) for facet, values in chosen.items()}
        self._follow()

    def show_all(self) -> None:
        """Clear the filter."""
        self._chosen = {}
        self._follow()

    def _toggle(self, facet: Facet, value: str) -> None:
        self.choose(facet, self._chosen.get(facet, frozenset()) ^ {value})

    def _follow(self) -> None:
        language = self._context.language
        parts = [
            language.gettext(
                "{facet}: {values}",
                facet=facet_word(facet, language),
                values=", ".join(sorted(value_text(facet, value, language) for value in values)),
            )
            for facet, values in self._chosen.items()
            if values
        ]
        self._words.setText(_SEPARATOR.join(parts))
        self.line.setVisible(bool(parts))
        self.changed.emit(self.chosen)

    def _fill(self) -> None:
        """Fill a submenu for each facet with its values, the chosen ones ticked."""
        self._menu.clear()
        language = self._context.language
        for facet in Facet:
            found = counted(self._lines, facet)
            menu = self._menu.addMenu(facet_word(facet, language))
            menu.setEnabled(bool(found))
            for value, count in found.items():
                text = language.gettext(
                    "{value} ({count})", value=value_text(facet, value, language), count=count
                )
                action = menu.addAction(button_text(text))
                action.setCheckable(True)
                action.setChecked(value in self._chosen.get(facet, ()))
                action.triggered.connect(lambda _on=False, f=facet, v=value: self._toggle(f, v))
