"""Assigns the rows of a billing export to initiatives: groups of rows, and a panel for a rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.importing.imports import ImportPreview, RowGroup
from fivegates.actions.importing.rules import (
    Assignment,
    Charge,
    Counted,
    KnownBy,
    Rule,
    new_rule,
    typed_in,
)
from fivegates.domain.economics.ledger import Behaviour, CostCategory, Phase
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import behaviour_word, category_word, phase_word
from fivegates.ui.context import Context
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.tables.views import choose_row
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import ChoiceBox, FormRow, StepBox
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_MOST_PER = 1_000_000


class AssignPanel(QFrame):
    """The form for a rule: initiative, kind of cost and conditions; `rules` are those made, newest first.

    Signals:
        requested(): the user wants the chosen rows assigned.
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
        self.category = ChoiceBox([(gettext("From the service"), None), *categories], None)
        self.counts = ChoiceBox([(_counted_words(c, language), c) for c in Counted], Counted.NOTHING)
        self.per = StepBox()
        self.per.setRange(1, _MOST_PER)
        self._make_marks()
        self._lay_out()
        self.give_button.clicked.connect(self.requested)
        self.counts.currentIndexChanged.connect(self._follow_counts)
        self._follow_counts()

    def show_chosen(self, charges: Sequence[Charge]) -> None:
        """Show the panel for rows like these."""
        self.give_button.setEnabled(bool(charges))
        self.provider.setEnabled(all(charge.provider for charge in charges))
        self.account.setEnabled(all(charge.account for charge in charges))
        self.unit.setEnabled(all(charge.unit for charge in charges))
        self.charge_category.setEnabled(all(charge.charge_category for charge in charges))

    def offer_names(self, fields: Collection[str]) -> None:
        """Offer the charge fields that the file fills; a condition on another would match no row."""
        for field, box in self.typed.items():
            box.setEnabled(field in fields)

    def offer(self, defaults: Mapping[str, str]) -> None:
        """Choose the defaults of a known export, where nothing is chosen yet."""
        if "behaviour" in defaults and self.behaviour.value is None:
            self.behaviour.set_value(Behaviour(defaults["behaviour"]))
        if "counts" in defaults and self.counts.value is Counted.NOTHING:
            self.counts.set_value(Counted(defaults["counts"]))

    def give(self, charges: Sequence[Charge]) -> bool:
        """Add a rule for rows like each of these; whether that was possible."""
        if not charges or self._show_missing():
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
        """The rules to save for the next import."""
        return self._kept

    def _show_missing(self) -> bool:
        """Show what must be chosen first; whether anything must."""
        lacks = self._language.gettext("Choose one first.")
        rows = ((self._initiative_row, self.initiative), (self._behaviour_row, self.behaviour))
        empty = [(row, box) for row, box in rows if not box.value]
        for row, box in rows:
            row.set_problem("" if box.value else lacks)
        if empty:
            empty[0][1].setFocus()
        return bool(empty)

    def _follow_counts(self) -> None:
        """Enable the factor and check the unit while quantities other than tokens are counted.

        Rows that say which tokens they count say that too.
        """
        counted = self.counts.value not in {Counted.NOTHING, Counted.TOKENS}
        self.per.setEnabled(counted)
        self.unit.setChecked(counted)

    def _known_by(self) -> KnownBy:
        return KnownBy(
            provider=self.provider.isEnabled() and self.provider.isChecked(),
            account=self.account.isEnabled() and self.account.isChecked(),
            service=self.service.isChecked(),
            charge_category=self.charge_category.isEnabled() and self.charge_category.isChecked(),
            unit=self.unit.isEnabled() and self.unit.isChecked(),
            tag=self.tag.text().strip(),
            **{field: box.text().strip() for field, box in self.typed.items() if box.isEnabled()},
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
        """The conditions of the rule, and whether it is saved."""
        gettext = self._language.gettext
        self.service = QCheckBox(gettext("service"))
        self.account = QCheckBox(gettext("account"))
        self.provider = QCheckBox(gettext("provider"))
        self.unit = QCheckBox(gettext("unit"))
        self.charge_category = QCheckBox(gettext("charge category"))
        for box in (self.service, self.account):
            box.setChecked(True)
        self.tag = QLineEdit()
        self.tag.setPlaceholderText("project=claims*")
        self.typed = {field: QLineEdit() for field in ("meter", "sku", "description")}
        self.typed["meter"].setPlaceholderText("*input*")
        self.keep = QCheckBox(gettext("Keep as a rule"))
        self.keep.setChecked(True)

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        self._initiative_row = FormRow(gettext("Give them to"), self.initiative)
        self._behaviour_row = FormRow(gettext("Fixed or variable"), self.behaviour)
        self._tag_row = FormRow(gettext("With the tag"), self.tag)
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
            FormRow(gettext("The quantity counts"), self.counts),
            FormRow(gettext("One means"), self.per),
        )
        patterns = (
            self._tag_row,
            FormRow(gettext("With the meter"), self.typed["meter"]),
            FormRow(gettext("With the SKU"), self.typed["sku"]),
            FormRow(gettext("With the description"), self.typed["description"]),
        )
        for row, widgets in ((0, above), (1, patterns), (3, below)):
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
        for mark in (self.service, self.account, self.provider, self.charge_category, self.unit):
            marks.addWidget(mark)
        marks.addStretch(1)
        grid.addLayout(marks, 2, 0, 1, len(above))
        self.give_button = IconButton(self._context, "check", gettext("Give"))
        grid.addWidget(self.keep, 3, 2, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.give_button, 3, 3, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)


