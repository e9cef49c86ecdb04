"""Which initiative the rows of a billing export go to: groups of rows, and a panel that gives them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview, RowGroup
from fivegates.ui.context import Context
from fivegates.ui.importing.assigning import AssignPanel
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.widgets.labels import PlainLabel

_RIGHT = (False, False, False, False, True, True, False)


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that are alike in all that tells whose they are, over all months."""

    like: RowGroup
    rows: int
    amounts: tuple[tuple[str, Decimal], ...]


class OwnersView(QWidget):
    """The groups of rows, those of nobody first, the dearest first.

    Signals:
        given(): rows were given to an initiative; the file is to be read again.
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
        self.table.setMinimumHeight(6 * self.fontMetrics().lineSpacing())
        self.panel = AssignPanel(context, codes, owner)
        self._told = PlainLabel("", "quiet", wrap=True)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.panel)
        self.panel.requested.connect(self._give)
        self.table.itemSelectionChanged.connect(self._follow)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show whose the rows are."""
        self._sources = sources_of(preview.groups if preview else ())
        self.table.set_rows([self._texts(source) for source in self._sources], _RIGHT)
        if self._sources:
            self.table.selectRow(0)
        if preview:
            self.panel.offer(preview.detected.offered)
        self._told.setText(self._words(preview))
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
        """The panel is about the chosen groups."""
        self.panel.show_chosen([source.like.charge for source in self._chosen()])

    def _give(self) -> None:
        """Make the rules that give the chosen groups away."""
        if self.panel.give([source.like.charge for source in self._chosen()]):
            self.given.emit()


def sources_of(groups: Sequence[RowGroup]) -> tuple[Source, ...]:
    """Add groups up over months."""
    alike: dict[tuple[object, ...], list[RowGroup]] = {}
    for group in groups:
        charge = group.charge
        told_apart = (charge.unit, charge.meter, charge.sku, charge.description)
        key = (charge.service, charge.account, charge.provider, charge.tags, *told_apart, group.initiative)
        alike.setdefault(key, []).append(group)
    return tuple(sorted(map(_source, alike.values()), key=_order))


def _source(groups: Sequence[RowGroup]) -> Source:
    amounts: dict[str, Decimal] = {}
    for group in groups:
        amounts[group.currency] = amounts.get(group.currency, Decimal(0)) + group.amount
    return Source(groups[0], sum(group.rows for group in groups), tuple(amounts.items()))


def _order(source: Source) -> tuple[bool, Decimal]:
    """Those of nobody first, then by what they cost."""
    return bool(source.like.initiative), -sum((amount for _, amount in source.amounts), Decimal(0))
