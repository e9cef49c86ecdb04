"""Makes a consolidated view: asks for the files and where to, reads in the background, opens the view."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.consolidation.view import Consolidated, consolidate
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import currency_problems
from fivegates.domain.wording.consolidation import change_lines, consolidated_lines, reading_words
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.file_dialogs import FileKind, ask_for_files, ask_where_to_save
from fivegates.ui.messages import show_error
from fivegates.ui.pack_export import ProgressDialog
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_ROWS_SHOWN = 6


class FileList(QWidget):
    """The list of chosen files: added by the system's dialog, removed by key or button.

    Signals:
        changed(): the files are others now.
    """

    changed = Signal()

    def __init__(self, context: Context, kind: FileKind, folder: Callable[[], str]) -> None:
        super().__init__()
        gettext = context.language.gettext
        self._context, self._kind, self._folder = context, kind, folder
        self.paths: list[Path] = []
        self.box = QListWidget()
        self.box.setAccessibleName(gettext("Files"))
        self.box.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.box.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        set_role(self.box, "field")
        self.box.setMinimumHeight(_ROWS_SHOWN * self.box.fontMetrics().height())
        self.add = QPushButton(gettext("Add files…"))
        self.remove = QPushButton(gettext("Remove from list"))
        for button, run in ((self.add, self.ask), (self.remove, self.remove_chosen)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
        self.box.itemSelectionChanged.connect(self._refresh)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addLayout(buttons)
        self.setFocusProxy(self.add)
        self._refresh()

    def ask(self) -> None:
        """Ask for further files."""
        title = self._context.language.gettext("Choose the portfolios")
        ask_for_files(self, title, self._kind, self._folder(), self.add_paths)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files that are not in the list yet."""
        new = [path for path in paths if path not in self.paths]
        self.paths += new
        self.box.addItems([path.name for path in new])
        for row, path in enumerate(self.paths):
            self.box.item(row).setToolTip(plain_tooltip(str(path.parent)))
        self.changed.emit()

    def remove_chosen(self) -> None:
        """Take the chosen files out of the list."""
        for row in sorted((self.box.row(item) for item in self.box.selectedItems()), reverse=True):
            self.box.takeItem(row)
            del self.paths[row]
        self.changed.emit()

    def _refresh(self) -> None:
        self.remove.setEnabled(bool(self.box.selectedItems()))


class ConsolidationForm(FormDialog):
    """The form for a consolidated view: files, currency, and how to treat unreadable files."""

    asks_before_discarding = False

    def __init__(self, context: Context, kind: FileKind, folder: Callable[[], str], parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Consolidate portfolios"), gettext("Choose where to…"), parent)
        self.files = FileList(context, kind, folder)
        self.currency = TextField()
        self.skip = QCheckBox(gettext("Leave out files that cannot be read, and name them"))
        hint = gettext(
            "They become one portfolio for reading only. Each chain of final reviews is verified and kept; "
            "codes and names that clash are distinguished by the file."
        )
        self.add_rows(self.row("files", gettext("Portfolios of the business units"), self.files, hint))
        hint = gettext("Empty where all files report in one.")
        self.add_rows(self.row("currency", gettext("Reporting currency"), self.currency, hint))
        self.add_rows(self.row("skip", "", self.skip))
        self.files.setFocus()

    def find_problems(self) -> Iterable[Problem]:
        """A file at least, and a currency if one is written."""
        if not self.files.paths:
            yield Problem("files", UserError("Add a file at least."))
        if currency := self.currency.text().strip():
            yield from currency_problems("currency", currency)


class Consolidation(QObject):
    """Writes a consolidated view, one at a time; a cancelled run leaves no files behind.

    Signals:
        starting(Path): a view is about to be read and written there, so nobody may have it open.
        written(Path): the view is in its place.
        kept(Path): no view was written; an earlier one is as it was.
        reported(str): what was done, in a sentence.
    """

    starting = Signal(object)
    written = Signal(object)
    kept = Signal(object)
    reported = Signal(str)

    def __init__(self, context: Context, window: QWidget, kind: FileKind, folder: Callable[[], str]) -> None:
        super().__init__(window)
        self._context, self._window, self._kind, self._folder = context, window, kind, folder
        self._group = Path()
        self._total = 0
        self.form: ConsolidationForm | None = None
        self.dialog: ProgressDialog | None = None
        self.outcome: PlainDialog | None = None
        self._work: Background | None = None

    def close(self) -> None:
        """Stop background work."""
        if self._work is not None:
            self._work.close()
            self._work = None

    def ask(self) -> None:
        """Ask for the files, then for the path of the view."""
        form = ConsolidationForm(self._context, self._kind, self._folder, self._window)

        def ask_where() -> None:
            paths, currency, skip = [*form.files.paths], form.currency.text().strip(), form.skip.isChecked()
            form.accept()
            gettext = self._context.language.gettext
            suggested = paths[0].parent / f"{gettext('Group')}.{self._kind.suffix}"
            ask_where_to_save(
                self._window,
                gettext("Save the consolidated view"),
                self._kind,
                suggested,
                lambda group: self.consolidate(group, paths, currency or None, skip=skip),
            )

        form.submitted.connect(ask_where)
        self.form = form
        form.open()

    def consolidate(self, group: Path, paths: Sequence[Path], currency: str | None, *, skip: bool) -> None:
        """Write the view in the background, and show the progress."""
        day = self._context.today()
        self._group, self._total = group, len(paths)
        self.starting.emit(group)
        title = self._context.language.gettext("Consolidate portfolios")
        self.dialog = ProgressDialog(self._context, title, self._window)
        self.dialog.rejected.connect(self._stop)
        self._show_progress(0)
        self.dialog.open()
        self.close()
        self._work = Background(self)
        self._work.done.connect(self._finish)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self._show_progress)
        self._work.start(
            lambda tick: consolidate(group, paths, day, currency=currency, skip_unreadable=skip, tick=tick)
        )

    def _finish(self, done: Consolidated) -> None:
        """Open the view, and show what it holds and what was left out."""
        self._end()
        self.written.emit(self._group)
        self.outcome = _outcome_dialog(done, self._context, self._window)
        self.outcome.open()

    def _fail(self, error: BaseException) -> None:
        """Show what the user can correct; pass any other exception to the crash report."""
        self._end()
        self.kept.emit(self._group)
        if not isinstance(error, UserError):
            raise error
        show_error(self._window, error, self._context.language)

    def _stop(self) -> None:
        """Cancel the consolidation; reading stops at the next file."""
        self.dialog = None
        self.close()
        self.kept.emit(self._group)
        self.reported.emit(self._context.language.gettext("Stopped. Nothing was written."))

    def _end(self) -> None:
        self.close()
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None

    def _show_progress(self, done: int) -> None:
        if self.dialog is not None:
            self.dialog.show_work(reading_words(done, self._total, self._context.language), done, self._total)


def _outcome_dialog(done: Consolidated, context: Context, parent: QWidget) -> PlainDialog:
    """The dialog with the result: what was written, what changed, and each file left out with its reason."""
    language = context.language
    dialog = PlainDialog(context, language.gettext("Consolidated view"), parent)
    lines = [*consolidated_lines(done.sources, done.initiatives, done.apart, language)]
    if done.changes is not None:
        lines += change_lines(done.changes, language)
    lines += [language.gettext("Left out: {reason}", reason=each.text(language)) for each in done.left_out]
    for line in lines:
        dialog.body.addWidget(PlainLabel(line, wrap=True))
    return dialog
