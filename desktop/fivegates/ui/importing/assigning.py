"""The panel that gives chosen rows of a billing export to an initiative, as rules that can be kept."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit

from fivegates.actions.importing.rules import Assignment, Charge, Counted, KnownBy, Rule, new_rule
from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import behaviour_word, category_word, phase_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import ChoiceBox, FormRow, StepBox
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_MOST_PER = 1_000_000


class AssignPanel(QFrame):
    """Which initiative, what kind of cost, and what tells the rows: `rules` are those made, newest first.

    Signals:
        requested(): the user wants the chosen rows given.
    """

    requested = Signal()

    def __init__(self, context: Context, codes: Sequence[str], owner: str) -> None:
        super().__init__()
        self._context = context
        self._language = language = context.language
        self.rules: tuple[Rule, ...] = ()
        self._kept: tuple[Rule, ...] = ()
        gettext = language.gettext
        set_role(self, "panel")
        offered = [(gettext("Choose…"), ""), *((code, code) for code in codes)]
        self.initiative = ChoiceBox(offered, owner if owner in codes else "")
        behaviours: list[tuple[str, Behaviour | None]] = [(behaviour_word(b, language), b) for b in Behaviour]
        self.behaviour = ChoiceBox([(gettext("Choose…"), None), *behaviours], None)
        self.phase = ChoiceBox([(phase_word(phase, language), phase) for phase in Phase], Phase.RUN)
        categories: list[tuple[str, CostCategory | None]] = [
            (category_word(c, language), c) for c in CostCategory
        ]
        self.category = ChoiceBox([(gettext("As the service tells"), None), *categories], None)
        self.counts = ChoiceBox([(_counted_words(c, language), c) for c in Counted], Counted.NOTHING)
        self.per = StepBox()
        self.per.setRange(1, _MOST_PER)
        self._make_marks()
        self._lay_out()
        self.give_button.clicked.connect(self.requested)
        self.counts.currentIndexChanged.connect(self._follow_counts)
        self._follow_counts()

    def show_chosen(self, charges: Sequence[Charge]) -> None:
        """The panel is about rows like these."""
        self.give_button.setEnabled(bool(charges))
        self.provider.setEnabled(all(charge.provider for charge in charges))
        self.account.setEnabled(all(charge.account for charge in charges))
        self.unit.setEnabled(all(charge.unit for charge in charges))

    def offer(self, said: Mapping[str, str]) -> None:
        """Choose what holds for all rows of an export that is known, where nothing is chosen yet."""
        if "behaviour" in said and self.behaviour.value is None:
            self.behaviour.set_value(Behaviour(said["behaviour"]))
        if "counts" in said and self.counts.value is Counted.NOTHING:
            self.counts.set_value(Counted(said["counts"]))

    def give(self, charges: Sequence[Charge]) -> bool:
        """Make a rule for rows like each of these; whether that could be done."""
        if not charges or self._say_what_lacks():
            return False
        try:
            made = [new_rule(charge, self._known_by(), self._assignment()) for charge in charges]
        except UserError as error:
            self._tag_row.set_problem(error.text(self._language))
            self.tag.setFocus()
            return False
        self._tag_row.set_problem("")
        self.rules = tuple(dict.fromkeys((*made, *self.rules)))
        if self.keep.isChecked():
            self._kept = tuple(dict.fromkeys((*made, *self._kept)))
        return True

    @property
    def to_keep(self) -> tuple[Rule, ...]:
        """The rules that are for the next import too."""
        return self._kept

    def _say_what_lacks(self) -> bool:
        """Say what must be chosen first; whether anything must."""
        lacks = self._language.gettext("Choose one first.")
        rows = ((self._initiative_row, self.initiative), (self._behaviour_row, self.behaviour))
        empty = [(row, box) for row, box in rows if not box.value]
        for row, box in rows:
            row.set_problem("" if box.value else lacks)
        if empty:
            empty[0][1].setFocus()
        return bool(empty)

    def _follow_counts(self) -> None:
        """Where something is counted, it matters how many one stands for, and in which unit.

        Rows that tell which tokens they count tell that too.
        """
        counted = self.counts.value not in {Counted.NOTHING, Counted.TOKENS}
        self.per.setEnabled(counted)
        self.unit.setChecked(counted)

    def _known_by(self) -> KnownBy:
        return KnownBy(
            provider=self.provider.isEnabled() and self.provider.isChecked(),
            account=self.account.isEnabled() and self.account.isChecked(),
            service=self.service.isChecked(),
            unit=self.unit.isEnabled() and self.unit.isChecked(),
            tag=self.tag.text().strip(),
        )

    def _assignment(self) -> Assignment:
        return Assignment(
            self.initiative.value,
            self.phase.value,
            self.behaviour.value or Behaviour.VARIABLE,
            self.category.value,
            counts=self.counts.value,
            per=self.per.value() if self.per.isEnabled() else 1,
        )

    def _make_marks(self) -> None:
        """What tells the rows, and whether the rule is kept."""
        gettext = self._language.gettext
        self.service = QCheckBox(gettext("service"))
        self.account = QCheckBox(gettext("account"))
        self.provider = QCheckBox(gettext("provider"))
        self.unit = QCheckBox(gettext("unit"))
        for box in (self.service, self.account):
            box.setChecked(True)
        self.tag = QLineEdit()
        self.tag.setPlaceholderText("project=claims*")
        self.keep = QCheckBox(gettext("Keep as a rule"))
        self.keep.setChecked(True)

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        self._initiative_row = FormRow(gettext("Give them to"), self.initiative)
        self._behaviour_row = FormRow(gettext("Fixed or variable"), self.behaviour)
        self._tag_row = FormRow(gettext("And only with the tag"), self.tag)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        above = (
            self._initiative_row,
            self._behaviour_row,
            FormRow(gettext("Run or build"), self.phase),
            FormRow(gettext("Category"), self.category),
        )
        below = (
            self._tag_row,
            FormRow(gettext("The quantity counts"), self.counts),
            FormRow(gettext("One means"), self.per),
        )
        for row, widgets in enumerate((above, below)):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(len(above)):
            grid.setColumnStretch(column, 1)
        for box in self.findChildren(QComboBox):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(PlainLabel(gettext("Known by"), "section"))
        for mark in (self.service, self.account, self.provider, self.unit):
            marks.addWidget(mark)
        marks.addStretch(1)
        marks.addWidget(self.keep)
        self.give_button = IconButton(self._context, "check", gettext("Give"))
        marks.addWidget(self.give_button)
        grid.addLayout(marks, 2, 0, 1, len(above))


def _counted_words(counted: Counted, language: Language) -> str:
    """What a quantity counts."""
    words = {
        Counted.NOTHING: language.gettext("nothing"),
        Counted.UNITS: language.gettext("units of work"),
        Counted.REQUESTS: language.gettext("requests"),
        Counted.TOKENS_IN: language.gettext("tokens in"),
        Counted.TOKENS_OUT: language.gettext("tokens out"),
        Counted.TOKENS_CACHED: language.gettext("tokens from a cache"),
        Counted.TOKENS_WRITTEN: language.gettext("tokens written to a cache"),
        Counted.TOKENS_WRITTEN_HOUR: language.gettext("tokens written to a cache for an hour"),
        Counted.TOKENS_PROMPT: language.gettext("tokens in, with those from a cache"),
        Counted.TOKENS: language.gettext("tokens, as each row tells"),
    }
    return words[counted]
