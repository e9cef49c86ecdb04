"""What helps to judge a criterion: why it matters, and which evidence is enough and which is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.domain.rubric.rubric import Criterion
from fivegates.ui.context import Context
from fivegates.ui.widgets.labels import PlainLabel


class Guidance(QWidget):
    """Four paragraphs with their headings at the left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gettext = context.language.gettext
        headings = (
            gettext("Why it matters"),
            gettext("Enough"),
            gettext("Not enough"),
            gettext("Usual next step"),
        )
        self._paragraphs = [PlainLabel("", wrap=True, parent=self) for _ in headings]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(1, 1)
        for row, (heading, paragraph) in enumerate(zip(headings, self._paragraphs, strict=True)):
            layout.addWidget(_heading(heading), row, 0)
            layout.addWidget(paragraph, row, 1)

    def show_criterion(self, criterion: Criterion) -> None:
        """Say what the rubric says of a criterion."""
        said = (
            criterion.why,
            criterion.evidence_enough,
            criterion.evidence_not_enough,
            criterion.next_step,
        )
        for paragraph, text in zip(self._paragraphs, said, strict=True):
            paragraph.setText(text)


def _heading(text: str) -> PlainLabel:
    label = PlainLabel(text, "section")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
