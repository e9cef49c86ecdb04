"""The one way to tell or ask something in a box: plain text, no nested event loop, freed when closed."""

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
    """Report what went wrong, in the error's own words; of a bad file, its first problems."""
    detail = ""
    if isinstance(error, DataError):
        detail = "\n".join(problem.text(language) for problem in error.problems[1:_MOST_PROBLEMS])
    box = _box(parent, error.text(language), detail)
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.open()
    return box


def show_beside(parent: QWidget, error: UserError, language: Language) -> "QMessageBox":
    """Report what went wrong without taking the keyboard from who is typing."""
    box = _box(parent, error.text(language), "")
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    box.setModal(False)
    box.show()
    return box


def show_note(parent: QWidget, text: str, language: Language) -> "QMessageBox":
    """Report something about what was done."""
    box = _box(parent, text, "")
    box.addButton(language.gettext("OK"), box.ButtonRole.AcceptRole)
    box.open()
    return box


def show_refusal(
    parent: QWidget, error: FileRefusalError, language: Language, chosen: Callable[[Remedy], object]
) -> "QMessageBox":
    """Describe what is wrong with the portfolio's file, and offer what can be done; `chosen` hears of it."""
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
    """Something asked before it is done: a sentence, what follows from it, and the verb on the button.

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
    from PySide6.QtWidgets import QMessageBox  # dear to load, and at first there is nothing to tell

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Fivegates")
    box.setText(text)
    box.setInformativeText(detail)
    return box
