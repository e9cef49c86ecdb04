"""The portfolio's rates: added, edited, removed and brought in from rows and files, each in one step."""

from decimal import Decimal
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.importing.rates import (
    add_rate,
    add_rates,
    copied_rates,
    edit_rate,
    paste_rates,
    rates_of_file,
    remove_rates,
)
from fivegates.actions.queries import rates
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH, Message

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
USD = Rate(MARCH, "USD", "EUR", Decimal("0.92"), "ECB")


def held(opened: OpenPortfolio) -> list[tuple[str, str, str, str]]:
    return [(str(each.month), each.base, each.quote, f"{each.value:f}") for each in rates(opened).rates]


def test_a_rate_is_added_edited_and_removed_and_each_is_undone(opened: OpenPortfolio) -> None:
    assert add_rate(opened, USD).label.text(ENGLISH) == "Add the rate from USD to EUR"
    (rate,) = rates(opened).rates
    edit_rate(opened, Rate(MARCH, "USD", "EUR", Decimal("0.95"), id=rate.id))
    assert held(opened) == [("2026-03", "USD", "EUR", "0.95")]

    (rate,) = rates(opened).rates
    remove_rates(opened, [rate.id])
    assert held(opened) == []
    undo(opened)
    undo(opened)
    assert held(opened) == [("2026-03", "USD", "EUR", "0.92")]


def test_a_second_rate_of_a_month_and_pair_is_refused(opened: OpenPortfolio) -> None:
    add_rate(opened, USD)

    with pytest.raises(UserError):
        add_rate(opened, Rate(MARCH, "EUR", "USD", Decimal("1.1")))


def test_pasted_rates_take_the_place_of_those_of_the_same_month_and_pair(opened: OpenPortfolio) -> None:
    add_rate(opened, USD)
    paste_rates(opened, "2026-03\tEUR\tUSD\t1.1\n2026-04\tgbp\teur\t1.15\tBoE\n")

    assert held(opened) == [("2026-03", "EUR", "USD", "1.1"), ("2026-04", "GBP", "EUR", "1.15")]
    undo(opened)
    assert held(opened) == [("2026-03", "USD", "EUR", "0.92")]


def test_copied_rates_paste_back_the_same(opened: OpenPortfolio) -> None:
    add_rates(opened, [USD, Rate(APRIL, "GBP", "EUR", Decimal("1.15"))], Message("x"))
    before = held(opened)

    paste_rates(opened, copied_rates(rates(opened).rates))
    assert held(opened) == before


@pytest.mark.parametrize(
    ("row", "reported"),
    [
        ("2026-03\tUSD\tEUR\t0", "line 1, value"),
        ("2026-03\tUSD\tUSD\t1", "line 1, quote"),
        ("2026-13\tUSD\tEUR\t1", "line 1, month"),
        ("\tUSD\tEUR\t1", "line 1, month: This is missing"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_pasted(row: str, reported: str, opened: OpenPortfolio) -> None:
    with pytest.raises(DataError, match=reported):
        paste_rates(opened, row)
    assert held(opened) == []


def test_files_of_rates_are_read_whatever_their_form(tmp_path: Path) -> None:
    text, book = tmp_path / "rates.csv", tmp_path / "rates.xlsx"
    text.write_text("Month;From;To;Rate\n2026-03;USD;EUR;0,92\n")
    with Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["month", "base", "quote", "value"])
        sheet.write_datetime(1, 0, MARCH.first_day, made.add_format({"num_format": "yyyy-mm"}))
        sheet.write_row(1, 1, ["USD", "EUR", 0.92])

    for path in (text, book):
        assert [(each.month, each.base, each.value) for each in rates_of_file(path)] == [
            (MARCH, "USD", Decimal("0.92"))
        ]


def test_a_file_that_is_no_table_of_rates_is_reported_by_name(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("month,base,quote,value\n2026-03,USD,EUR,x\n")

    with pytest.raises(DataError, match=r"odd\.csv: line 2, value"):
        rates_of_file(path)


HEADING = "month,base,quote,value,comment"
TABLES: dict[str, tuple[str, list[str]]] = {
    "a blank row before a fault": (
        f"{HEADING}\n2026-03,USD,EUR,0.92,\n\n2026-04-31,USD,EUR,0.93,\n",
        ["line 4, month: There is no day “2026-04-31”."],
    ),
    "one pair twice in a month": (
        f"{HEADING}\n2026-03-01,USD,EUR,0.92,\n2026-03-31,EUR,USD,1.09,\n",
        ["line 3: There is a rate between EUR and USD for 2026-03 already."],
    ),
    "a column that lacks": (
        "Date,USD,JPY\n2026-03-02,1.08,160.5\n",
        [
            "line 1: There is no column “base”.",
            "line 1: There is no column “quote”.",
            "line 1: There is no column “value”.",
        ],
    ),
    "a column twice": (
        "month,from,base,to,rate\n2026-03,USD,USD,EUR,0.9\n",
        ["line 1: More than one column means “base”."],
    ),
    "a cell too many": (
        "month,base,quote,value\n2026-03,USD,EUR,0,92\n",
        ["line 2: The row has 5 cells, the header 4.", "line 2, value: Write a rate above zero"],
    ),
    "a rate that can be two": (
        "month,base,quote,value\n2026-03,USD,EUR,1.082\n",
        ["amount: “1.082” can be two amounts. Write 1.0820 or 1082, whichever is meant."],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_fault_of_a_file_of_rates_is_named_by_its_own_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(TABLES[name][0])

    with pytest.raises(DataError) as caught:
        rates_of_file(path)
    said = [f"{each.place}: {each.reason}" for each in caught.value.problems]
    assert len(said) == len(TABLES[name][1])
    assert all(one.startswith(start) for one, start in zip(said, TABLES[name][1], strict=True)), said


def test_rates_are_found_below_a_title_and_beside_columns_that_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(f"Rates of the central bank,,,,\n\n{HEADING}\n2026-03,USD,EUR,1.0820,mean\n")

    assert [(each.month, each.value) for each in rates_of_file(path)] == [(MARCH, Decimal("1.0820"))]
