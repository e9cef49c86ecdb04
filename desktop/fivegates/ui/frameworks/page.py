"""The Frameworks page: the basis of each item of a framework, for one initiative or over all."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from fivegates.actions import frameworks
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import UserError
from fivegates.domain.frameworks.coverage import Coverage, PortfolioCoverage
from fivegates.domain.frameworks.framework import Framework
from fivegates.domain.wording.frameworks import (
    basis_text,
    counts_text,
    coverage_sentence,
    framework_title,
    item_details,
    item_title,
    mapping_note,
    portfolio_coverage_sentence,
    source_text,
)
from fivegates.domain.wording.words import listed_names
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, ask_where_to_save, documents_folder
from fivegates.ui.frameworks.rows import PART, item_headings, item_rows, overall_headings, overall_rows
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton
from fivegates.ui.widgets.forms import ElidedBox
from fivegates.ui.widgets.labels import DetailsLabel, EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, page_body, scrolled, split

_SETTLE_MS: Final = 250
_SHARES: Final = [600, 400]
"""The shares of the height: the table and of the details below it."""


class FrameworksPage(PageWithEmptyState):
    """A framework and an initiative are chosen above a table of items; details are below it.

    Signals:
        opened(int): the user opened the initiative of this id.
        portfolio_requested(): the user wants the table of initiatives.
        exported(Path): results were written.
    """

    opened = Signal(int)
    portfolio_requested = Signal()
    exported = Signal(object)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._held: tuple[Framework, ...] = ()
        self._found: list[Coverage] = []
        self._reading = SlicedReading(self._read, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def framework(self) -> Framework:
        """The chosen framework."""
        return self._held[max(self.chosen_framework.currentIndex(), 0)]

    @property
    def coverage(self) -> Coverage | None:
        """The coverage of the chosen initiative; None while all are chosen."""
        index = self.chosen_initiative.currentIndex() - 1
        return self._found[index] if 0 <= index < len(self._found) else None

    @property
    def table(self) -> RecordTable:
        """The visible table: of items over all initiatives, or of one."""
        return self._tables[self._stack.currentIndex()]

    def refresh(self) -> None:
        """List the frameworks, and read the coverage of the chosen one."""
        self.stale = False
        self._held = self._session.ask(frameworks.frameworks) or frameworks.shipped_frameworks()
        language, before = self._context.language, self.chosen_framework.currentIndex()
        with QSignalBlocker(self.chosen_framework):
            self.chosen_framework.clear()
            self.chosen_framework.addItems([framework_title(each, language) for each in self._held])
            self.chosen_framework.setCurrentIndex(min(max(before, 0), len(self._held) - 1))
        if not self._found:
            self.summary.setText(language.gettext("Reading the portfolio…"))
            self.show_content(shown=True)
        self._reading.start()

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._reading.stop()

    def show_initiative(self, initiative_id: int) -> None:
        """Choose an initiative, once its coverage has been read."""
        ids = [each.initiative.id for each in self._found]
        if initiative_id in ids:
            self.chosen_initiative.setCurrentIndex(ids.index(initiative_id) + 1)

    def import_mapping(self, path: Path) -> None:
        """Add a mapping of the user's own, and choose it."""
        if self._session.run(frameworks.import_framework, path) is not None:
            self._settled.stop()
            self.refresh()
            self.chosen_framework.setCurrentIndex(len(self._held) - 1)

    def export_to(self, path: Path) -> None:
        """Write what is shown as OSCAL assessment results."""
        shown: Sequence[Coverage | PortfolioCoverage] = [self.coverage or self._overall()]
        language = self._context.language

        def save(opened: OpenPortfolio) -> bool:
            frameworks.write_oscal(opened, shown, path, language)
            return True

        if self._session.ask(save):
            self.exported.emit(path)

    def _read(self) -> Iterator[object]:
        """Read the coverage of the chosen framework, one initiative at each step."""
        wanted = (self.framework,)
        return frameworks.all_coverages(self._session.opened, wanted, self._context.today())

    @property
    def _shown(self) -> Framework:
        """The framework that the table shows: the chosen one, once it has been read."""
        return self._found[0].framework if self._found else self.framework

    def _overall(self) -> PortfolioCoverage:
        """The framework that is shown, over all initiatives."""
        return PortfolioCoverage(self._shown, self._context.today(), tuple(self._found))

    def _show(self, found: Sequence[tuple[Coverage]]) -> None:
        """Show what was read; the chosen initiative stays chosen."""
        before = self.coverage.initiative.id if self.coverage else 0
        self._found = [each for (each,) in found]
        names = listed_names(each.initiative for each in self._found)
        with QSignalBlocker(self.chosen_initiative):
            self.chosen_initiative.clear()
            self.chosen_initiative.addItem(self._context.language.gettext("All initiatives"))
            self.chosen_initiative.addItems([names[each.initiative] for each in self._found])
        self.show_initiative(before)
        self.show_content(shown=bool(self._found))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Fill the table for one initiative or for all."""
        language, coverage = self._context.language, self.coverage
        if coverage is None:
            overall = self._overall()
            self._put(0, overall_rows(overall, language))
            self.summary.setText(
                portfolio_coverage_sentence(overall, language) if self._found else mapping_note(language)
            )
        else:
            self._put(1, item_rows(coverage, language))
            self.summary.setText(coverage_sentence(coverage, language))
        own = bool(self._held) and bool(self.framework.id)
        self._remove.setEnabled(own and not self._session.opened.read_only)
        self._import.setEnabled(not self._session.opened.read_only)
        self._open.setEnabled(coverage is not None)

    def _put(self, number: int, rows: Sequence[RecordRow]) -> None:
        """Show rows in one of the tables; the chosen item stays chosen."""
        chosen = self.table.current()
        self._stack.setCurrentIndex(number)
        self._models[number].set_rows(rows)
        self.table.setColumnHidden(PART, not any(item.part for item in self._shown.items))
        self.table.choose(chosen.record_id if chosen else 1, or_row=0)
        self._show_details()

    def _show_details(self) -> None:
        """Show the details of the chosen item, and of the framework."""
        language, row, coverage = self._context.language, self.table.current(), self.coverage
        parts = []
        if row is not None and coverage is not None:
            item = coverage.items[row.record_id - 1]
            parts = [f"{item_title(item.item, language)}: {basis_text(item, language)}"]
            parts += item_details(coverage, item, language)
        elif row is not None:
            parts = self._initiatives_of(row.record_id - 1)
        parts += ["", source_text(self._shown, language), mapping_note(language)]
        self.details.setText("\n".join(parts))

    def _initiatives_of(self, place: int) -> list[str]:
        """The basis of an item in each initiative."""
        language = self._context.language
        item, counts = list(self._overall().rows())[place]
        parts = [f"{item_title(item, language)}: {counts_text(counts, language)}"]
        names = listed_names(each.initiative for each in self._found)
        parts += [
            f"{names[each.initiative]}: {basis_text(each.items[place], language)}" for each in self._found
        ]
        return parts

    def _choose_framework(self) -> None:
        """Read the coverage of another framework."""
        self._reading.start()

    def _open_current(self) -> None:
        if self.coverage is not None:
            self.opened.emit(self.coverage.initiative.id)

    def _remove_own(self) -> None:
        self._session.run(frameworks.remove_framework, self.framework.id)

    def _ask_import(self) -> None:
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Framework (*.toml)"), "toml")
        ask_for_file(self, gettext("Import a framework"), kind, documents_folder(), self.import_mapping)

    def _ask_export(self) -> None:
        gettext = self._context.language.gettext
        kind = FileKind(gettext("OSCAL assessment results (*.json)"), "json")
        suggested = Path(documents_folder()) / f"{self._shown.code} {self._context.today()}.json"
        ask_where_to_save(self, gettext("Export as OSCAL"), kind, suggested, self.export_to)

    def _follow(self, _changes: Changes) -> None:
        """Read again a moment later if the page is visible."""
        self.stale = True
        if self.isVisible():
            self._settled.start()

    def _report_failure(self, error: UserError) -> None:
        self.summary.setText(error.text(self._context.language))

    def _make_parts(self) -> None:
        gettext = self._context.language.gettext
        self.summary = PlainLabel("", "quiet", wrap=True)
        self.chosen_framework = ElidedBox()
        self.chosen_framework.setAccessibleName(gettext("Framework"))
        self.chosen_initiative = ElidedBox()
        self.chosen_initiative.setAccessibleName(gettext("Initiative"))
        language = self._context.language
        self._models = [
            RecordModel(self._context, headings(language), self)
            for headings in (overall_headings, item_headings)
        ]
        name = gettext("Items of the framework")
        self._tables = [
            RecordTable(self._context, RecordOrder(model, self), name, self, view=view)
            for model, view in zip(self._models, ("frameworks-overall", "frameworks-items"), strict=True)
        ]
        self._stack = QStackedWidget()
        self.details = DetailsLabel()
        self._open = ShrinkingButton(self._context, "brief", gettext("Open initiative"))
        self._import = ShrinkingButton(self._context, "add", gettext("Import…"))
        self._remove = ShrinkingButton(self._context, "delete", gettext("Remove"))
        self._export = ShrinkingButton(self._context, "save", gettext("Export as OSCAL…"))
        self._first = IconButton(self._context, "portfolio", gettext("Go to the portfolio"), "primary")

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        empty = EmptyState(
            gettext("No initiative to compare with a framework yet"),
            gettext(
                "Add an initiative and review it. This page says then what each item of the EU AI Act, "
                "ISO/IEC 42001, NIST and OWASP rests on: evidence, claims, or nothing."
            ),
            (self._first,),
        )
        choices, tools = QHBoxLayout(), QHBoxLayout()
        for row in (choices, tools):
            row.setSpacing(8)
        choices.addWidget(self.chosen_framework, 1)
        choices.addWidget(self.chosen_initiative, 1)
        tools.addStretch(1)
        for button in (self._open, self._import, self._remove, self._export):
            tools.addWidget(button)
        for table in self._tables:
            self._stack.addWidget(table)
        parts = split(self._stack, scrolled(self.details, gettext("Details of the item")), (2, 1))
        parts.setSizes(_SHARES)
        head = (PlainLabel(gettext("Frameworks"), "title"), self.summary)
        self.lay_out(
            head, empty, page_body((choices, tools), parts), first=self._first, entry=lambda: self.table
        )

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self._report_failure)
        self._settled.timeout.connect(self.catch_up)
        self._session.changed.connect(self._follow)
        self.chosen_framework.currentIndexChanged.connect(self._choose_framework)
        self.chosen_initiative.currentIndexChanged.connect(self._show_chosen)
        for table in self._tables:
            table.chosen.connect(self._show_details)
            table.edit_requested.connect(self._open_current)
        self._open.clicked.connect(self._open_current)
        self._import.clicked.connect(self._ask_import)
        self._remove.clicked.connect(self._remove_own)
        self._export.clicked.connect(self._ask_export)
        self._first.clicked.connect(self.portfolio_requested)
