"""Writes and opens encrypted copies: asks for the password and for the place of the file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fivegates.actions.file.encryption import read_encrypted, save_encrypted, write_decrypted
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.passwords import LEAST_FOR_A_COPY
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import PasswordForm, Wanted, ask_password
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save
from fivegates.ui.messages import show_error

Done = Callable[[Path], object]


class EncryptedCopies:
    """Everything is asked over `window`; `plain` and `encrypted` are the kinds of file on either side."""

    def __init__(self, context: Context, window: QWidget, plain: FileKind, encrypted: FileKind) -> None:
        self._context = context
        self._window = window
        self._plain = plain
        self._encrypted = encrypted

    def ask_for_copy(self, opened: OpenPortfolio, folder: Path, done: Done) -> None:
        """Ask for a password, then for the path of the copy; `done` gets its path once it is written."""
        gettext = self._context.language.gettext
        wanted = Wanted(
            gettext("Encrypt a copy for sending"),
            gettext("Choose where…"),
            gettext(
                "At least {least} characters; four random words are better. Send it by another channel than "
                "the copy. Without it the copy cannot be opened, and the password cannot be recovered.",
                least=LEAST_FOR_A_COPY,
            ),
            LEAST_FOR_A_COPY,
        )
        suggested = folder / f"{opened.path.stem}.{self._encrypted.suffix}"

        def ask_where(password: str) -> None:
            def save(path: Path) -> None:
                if self._run_or_report(lambda: save_encrypted(opened, path, password, replace=True)):
                    done(path)

            title = gettext("Encrypt a copy for sending")
            ask_where_to_save(self._window, title, self._encrypted, suggested, save)

        ask_password(self._context, wanted, self._window, ask_where)

    def ask_to_open(self, source: Path, done: Done) -> None:
        """Ask for the password until it is right, then for the portfolio's path; `done` gets its path."""
        gettext = self._context.language.gettext
        wanted = Wanted(
            gettext("Open the encrypted copy {file}", file=source.name),
            gettext("Decrypt…"),
            gettext("Whoever sent the copy knows it."),
        )
        form = PasswordForm(self._context, wanted, self._window)
        form.submitted.connect(lambda: self._try(form, source, done))
        form.open()

    def _try(self, form: PasswordForm, source: Path, done: Done) -> None:
        """Decrypt in memory; an error is shown beside the field."""
        try:
            portfolio = read_encrypted(source, form.value)
        except UserError as error:
            form.show_problems([Problem("password", error)])
            return
        form.accept()
        title = self._context.language.gettext("Save the decrypted portfolio")
        suggested = source.with_suffix(f".{self._plain.suffix}")

        def save(path: Path) -> None:
            if self._run_or_report(lambda: write_decrypted(portfolio, path)):
                done(path)

        ask_where_to_save(self._window, title, self._plain, suggested, save)

    def _run_or_report(self, write: Callable[[], object]) -> bool:
        """Call `write` and return True, or report its failure and return False."""
        try:
            write()
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return True
