"""Tables as workbook and CSV: what comes back is what went in, and nothing of it is worked out."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fivegates.domain.economics.months import Month
from fivegates.exchange.sheets import Form, Heading, Money, Value, csv_table, guarded, unguarded, workbook

FORM = Form("Lines", (Heading("One"), Heading("Two")), kept=1)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x")
WRITTEN = ("007", "1e3", "http://example.org", "{=1}", "_x0041_", "TRUE", "2026-01-02", "'quoted", " =1")


def cells(*values: Value) -> list[Any]:
    """The first column of a sheet with these values, as a reader sees it."""
    data = workbook([FORM], ((0, (value, "end")) for value in values))
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    return [row[0] for row in rows[1:]]


def fields(*values: Value) -> list[str]:
    """The same of a CSV file."""
    text = csv_table(FORM, ((value, "end") for value in values)).decode("utf-8-sig")
    return [row[0] for row in list(csv.reader(StringIO(text, newline=""), strict=True))[1:]]


def markup(*values: Value) -> str:
    """The sheet as it is written."""
    with ZipFile(BytesIO(workbook([FORM], ((0, (value, "end")) for value in values)))) as file:
        return file.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", [*FORMULAS, *WRITTEN])
def test_text_stays_text_in_a_workbook(text: str) -> None:
    assert cells(text) == [text]
    assert "<f>" not in markup(text)
    assert "hyperlink" not in markup(text)


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_text_that_a_spreadsheet_would_work_out_begins_with_a_quote(text: str) -> None:
    assert fields(text) == [f"'{text}"]


@pytest.mark.parametrize("text", ["007", "plain", "a=b", " =1"])
def test_other_text_is_as_it_was(text: str) -> None:
    assert fields(text) == [text]


def test_numbers_need_no_quote() -> None:
    assert fields(Decimal("-1.50"), -3, Money(Decimal("-0.10"), "EUR")) == ["-1.50", "-3", "-0.10"]


@given(st.text(max_size=40))
def test_what_was_guarded_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_an_amount_of_fifteen_digits_comes_back_to_the_last_one(amount: Decimal) -> None:
    (cell,) = cells(Money(amount, "EUR", 4))
    assert Decimal(repr(cell)) == amount


@pytest.mark.parametrize("text", ["1234567890.1234567", "0.12345678901234567", "-9999999999999999"])
def test_a_longer_amount_is_text_so_that_no_digit_is_lost(text: str) -> None:
    assert cells(Decimal(text)) == [text]
    assert fields(Decimal(text)) == [text]


def test_days_and_months_are_days_where_the_calendar_has_them() -> None:
    values = (date(2026, 5, 12), Month(2026, 3), date(1899, 1, 1), Month(1899, 2))
    assert cells(*values) == [date(2026, 5, 12), date(2026, 3, 1), "1899-01-01", "1899-02"]
    assert fields(*values) == ["2026-05-12", "2026-03", "1899-01-01", "1899-02"]


def test_what_is_not_known_is_empty_and_zero_is_zero() -> None:
    assert cells(None, 0) == ["", 0]
    assert fields(None, 0) == ["", "0"]


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    (cell,) = cells("x" * 40_000)
    assert len(cell) == 32_767
    assert cell.endswith("…")


def test_half_a_pair_stops_nothing() -> None:
    assert cells("a\ud800b") == ["a\ufffdb"]
    assert fields("a\ud800b") == ["a?b"]


def test_money_shows_its_currency_and_its_digits() -> None:
    values = (Money(Decimal("1.5"), "EUR"), Money(Decimal(7), "JPY"), Money(Decimal("0.0034"), "EUR", 4))
    with ZipFile(BytesIO(workbook([FORM], ((0, (value, "end")) for value in values)))) as file:
        styles = file.read("xl/styles.xml").decode().replace("&quot;", '"')
    for shown in ('#,##0.00 "EUR"', '#,##0 "JPY"', '#,##0.0000 "EUR"'):
        assert shown in styles


def test_titles_stay_in_sight_and_are_printed_on_each_page() -> None:
    sheet = markup("x")
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'orientation="landscape"' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet


def test_a_title_that_no_sheet_may_have_is_corrected() -> None:
    data = workbook([Form("What/now? " * 5, FORM.headings)], [])
    assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names == ["What now  What now  What now  W"]


def test_the_same_rows_give_the_same_bytes_at_any_time() -> None:
    data = workbook([FORM], [(0, ("a", 1))])
    assert data == workbook([FORM], [(0, ("a", 1))])
    with ZipFile(BytesIO(data)) as parts:
        # Both may be written within a second: so no moment of today may be in either.
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b">2000-01-01T00:00:00Z</dcterms:created>" in parts.read("docProps/core.xml")
