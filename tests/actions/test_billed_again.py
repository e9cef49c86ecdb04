"""Billing exports taken again: a later file takes the place of an earlier one, a further part adds to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from acting import created
from builders import initiative
from examples import slow_after
from hypothesis import given, settings
from hypothesis import strategies as st

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.importing.imports import (
    Earlier,
    ImportKind,
    ImportPlan,
    RowRelation,
    apply_import,
    plan_import,
    preview_import,
)
from fivegates.actions.importing.summary import plan_sentences
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.queries import find_initiative, record
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.focus.traces import Coverage, LineRelation, Trace

HEADER = (
    "ChargePeriodStart,EffectiveCost,BilledCost,BillingCurrency,ServiceName,SubAccountName,ResourceId,"
    "ConsumedQuantity"
)
RULES = """\
[[rule]]
initiative = "CLAIMS"
account = "claims*"
behaviour = "variable"
counts = "requests"

[[rule]]
initiative = "LETTERS"
account = "letters*"
behaviour = "fixed"
"""
MARCH = Month(2026, 3)


@dataclass(frozen=True)
class Billed:
    """A row of an export; no two rows are for the same resource on the same day."""

    resource: int
    day: int = 1
    cost: int = 5
    month: int = 3
    service: str = "Models"
    account: str = "claims"

    @property
    def text(self) -> str:
        start = f"2026-{self.month:02}-{self.day:02}"
        return (
            f"{start},{self.cost},{self.cost},EUR,{self.service},{self.account},r{self.resource},{self.cost}"
        )


Books = list[tuple[str, str, Decimal, int | None]]


@contextmanager
def portfolio() -> Iterator[OpenPortfolio]:
    """An open portfolio with two initiatives, in a folder of its own that also takes the exports."""
    with TemporaryDirectory() as folder:
        opened = create_portfolio(Path(folder, "board.fivegates"), "Board pack")
        for code in ("CLAIMS", "LETTERS"):
            created(add_initiative(opened, initiative(initiative_id=0, code=code)))
        yield opened
        close_portfolio(opened)


@pytest.fixture
def board() -> Iterator[OpenPortfolio]:
    with portfolio() as opened:
        yield opened


def take(
    opened: OpenPortfolio,
    *rows: Billed,
    name: str = "billing.csv",
    rules: str = RULES,
    again: RowRelation | None = None,
) -> ImportPlan:
    """Import these rows as an export; returns what that was to do."""
    source, mapped = opened.path.with_name(name), opened.path.with_name("rules.toml")
    source.write_text("\n".join([HEADER, *(row.text for row in rows), ""]))
    mapped.write_text(rules)
    preview = preview_import(opened, source, ImportKind.FOCUS, mapped)
    plan = plan_import(opened, preview, again)
    apply_import(opened, preview, again)
    return plan


def books(opened: OpenPortfolio) -> Books:
    """The lines of all ledgers, in an order of their own."""
    found: Books = []
    for code in ("CLAIMS", "LETTERS"):
        ledger = record(opened, find_initiative(opened, code)).ledger
        found += [(code, f"{line.month} {line.note}", line.amount, None) for line in ledger.costs]
        found += [(code, f"{line.month} {line.note}", Decimal(0), line.requests) for line in ledger.usage]
    return sorted(found, key=str)


def alone(*rows: Billed) -> Books:
    """What the ledgers hold where these rows are imported alone."""
    with portfolio() as opened:
        take(opened, *rows)
        return books(opened)


FIRST = (Billed(1), Billed(2, day=2), Billed(3, day=2, account="letters"))


@pytest.mark.parametrize(
    "later",
    slow_after(
        2,
        [
            (FIRST,),
            ((*FIRST, Billed(4, day=3), Billed(5, day=4, account="letters")),),
            (tuple(reversed(FIRST)),),
            ((*FIRST, Billed(4, day=2)),),
            ((*FIRST, Billed(4, service="Storage"), Billed(1, month=4)),),
            (tuple(replace(row, cost=7) for row in FIRST),),
            ((replace(FIRST[0], cost=0), *FIRST[1:], Billed(6, day=9)),),
        ],
    ),
    ids=["identical", "grown", "reordered", "late", "more services and months", "corrected", "both"],
)
def test_a_later_export_takes_the_place_of_an_earlier_one(
    board: OpenPortfolio, later: Sequence[Billed]
) -> None:
    take(board, *FIRST, name="march-15.csv")
    take(board, *later, name="march-31.csv")

    assert books(board) == alone(*later)


@pytest.mark.parametrize(
    ("part", "other"),
    slow_after(
        1,
        [
            (FIRST, (Billed(7, day=20), Billed(8, day=21, account="letters"))),
            (FIRST, (Billed(7, day=1), Billed(8, day=2))),
            (FIRST, (Billed(1, service="Storage"),)),
            (FIRST, (Billed(1, account="claims-test"),)),
            (FIRST, (Billed(1, month=4),)),
        ],
    ),
    ids=["by day", "by row", "by service", "by account", "by month"],
)
def test_the_parts_of_an_export_add_up(
    board: OpenPortfolio, part: Sequence[Billed], other: Sequence[Billed]
) -> None:
    take(board, *part, name="part-1.csv")
    plan = take(board, *other, name="part-2.csv")
    kept = books(board)
    take(board, *part, name="part-1.csv")

    assert plan.replaced == ()
    assert books(board) == kept
    assert sum(amount for *_, amount, _ in kept) == 5 * len([*part, *other])


def test_what_is_replaced_is_reported_and_comes_back_in_one_step(board: OpenPortfolio) -> None:
    take(board, *FIRST, Billed(9, month=4))
    before, done = books(board), len(board.done)

    plan = take(board, *FIRST, Billed(4, day=3), Billed(4, day=3, account="letters"), name="later.csv")
    assert plan.replaced == (Earlier(MARCH, "billing.csv", 3),)
    assert list(plan_sentences(plan, ENGLISH)) == ["replaces 3 lines of March 2026 from billing.csv"]
    assert len(board.done) == done + 1
    undo(board)
    assert books(board) == before


def test_a_further_part_is_reported(board: OpenPortfolio) -> None:
    take(board, Billed(1))

    plan = take(board, Billed(2), name="part-2.csv")
    assert list(plan_sentences(plan, ENGLISH)) == [
        "adds to 2 lines of March 2026 from billing.csv, which has other rows"
    ]


@pytest.mark.parametrize(
    "later",
    [
        (Billed(2, day=2), Billed(3, day=3), Billed(4, day=4)),
        (Billed(1), Billed(2, day=2)),
    ],
    ids=["begins later", "has fewer rows"],
)
def test_where_it_cannot_be_reported_the_user_is_asked(board: OpenPortfolio, later: Sequence[Billed]) -> None:
    first = (Billed(1), Billed(2, day=2), Billed(3, day=2))
    take(board, *first)
    before = books(board)

    with pytest.raises(UserError, match=r"billing\.csv gave lines of 2026-03 for the same services"):
        take(board, *later, name="later.csv")
    assert books(board) == before
    take(board, *later, name="later.csv", again=RowRelation.REPLACE)
    assert books(board) == alone(*later)
    undo(board)
    take(board, *later, name="later.csv", again=RowRelation.ADD)
    assert sum(amount for *_, amount, _ in books(board)) == 5 * len([*first, *later])


def test_rows_that_rules_give_to_another_initiative_move_there(board: OpenPortfolio) -> None:
    take(board, *FIRST)

    take(board, *FIRST, rules=RULES.replace("claims*", "none").replace("letters*", "*"))
    assert {code for code, *_ in books(board)} == {"LETTERS"}
    assert sum(amount for *_, amount, _ in books(board)) == 15


def test_lines_of_services_that_the_file_gives_to_nobody_stay(board: OpenPortfolio) -> None:
    take(board, *FIRST)

    take(board, *FIRST, Billed(4), rules=RULES.replace("letters*", "none"))
    assert [code for code, *_ in books(board)].count("LETTERS") == 1


def test_lines_of_another_origin_have_no_trace() -> None:
    assert Trace.parse("") is None
    assert Trace.parse("a" * 64) is None
    assert Trace.parse("other:a:1:1:b:") is None


def test_lines_whose_rows_were_hashed_otherwise_are_asked_about() -> None:
    marks = "0" * 8
    older = Trace.parse(f"focus:source:6:2:content:{marks}")
    assert older is not None
    assert Trace.parse(older.text()) == older
    newer = replace(older, hashed_by="90c9")
    assert Trace.parse(newer.text()) == newer

    coverage = Coverage(6, 2, frozenset(newer.marks), 1 << 63, "90c9")
    assert coverage.relation(newer) is LineRelation.RESTATED
    assert coverage.relation(older) is LineRelation.DOUBTFUL
    assert coverage.relation(replace(older, days=8)) is LineRelation.APART


def test_a_line_of_many_rows_can_be_kept_and_replaced(board: OpenPortfolio) -> None:
    export = [Billed(number, day=number % 28 + 1) for number in range(500)]
    take(board, *export)
    plan = take(board, *export, *[Billed(number, day=30) for number in range(1000, 1500)])

    assert plan.replaced == (Earlier(MARCH, "billing.csv", 2),)
    assert books(board) == [
        ("CLAIMS", "2026-03 Models, claims", Decimal(0), 5000),
        ("CLAIMS", "2026-03 Models, claims", Decimal(5000), None),
    ]


def test_large_parts_of_the_same_days_add_up_in_any_order(board: OpenPortfolio) -> None:
    parts = [[Billed(number, day=number % 28 + 1) for number in range(at, at + 300)] for at in (0, 300, 600)]
    for name, part in enumerate(parts):
        take(board, *part, name=f"part-{name}.csv")
    take(board, *parts[1], name="part-1.csv")

    assert sum(amount for *_, amount, _ in books(board)) == 5 * 900


rows = st.builds(
    Billed,
    resource=st.integers(1, 12),
    day=st.integers(1, 28),
    cost=st.integers(-9, 9),
    month=st.sampled_from([3, 4]),
    service=st.sampled_from(["Models", "Storage"]),
    account=st.sampled_from(["claims", "letters"]),
)
exports = st.lists(rows, min_size=1, max_size=12, unique_by=lambda row: (row.resource, row.day, row.month))
few = settings(max_examples=12, deadline=None)


def _books_after(*files: Sequence[Billed]) -> Books:
    """Import files one after the other."""
    with portfolio() as opened:
        for number, each in enumerate(files):
            take(opened, *each, name=f"export-{number}.csv")
        return books(opened)


@pytest.mark.slow
@few
@given(exports, st.data())
def test_an_export_and_then_a_larger_one_is_the_larger_one_alone(
    later: list[Billed], data: st.DataObject
) -> None:
    earlier = data.draw(st.lists(st.sampled_from(later), min_size=1, unique=True))

    assert _books_after(earlier, later) == alone(*later)


@pytest.mark.slow
@few
@given(exports)
def test_twice_is_once(export: list[Billed]) -> None:
    assert _books_after(export, export) == alone(*export)


@pytest.mark.slow
@settings(few, max_examples=4)
@given(exports)
def test_the_order_of_months_does_not_matter(export: list[Billed]) -> None:
    march = [replace(row, month=3) for row in export]
    april = [replace(row, month=4) for row in export]

    assert _books_after(march, april) == _books_after(april, march)
