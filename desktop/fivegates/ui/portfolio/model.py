"""The Qt model of the portfolio table: columns, sort order and groups."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt

from fivegates.domain.language import Language
from fivegates.domain.portfolio.facets import Facet, Group, group_of, in_order
from fivegates.domain.portfolio.overview import BEST_FIRST, OverviewLine
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.overview import gate_text, group_heading, group_spoken, name_text, review_word
from fivegates.domain.wording.two_days import line_text
from fivegates.domain.wording.words import score_text, stage_word
from fivegates.ui.tables.order import OrderedModel, SortValue
from fivegates.ui.tables.views import LOOK_ROLE, STATE_ROLE, CellLook, Index
from fivegates.ui.widgets.roles import plain_tooltip


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `sort_value` is None for an unknown value, which always sorts last."""

    id: str
    heading: Callable[[Language], str]
    text: Callable[[OverviewLine, Language], str]
    sort_value: Callable[[OverviewLine, Language], SortValue]
    right: bool = False


def reviewed_word(line: OverviewLine, language: Language) -> str:
    """The verdict, with both days where it differs from that at the review; or that there is none yet."""
    return line_text(line, language)


def verdict_state(line: OverviewLine) -> VerdictState:
    """The verdict; incomplete before the first review."""
    return line.latest.verdict if line.latest else VerdictState.INCOMPLETE


def gates_text(line: OverviewLine, language: Language) -> str:
    """Every gate in words, for a tooltip and a screen reader."""
    if line.latest is None:
        return reviewed_word(line, language)
    return "\n".join(gate_text(n, mark, language) for n, mark in enumerate(line.latest.gates, start=1))


def _name(line: OverviewLine, language: Language) -> str:
    return name_text(line.initiative, language)


def _verdict_rank(line: OverviewLine, _language: Language) -> SortValue:
    return BEST_FIRST.index(line.latest.verdict) if line.latest else None


def _open_gates(line: OverviewLine, _language: Language) -> SortValue:
    """Number of open gates."""
    return sum(mark.state is GateState.OPEN for mark in line.latest.gates) if line.latest else None


def _readiness(line: OverviewLine, language: Language) -> str:
    return score_text(line.latest.readiness if line.latest else None, language)


def _exact_readiness(line: OverviewLine, _language: Language) -> SortValue:
    """Return the readiness in thousandths of a percent, an integer that sorts exactly."""
    readiness = line.latest.readiness if line.latest else None
    return None if readiness is None else int(readiness * 1000)


def _weakest(line: OverviewLine, language: Language) -> str:
    """Every gate with the lowest score."""
    lowest = [language.shipped(mark.name) for mark in line.latest.lowest] if line.latest else []
    return language.listed(lowest) if lowest else "–"


def _last_review(line: OverviewLine, language: Language) -> str:
    return language.short_date(line.latest.dated) if line.latest else "–"


COLUMNS: Final = (
    Column(
        "code",
        lambda language: language.gettext("Code"),
        lambda line, _language: line.initiative.code,
        lambda line, _language: line.initiative.code,
    ),
    Column(
        "name",
        lambda language: language.gettext("Initiative"),
        _name,
        lambda line, _language: line.initiative.name,
    ),
    Column(
        "stage",
        lambda language: language.gettext("Stage"),
        lambda line, language: stage_word(line.initiative.stage, language),
        lambda line, _language: list(type(line.initiative.stage)).index(line.initiative.stage),
    ),
    Column("verdict", lambda language: language.gettext("Verdict"), reviewed_word, _verdict_rank),
    Column("gates", lambda language: language.gettext("Gates"), lambda _line, _language: "", _open_gates),
    Column(
        "readiness",
        lambda language: language.gettext("Readiness"),
        _readiness,
        _exact_readiness,
        right=True,
    ),
    Column(
        "weakest",
        lambda language: language.gettext("Weakest gate"),
        _weakest,
        lambda line, language: _weakest(line, language) if line.latest and line.latest.weakest else None,
    ),
    Column(
        "reviewed",
        lambda language: language.gettext("Last review"),
        _last_review,
        lambda line, _language: line.latest.dated.toordinal() if line.latest else None,
        right=True,
    ),
)
COLUMN_IDS: Final = tuple(column.id for column in COLUMNS)


def _verdict_look(line: OverviewLine) -> str:
    """The verdicts that a cell names: of one day or of two, and whether under a waiver until a day."""
    marks = [mark for mark in (line.latest, line.at_review) if mark]
    return " ".join(f"{mark.verdict} {mark.waived_until}" for mark in marks)


_LOOKS: Final[Mapping[str, Callable[[OverviewLine], SortValue]]] = {
    "gates": lambda line: len(line.latest.gates) if line.latest else 0,
    "verdict": _verdict_look,
}

