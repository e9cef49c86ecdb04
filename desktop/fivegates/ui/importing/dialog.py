"""The import dialog: a preview of the import before anything is written; undo reverts all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.importing.imports import apply_import
from fivegates.actions.importing.plans import ImportPlan, plan_import
from fivegates.actions.importing.presets import Preset, delete_choices, save_choices
from fivegates.actions.importing.reading import ImportKind, Reading, ReadRequest, read_request
from fivegates.actions.importing.rules import Rules, save_rules
from fivegates.actions.importing.templates import LineKind
from fivegates.domain.errors import UserError
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.importing.choices import SourceChoices
from fivegates.ui.importing.columns import ColumnsView
from fivegates.ui.importing.outcome import Outcome, RefusalsView, TotalsView
from fivegates.ui.importing.owners import OwnersView
from fivegates.ui.messages import Question, ask, show_error
from fivegates.ui.session import Session
from fivegates.ui.stopping import StoppedError
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.page import PartTabs
from fivegates.ui.widgets.roles import rule, set_role, window_title

_BAR = 120


class ImportFooter(QWidget):
    """Signals: template_requested(), cancelled(), accepted()."""

    template_requested = Signal()
    cancelled = Signal()
    accepted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        gettext = context.language.gettext
        self.template = IconButton(context, "brief", gettext("Save a template…"), "link")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(gettext("Progress"))
        self.note = ElidedLabel("", "quiet")
        self.cancel = QPushButton(gettext("Cancel"))
        self.cancel.setAutoDefault(False)
        self.submit = QPushButton(gettext("Import"))
        self.submit.setDefault(True)
        set_role(self.submit, "primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.template)
        layout.addWidget(self.bar)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.cancel)
        layout.addWidget(self.submit)
        self.template.clicked.connect(self.template_requested)
        self.cancel.clicked.connect(self.cancelled)
        self.submit.clicked.connect(self.accepted)
        self.show_rest("")

    def show_work(self, words: str, done: int = 0, of: int = 0) -> None:
        """Show the progress; without `of` the total is unknown."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.show()
        self.note.setText(words)

    def show_rest(self, words: str) -> None:
        """Show that no work is running."""
        self.bar.hide()
        self.note.setText(words)


_SIZE: Final = QSize(960, 720)
_MARGIN: Final = 24


@dataclass(frozen=True, slots=True)
class Source:
    """The input of an import: the file, the saved rules for its rows, the initiatives, and the one in front.

    `names` has the code of each initiative by its name, `presets` how files are read that are known,
    `more` are further files of the same billing export.
    """

    path: Path
    rules: Rules
    codes: Sequence[str]
    owner: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    presets: tuple[Preset, ...] = ()
    more: tuple[Path, ...] = ()


