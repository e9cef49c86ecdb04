from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.facets import Facet, Group
from fivegates.domain.portfolio.overview import GateMark, OverviewLine, ReviewMark
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.overview import summary_sentence
from fivegates.ui.portfolio.model import COLUMN_IDS, PortfolioModel
from fivegates.ui.portfolio.order import PortfolioOrder

pytestmark = pytest.mark.usefixtures("qapp")

DOWN = Qt.SortOrder.DescendingOrder
UP = Qt.SortOrder.AscendingOrder


def line(
    name: str, readiness: int | None = None, *, reviewed: date | None = None, archived: bool = False
) -> OverviewLine:
    """An initiative with one gate at `readiness`, closed unless it has a score of 75 or more."""
    if reviewed is None:
        return OverviewLine(Initiative(name.casefold(), name, archived=archived), None)
    is_open = readiness is not None and readiness >= 75
    state = GateState.OPEN if is_open else GateState.CLOSED
    verdict = VerdictState.READY if is_open else VerdictState.NOT_READY
    score = None if readiness is None else Fraction(readiness)
    gates = (GateMark("value", "Value", state, score),)
    initiative = Initiative(name.casefold(), name, stage=Stage.PILOT, sponsor="A. Okafor", archived=archived)
    return OverviewLine(initiative, ReviewMark(1, reviewed, verdict, score, gates))


LINES = (
    line("Łódź 10", 80, reviewed=date(2026, 1, 9)),
    line("Łódź 9", 9, reviewed=date(2026, 2, 1)),
    line("Ancient", None, reviewed=date(2025, 12, 31)),
    line("Zebra"),
    line("Shelved", 100, reviewed=date(2026, 3, 1), archived=True),
)


@pytest.fixture
def order() -> PortfolioOrder:
    model = PortfolioModel(ENGLISH)
    model.set_rows(LINES)
    order = PortfolioOrder(model)
    model.setParent(order)
    return order


def names(order: PortfolioOrder) -> list[str]:
    lines = [order.line_at(order.index(row, 0)) for row in range(order.rowCount())]
    return [line.initiative.name for line in lines if line]


def shown(order: PortfolioOrder) -> list[str]:
    """Names of initiatives, and what the rows of their groups say."""
    rows = range(order.rowCount())
    return [str(cell(order, row, "name")) for row in rows]


def cell(order: PortfolioOrder, row: int, column: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return order.index(row, COLUMN_IDS.index(column)).data(role)


def test_archived_initiatives_are_kept_out_until_asked_for(order: PortfolioOrder) -> None:
    assert "Shelved" not in names(order)
    order.show_archived(shown=True)
    assert "Shelved" in names(order)


def test_names_sort_as_people_do(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("name"), UP)
    assert names(order) == ["Ancient", "Łódź 9", "Łódź 10", "Zebra"]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (UP, ["Łódź 9", "Łódź 10", "Ancient", "Zebra"]),
        (DOWN, ["Łódź 10", "Łódź 9", "Ancient", "Zebra"]),
    ],
)
def test_readiness_sorts_by_value_and_the_unknown_comes_last_either_way(
    order: PortfolioOrder, way: Qt.SortOrder, expected: list[str]
) -> None:
    order.sort(COLUMN_IDS.index("name"), UP)
    order.sort(COLUMN_IDS.index("readiness"), way)
    found = names(order)
    assert found[:2] == expected[:2]
    assert set(found[2:]) == set(expected[2:])


def test_what_is_equal_stays_as_it_was_given_whichever_way_the_column_is_sorted(
    order: PortfolioOrder,
) -> None:
    order.sort(COLUMN_IDS.index("stage"), UP)
    assert names(order) == ["Zebra", "Łódź 10", "Łódź 9", "Ancient"]
    order.sort(COLUMN_IDS.index("stage"), DOWN)
    assert names(order) == ["Łódź 10", "Łódź 9", "Ancient", "Zebra"]


def test_new_lines_come_in_the_order_that_was_chosen(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("name"), DOWN)
    model = order.sourceModel()
    assert isinstance(model, PortfolioModel)
    model.set_rows([line("Heron"), line("Zebra"), line("Avocet")])
    assert names(order) == ["Zebra", "Heron", "Avocet"]


def test_a_chosen_row_is_followed_to_its_new_place(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("name"), UP)
    chosen = QPersistentModelIndex(order.index(0, COLUMN_IDS.index("name")))
    assert chosen.data() == "Ancient"
    order.sort(COLUMN_IDS.index("name"), DOWN)
    assert (chosen.row(), chosen.data()) == (3, "Ancient")


def test_last_review_sorts_by_day(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("reviewed"), UP)
    assert names(order) == ["Ancient", "Łódź 10", "Łódź 9", "Zebra"]


def test_verdicts_sort_from_best_to_worst(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("verdict"), UP)
    assert names(order)[0] == "Łódź 10"
    assert names(order)[-1] == "Zebra"


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("łódź", {"Łódź 9", "Łódź 10"}),
        ("PILOT okafor", {"Łódź 9", "Łódź 10", "Ancient"}),
        ("not reviewed", {"Zebra"}),
        ("9 nothing", set()),
        ("  ", {"Łódź 9", "Łódź 10", "Ancient", "Zebra"}),
    ],
)
def test_filter_keeps_initiatives_with_every_word(
    order: PortfolioOrder, sought: str, found: set[str]
) -> None:
    order.seek(sought)
    assert set(names(order)) == found