def _counted_words(counted: Counted, language: Language) -> str:
    """The name of what a quantity counts."""
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
        Counted.TOKENS: language.gettext("tokens, kind from each row"),
    }
    return words[counted]


_RIGHT = (False, False, False, False, True, True, False)


@dataclass(frozen=True, slots=True)
class Source:
    """A group of rows with the same values in all fields that rules can use, over all months."""

    like: RowGroup
    rows: int
    amounts: tuple[tuple[str, Decimal], ...]


class OwnersView(QWidget):
    """The groups of rows, unassigned ones first, then by cost, the highest first.

    Signals:
        given(): rows were assigned to an initiative; the file must be read again.
    """

    given = Signal()

    def __init__(self, context: Context, codes: Sequence[str], owner: str) -> None:
        super().__init__()
        self._language = context.language
        self._sources: tuple[Source, ...] = ()
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Groups of rows"))
        names = (
            gettext("Service"),
            gettext("Account"),
            gettext("Provider"),
            gettext("Tags"),
            gettext("Rows"),
            gettext("Amount"),
            gettext("Goes to"),
        )
        self.table.set_headings(names, _RIGHT)
        self.table.stretch(0)
        self.table.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.panel = AssignPanel(context, codes, owner)
        self._note = PlainLabel("", "quiet", wrap=True)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._note)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.panel)
        self.panel.requested.connect(self._give)
        self.table.itemSelectionChanged.connect(self._follow)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the initiative of each group."""
        self._sources = sources_of(preview.groups if preview else ())
        self.table.set_rows([self._texts(source) for source in self._sources], _RIGHT)
        if self._sources:
            choose_row(self.table, self.table.model().index(0, 0))
        if preview:
            self.panel.offer(preview.detected.offered)
            self.panel.offer_names(typed_in(preview))
        self._note.setText(self._words(preview))
        self._follow()

    def _words(self, preview: ImportPreview | None) -> str:
        left = sum(group.rows for group in preview.unassigned) if preview else 0
        if not left:
            return self._language.gettext("Every row that could be read goes to an initiative.")
        return self._language.ngettext(
            "{count} row goes to no initiative and stays out. Choose groups, then give them to one.",
            "{count} rows go to no initiative and stay out. Choose groups, then give them to one.",
            left,
        )

    def _texts(self, source: Source) -> tuple[str, ...]:
        charge = source.like.charge
        amounts = [self._language.money(amount, currency) for currency, amount in source.amounts]
        return (
            ", ".join(
                filter(None, (charge.service, charge.meter or charge.sku, charge.description, charge.unit))
            ),
            charge.account,
            charge.provider,
            ", ".join(f"{name}={tag}" for name, tag in charge.tags),
            self._language.number(source.rows),
            " + ".join(amounts),
            source.like.initiative or self._language.gettext("nobody"),
        )

    def _chosen(self) -> list[Source]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._sources[row] for row in rows]

    def _follow(self) -> None:
        """Show the panel for the chosen groups."""
        self.panel.show_chosen([source.like.charge for source in self._chosen()])

    def _give(self) -> None:
        """Add the rules that assign the chosen groups."""
        if self.panel.give([source.like.charge for source in self._chosen()]):
            self.given.emit()


def sources_of(groups: Sequence[RowGroup]) -> tuple[Source, ...]:
    """Add groups up over months."""
    alike: dict[tuple[object, ...], list[RowGroup]] = {}
    for group in groups:
        charge = group.charge
        details = (charge.unit, charge.meter, charge.sku, charge.description)
        key = (
            charge.service,
            charge.account,
            charge.provider,
            charge.tags,
            *details,
            group.initiative,
        )
        alike.setdefault(key, []).append(group)
    return tuple(sorted(map(_source, alike.values()), key=_order))


def _source(groups: Sequence[RowGroup]) -> Source:
    amounts: dict[str, Decimal] = {}
    for group in groups:
        amounts[group.currency] = amounts.get(group.currency, Decimal(0)) + group.amount
    return Source(groups[0], sum(group.rows for group in groups), tuple(amounts.items()))


def _order(source: Source) -> tuple[bool, Decimal]:
    """Sort unassigned groups first, then by cost."""
    return bool(source.like.initiative), -sum((amount for _, amount in source.amounts), Decimal(0))
