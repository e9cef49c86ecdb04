"""The session of an open portfolio: runs actions, emits changes, and shows refusals."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import overview
from fivegates.actions.file.files import close_portfolio, seen_folder
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.private_copies import PrivateCopies
from fivegates.domain.errors import FileRefusalError, UserError
from fivegates.ui.context import Context
from fivegates.ui.messages import show_beside, show_error, show_refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from fivegates.domain.portfolio.last_seen import Seen
    from fivegates.ui.widgets.form_body import FormBody
    from fivegates.ui.widgets.form_dialog import FormDialog

P = ParamSpec("P")
R = TypeVar("R")


class Session(QObject):
    """An open portfolio and its window; pages do not outlive their session.

    Signals:
        changed(Changes): an edit was saved; pages that it concerns ask again and redraw.
        refused(): an edit was refused and its reason shown; what is on screen may not be what is saved.
        remedy_requested(Remedy): the user chose the recovery action of a refusal.
    """

    changed = Signal(object)
    refused = Signal()
    remedy_requested = Signal(object)

    def __init__(self, opened: OpenPortfolio, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self.opened = opened
        self.copies = PrivateCopies()
        self._context = context
        self._window = window
        self._beside: QMessageBox | None = None

    @property
    def title(self) -> str:
        """The portfolio's title, or the name of its file where it has none."""
        settings = self.ask(overview.settings)
        return (settings.title if settings else "") or self.opened.path.stem

    @property
    def locked_words(self) -> str:
        """Return the reason for which nothing can be edited; empty if it can."""
        gettext, opened = self._context.language.gettext, self.opened
        if opened.consolidated:
            return gettext("This is a view of other portfolios: edit it there.")
        if opened.locked_elsewhere is not None:
            return gettext("Another window edits this portfolio, so nothing can be changed here.")
        if opened.read_only:
            return gettext("{file} cannot be written, so nothing can be changed here.", file=opened.path.name)
        return ""

    @cached_property
    def seen(self) -> "Seen | None":
        """The verdicts shown on the last earlier day on which the portfolio was open on this machine."""
        from fivegates.actions.file.last_seen import seen_before

        return seen_before(self.opened.path, seen_folder(), self._context.today())

    def save_seen(self, seen: "Seen") -> None:
        """Save the verdicts shown, to compare with on the next day."""
        from fivegates.actions.file.last_seen import save_seen

        save_seen(self.opened.path, seen_folder(), seen)

    def close(self) -> None:
        """Close the file; everything is saved already."""
        close_portfolio(self.opened)

    def run(
        self,
        action: Callable[Concatenate[OpenPortfolio, P], Changes | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes | None:
        """Call an action on the portfolio; None when it was refused (the user has been shown why)."""
        return self._attempt(partial(action, self.opened, *args, **kwargs), self._report)

    def save_from_keys(
        self,
        action: Callable[Concatenate[OpenPortfolio, P], Changes | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes | None:
        """Run an action from typing or scoring; one message beside shows a refusal until it is saved."""
        changes = self._attempt(partial(action, self.opened, *args, **kwargs), self._report_in_form)
        if changes is not None and self._beside is not None:
            self._beside.close()
        return changes

    def _attempt(
        self, action: Callable[[], Changes | None], report: Callable[[UserError], None]
    ) -> Changes | None:
        try:
            changes = action()
        except UserError as error:
            report(error)
            self.refused.emit()
            return None
        if changes is not None:
            self.changed.emit(changes)
        return changes

    def ask(
        self, query: Callable[Concatenate[OpenPortfolio, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R | None:
        """Call a query, or an action that changes nothing; None when refused (the user was shown why)."""
        try:
            return query(self.opened, *args, **kwargs)
        except UserError as error:
            self._report(error)
            return None

    def complete(self, form: "FormDialog | FormBody") -> None:
        """Offer the portfolio's people and units in the fields of a form that take one."""
        from fivegates.actions.names import known_names
        from fivegates.ui.widgets.fields import complete_names  # the first page has no forms

        found = self.ask(known_names)
        if found is not None:
            complete_names(form, found)

    def _report(self, error: UserError) -> None:
        """Show why something was refused, with its recovery action."""
        if isinstance(error, FileRefusalError):
            show_refusal(self._window, error, self._context.language, self.remedy_requested.emit)
        else:
            show_error(self._window, error, self._context.language)

    def _report_in_form(self, error: UserError) -> None:
        if isinstance(error, FileRefusalError):
            self._report(error)
        elif self._beside is None:
            self._beside = show_beside(self._window, error, self._context.language)
            self._beside.finished.connect(self._forget_message)

    def _forget_message(self) -> None:
        self._beside = None

    def undo(self) -> Changes | None:
        """Undo the last edit; None where there is none, or it was refused."""
        from fivegates.actions.file.transaction import undo  # no reader needs the history of edits

        return self.run(undo)

    def redo(self) -> Changes | None:
        """Redo the edit that was last undone; None where there is none, or it was refused."""
        from fivegates.actions.file.transaction import redo

        return self.run(redo)
