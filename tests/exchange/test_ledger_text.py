from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.errors import DataError, UserError
from fivegates.exchange.ledger.clipboard_text import BENEFITS, COSTS, MOST_ROWS, USAGE, read_rows, write_rows

LINE = CostLine(
    date(2026, 3, 1), CostCategory.MODEL, Decimal("1250.50"), "EUR", Phase.RUN, Behaviour.VARIABLE
)
HEADING = "date\tcategory\tamount\tcurrency\tphase\tbehaviour\n"


def problems(text: str) -> list[str]:
    """What is told of costs that cannot be read."""
    with pytest.raises(DataError) as refused:
        read_rows(text, COSTS)
    return [str(problem.place) + ": " + str(problem.reason) for problem in refused.value.problems]


def test_rows_without_a_heading_are_read_in_the_order_of_the_grid() -> None:
    text = "2026-03\tModel and tokens\t1250.50\teur\tRun\tVariable\r\n\r\n"
    assert read_rows(text, COSTS) == (LINE,)


def test_a_heading_says_which_column_is_which() -> None:
    heading = "Amount\tDate\tPhase\tBehaviour\tCategory\tCurrency\n"
    text = heading + "1250.50\t2026-03-01\trun\tvariable\tmodel and tokens\tEUR"
    assert read_rows(text, COSTS) == (LINE,)


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        replace(LINE, amount=Decimal("-0.000001"), billed=Decimal(3), attributed=False, basis=Basis.FORECAST),
        replace(LINE, source="=HYPERLINK(1)", note="two\nlines\tand a tab", attributed_to='a "part"'),
        replace(LINE, note="'=1", source="'tis"),
    ],
)
def test_what_is_copied_is_pasted_the_same(line: CostLine) -> None:
    assert read_rows(write_rows([line], COSTS), COSTS) == (line,)


def test_usage_and_benefits_come_back_too() -> None:
    usage = UsageLine(date(2026, 3, 9), 400, "claims", 380, 900, 12_000, 800, 0, model="gpt", note="pilot")
    benefit = BenefitLine(date(2026, 3, 1), Decimal("73.10"), "EUR", "-5 minutes a claim")
    assert read_rows(write_rows([usage], USAGE), USAGE) == (usage,)
    assert read_rows(write_rows([benefit], BENEFITS), BENEFITS) == (benefit,)


def test_a_formula_is_never_copied_as_one() -> None:
    copied = write_rows([replace(LINE, note="=cmd()")], COSTS)
    assert "\t'=cmd()" in copied
    assert "\t=cmd()" not in copied


def test_commas_for_decimals_hold_for_all_rows() -> None:
    rows = "01/03/2026\tdata\t1.250,50\tEUR\trun\tfixed\n31/03/2026\tdata\t1.250\tEUR\trun\tfixed"
    assert [line.amount for line in read_rows(rows, COSTS)] == [Decimal("1250.50"), Decimal(1250)]
    assert [line.dated for line in read_rows(rows, COSTS)] == [date(2026, 3, 1), date(2026, 3, 31)]


def test_every_wrong_cell_is_reported_with_line_and_field() -> None:
    rows = HEADING + "2026-03-01\tdata\tabc\tEUR\trun\tfixed\n2026-03-01\tdata\t5.00\tEUX\trun\t\n"
    first, second = problems(rows)
    assert first.startswith("line 2, amount: “abc” is not a number")
    assert second == "line 3, behaviour: This is missing."


def test_the_checks_of_the_domain_hold() -> None:
    (reported,) = problems(HEADING + "2026-03-01\tdata\t5.00\tEUX\trun\tfixed")
    assert reported.startswith("line 2, currency: ")


def test_amounts_and_days_that_can_be_two_are_not_guessed() -> None:
    reported = problems("03/04/2026\tdata\t1,250\tEUR\trun\tfixed")
    assert reported == [
        "amount: “1,250” can be two amounts. Write 1.2500 or 1250, whichever is meant.",
        "date: “03/04/2026” can be two days. Write dates as year-month-day.",
    ]


def test_too_many_cells_in_a_row_are_refused() -> None:
    (reported,) = problems(HEADING + "2026-03-01\tdata\t5.00\tEUR\trun\tfixed\tmore")
    assert reported == "line 2: There are more than 6 cells in this row."


def test_nothing_on_the_clipboard_says_what_to_do() -> None:
    with pytest.raises(UserError, match="no rows to paste"):
        read_rows(" \n\t\n", COSTS)


def test_a_quote_that_is_not_closed_swallows_no_rows() -> None:
    assert problems(HEADING + '"2026\n2026-03-01') == [
        "line 2: The quotation marks of this row do not match."
    ]


def test_too_many_rows_are_for_an_import() -> None:
    with pytest.raises(UserError, match="more than 10000 rows"):
        read_rows("x\n" * (MOST_ROWS + 2), COSTS)
