"""The guided questions from which the risk class of an initiative follows."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from fivegates.actions.risk_class import Statement, risk_scheme
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.risk import Answers, Question, RiskClass, check_risk_class, classified, risk_class_on
from fivegates.domain.wording.risk_class import no_legal_advice, risk_line
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.labels import PlainLabel


class RiskForm(FormDialog):
    """The questions that the answers so far lead to, below one another; the class is shown at once."""

    def __init__(self, context: Context, known: Sequence[RiskClass], parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Classify the risk"), gettext("Save class"), parent)
        self._scheme = risk_scheme()
        last = risk_class_on(known, context.today())
        given = {} if last is None else last.given
        self._boxes = {question.id: self._box(question, given) for question in self._scheme.questions}
        self._dated = DateField(context, context.today())
        self._by = TextField(last.by if last else "")
        self._reason = ProseBox(last.reason if last else "")
        self._shown = PlainLabel("", "section", wrap=True)
        self._lay_out()
        self._follow()

    @property
    def answers(self) -> Answers:
        """The answers given to the questions that are asked."""
        given = {key: box.value for key, box in self._boxes.items() if box.value is not None}
        return {each.id: given[each.id] for each in self._scheme.asked(given) if each.id in given}

    @property
    def statement(self) -> Statement:
        """The person who answered, the day and the reason."""
        day = self._dated.value or self.context.today()
        return Statement(day, self._by.text().strip(), self._reason.toPlainText().strip())

    def find_problems(self) -> Iterable[Problem]:
        """Each question without an answer, a date that is none, and the domain's checks."""
        lacking = list(self._lacking())
        return (*lacking, *self._dated.problems("date"), *(() if lacking else self._checked()))

    def _lacking(self) -> Iterator[Problem]:
        for question in self._scheme.unanswered(self.answers):
            yield Problem(question.id, UserError("A risk class follows from all its questions: answer this."))

    def _checked(self) -> tuple[Problem, ...]:
        statement = self.statement
        found = classified(self._scheme, self.answers, statement.dated, statement.by, statement.reason)
        return check_risk_class(found)

    def _box(self, question: Question, given: Answers) -> ChoiceBox[bool | None]:
        gettext = self.context.language.gettext
        choices: list[tuple[str, bool | None]] = [
            (gettext("Not answered"), None),
            (gettext("Yes"), True),
            (gettext("No"), False),
        ]
        box = ChoiceBox(choices, given.get(question.id))
        box.currentIndexChanged.connect(self._follow)
        return box

    def _lay_out(self) -> None:
        gettext, shipped = self.context.language.gettext, self.context.language.shipped
        for question in self._scheme.questions:
            asked, text = shipped(question.text), shipped(question.help)
            self.add_rows(self.row(question.id, asked, self._boxes[question.id], text))
        why = gettext("What mitigates the risk has no part in it: the class is that of what it is used for.")
        self.add_rows(self.row("reason", gettext("Why the answers are so"), self._reason, why))
        self.add_rows(
            self.row("date", gettext("From"), self._dated), self.row("by", gettext("Classified by"), self._by)
        )
        source = gettext(
            "Source: {source}; facts as of {day}.",
            source=shipped(self._scheme.source),
            day=self.context.language.long_date(self._scheme.dated),
        )
        self.body.column.addWidget(self._shown)
        self.body.column.addWidget(
            PlainLabel(f"{no_legal_advice(self.context.language)} {source}", "note", wrap=True)
        )

    def _follow(self) -> None:
        """Show the questions that are asked, and the class once all are answered."""
        answers = self.answers
        asked = {question.id for question in self._scheme.asked(answers)}
        for question in self._scheme.questions:
            if question.id in self.rows:
                self.rows[question.id].setVisible(question.id in asked)
        language = self.context.language
        lacking = self._scheme.unanswered(answers)
        if lacking:
            shown = language.ngettext(
                "{count} question left to answer", "{count} questions left to answer", len(lacking)
            )
        else:
            today = self.context.today()
            shown = risk_line(classified(self._scheme, answers, today, "", ""), today, language)
        self._shown.setText(shown)
