"""The preview of an import: what it adds, replaces, leaves out and why, and the totals of the file."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview, Refusal, Total, require_lines
from fivegates.actions.importing.plans import ImportPlan
from fivegates.actions.importing.reading import Reading
from fivegates.actions.importing.summary import (
    UsageTotal,
    plan_sentences,
    remark_sentences,
    rows_words,
    sum_words,
    usage_totals,
)
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.tables.views import choose_row
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel

_RIGHT = (True, False, False)


class RefusalsView(QWidget):
    """The first refused rows; all are counted. A cell can be repaired, and a name given to an initiative.

    Signals:
        corrected(): a corrected text replaces a cell, or a name is mapped to an initiative.
    """

    corrected = Signal()

    def __init__(self, context: Context, codes: Sequence[str]) -> None:
        super().__init__()
        self._language = context.language
        self._refused: tuple[Refusal, ...] = ()
        self._owner_column = ""
        self.cells: dict[tuple[int, str], str] = {}
        self.owners: dict[str, str] = {}
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Rows that are left out"))
        self._names = (gettext("Line"), gettext("Column"), gettext("Reason"))
        self.table.set_headings(self._names, _RIGHT)
        self.table.stretch(2)
        self._note = PlainLabel("", "quiet", wrap=True)
        self.copy = IconButton(context, "duplicate", gettext("Copy"))
        self.copy.clicked.connect(self._copy)
        self.text = QLineEdit()
        self.text.setAccessibleName(gettext("Read instead"))
        self.owner = ChoiceBox([(gettext("Choose…"), ""), *((code, code) for code in codes)], "")
        self.owner.setAccessibleName(gettext("Initiative of all rows with this name"))
        self.read_so = QPushButton(gettext("Read so"))
        self.read_so.setAutoDefault(False)
        self._lay_out()
        self.read_so.clicked.connect(self._correct)
        self.text.returnPressed.connect(self._correct)
        self.table.itemSelectionChanged.connect(self._follow)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table).activated.connect(self._copy)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        above = QHBoxLayout()
        above.addWidget(self._note, 1)
        above.addWidget(self.copy)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(PlainLabel(gettext("Read instead"), "section"))
        for widget in (self.text, self.owner):
            below.addWidget(widget, 1)
        below.addWidget(self.read_so)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the refused rows."""
        self._refused = preview.refused if preview else ()
        columns = dict(preview.detected.columns) if preview else {}
        self._owner_column = columns.get("initiative", "initiative")
        rows = [(_place(each), each.field, each.reason.text(self._language)) for each in self._refused]
        self.table.set_rows(rows, _RIGHT)
        self.copy.setEnabled(bool(rows))
        self._note.setText(self._words(preview))
        if rows:
            choose_row(self.table, self.table.model().index(0, 0))
        self._follow()

    def _chosen(self) -> Refusal | None:
        """The row whose cell can be corrected; None where the error is not in a single cell."""
        at = self.table.currentRow()
        refusal = self._refused[at] if 0 <= at < len(self._refused) else None
        return refusal if refusal and refusal.field else None

    def _follow(self) -> None:
        """Enable the correction that the chosen row needs."""
        refusal = self._chosen()
        names = refusal is not None and refusal.field == self._owner_column
        self.text.setVisible(not names)
        self.owner.setVisible(names)
        self.text.setText(refusal.text if refusal else "")
        for widget in (self.text, self.read_so):
            widget.setEnabled(refusal is not None)

    def _correct(self) -> None:
        """Ask for a corrected text, or for the initiative of a name."""
        refusal = self._chosen()
        if refusal is None:
            return
        if refusal.field != self._owner_column:
            self.cells[refusal.row, refusal.field] = self.text.text()
        elif not self.owner.value:
            return
        elif name := " ".join(refusal.text.casefold().split()):
            self.owners[name] = self.owner.value
        else:
            self.cells[refusal.row, refusal.field] = self.owner.value
        self.corrected.emit()

    def _words(self, preview: ImportPreview | None) -> str:
        gettext = self._language.gettext
        if preview is None or not preview.refused_count:
            return gettext("No row is left out.")
        if preview.refused_count > len(preview.refused):
            return self._language.ngettext(
                "The first {count} row of {all}.",
                "The first {count} rows of {all}.",
                len(preview.refused),
                all=self._language.number(preview.refused_count),
            )
        return gettext("The other rows can be imported without them. Correct a cell below, or the file.")

    def _copy(self) -> None:
        """Put the rows on the clipboard, as a spreadsheet takes them."""
        columns = range(len(self._names))
        cells = [
            [" ".join(self.table.text(row, column).split()) for column in columns]
            for row in range(self.table.rowCount())
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (self._names, *cells)))


def _place(refusal: Refusal) -> str:
    """The line, with its file where an import has several."""
    return f"{refusal.file}: {refusal.row}" if refusal.file else str(refusal.row)


_MOST_PROBLEMS = 4
_MOST_SENTENCES = 5


