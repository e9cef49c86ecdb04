"""The tables for a warehouse: DuckDB reads the same figures that the product says, to the last digit."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import builders
import duckdb
import pytest
from ledgers import MARCH, benefit, cost, usage
from packs import small_portfolio

from fivegates.actions.file.creation import create_filled, create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.overview import lines, settings
from fivegates.actions.queries import assessment, market, record
from fivegates.actions.two_days import lines_of_day
from fivegates.actions.warehouse_tables import count_steps, parquet_steps, save_parquet
from fivegates.domain.economics.ledger import Basis, Ledger, Phase
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.errors import UserError
from fivegates.exchange.parquet.columns import Column, Table, money_decimal, money_text
from fivegates.exchange.parquet.tables import TABLES
from fivegates.exchange.parquet.writing import write_tables

DAY = date(2026, 11, 30)
FINE = "1.00000000000000000001"
NAUGHTY = '=1+1 "quoted", \u202eŁódź\t\\N \\u0041 \u2028 NULL'


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    portfolio = create_sample(tmp_path_factory.mktemp("sample") / "sample.fivegates")
    yield portfolio
    close_portfolio(portfolio)


@pytest.fixture(scope="module")
def folder(sample: OpenPortfolio, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "out"
    save_parquet(sample, folder, DAY)
    return folder


@pytest.fixture(scope="module")
def fine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    """An initiative with money that no column of cents holds, in three currencies, one without a rate."""
    portfolio = small_portfolio()
    ledger = Ledger(
        (
            cost(FINE),
            cost(FINE),
            cost(FINE, currency="USD"),
            cost("7", currency="CHF", phase=Phase.BUILD),
            cost("999999999999999.99", MARCH.plus(1)),
            cost("5", MARCH.plus(1), basis=Basis.FORECAST),
        ),
        (usage(10), usage(99, basis=Basis.FORECAST), usage(None, MARCH.plus(1))),
        (benefit("3.10"), benefit("4", basis=Basis.FORECAST)),
    )
    first = portfolio.records[0]
    odd = replace(first.initiative, code="ODD", name=NAUGHTY, summary="", tags=("a", "b,c"))
    rates = RateTable((Rate(MARCH, "USD", "EUR", Decimal("0.90000000000000000007")),))
    unread = replace(portfolio.records[2], ledger=Ledger())
    records = (replace(first, initiative=odd, ledger=ledger), unread)
    opened = create_filled(
        tmp_path_factory.mktemp("fine") / "fine.fivegates", replace(portfolio, records=records, rates=rates)
    )
    yield opened
    close_portfolio(opened)


@pytest.fixture(scope="module")
def fine_folder(fine: OpenPortfolio, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "out"
    save_parquet(fine, folder, DAY)
    return folder


def asked(folder: Path, table: str, chosen: str) -> list[tuple[Any, ...]]:
    """What DuckDB reads of a table."""
    with duckdb.connect() as connection:
        return connection.execute(chosen.replace("TABLE", f"'{folder / table}.parquet'")).fetchall()


def test_costs_add_up_to_the_products_own_totals(sample: OpenPortfolio, folder: Path) -> None:
    for line in lines(sample):
        of = record(sample, line.initiative.id)
        reported = economics_of(of.ledger, settings(sample).currency, market(sample).rates)
        wanted: dict[tuple[str, ...], Fraction] = {}
        for total in reported.costs:
            key = (str(total.key.month), total.key.category, total.key.phase, total.key.basis)
            wanted[key] = wanted.get(key, Fraction()) + total.amount
        found = asked(
            folder,
            "ledger_by_month",
            "SELECT strftime(month, '%Y-%m'), category, phase, basis, sum(reporting_amount) FROM TABLE "
            f"WHERE counts AND line = 'cost' AND code = '{of.initiative.code}' GROUP BY ALL",
        )
        assert {tuple(key): Fraction(amount) for *key, amount in found} == wanted


def test_usage_and_benefits_add_up_too(sample: OpenPortfolio, folder: Path) -> None:
    found = {
        (code, month): (units, brought)
        for code, month, units, brought in asked(
            folder,
            "ledger_by_month",
            "SELECT code, strftime(month, '%Y-%m'), sum(units), "
            "sum(reporting_amount) FILTER (line = 'benefit') FROM TABLE WHERE counts GROUP BY ALL",
        )
    }
    wanted: dict[tuple[str, str], tuple[int | None, Fraction | None]] = {}
    for line in lines(sample):
        of = record(sample, line.initiative.id)
        reported = economics_of(of.ledger, settings(sample).currency, market(sample).rates)
        wanted |= {
            (of.initiative.code, str(each.month)): (each.units, each.benefit) for each in reported.months
        }
    assert wanted
    assert found == wanted


def test_amounts_keep_every_digit(fine_folder: Path) -> None:
    found = asked(
        fine_folder,
        "ledger_by_month",
        "SELECT currency, amount, reporting_amount, reporting_amount_exact, counts, lines FROM TABLE "
        "WHERE line = 'cost' ORDER BY month, currency, counts DESC",
    )
    exact = Fraction(FINE) * Fraction("0.90000000000000000007")
    assert found == [
        ("CHF", Decimal(7), None, None, True, 1),
        ("EUR", 2 * Decimal(FINE), 2 * Decimal(FINE), None, True, 2),
        ("USD", Decimal(FINE), Decimal("0.90000000000000000008"), str(exact), True, 1),
        ("EUR", Decimal("999999999999999.99"), Decimal("999999999999999.99"), None, True, 1),
        ("EUR", Decimal(5), Decimal(5), None, False, 1),
    ]
    assert asked(fine_folder, "ledger_by_month", "SELECT units, counts FROM TABLE WHERE line = 'usage'") == [
        (10, True),
        (99, False),
        (None, True),
    ]


def test_text_is_read_back_as_it_was(fine_folder: Path) -> None:
    found = asked(
        fine_folder, "initiatives", "SELECT name, summary, tags, target_volume FROM TABLE WHERE code = 'ODD'"
    )
    assert found == [(NAUGHTY, None, ["a", "b,c"], 60_000)]


def test_what_no_decimal_holds_is_text() -> None:
    third, most = Fraction(1, 3), Fraction(10**18)
    assert (money_decimal(third), money_text(third)) == (Decimal("0.33333333333333333333"), "1/3")
    assert (money_decimal(-most), money_text(-most)) == (None, str(-(10**18)))
    assert (money_decimal(None), money_text(None)) == (None, None)
    assert money_decimal(most - 1) == Decimal(10**18 - 1)


def test_verdicts_are_those_of_both_days(sample: OpenPortfolio, folder: Path) -> None:
    chosen = "SELECT code, verdict, readiness_percent, as_of FROM TABLE WHERE basis = 'day'"
    found = {code: rest for code, *rest in asked(folder, "verdicts", chosen)}
    for line in lines_of_day(sample, DAY):
        assert line.latest is not None
        state, percent, day = found.pop(line.initiative.code)
        assert (state, day) == (line.latest.verdict, DAY)
        assert (percent is None) == (line.latest.readiness is None)
    assert not found
    gates = asked(
        folder,
        "gate_verdicts",
        "SELECT count(*) FROM TABLE AS gates JOIN '"
        f"{folder}/reviews.parquet' USING (review_id) WHERE basis = 'review' AND as_of = gates.review_date",
    )
    reviews = sum(len(record(sample, line.initiative.id).reviews) for line in lines(sample))
    assert gates == [(5 * reviews,)]


def test_scores_say_what_counts(sample: OpenPortfolio, folder: Path) -> None:
    of = record(sample, lines(sample)[0].initiative.id)
    review = of.reviews[-1]
    reported = assessment(sample, of, review).verdict
    wanted = {
        result.criterion.id: (result.claimed, result.effective, result.standing)
        for gate in reported.gates
        for result in gate.criteria
    }
    found = asked(
        folder,
        "scores",
        f"SELECT criterion, claimed_level, counted_level, standing FROM TABLE WHERE review_id = {review.id}",
    )
    assert {key: tuple(rest) for key, *rest in found} == wanted


def test_forecasts_waivers_and_conditions_are_there(tmp_path: Path) -> None:
    portfolio = replace(builders.portfolio(), records=(builders.record(),))
    opened = create_filled(tmp_path / "all.fivegates", portfolio)
    of = record(opened, lines(opened)[0].initiative.id)
    save_parquet(opened, tmp_path / "out", DAY)
    close_portfolio(opened)
    chosen = "SELECT forecast_id, statement, percent, due, outcome, resolved FROM TABLE ORDER BY ALL"
    assert asked(tmp_path / "out", "forecasts", chosen) == [
        (each.id, each.statement, each.percent, each.due, each.outcome, each.resolved)
        for each in of.forecasts
    ]
    chosen = "SELECT waiver_id, criterion, until, revoked, in_force FROM TABLE ORDER BY ALL"
    assert asked(tmp_path / "out", "waivers", chosen) == [
        (each.id, each.criterion, each.until, each.revoked, each.in_force(DAY)) for each in of.waivers
    ]
    chosen = "SELECT decision_id, number, condition, owner, due, state FROM TABLE ORDER BY ALL"
    assert asked(tmp_path / "out", "conditions", chosen) == [
        (decision.id, number, each.text, each.owner or None, each.due, each.state)
        for decision in of.decisions
        for number, each in enumerate(decision.conditions, 1)
    ]
    assert of.forecasts
    assert of.waivers
    assert any(decision.conditions for decision in of.decisions)


@pytest.mark.slow
def test_the_dictionary_describes_each_column_as_it_is(folder: Path) -> None:
    reported = json.loads((folder / "data-dictionary.json").read_text(encoding="utf-8"))
    assert (reported["format"], reported["version"], reported["as_of"]) == (
        "fivegates-tables",
        1,
        "2026-11-30",
    )
    assert [table["name"] for table in reported["tables"]] == [table.name for table in TABLES]
    assert {path.name for path in folder.iterdir()} == {
        "data-dictionary.json",
        *(table["file"] for table in reported["tables"]),
    }
    for table in reported["tables"]:
        read = asked(folder, table["name"], "DESCRIBE SELECT * FROM TABLE")
        assert [(name, kind) for name, kind, *_ in read] == [
            (column["name"], column["type"]) for column in table["columns"]
        ]
        assert all(column["meaning"].endswith(".") for column in table["columns"])
        assert asked(folder, table["name"], "SELECT count(*) FROM TABLE") == [(table["rows"],)]
        keyed = ", ".join(table["key"])
        if keyed:
            twice = asked(
                folder, table["name"], f"SELECT {keyed} FROM TABLE GROUP BY ALL HAVING count(*) > 1"
            )
            assert twice == []


def test_every_column_may_hold_null_so_that_all_exports_have_one_schema(folder: Path) -> None:
    for table in TABLES:
        chosen = "SELECT DISTINCT repetition_type FROM parquet_schema(TABLE) WHERE type IS NOT NULL"
        assert asked(folder, table.name, chosen) == [("OPTIONAL",)]


@pytest.mark.slow
def test_an_empty_portfolio_has_the_same_schema(folder: Path, tmp_path: Path) -> None:
    portfolio = replace(small_portfolio(), records=())
    opened = create_filled(tmp_path / "empty.fivegates", portfolio)
    save_parquet(opened, tmp_path / "out", DAY)
    close_portfolio(opened)
    for table in TABLES:
        chosen = "DESCRIBE SELECT * FROM TABLE"
        assert asked(tmp_path / "out", table.name, chosen) == asked(folder, table.name, chosen)


def test_an_earlier_export_is_replaced(fine: OpenPortfolio, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    save_parquet(fine, out, DAY)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "actions.parquet").write_bytes(b"old")
    save_parquet(fine, out, DAY)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "content",
    [
        {"notes.txt": b"mine"},
        {"data-dictionary.json": b'{"format": "else"}'},
        {"data-dictionary.json": b"no json"},
        {"data-dictionary.json": b'{"format": "fivegates-tables"}', "other.parquet": b""},
    ],
)
def test_nothing_else_is_written_over(fine: OpenPortfolio, tmp_path: Path, content: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, data in content.items():
        (out / name).write_bytes(data)
    with pytest.raises(UserError, match="something else than an earlier export"):
        save_parquet(fine, out, DAY)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == content


def test_a_table_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    broken = Table[int]("broken", "A row.", (Column("n", "NO SUCH TYPE", "Nothing.", lambda row: row),))
    with pytest.raises(UserError, match=r"The table broken could not be written: .*SUCH"):
        list(write_tables(tmp_path, [broken], [[(broken, 1)]], {}))


def test_an_export_that_is_stopped_leaves_nothing_behind(fine: OpenPortfolio, tmp_path: Path) -> None:
    steps = parquet_steps(fine, tmp_path / "out", DAY)
    next(steps)
    steps.close()
    assert [*tmp_path.iterdir()] == []
    assert sum(1 for _ in parquet_steps(fine, tmp_path / "out", DAY)) == count_steps(fine)


def test_neither_is_the_portfolio(fine: OpenPortfolio) -> None:
    with pytest.raises(UserError, match="something else"):
        save_parquet(fine, fine.path, DAY)


def test_what_is_there_stays_where_the_new_folder_cannot_take_its_place(
    fine: OpenPortfolio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    save_parquet(fine, out, DAY)
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.suffix == ".part":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(UserError, match="No space left on device"):
        save_parquet(fine, out, DAY)
    with pytest.raises(UserError, match="No space left on device"):
        save_parquet(fine, tmp_path / "new", DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len([*out.iterdir()]) == len(TABLES) + 1
