"""Message boxes and questions: plain text, no nested event loop, freed when closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import DataError, FileRefusalError, Remedy, UserError
from fivegates.domain.language import Language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

_MOST_PROBLEMS: Final = 12


def show_error(parent: QWidget, error: UserError, language: Language) -> "QMessageBox":
    """Show an error's message; for a bad file, its first problems."""
    detail = ""
    if isinstance(error, DataError):
        detail = "\n".join(problem.text(language) for problem in error.problems[1:_MOST_PROBLEMS])
    box = _box(parent, error.text(language), detail)
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.open()
    return box


def show_beside(parent: QWidget, error: UserError, language: Language) -> "QMessageBox":
    """Show an error without taking the keyboard focus."""
    box = _box(parent, error.text(language), "")
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    box.setModal(False)
    box.show()
    return box


def show_note(parent: QWidget, text: str, language: Language) -> "QMessageBox":
    """Show a note on what was done."""
    box = _box(parent, text, "")
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.open()
    return box


def show_refusal(
    parent: QWidget, error: FileRefusalError, language: Language, chosen: Callable[[Remedy], object]
) -> "QMessageBox":
    """Show an error of the portfolio's file with its recovery action; `chosen` is called with it."""
    words = {
        Remedy.RELOAD: language.gettext("Load it again"),
        Remedy.SAVE_COPY: language.gettext("Save a copy elsewhere…"),
        Remedy.RESTORE: language.gettext("Restore a backup…"),
    }
    box = _box(parent, error.text(language), "")
    box.addButton(words[error.remedy], box.ButtonRole.AcceptRole)
    later = box.addButton(language.gettext("Not now"), box.ButtonRole.RejectRole)
    box.setEscapeButton(later)
    box.accepted.connect(lambda: chosen(error.remedy))
    box.open()
    return box


@dataclass(frozen=True, slots=True)
class Question:
    """A confirmation: a question, its consequence, and the verb on the button.

    `decline` is on the button that leaves all as it is; Cancel where it is empty.
    """

    text: str
    detail: str
    accept: str
    decline: str = ""


def ask(
    parent: QWidget, question: Question, language: Language, accepted: Callable[[], object]
) -> "QMessageBox":
    """Ask; `accepted` runs when the verb is chosen. Cancel is the default: Enter never destroys anything."""
    box = _box(parent, question.text, question.detail)
    box.addButton(question.accept.replace("&", "&&"), box.ButtonRole.AcceptRole)
    declined = question.decline.replace("&", "&&") or language.gettext("Cancel")
    cancel = box.addButton(declined, box.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.accepted.connect(accepted)
    box.open()
    return box


def _box(parent: QWidget, text: str, detail: str) -> "QMessageBox":
    """A box that shows user text as it is, never as markup."""
    from PySide6.QtWidgets import QMessageBox  # slow to import, and start-up shows no message

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Fivegates")
    box.setText(text)
    box.setInformativeText(detail)
    return box
