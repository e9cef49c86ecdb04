"""What an import brought: the lines of each initiative, with a way to them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.actions.importing.arrivals import Arrival
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import ElidedLabel


class ArrivalsDialog(PlainDialog):
    """A line for each initiative, the one with most lines first.

    Signals:
        chosen(Arrival): the user wants to see these lines.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, file: str, arrivals: Sequence[Arrival], parent: QWidget) -> None:
        language = context.language
        super().__init__(context, language.gettext("Imported {file}", file=file), parent)
        self.links: list[IconButton] = []
        for arrival in arrivals:
            link = IconButton(context, "link", language.gettext("Show"), "link")
            link.setAccessibleName(language.gettext("Show the new lines of {code}", code=arrival.code))
            link.clicked.connect(partial(self._choose, arrival))
            self.links.append(link)
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(_words(arrival, language)), 1)
            row.addWidget(link)
            self.body.addLayout(row)
        self.body.addStretch()

    def _choose(self, arrival: Arrival, *_checked: bool) -> None:
        """Close, and show the lines."""
        self.accept()
        self.chosen.emit(arrival)


def _words(arrival: Arrival, language: Language) -> str:
    """How many lines went to an initiative."""
    count = len(arrival.line_ids)
    words = {
        "costs": language.ngettext("{count} line of costs", "{count} lines of costs", count),
        "usage": language.ngettext("{count} line of usage", "{count} lines of usage", count),
        "benefits": language.ngettext("{count} line of benefits", "{count} lines of benefits", count),
    }
    return f"{arrival.code} {arrival.name}: {words[arrival.part]}"
