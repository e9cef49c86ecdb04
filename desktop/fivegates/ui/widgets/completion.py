"""Names that are completed as one types."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog

PEOPLE: Final = frozenset(
    {"owner", "sponsor", "by", "reviewer", "approver", "decided_by", "requester", "presenter"}
)
"""The fields of forms that take the name of a person."""


def complete_names(form: FormDialog | FormBody, people: Iterable[str], units: Iterable[str]) -> None:
    """Offer the portfolio's names in the fields of a form that take a person or a business unit."""
    for place, row in form.rows.items():
        if isinstance(row.field, QLineEdit) and (place in PEOPLE or place == "business_unit"):
            complete_with(row.field, people if place in PEOPLE else units)


def complete_with(field: QLineEdit, names: Iterable[str]) -> None:
    """Offer the names that contain what is typed, in any case; each is offered once.

    Enter takes the only one that is offered; Esc before it leaves what is typed.
    """
    offered = list(dict.fromkeys(name for name in names if name))
    completer = QCompleter(offered, field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)

    def take_only() -> None:
        popup = completer.popup()
        if popup is not None and popup.isVisible() and completer.completionCount() == 1:
            field.setText(completer.currentCompletion())

    field.returnPressed.connect(take_only)
