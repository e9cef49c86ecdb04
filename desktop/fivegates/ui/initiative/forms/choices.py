"""Choices that several forms offer."""

from PySide6.QtWidgets import QComboBox

from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.ui.widgets.forms import ChoiceBox


def criterion_box(rubric: Rubric, chosen: str, language: Language) -> ChoiceBox[str]:
    """A list of all criteria with their gates; one that another rubric named stands by its id."""
    choices: list[tuple[str, str]] = [
        (
            language.gettext(
                "{gate} · {criterion}", gate=rubric.gate(criterion.gate).name, criterion=criterion.title
            ),
            criterion.id,
        )
        for criterion in rubric.criteria
    ]
    if chosen not in {value for _words, value in choices}:
        choices.append((chosen, chosen))
    box = ChoiceBox(choices, chosen)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    return box
