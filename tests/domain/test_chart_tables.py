"""The figures of charts as tables of text."""

from dataclasses import replace
from gettext import NullTranslations

from builders import case, ledger, rates, two_gates

from fivegates.domain.economics.unit_economics import economics_of
from fivegates.domain.language import ENGLISH
from fivegates.domain.trend.trend import trend_of
from fivegates.domain.wording.chart_texts import (
    ChartTable,
    monthly_cost_table,
    trend_table,
    unit_cost_table,
)


def test_a_table_is_text_that_a_spreadsheet_takes() -> None:
    table = ChartTable(("Month", "A\tB"), (("May", "1\n2"),))
    assert table.text == "Month\tA B\nMay\t1 2\n"
    assert table.row_at(0) == ""


def test_costs_and_unit_costs_have_a_row_a_month() -> None:
    economics = economics_of(ledger(), "EUR", rates())
    costs, units = monthly_cost_table(economics, ENGLISH), unit_cost_table(economics, ENGLISH)
    assert costs.headings[0] == "Month"
    assert costs.headings[-1] == "Total"
    assert costs.places[0] == 0
    name, *reported = costs.row_at(0).splitlines()
    assert name == costs.rows[0][0]
    assert reported[-1] == f"Total: {costs.rows[0][-1]}"
    assert units.headings == ("Month", "Units", "Unit cost", "Value per unit")
    assert len(units.rows) == len(units.places)


def test_a_review_has_a_row_with_its_gates() -> None:
    one = case(two_gates(), {})
    names = [gate.name for gate in one.rubric.gates]
    table = trend_table(trend_of((one,)), ENGLISH)
    assert table.headings == ("Review", "Verdict", "Readiness", *names)
    assert table.rows == (("12 May 2026", "Incomplete", "–", *["–"] * len(names)),)


def test_the_names_of_gates_are_translated_and_their_scores_are_kept() -> None:
    one = case(two_gates(), {"owner": 4, "funding": 3, "test": 4, "bias": 2})
    trend, translated = trend_of((one,)), replace(ENGLISH, shipped_texts=_UpperCase())
    english, table = trend_table(trend, ENGLISH), trend_table(trend, translated)
    assert table.rows == english.rows
    assert table.headings == (*english.headings[:3], *map(str.upper, english.headings[3:]))


class _UpperCase(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()
