"""The file commands: open, create, copy, import and export portfolios, each with its file dialog."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import FileRefusalError, Problem, UserError
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, ask_where_to_save, documents_folder
from fivegates.ui.messages import show_error, show_note

if TYPE_CHECKING:
    from fivegates.actions.file.opened import OpenPortfolio
    from fivegates.domain.wording.backups import Rebuilt
    from fivegates.ui.consolidation import Consolidation
    from fivegates.ui.encrypted_copies import EncryptedCopies
    from fivegates.ui.session import Session

SUFFIX = "fivegates"
ENCRYPTED_SUFFIX = "fivegates-encrypted"
BALLOT_SUFFIX = "fivegates-ballot"
PORTFOLIO_ENDINGS = (f".{SUFFIX}", f".{ENCRYPTED_SUFFIX}", f".{BALLOT_SUFFIX}")
"""The file types that open in the window: portfolios, encrypted copies and ballots."""


class Files(QObject):
    """The one place in the window that opens portfolio files.

    Signals:
        opened(OpenPortfolio): a file was opened; the window shows it instead of the one before.
        damage_found(Path, str): a portfolio is damaged, empty or gone, as the words say; a backup may help.
        reported(str): something was done that is worth a line in the status bar.
        exported(Path): the portfolio was written as JSON or as tables.
        releasing(): the open portfolio is to be closed, since its file is written again.
        ballot_opened(BallotFile): a ballot was opened; the window shows it instead of what was before.
    """

    opened = Signal(object)
    damage_found = Signal(object, str)
    reported = Signal(str)
    exported = Signal(object)
    releasing = Signal()
    ballot_opened = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.current: Session | None = None
        self._consolidation: Consolidation | None = None
        self._released = False

    def open_path(self, path: Path) -> None:
        """Open a portfolio; the one that is open stays so if this one is refused."""
        path = path.absolute()
        if self._is_open(path):
            return
        if path.suffix == f".{BALLOT_SUFFIX}":
            self._open_ballot(path)
            return
        if path.suffix != f".{SUFFIX}" and self._is_encrypted(path):
            self._encrypted_copies().ask_to_open(path, self.open_path)
            return
        self._open(partial(_open_portfolio, path), path)

    def open_sample(self) -> None:
        """Open this user's own copy of the sample, made at first use or where the last does not open."""
        from fivegates.actions.file import files

        name = self._context.language.gettext("Sample portfolio")
        for path in _numbered(files.data_folder(), name):
            if self._is_open(path):
                return
            if not path.exists():
                from fivegates.actions.file import creation

                language = self._context.language
                self._open(partial(creation.create_sample, path, files.lock_folder(), language))
                return
            with suppress(UserError):
                self.show_opened(_open_portfolio(path))
                return

    def ask_new(self) -> None:
        """Ask where to create a new portfolio."""
        gettext = self._context.language.gettext
        suggested = Path(self._folder()) / f"{gettext('Portfolio')}.{SUFFIX}"
        ask_where_to_save(self._window, gettext("New portfolio"), self.portfolios, suggested, self._create)

    def ask_open(self) -> None:
        """Ask which portfolio to open."""
        title = self._context.language.gettext("Open a portfolio")
        words = self._context.language.gettext(
            "Fivegates portfolio or ballot (*.{suffix} *.{encrypted} *.{ballot})",
            suffix=SUFFIX,
            encrypted=ENCRYPTED_SUFFIX,
            ballot=BALLOT_SUFFIX,
        )
        ask_for_file(self._window, title, FileKind(words, SUFFIX), self._folder(), self.open_path)

    def ask_copy(self) -> None:
        """Ask where to write a copy of the open portfolio."""
        gettext = self._context.language.gettext
        self._ask_for_export(gettext("Save a copy"), self.portfolios, self._save_copy)

    def ask_encrypted_copy(self) -> None:
        """Ask for a password, and where to write an encrypted copy of the open portfolio."""
        if self.current is not None:
            copies = self._encrypted_copies()
            copies.ask_for_copy(self.current.opened, Path(self._folder()), self._report_copied)

    def ask_move(self, chosen: Callable[[Path], object]) -> None:
        """Ask where to go on in a copy of the open portfolio."""
        gettext = self._context.language.gettext
        self._ask_for_export(gettext("Save a copy elsewhere"), self.portfolios, chosen)

    def ask_consolidation(self) -> None:
        """Ask for portfolios, and make one view over them."""
        if self._consolidation is None:
            from fivegates.ui.consolidation import Consolidation

            self._consolidation = Consolidation(self._context, self._window, self.portfolios, self._folder)
            self._consolidation.starting.connect(self._release)
            self._consolidation.written.connect(self._show_view)
            self._consolidation.kept.connect(self._show_again)
            self._consolidation.reported.connect(self.reported)
        self._consolidation.ask()

    def close(self) -> None:
        """Stop background work."""
        if self._consolidation is not None:
            self._consolidation.close()

    def _release(self, path: Path) -> None:
        """Close a consolidated view before it is rewritten; `_show_again` reopens it where that fails."""
        self._released = self._is_open(path)
        if self._released:
            self.releasing.emit()

    def _show_again(self, path: Path) -> None:
        if self._released:
            self._show_view(path)

    def _show_view(self, path: Path) -> None:
        """Open a consolidated view that was just written."""
        self._open(partial(_open_portfolio, path.absolute()), path.absolute())

    def ask_export(self) -> None:
        """Ask where to export the whole portfolio as JSON."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Portfolio as JSON (*.json)"), "json")
        self._ask_for_export(gettext("Export as JSON"), kind, self._export)

    def ask_workbook(self) -> None:
        """Ask where to export the portfolio as a workbook, or its initiatives as CSV."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Workbook (*.xlsx);;Table of initiatives (*.csv)"), "xlsx")
        self._ask_for_export(gettext("Export as workbook"), kind, self._export_tables)

    def ask_tables(self) -> None:
        """Ask where to export the portfolio as tables for a warehouse."""
        if self.current is not None:
            from fivegates.ui.warehouse_export import WarehouseExport

            export = WarehouseExport(self.current.opened, self._context, self._window)
            export.exported.connect(self.exported)
            export.reported.connect(self.reported)
            export.ask(self._folder())

    def ask_import(self) -> None:
        """Ask for a JSON export whose initiatives to add."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Portfolio as JSON (*.json)"), "json")
        ask_for_file(self._window, gettext("Import JSON"), kind, self._folder(), self.import_json)

    def ask_rubric(self) -> None:
        """Ask for a rubric, or a pack to add to it, to use from now on."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Rubric or pack (*.toml)"), "toml")
        ask_for_file(
            self._window, gettext("Import a rubric or pack"), kind, self._folder(), self._import_rubric
        )

    def _open_ballot(self, path: Path) -> None:
        """Open a ballot; one that is encrypted asks for its password until it fits."""
        from fivegates.actions import panel
        from fivegates.ui.dialogs.password_form import PasswordForm, Wanted

        gettext = self._context.language.gettext
        try:
            if not panel.is_locked_paper(path):
                self._show_ballot(path, None)
                return
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        title = gettext("Open the ballot {file}", file=path.name)
        wanted = Wanted(title, gettext("Open"), gettext("Whoever sent the ballot knows it."))
        form = PasswordForm(self._context, wanted, self._window)

        def attempt() -> None:
            try:
                self._show_ballot(path, form.value)
            except UserError as error:
                form.show_problems([Problem("password", error)])
            else:
                form.accept()

        form.submitted.connect(attempt)
        form.open()

    def _show_ballot(self, path: Path, password: str | None) -> None:
        """Let the window show a ballot. Raises UserError where it cannot be read."""
        from fivegates.actions import panel
        from fivegates.ui.panel.ballot import BallotFile

        paper = panel.read_paper(path, password)
        self.ballot_opened.emit(BallotFile(path, paper, password, self._context, self._window))

    def _create(self, path: Path) -> None:
        """Create an empty portfolio, titled by its file name."""
        from fivegates.actions.file import creation, files

        self._open(partial(creation.create_portfolio, path.absolute(), path.stem, files.lock_folder()))

    def _open(self, opening: Callable[[], "OpenPortfolio"], path: Path | None = None) -> None:
        try:
            opened = opening()
        except UserError as error:
            if path is not None and isinstance(error, FileRefusalError):
                self.damage_found.emit(path, error.text(self._context.language))
            else:
                show_error(self._window, error, self._context.language)
            return
        self.show_opened(opened)

    def show_opened(self, opened: "OpenPortfolio") -> None:
        """Remember an opened file, and let the window show it."""
        from fivegates.actions.file.files import data_folder

        if opened.path.parent != data_folder():
            self._context.settings.portfolio_folder = str(opened.path.parent)
        self.opened.emit(opened)

    def reopen(self) -> str:
        """Reopen the last portfolio, if the setting asks for it; returns why not where the file is gone.

        The path is forgotten until the portfolio is open: one that ends the program is not tried again.
        """
        from fivegates.actions.file.atomic_files import is_there

        settings = self._context.settings
        last, settings.open_last = settings.open_last, ""
        if not last or not settings.reopens:
            return ""
        if not is_there(Path(last)):
            return self._context.language.gettext(
                "{file} was open last, and is no longer at its place.", file=last
            )
        self.open_path(Path(last))
        return ""

    def remember(self, path: Path, title: str) -> None:
        """Put an open portfolio first among the recent files, and open it again at the next start."""
        self._context.settings.remember_file(str(path), title)
        self._context.settings.open_last = str(path)

    def _save_copy(self, path: Path) -> None:
        from fivegates.actions.file import files

        def save(opened: "OpenPortfolio", to: Path) -> None:
            rebuilt = files.save_copy(opened, to)
            self._report_copied(to)
            if rebuilt is not None:
                self._report_rebuilt(rebuilt)

        self._write(save, path)

    def _report_rebuilt(self, rebuilt: "Rebuilt") -> None:
        from fivegates.domain.wording.backups import rebuilt_words

        language = self._context.language
        show_note(self._window, rebuilt_words(rebuilt, language), language)

    def _report_copied(self, path: Path) -> None:
        self.reported.emit(self._context.language.gettext("Saved a copy as {file}", file=path))

    @staticmethod
    def _is_encrypted(path: Path) -> bool:
        """True if a file without the portfolio suffix is an encrypted copy."""
        from fivegates.actions.file.encryption import is_encrypted_copy

        return is_encrypted_copy(path)

    def _encrypted_copies(self) -> "EncryptedCopies":
        from fivegates.ui.encrypted_copies import EncryptedCopies

        words = self._context.language.gettext("Encrypted portfolio (*.{suffix})", suffix=ENCRYPTED_SUFFIX)
        encrypted = FileKind(words, ENCRYPTED_SUFFIX)
        return EncryptedCopies(self._context, self._window, self.portfolios, encrypted)

    def _export(self, path: Path) -> None:
        from fivegates.actions.file import exchange

        if self._write(exchange.export_json, path):
            self.exported.emit(path)

    def _export_tables(self, path: Path) -> None:
        from fivegates.actions import workbooks

        language, today = self._context.language, self._context.today()
        if self._write(lambda opened, to: workbooks.save_tables(opened, to, language, today), path):
            self.exported.emit(path)

    @staticmethod
    def is_export(path: Path) -> bool:
        """True if a file is a portfolio's JSON export."""
        from fivegates.actions.file import exchange

        return exchange.is_portfolio_json(path)

    def import_json(self, path: Path) -> None:
        """Add the initiatives of a JSON export."""
        from fivegates.actions.file import exchange

        if self.current is not None and self.current.run(exchange.import_json, path):
            self.reported.emit(self._context.language.gettext("Imported {file}", file=path))

    def _import_rubric(self, path: Path) -> None:
        from fivegates.actions import rubrics

        if self.current is not None and self.current.run(rubrics.import_rubric, path):
            self.reported.emit(
                self._context.language.gettext("New reviews use the rubric in {file}", file=path)
            )

    def _write(self, command: Callable[["OpenPortfolio", Path], None], path: Path) -> bool:
        """Write a file other than the open portfolio; whether that was done."""
        if self.current is None:
            return False
        try:
            self._refuse_own_file(path)
            command(self.current.opened, path)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return True

    def _refuse_own_file(self, path: Path) -> None:
        if self._is_open(path):
            raise UserError("{file} is the portfolio that is open. Choose another name.", file=path.name)

    def _ask_for_export(self, title: str, kind: FileKind, chosen: Callable[[Path], object]) -> None:
        if self.current is not None:
            stem = self.current.opened.path.stem
            suggested = Path(self._folder()) / f"{stem}.{kind.suffix}"
            if self._is_open(suggested):
                copy = self._context.language.gettext("{name} (copy)", name=stem)
                suggested = suggested.with_name(f"{copy}.{kind.suffix}")
            ask_where_to_save(self._window, title, kind, suggested, chosen)

    def _is_open(self, path: Path) -> bool:
        """True if this file is open: it must never be read or written outside its connection."""
        try:
            return self.current is not None and path.samefile(self.current.opened.path)
        except OSError:
            return False

    def _folder(self) -> str:
        """The folder used last, else the documents folder."""
        from fivegates.actions.file.atomic_files import is_there

        folder = self._context.settings.portfolio_folder
        return folder if folder and is_there(Path(folder)) else documents_folder()

    @property
    def portfolios(self) -> FileKind:
        """The file type of portfolios."""
        words = self._context.language.gettext("Fivegates portfolio (*.{suffix})", suffix=SUFFIX)
        return FileKind(words, SUFFIX)


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    """Paths of portfolios in `folder`: `name`, `name 2`, `name 3` and so on."""
    yield folder / f"{name}.{SUFFIX}"
    for number in count(2):
        yield folder / f"{name} {number}.{SUFFIX}"


def _open_portfolio(path: Path) -> "OpenPortfolio":
    """Open a portfolio for editing; what reads files is loaded only now, after the first paint."""
    from fivegates.actions.file import files

    return files.open_portfolio(path, files.backup_folder(), files.lock_folder())
