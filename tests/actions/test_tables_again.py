"""A plain table that is imported again: no row counts beside its own correction without a word."""

from decimal import Decimal
from pathlib import Path

import pytest
from acting import created
from builders import initiative
from examples import slow_after

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.importing.imports import (
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
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH

HEADER = "date,category,amount,currency,phase,behaviour,note"


@pytest.fixture
def claims(opened: OpenPortfolio) -> int:
    return created(add_initiative(opened, initiative(initiative_id=0, code="CLAIMS")))


def table(folder: Path, *rows: tuple[str, int], name: str = "costs.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *(f"{day},people,{amount},EUR,run,fixed," for day, amount in rows)]))
    return path


def bring(opened: OpenPortfolio, source: Path, again: RowRelation | None = None) -> None:
    apply_import(opened, preview_import(opened, source, ImportKind.COSTS), again)


def planned(opened: OpenPortfolio, source: Path) -> ImportPlan:
    return plan_import(opened, preview_import(opened, source, ImportKind.COSTS))


def amounts(opened: OpenPortfolio, claims: int) -> list[Decimal]:
    return sorted(line.amount for line in record(opened, claims).ledger.costs)


@pytest.mark.parametrize(
    "name",
    slow_after(2, ["costs.csv", "Costs (1).csv", "costs-corrected.csv", "costs copy.csv", "costs_v2.csv"]),
)
def test_a_corrected_row_asks_and_then_does_as_is_said(
    name: str, opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    bring(opened, table(tmp_path, ("2026-03", 10)))
    corrected = table(tmp_path, ("2026-03", 11), name=name)

    with pytest.raises(UserError, match=r"costs.csv gave lines of 2026-03 that this file does not have"):
        bring(opened, corrected)
    bring(opened, corrected, RowRelation.REPLACE)
    assert amounts(opened, claims) == [11]
    undo(opened)
    bring(opened, corrected, RowRelation.ADD)
    assert amounts(opened, claims) == [10, 11]


def test_a_grown_table_with_a_correction_takes_the_place_of_the_earlier_one(
    opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    bring(opened, table(tmp_path, ("2026-01", 1), ("2026-02", 2), ("2026-03", 3)))
    grown = table(tmp_path, ("2026-01", 1), ("2026-02", 7), ("2026-03", 3), ("2026-04", 4))

    sentences = list(plan_sentences(planned(opened, grown), ENGLISH))
    bring(opened, grown)

    assert sentences == [
        "2 lines were imported before and count once",
        "replaces 1 line of February 2026 from costs.csv",
    ]
    assert amounts(opened, claims) == [1, 3, 4, 7]


def test_a_row_that_the_file_lost_goes(opened: OpenPortfolio, claims: int, tmp_path: Path) -> None:
    bring(opened, table(tmp_path, ("2026-01", 1), ("2026-02", 2), ("2026-03", 3)))

    bring(opened, table(tmp_path, ("2026-01", 1), ("2026-03", 3)))

    assert amounts(opened, claims) == [1, 3]


def test_the_next_month_under_the_same_name_adds_and_says_what_stays(
    opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    bring(opened, table(tmp_path, ("2026-03", 10)))
    april = table(tmp_path, ("2026-04", 11))

    assert list(plan_sentences(planned(opened, april), ENGLISH)) == [
        "1 line that a file of this name gave for other months stays"
    ]
    bring(opened, april)
    assert amounts(opened, claims) == [10, 11]


def test_a_table_of_another_name_adds_unless_it_has_the_rows_of_an_earlier_one(
    opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    bring(opened, table(tmp_path, ("2026-01", 1), ("2026-02", 2)))

    bring(opened, table(tmp_path, ("2026-02", 5), name="others.csv"))
    assert amounts(opened, claims) == [1, 2, 5]
    bring(opened, table(tmp_path, ("2026-01", 1), ("2026-02", 3), name="all.csv"))
    assert amounts(opened, claims) == [1, 3, 5]


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        (ImportKind.USAGE, "date,units", "2026-03,{}"),
        (ImportKind.BENEFITS, "date,amount,currency", "2026-03,{},EUR"),
    ],
)
@pytest.mark.usefixtures("claims")
def test_usage_and_benefits_are_replaced_too(
    kind: ImportKind, header: str, row: str, opened: OpenPortfolio, tmp_path: Path
) -> None:
    source = tmp_path / "march.csv"
    for figure in (5, 6):
        source.write_text(f"{header}\n{row.format(figure)}\n")
        apply_import(opened, preview_import(opened, source, kind), RowRelation.REPLACE)

    ledger = record(opened, find_initiative(opened, "CLAIMS")).ledger
    assert [line.units for line in ledger.usage] + [line.amount for line in ledger.benefits] == [6]


def test_a_file_without_lines_replaces_nothing(opened: OpenPortfolio, claims: int, tmp_path: Path) -> None:
    bring(opened, table(tmp_path, ("2026-03", 10)))

    plan = planned(opened, table(tmp_path))

    assert not plan.taken_out
    assert not plan.doubtful
    assert amounts(opened, claims) == [10]
