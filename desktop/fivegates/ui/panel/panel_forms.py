"""The forms of a panel: inviting people, and settling the level of a criterion."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from fivegates.actions.panel import Invited
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.record_checks import check_score
from fivegates.domain.limits import LABEL, LEVELS, SUMMARY, line_problems, prose_problems
from fivegates.domain.panel.overview import Dispute
from fivegates.domain.review.review import NotApplicable, Score
from fivegates.domain.rubric.rubric import Rubric
from fivegates.ui.context import Context
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField

_WAIVED: Final = -1


class InviteForm(FormDialog):
    """People, one a line, open questions, one a line, and whether the ballots are encrypted."""

    def __init__(
        self, context: Context, people: Iterable[Invited], questions: Iterable[str], parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Invite a panel"), gettext("Choose a folder…"), parent)
        texts = (f"{each.name}, {each.role}" if each.role else each.name for each in people)
        self._people = ProseBox("\n".join(texts), lines=5)
        self._questions = ProseBox("\n".join(questions), lines=4)
        self._encrypted = QCheckBox(gettext("Encrypt the ballots"))
        each_line = gettext("One on each line, with the role after a comma: Ana Ruiz, CFO")
        self.add_rows(self.row("people", gettext("Who scores it"), self._people, each_line))
        sent = gettext("One on each line. They are sent with the rubric and the evidence; no levels are.")
        self.add_rows(self.row("questions", gettext("Open questions"), self._questions, sent))
        text = gettext("A password is asked for next. Tell it by another way than the ballots go.")
        self.add_rows(self.row("encrypted", gettext("On the way"), self._encrypted, text))
        self._people.setFocus()

    @property
    def people(self) -> list[Invited]:
        """The people entered."""
        lines = (line.partition(",") for line in self._people.toPlainText().splitlines() if line.strip())
        return [Invited(name.strip(), role.strip()) for name, _, role in lines]

    @property
    def questions(self) -> list[str]:
        """The open questions."""
        return [line.strip() for line in self._questions.toPlainText().splitlines() if line.strip()]

    @property
    def encrypted(self) -> bool:
        """True if the ballots get a password."""
        return self._encrypted.isChecked()

    def find_problems(self) -> Iterable[Problem]:
        """Somebody is asked, nobody twice, and each by a name."""
        seen: set[str] = set()
        if not self.people:
            yield Problem("people", UserError("Name the people who are to score this review."))
        for each in self.people:
            yield from line_problems("people", each.name, LABEL, required=True)
            yield from line_problems("people", each.role, LABEL)
            if each.name.casefold() in seen:
                yield Problem("people", UserError("{name} is asked twice in a round.", name=each.name))
            seen.add(each.name.casefold())
        for question in self.questions:
            yield from prose_problems("questions", question, SUMMARY)


class SettleForm(FormDialog):
    """The form that settles a criterion: the level, and the reason."""

    def __init__(
        self, context: Context, rubric: Rubric, dispute: Dispute, text: str, parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Settle a criterion"), gettext("Settle"), parent)
        self._criterion = dispute.spread.criterion
        held = dispute.settled
        names = [
            (f"{level} {context.language.shipped(rubric.level_names[level])}", level) for level in LEVELS
        ]
        lowest = min(dispute.spread.levels, default=_WAIVED)
        chosen = lowest if held is None else _WAIVED if held.level is None else held.level
        self._level = ChoiceBox([*names, (gettext("Not applicable"), _WAIVED)], chosen)
        self._why = ProseBox(held.rationale if held else "")
        waiver = held.not_applicable if held else None
        self._approver = TextField(waiver.approver if waiver else "")
        self.add_rows(self.row("level", context.language.shipped(self._criterion.title), self._level, text))
        printed = gettext("It becomes the rationale of the review, and is printed in the brief.")
        self.add_rows(self.row("rationale", gettext("Why"), self._why, printed))
        needed = gettext("Only where it does not apply: without an approver it counts as unanswered.")
        self.add_rows(self.row("approver", gettext("Approved by"), self._approver, needed))
        self._level.setFocus()

    @property
    def value(self) -> Score:
        """The settlement as entered."""
        why = self._why.toPlainText().strip()
        if self._level.value == _WAIVED:
            waiver = NotApplicable(why, self._approver.text().strip())
            return Score(self._criterion.id, not_applicable=waiver, rationale=why)
        return Score(self._criterion.id, self._level.value, rationale=why)

    def find_problems(self) -> Iterable[Problem]:
        """A reason is needed."""
        if not self.value.rationale:
            yield Problem("rationale", UserError("Say why the panel settles on this."))
            return
        yield from (
            Problem(each.place.removeprefix("not_applicable."), each.reason)
            for each in check_score(self.value)
        )