class Outcome(QWidget):
    """A summary line, then what happens to existing lines, or why nothing can be imported."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._language = context.language
        self.summary = PlainLabel("", "section", wrap=True)
        self.details = PlainLabel("", "quiet", wrap=True)
        self.problems = PlainLabel("", "problem", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.summary, self.details, self.problems):
            layout.addWidget(label)

    def show_reading(self, reading: Reading, plan: ImportPlan | None) -> None:
        """Show what would be done."""
        preview = reading.preview
        if preview is None or plan is None:
            self._show("", (), _fault_lines(reading.fault, self._language))
            return
        found = [problem.text(self._language) for problem in (*preview.questions, *plan.questions)]
        remarks = tuple(remark_sentences(preview.detected, self._language))
        if preview.questions:
            self._show("", remarks, found)
            return
        sentences = (*remarks, *plan_sentences(plan, self._language))
        self._show(self._summary(preview, plan), sentences, found or _why_not(preview, self._language))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped lines keep the room that they need."""
        super().resizeEvent(event)
        self._fit()

    @property
    def blocks_import(self) -> bool:
        """True if something prevents the import."""
        return bool(self.problems.text())

    def _summary(self, preview: ImportPreview, plan: ImportPlan) -> str:
        """Rows read, rows refused, lines added."""
        language = self._language
        read = rows_words(preview.rows, language)
        refused = language.ngettext(
            "{count} row is left out", "{count} rows are left out", preview.refused_count
        )
        added = language.ngettext(
            "{count} line would be added.", "{count} lines would be added.", len(plan.added)
        )
        parts = [read, refused] if preview.refused_count else [read]
        return f"{', '.join(parts)}. {added}"

    def _show(self, summary: str, details: tuple[str, ...], problems: Sequence[str]) -> None:
        more = len(details) - _MOST_SENTENCES
        shown = [f"{text[:1].upper()}{text[1:]}." for text in details[:_MOST_SENTENCES]]
        if more > 0:
            shown.append(self._language.ngettext("And {count} more.", "And {count} more.", more))
        for label, text in (
            (self.summary, summary),
            (self.details, " ".join(shown)),
            (self.problems, "\n".join(problems)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        """Set the height for wrapped lines: a layout that is short of room would cut them off."""
        for label in (self.summary, self.details, self.problems):
            label.setMinimumHeight(0)
            label.setMinimumHeight(label.heightForWidth(max(self.width(), 1)) if label.text() else 0)


def _fault_lines(fault: UserError | None, language: Language) -> list[str]:
    """A fault in words; of a bad file its first problems."""
    if isinstance(fault, DataError):
        return [problem.text(language) for problem in fault.problems[:_MOST_PROBLEMS]]
    return [fault.text(language)] if fault else []


def _why_not(preview: ImportPreview, language: Language) -> list[str]:
    """Return the reasons for which nothing can be imported, and what to do; empty if it can."""
    if not preview.drafts and preview.unassigned:
        return [language.gettext("No row goes to an initiative yet. Choose groups, then give them to one.")]
    try:
        require_lines(preview)
    except UserError as error:
        return [error.text(language)]
    return []


_MONEY_RIGHT = (False, True, True, True)
_USAGE_RIGHT = (False, True, True, True, True, True, True, True)


class TotalsView(QWidget):
    """A row for each month of the accepted rows, assigned or not: amounts, or quantities of usage."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._language = context.language
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Totals by month"))
        self._money_names = (gettext("Month"), gettext("Amount"), gettext("Billed"), gettext("Rows"))
        self._usage_names = (
            gettext("Month"),
            gettext("Units"),
            gettext("Requests"),
            gettext("Tokens in"),
            gettext("From a cache"),
            gettext("Written to a cache"),
            gettext("Tokens out"),
            gettext("Rows"),
        )
        self.table.set_headings(self._money_names, _MONEY_RIGHT)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(
            PlainLabel(gettext("All rows that could be read. Compare with the invoice."), "quiet", wrap=True)
        )
        layout.addWidget(self.table, 1)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the totals; none while the file cannot be read."""
        counted = usage_totals(preview.drafts) if preview else ()
        totals = preview.totals if preview else ()
        if counted and not totals:
            self._show(self._usage_names, _USAGE_RIGHT, [self._usage_texts(total) for total in counted])
        else:
            self._show(self._money_names, _MONEY_RIGHT, [self._texts(total) for total in totals])

    def _show(self, names: Sequence[str], right: Sequence[bool], rows: Sequence[Sequence[str]]) -> None:
        self.table.set_headings(names, right)
        self.table.set_rows(rows, right)

    def _texts(self, total: Total) -> tuple[str, ...]:
        language = self._language
        return (
            language.month(total.month),
            sum_words(total.amount, total.currency, language),
            sum_words(total.billed, total.currency, language),
            language.number(total.rows),
        )

    def _usage_texts(self, total: UsageTotal) -> tuple[str, ...]:
        tokens = (total.tokens_in, total.tokens_cached, total.tokens_written, total.tokens_out)
        counts = (total.units, total.requests, *tokens, total.rows)
        shown = ("" if count is None else self._language.number(count) for count in counts)
        return self._language.month(total.month), *shown