def test_the_widest_cells_are_found_wherever_they_are(order: PortfolioOrder) -> None:
    found = order.model.widest(COLUMN_IDS.index("name"), len, 2)
    assert [index.data() for index in found] == ["Shelved (archived)", "Łódź 10"]
    stages = order.model.widest(COLUMN_IDS.index("stage"), len, 9)
    assert {index.data() for index in stages} == {"Pilot", "POC"}


def test_rows_with_as_many_open_gates_but_more_marks_are_measured_too(order: PortfolioOrder) -> None:
    closed = [GateMark(f"g{number}", "Gate", GateState.CLOSED, Fraction(30)) for number in range(7)]
    marks = [
        ReviewMark(count, date(2026, 1, 9), VerdictState.NOT_READY, Fraction(30), tuple(closed[:count]))
        for count in (1, 7)
    ]
    order.model.set_rows([replace(line(f"{mark.review_id}"), latest=mark) for mark in marks])
    assert len(order.model.widest(COLUMN_IDS.index("gates"), len, 9)) == 2


def test_initiatives_come_in_groups_each_in_the_order_chosen(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("name"), UP)
    order.group_by(Facet.VERDICT)
    assert shown(order) == [
        "Not ready (2)",
        "Ancient",
        "Łódź 9",
        "Ready (1)",
        "Łódź 10",
        "Not reviewed (1)",
        "Zebra",
    ]
    order.sort(COLUMN_IDS.index("name"), DOWN)
    assert shown(order)[:3] == ["Not ready (2)", "Łódź 9", "Ancient"]
    order.group_by(None)
    assert shown(order) == ["Zebra", "Łódź 10", "Łódź 9", "Ancient"]


def test_a_group_counts_what_passes_the_filter_and_is_gone_without_any(order: PortfolioOrder) -> None:
    order.sort(COLUMN_IDS.index("name"), UP)
    order.group_by(Facet.SPONSOR)
    assert shown(order)[0] == "A. Okafor (3)"
    order.seek("łódź")
    assert shown(order) == ["A. Okafor (2)", "Łódź 9", "Łódź 10"]
    order.seek("")
    order.narrow({Facet.VERDICT: {"unreviewed"}})
    assert shown(order) == ["No sponsor (1)", "Zebra"]
    order.narrow({})
    order.model.set_rows([line("Heron"), line("Avocet")])
    assert shown(order) == ["No sponsor (2)", "Avocet", "Heron"]


def test_a_folded_group_keeps_its_row_and_count(order: PortfolioOrder) -> None:
    order.group_by(Facet.UNIT)
    order.fold(Group(Facet.UNIT, ""), folded=True)
    assert shown(order) == ["No unit (4)"]
    spoken = cell(order, 0, "code", Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Group No unit: 4 initiatives, folded"
    order.fold(Group(Facet.UNIT, ""), folded=False)
    assert len(shown(order)) == 5


def test_the_row_of_a_group_cannot_be_chosen(order: PortfolioOrder) -> None:
    order.group_by(Facet.UNIT)
    chosen = [bool(order.index(row, 0).flags() & Qt.ItemFlag.ItemIsSelectable) for row in range(2)]
    assert chosen == [False, True]
    assert "No unit (4)" not in [index.data() for index in order.model.widest(0, len, 9)]


def test_gates_are_reported_in_words(order: PortfolioOrder) -> None:
    order.seek("Łódź 9")
    spoken = cell(order, 0, "gates", Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1 Value: Closed, 9%"
    assert cell(order, 0, "verdict", Qt.ItemDataRole.AccessibleTextRole) == "Not ready on 1 Feb 2026"


def test_what_is_unknown_is_a_dash_never_nought(order: PortfolioOrder) -> None:
    order.seek("zebra")
    assert cell(order, 0, "readiness") == "–"
    assert cell(order, 0, "weakest") == "–"
    assert cell(order, 0, "reviewed") == "–"
    assert cell(order, 0, "verdict") == "Not reviewed"


def test_tooltip_shows_markup_of_the_user_as_text(order: PortfolioOrder) -> None:
    model = order.sourceModel()
    assert isinstance(model, PortfolioModel)
    model.set_rows([line("<img src=x> & co")])
    assert cell(order, 0, "name", Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=x&gt; &amp; co</p>"


def test_summary_counts_what_is_not_archived() -> None:
    assert summary_sentence(LINES, ENGLISH) == "4 initiatives · 1 ready · 2 not ready · 1 not reviewed"


def test_the_filter_looks_in_what_is_shown_now(order: PortfolioOrder) -> None:
    order.seek("zebra")
    assert names(order) == ["Zebra"]
    model = order.sourceModel()
    assert isinstance(model, PortfolioModel)
    model.set_rows([line("Heron"), line("Zebra again")])
    assert names(order) == ["Zebra again"]