class ImportDialog(RoomyDialog):
    """Reads a file in the background and shows what it would bring; each choice reads it again.

    Signals:
        imported(str, ImportPlan): the file of this name was imported, and what was planned is done.
        template_requested(ImportKind): the user wants a template for the kind that is chosen.
    """

    imported = Signal(str, object)
    template_requested = Signal(object)

    def __init__(self, session: Session, context: Context, source: Source, parent: QWidget) -> None:
        super().__init__(context, _SIZE, parent)
        self._session = session
        self._source = source
        self._kind: ImportKind | None = None
        self._columns: dict[str, str] | None = None
        self._constants: dict[str, str] = {}
        self._reading: Reading | None = None
        self._plan: ImportPlan | None = None
        self._writing = self._stopped = self._seen = False
        self.choices = SourceChoices(context, source.codes, source.owner)
        self.outcome = Outcome(context)
        self.owners = OwnersView(context, source.codes, source.owner)
        self.totals = TotalsView(context)
        self.columns = ColumnsView(context)
        self.refusals = RefusalsView(context, source.codes)
        self.views = PartTabs(context.language.gettext("Parts of the preview"))
        self.footer = ImportFooter(context)
        self._background = Background(self)
        self._lay_out()
        self._connect()
        self._read()

    def done(self, result: int) -> None:
        """Stop background work before the dialog closes."""
        self._background.close()
        super().done(result)

    def reject(self) -> None:
        """Stop the writing, or close: at once where nothing was chosen, else after asking."""
        close = super().reject
        if self._writing:
            self._stopped = True
            return
        if not self._has_choices:
            close()
            return

        def discard() -> None:
            """Close it; Qt would connect the method itself by its name, and so call this one again."""
            close()

        gettext = self._context.language.gettext
        question = Question(
            gettext("Close without importing?"),
            gettext("What you chose and corrected here is lost. The file itself is not changed."),
            gettext("Close"),
            gettext("Keep editing"),
        )
        ask(self, question, self._context.language, discard)

    @property
    def _has_choices(self) -> bool:
        """True if the user changed any option."""
        texts = (
            self._columns is not None,
            self._constants,
            self.owners.panel.rules,
            self.refusals.cells,
            self.refusals.owners,
        )
        return any(texts) or self.choices.has_changed

    @property
    def reading(self) -> Reading | None:
        """The last reading; None while the file is being read."""
        return self._reading

    def _read(self) -> None:
        """Read the file with the current options."""
        self._reading = self._plan = None
        self.footer.submit.setEnabled(False)
        self.footer.show_work(self._context.language.gettext("Reading…"))
        request = ReadRequest(
            self._source.path,
            tuple(self._source.codes),
            self._kind,
            Rules((*self.owners.panel.rules, *self._source.rules.rules)),
            replace(
                self.choices.chosen(self._columns, self._constants),
                owners={**self._source.names, **self.refusals.owners},
                cells=dict(self.refusals.cells),
            ),
            self._source.presets,
            tuple(self._source.more),
        )
        self._background.start(lambda tick: read_request(request, tick))

    def _read_kind(self) -> None:
        """Read the file as the kind that the user chose."""
        if self.choices.kind.value is not self._kind:
            self._kind, self._columns, self._constants = self.choices.kind.value, None, {}
        self._read()

    def _read_columns(self) -> None:
        self._columns = self.columns.chosen()
        self._read()

    def _forget(self) -> None:
        """Drop the options saved for files with these columns, and read this file without them."""
        found_format = self._reading.found_format if self._reading else None
        if found_format is None or self._reading is None:
            return
        kind = LineKind(self._reading.kind.value)
        try:
            delete_choices(found_format.header, kind)
        except UserError as error:
            show_error(self, error, self._context.language)
            return
        left = [
            each
            for each in self._source.presets
            if not (each.is_kept and each.kind is kind and each.fits(found_format.header))
        ]
        self._source = replace(self._source, presets=tuple(left))
        self._columns, self._constants = None, {}
        self._read()

    def _read_constants(self) -> None:
        self._constants = self.columns.constants()
        self._read()

    def _show(self, reading: Reading) -> None:
        """Show what was read."""
        self._reading = reading
        self.footer.show_rest("")
        self.choices.show_reading(reading)
        for view in (self.owners, self.totals, self.refusals):
            view.show_preview(reading.preview)
        self.columns.show_reading(reading)
        self._show_views(reading)
        self._show_plan()

    def _show_plan(self) -> None:
        """Compare with the ledger, and show what would be done."""
        reading = self._reading
        if reading is None:
            return
        self._plan = None
        if reading.preview is not None:
            self._plan = self._session.ask(plan_import, reading.preview, self.choices.again.value)
        self.outcome.show_reading(reading, self._plan)
        self.choices.show_plan(self._plan)
        ready = reading.preview is not None and self._plan is not None and not self.outcome.blocks_import
        self.footer.submit.setEnabled(ready)
        self.footer.template.setVisible(reading.kind is not ImportKind.FOCUS)

    def _show_views(self, reading: Reading) -> None:
        """Enable the tabs that have content, and show the one that needs the user's input."""
        gettext, preview = self._context.language.gettext, reading.preview
        self.views.setVisible(reading.found_format is not None)
        billed = reading.kind is ImportKind.FOCUS
        self.views.setTabVisible(self.views.indexOf(self.owners), billed)
        refused = preview.refused_count if preview else 0
        words = gettext("Left out ({count})", count=refused) if refused else gettext("Left out")
        self.views.setTabText(self.views.indexOf(self.refusals), words)
        if preview is None:
            self.views.setCurrentWidget(self.columns)
        elif billed and preview.unassigned and not preview.drafts:
            self.views.setCurrentWidget(self.owners)
        elif preview.refused_count and not preview.drafts and not self._seen:
            self.views.setCurrentWidget(self.refusals)
        self._seen = True

    def _fail(self, error: BaseException) -> None:
        """Report an unexpected exception of the worker as any other."""
        raise error

    def _write(self) -> None:
        """Import, in one transaction; Cancel stops it and nothing is kept."""
        if self._reading is None or self._reading.preview is None or self._plan is None:
            return
        self._writing, self._stopped = True, False
        self._freeze(frozen=True)
        try:
            changes = self._session.run(
                apply_import, self._reading.preview, self.choices.again.value, self._tick
            )
        except StoppedError:
            changes = None
            self.footer.show_rest(self._context.language.gettext("Stopped. Nothing was imported."))
        finally:
            self._writing = False
            self._freeze(frozen=False)
        if changes is not None:
            self._end()

    def _end(self) -> None:
        """Save the options for the next file with these columns, and close."""
        try:
            if self.owners.panel.to_keep:
                save_rules(self.owners.panel.to_keep)
            if self._reading is not None:
                save_choices(self._reading)
        except UserError as error:
            show_error(self.parentWidget() or self, error, self._context.language)
        self.accept()
        self.imported.emit(self._source.path.name, self._plan)

    def _tick(self, written: int) -> None:
        """Show the progress of writing, and let the user stop it."""
        of = len(self._plan.added) if self._plan else 0
        words = self._context.language.gettext("Writing…")
        self.footer.show_work(words, written, max(of, 1))
        QCoreApplication.processEvents()
        if self._stopped:
            raise StoppedError

    def _freeze(self, *, frozen: bool) -> None:
        """Disable all but Stop while the lines are written."""
        for widget in (self.choices, self.views, self.footer.submit, self.footer.template):
            widget.setEnabled(not frozen)

    def _show_rows(self, rows: int) -> None:
        language = self._context.language
        text = language.ngettext("{count} row read", "{count} rows read", rows)
        self.footer.show_work(text if rows else language.gettext("Reading…"))

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self.choices.changed.connect(self._read_kind)
        self.choices.again_changed.connect(self._show_plan)
        self.columns.changed.connect(self._read_columns)
        self.columns.constant_changed.connect(self._read_constants)
        self.columns.forget_requested.connect(self._forget)
        self.refusals.corrected.connect(self._read)
        self.owners.given.connect(self._read)
        self._background.done.connect(self._show)
        self._background.failed.connect(self._fail)
        self._background.progressed.connect(self._show_rows)
        self.footer.accepted.connect(self._write)
        self.footer.cancelled.connect(self.reject)
        self.footer.template_requested.connect(lambda: self.template_requested.emit(self.choices.kind.value))

    def _scrolled(self, title: str) -> QScrollArea:
        """The content above the footer; it scrolls where text is large."""
        body = QWidget()
        set_role(body, "scrolled")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choices)
        layout.addWidget(self.outcome)
        layout.addWidget(self.views, 1)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(title)
        area.setWidget(body)
        return area

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        title = gettext("Import {file}", file=self._source.path.name)
        self.setWindowTitle(window_title(title))
        self.views.setAccessibleName(gettext("Parts of the preview"))
        for view, words in (
            (self.totals, gettext("Totals")),
            (self.owners, gettext("Initiatives")),
            (self.columns, gettext("Columns")),
            (self.refusals, gettext("Left out")),
        ):
            self.views.addTab(view, words)
        self.views.fit_current()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(title, "heading", wrap=True))
        layout.addWidget(self._scrolled(title), 1)
        layout.addWidget(rule())
        layout.addWidget(self.footer)
