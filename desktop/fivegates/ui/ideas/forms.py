"""The forms of ideas: editing, accepting and declining one."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.actions.risk_class import risk_scheme
from fivegates.domain.errors import Problem
from fivegates.domain.ideas import Idea, Ruling, accepted, check_idea, declined, initiative_of, reopened
from fivegates.domain.initiative.initiative import Kind
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.language import Language
from fivegates.domain.wording.ideas import field_label, kind_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class IdeaForm(FormDialog):
    """All fields of an idea, each labelled by its question."""

    def __init__(self, context: Context, idea: Idea | None, parent: QWidget) -> None:
        gettext = context.language.gettext
        adding = idea is None
        title = gettext("Write down an idea") if adding else gettext("Edit the idea")
        super().__init__(context, title, gettext("Write it down") if adding else gettext("Save"), parent)
        self._original = idea or Idea(context.today(), "", "")
        self._make_fields()
        self._lay_out()
        self._title.setFocus()

    @property
    def value(self) -> Idea:
        """The idea as entered; blanks at the ends of a field are dropped."""
        return replace(
            self._original,
            dated=self._dated.value or self._original.dated,
            title=self._title.text().strip(),
            problem=self._problem.toPlainText().strip(),
            without_ai=self._without_ai.toPlainText().strip(),
            owner=self._owner.text().strip(),
            by=self._by.text().strip(),
            whose_time=self._whose_time.text().strip(),
            instead=self._instead.toPlainText().strip(),
            risk=self._risk.toPlainText().strip(),
            penalties=self._penalties.toPlainText().strip(),
            data=self._data.toPlainText().strip(),
            expected_class=self._expected_class.value,
            kind=self._kind.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a day that cannot be read."""
        return (*self._dated.problems("date"), *check_idea(self.value))

    def _make_fields(self) -> None:
        """A field for each question, filled."""
        of, language = self._original, self.context.language
        self._title = TextField(of.title)
        self._problem = ProseBox(of.problem)
        self._without_ai = ProseBox(of.without_ai)
        self._owner = TextField(of.owner)
        self._by = TextField(of.by)
        self._whose_time = TextField(of.whose_time)
        self._instead = ProseBox(of.instead)
        self._risk = ProseBox(of.risk)
        self._penalties = ProseBox(of.penalties)
        self._data = ProseBox(of.data)
        kinds: list[tuple[str, Kind | None]] = [(kind_word(None, language), None)]
        kinds += [(kind_word(kind, language), kind) for kind in Kind]
        self._kind = ChoiceBox(kinds, of.kind)
        self._expected_class = ChoiceBox(_classes(of.expected_class, language), of.expected_class)
        self._dated = DateField(self.context, of.dated)

    def _lay_out(self) -> None:
        """The problem first, then who and what for, then what it needs."""
        language = self.context.language

        def row(name: str, field: QWidget, place: str = "") -> None:
            self.add_rows(self.row(place or name, field_label(name, language), field))

        row("title", self._title)
        row("problem", self._problem)
        row("without_ai", self._without_ai)
        self.add_rows(
            self.row("owner", field_label("owner", language), self._owner),
            self.row("by", field_label("by", language), self._by),
        )
        row("whose_time", self._whose_time)
        row("instead", self._instead)
        row("risk", self._risk)
        row("penalties", self._penalties)
        row("data", self._data)
        row("expected_class", self._expected_class)
        self.add_rows(
            self.row("kind", field_label("kind", language), self._kind),
            self.row("date", field_label("dated", language), self._dated),
        )


def _classes(held: str, language: Language) -> list[tuple[str, str]]:
    """The risk classes to choose from, an entry for none, and an unknown class that another program wrote."""
    names = [level.name for level in risk_scheme().levels]
    if held and held not in names:
        names.append(held)
    return [(language.gettext("Not said"), ""), *((language.shipped(name), name) for name in names)]


class _RulingForm(FormDialog):
    """The fields of a decision on an idea: person, day and reason."""

    def __init__(self, context: Context, title: str, submit_text: str, parent: QWidget) -> None:
        super().__init__(context, title, submit_text, parent)
        self.by = TextField()
        self.reason = ProseBox()
        self.on = DateField(context, context.today())

    @property
    def ruling(self) -> Ruling:
        """The ruling as entered."""
        on = self.on.value or self.context.today()
        return Ruling(on, self.by.text().strip(), self.reason.toPlainText().strip())

    def add_ruling_rows(self) -> None:
        """Reason, person and day."""
        gettext = self.context.language.gettext
        self.add_rows(self.row("reason", gettext("Reason"), self.reason))
        self.add_rows(
            self.row("decided_by", gettext("Decided by"), self.by),
            self.row("decided", gettext("Decided on"), self.on),
        )


class AcceptForm(_RulingForm):
    """The form that accepts an idea: the code of its initiative, and the decision."""

    def __init__(self, context: Context, idea: Idea, code: str, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Accept “{title}”", title=idea.title)
        super().__init__(context, title, gettext("Make it an initiative"), parent)
        self._idea = reopened(idea)
        self.code = TextField(code)
        hint = gettext("Short, for file names. The initiative takes title, problem, owner and kind.")
        self.add_rows(self.row("code", gettext("Code"), self.code, hint))
        self.add_ruling_rows()

    def find_problems(self) -> Iterable[Problem]:
        """Problems of the new initiative, and of the decision."""
        code = self.code.text().strip()
        decided = check_idea(accepted(self._idea, code, self.ruling))
        return (
            *check_initiative(initiative_of(self._idea, code)),
            *self.on.problems("decided"),
            *(problem for problem in decided if problem.place != "initiative"),
        )


class DeclineForm(_RulingForm):
    """The form that declines an idea."""

    def __init__(self, context: Context, idea: Idea, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Decline “{title}”", title=idea.title), gettext("Decline"), parent)
        self._idea = reopened(idea)
        self.add_ruling_rows()

    def find_problems(self) -> Iterable[Problem]:
        """A missing reason, and a day before the idea."""
        return (*self.on.problems("decided"), *check_idea(declined(self._idea, self.ruling)))
