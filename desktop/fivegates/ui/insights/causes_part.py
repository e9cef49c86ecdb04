"""Common causes: choosing one lists the initiatives that it holds back, and what settling it would do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.insights.causes import Cause, Held
from fivegates.domain.wording.insights import (
    cause_effect,
    causes_finding,
    freed_text,
    held_text,
    kind_of_cause,
)
from fivegates.ui.context import Context
from fivegates.ui.insights.opening_table import Column, OpeningRow, OpeningTable
from fivegates.ui.insights.parts import Part
from fivegates.ui.widgets.labels import PlainLabel


class CausesPart(Part):
    """Causes above, the initiatives of the chosen one below."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self._causes: tuple[Cause, ...] = ()
        self.causes = OpeningTable(
            context,
            gettext("Common causes"),
            [
                Column(gettext("Cause"), wide=True),
                Column(gettext("Kind")),
                Column(gettext("Initiatives")),
                Column(gettext("Effort"), right=True),
            ],
        )
        self.held = OpeningTable(
            context,
            gettext("Initiatives that the chosen cause holds back"),
            [
                Column(gettext("Initiative")),
                Column(gettext("Criteria to settle"), wide=True),
                Column(gettext("Then")),
            ],
        )
        self.effect = PlainLabel("", "section", wrap=True)
        self.causes.itemSelectionChanged.connect(self._show_held)
        self.held.opened.connect(self._open)
        self.setFocusProxy(self.causes)
        self._layout.addWidget(self._split(), 1)

    def show_causes(self, causes: tuple[Cause, ...]) -> None:
        """List them, and choose the one that frees most."""
        language = self._context.language
        self._causes = causes
        note = language.gettext(
            "A cause is behind several initiatives. “Frees” counts better verdicts if it alone were settled."
        )
        self._tell(causes_finding(causes, language), note if causes else "")
        places = shared_places(cause.effort for cause in causes)
        self.causes.show_rows([self._cause_row(cause, places) for cause in causes])
        self._splitter.setVisible(bool(causes))
        self._show_held()

    def _split(self) -> QSplitter:
        """Two tables that share the height as the user likes."""
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.effect)
        inside.addWidget(self.held, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.causes)
        self._splitter.addWidget(below)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        return self._splitter

    def _cause_row(self, cause: Cause, places: int) -> OpeningRow:
        """A cause; its effort has so many decimals."""
        language = self._context.language
        kind = kind_of_cause(cause.kind, language)
        effort = language.days(cause.effort, places)
        return OpeningRow((cause.name, kind, freed_text(cause, language), effort), None)

    def _show_held(self) -> None:
        """List what the chosen cause holds back, those that it would free first."""
        row = self.causes.currentRow()
        if not 0 <= row < len(self._causes):
            return
        cause = self._causes[row]
        self.effect.setText(cause_effect(cause, self._context.language))
        ordered = sorted(cause.held, key=lambda held: not held.freed)
        self.held.show_rows([self._held_row(held) for held in ordered])

    def _held_row(self, held: Held) -> OpeningRow:
        language = self._context.language
        criteria = "; ".join(criterion.title for criterion in held.criteria)
        texts = (held.initiative.name, criteria, held_text(held, language))
        return OpeningRow(texts, held.initiative.id)
