"""Names that are completed as one types."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def complete_with(field: QLineEdit, names: Iterable[str]) -> None:
    """Offer the names that contain what is typed, in any case; each is offered once."""
    offered = list(dict.fromkeys(name for name in names if name))
    completer = QCompleter(offered, field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