LINE_ROLE = Qt.ItemDataRole.UserRole
FOLDED_ROLE = Qt.ItemDataRole.UserRole + 3
PortfolioRow = OverviewLine | Group
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PortfolioModel(OrderedModel[PortfolioRow]):
    """A model with a row per initiative, and a row before each group of them.

    `LINE_ROLE` gives the `OverviewLine` of a row, and `LOOK_ROLE` how a cell looks, None for a group;
    `FOLDED_ROLE` says whether a group hides its initiatives.
    """

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(language.code, parent)
        self._language = language
        self._searched: dict[str, str] = {}
        self._looks: dict[tuple[str, int], CellLook] = {}
        self.facet: Facet | None = None
        self._groups: dict[Group, Group] = {}
        self._counts: Mapping[Group, int] = {}
        self._folded: AbstractSet[Group] = frozenset()
        self._readers: Mapping[int, Callable[[OverviewLine, int], object]] = {
            Qt.ItemDataRole.DisplayRole: self.cell_text,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.ToolTipRole: lambda line, column: plain_tooltip(self._spoken(line, column)),
            Qt.ItemDataRole.TextAlignmentRole: lambda _line, column: _alignment(column),
            LINE_ROLE: lambda line, _column: line,
            LOOK_ROLE: self._look,
            STATE_ROLE: _state,
        }
        self._group_readers: Mapping[int, Callable[[Group], object]] = {
            Qt.ItemDataRole.DisplayRole: self._heading,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken_group,
            FOLDED_ROLE: lambda group: group in self._folded,
        }

    @property
    def lines(self) -> list[OverviewLine]:
        """The initiatives, without the rows of their groups."""
        return [row for row in self.rows if isinstance(row, OverviewLine)]

    def set_rows(self, rows: Sequence[PortfolioRow]) -> None:
        """Show these initiatives instead."""
        self._searched.clear()
        self._looks.clear()
        super().set_rows(rows)

    def group_by(self, facet: Facet | None) -> None:
        """Group the initiatives, each group under a row of its own; None for no groups."""
        self.beginResetModel()
        self.facet = facet
        self._groups.clear()
        self.rows = self._in_order()
        self.endResetModel()

    def count_groups(self, counts: Mapping[Group, int], folded: AbstractSet[Group]) -> None:
        """Set the number of initiatives that pass the filter by group, and the folded groups."""
        self._counts, self._folded = counts, folded

    def searched(self, line: OverviewLine) -> str:
        """The text that the filter searches; cached, since every key of a filter searches every row."""
        code = line.initiative.code
        if code not in self._searched:
            self._searched[code] = _searched(line, self._language)
        return self._searched[code]

    def sort_value(self, row: PortfolioRow, column: int) -> SortValue:
        """The sort value of a cell."""
        return None if isinstance(row, Group) else COLUMNS[column].sort_value(row, self._language)

    def look(self, row: PortfolioRow, column: int) -> SortValue:
        """The sort value, but for gates and verdicts, in which cells of one value may differ in width."""
        if isinstance(row, OverviewLine) and COLUMNS[column].id in _LOOKS:
            return _LOOKS[COLUMNS[column].id](row)
        return super().look(row, column)

    def measured(self) -> list[tuple[int, PortfolioRow]]:
        """The rows without those of groups, which span all columns."""
        return [(place, row) for place, row in enumerate(self.rows) if isinstance(row, OverviewLine)]

    def cell_text(self, row: PortfolioRow, column: int) -> str:
        """The text of a cell."""
        return self._heading(row) if isinstance(row, Group) else COLUMNS[column].text(row, self._language)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of `COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heading and its alignment."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading(self._language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, spoken text, tooltip, alignment, state, or the line or the group itself."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, Group):
            group_reader = self._group_readers.get(role)
            return group_reader(row) if group_reader else None
        reader = self._readers.get(role)
        return reader(row, index.column()) if reader else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The row of a group can have the focus, but is not chosen."""
        flags = super().flags(index)
        if self.facet is None or not index.isValid() or isinstance(self.rows[index.row()], OverviewLine):
            return flags
        return flags & ~Qt.ItemFlag.ItemIsSelectable

    def _in_order(self) -> tuple[PortfolioRow, ...]:
        """The initiatives by the column that they are sorted by, within their groups if there are any."""
        rows = super()._in_order()
        if self.facet is None:
            return rows
        members: dict[Group, list[PortfolioRow]] = {}
        for row in rows:
            if isinstance(row, OverviewLine):
                members.setdefault(group_of(row, self.facet), []).append(row)
        # A group stays the same object, so that persistent indexes can follow its row.
        kept = [self._groups.setdefault(group, group) for group in in_order(members)]
        return tuple(row for group in kept for row in (group, *members[group]))

    def _look(self, line: OverviewLine, column: int) -> CellLook:
        """The look of a cell; cached, since every key of a filter draws all visible rows."""
        key = line.initiative.code, column
        look = self._looks.get(key)
        if look is None:
            text, archived = self.cell_text(line, column), line.initiative.archived
            look = CellLook(text, _alignment(column), _state(line, column), quiet=archived)
            self._looks[key] = look
        return look

    def _heading(self, group: Group) -> str:
        return group_heading(group, self._counts.get(group, 0), self._language)

    def _spoken_group(self, group: Group) -> str:
        count = self._counts.get(group, 0)
        return group_spoken(group, count, self._language, folded=group in self._folded)

    def _spoken(self, line: OverviewLine, column: int) -> str:
        """The cell in words; marks are read out as gate, state and score."""
        if COLUMNS[column].id == "gates":
            return gates_text(line, self._language)
        return self.cell_text(line, column)


def _alignment(column: int) -> Qt.AlignmentFlag:
    return _RIGHT if COLUMNS[column].right else _LEFT


def _state(line: OverviewLine, column: int) -> VerdictState | None:
    """The state whose mark the verdict cell shows; None for other cells."""
    return verdict_state(line) if COLUMNS[column].id == "verdict" else None


def _searched(line: OverviewLine, language: Language) -> str:
    """The text that the filter searches."""
    of = line.initiative
    words = (of.code, of.name, of.business_unit, of.sponsor, *of.tags, *of.providers, *of.models)
    return " ".join((*words, stage_word(of.stage, language), review_word(line.latest, language))).casefold()
