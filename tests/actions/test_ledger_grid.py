from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from fivegates.actions import queries
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.ledger_grid import (
    copied_benefits,
    copied_costs,
    copied_usage,
    fill_down,
    paste_benefits,
    paste_costs,
    paste_usage,
    remove_lines,
    typed_amount,
)
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.errors import DataError, UserError
from fivegates.languages import language

PASTES: dict[str, Callable[[OpenPortfolio, int, str], Changes]] = {
    "costs": paste_costs,
    "usage": paste_usage,
    "benefits": paste_benefits,
}
ROWS = (
    "2026-03\tmodel and tokens\t119.00\tEUR\trun\tvariable\n"
    "2026-03\tinfrastructure\t830.00\tEUR\trun\tfixed\n"
)


def ledger(opened: OpenPortfolio, initiative_id: int) -> Ledger:
    """What the file holds."""
    return queries.record(opened, initiative_id).ledger


def test_pasted_rows_are_one_step(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_costs(opened, initiative_id, ROWS)
    assert [line.amount for line in ledger(opened, initiative_id).costs] == [
        Decimal("119.00"),
        Decimal("830.00"),
    ]
    undo(opened)
    assert ledger(opened, initiative_id).costs == ()


def test_one_wrong_row_and_nothing_is_pasted(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError, match="line 3, category"):
        paste_costs(opened, initiative_id, ROWS + "2026-03\tmagic\t1.00\tEUR\trun\tfixed")
    assert ledger(opened, initiative_id) == Ledger()


def test_usage_and_benefits_are_pasted(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_usage(opened, initiative_id, "2026-03\t400")
    paste_benefits(opened, initiative_id, "2026-03\t73.10\tEUR\tminutes saved")
    found = ledger(opened, initiative_id)
    assert [line.units for line in found.usage] == [400]
    assert [line.what for line in found.benefits] == ["minutes saved"]


def test_what_is_copied_can_be_pasted(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_costs(opened, initiative_id, ROWS)
    paste_costs(opened, initiative_id, copied_costs(ledger(opened, initiative_id).costs))
    assert [line.amount for line in ledger(opened, initiative_id).costs] == [
        Decimal(amount) for amount in ("119.00", "830.00", "119.00", "830.00")
    ]


def test_many_lines_are_removed_and_brought_back_at_once(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_costs(opened, initiative_id, ROWS)
    before = ledger(opened, initiative_id)
    remove_lines(opened, initiative_id, costs=[line.id for line in before.costs])
    assert ledger(opened, initiative_id) == Ledger()
    undo(opened)
    assert ledger(opened, initiative_id) == before


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.5"),
        (" 0.034 ", "0.034"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("12,5", "12.5"),
        ("-3", "-3"),
    ],
)
def test_an_amount_is_read_as_typed(text: str, amount: str) -> None:
    assert typed_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1,234", "12.345", "abc", "1e400", "NaN", "١٢"])
def test_what_is_no_amount_or_two_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        typed_amount(text)


def test_an_amount_is_read_in_the_language_that_is_shown() -> None:
    assert typed_amount("12.500", language("en_DE")) == 12_500
    assert typed_amount("12.500", language("en_GB")) == Decimal("12.5")


def test_copied_usage_and_benefits_paste_back_as_they_were(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_usage(opened, initiative_id, "2026-03\t400")
    paste_benefits(opened, initiative_id, "2026-03\t73.10\tEUR\tminutes saved")
    first = ledger(opened, initiative_id)

    paste_usage(opened, initiative_id, copied_usage(first.usage))
    paste_benefits(opened, initiative_id, copied_benefits(first.benefits))
    again = ledger(opened, initiative_id)
    assert [line.units for line in again.usage] == [400, 400]
    assert [(line.amount, line.what) for line in again.benefits] == [(Decimal("73.10"), "minutes saved")] * 2


@pytest.mark.parametrize(
    ("part", "text", "fields"),
    [
        ("costs", ROWS, ("category", "behaviour")),
        ("usage", "2026-03\t400\t300\n2026-04\t500\n2026-05\t700\t7", ("units", "successes")),
        ("benefits", "2026-03\t7\tEUR\ta\n2026-04\t8\tUSD\tb", ("amount", "currency")),
    ],
)
def test_rows_are_filled_from_the_first_in_one_step(
    part: str,
    text: str,
    fields: tuple[str, ...],
    opened: OpenPortfolio,
    initiative_id: int,
) -> None:
    PASTES[part](opened, initiative_id, text)
    before = getattr(ledger(opened, initiative_id), part)

    fill_down(opened, initiative_id, before, fields)
    after = getattr(ledger(opened, initiative_id), part)
    values = {field: getattr(before[0], field) for field in fields}
    assert after == tuple(replace(line, **values) for line in before)
    assert after != before
    undo(opened)
    assert getattr(ledger(opened, initiative_id), part) == before


def test_rows_that_could_not_be_so_are_left_as_they_are(opened: OpenPortfolio, initiative_id: int) -> None:
    paste_usage(opened, initiative_id, "2026-03\t400\t\t\t\t\t\t\n2026-04\t500\t500\n2026-05\t500\t400\n")
    before = ledger(opened, initiative_id).usage
    below = [replace(before[1], units=600, successes=600), before[2]]

    with pytest.raises(DataError):
        fill_down(opened, initiative_id, below, ("successes",))
    with pytest.raises(UserError, match="Choose the row to fill from"):
        fill_down(opened, initiative_id, before[:1], ("units",))
    assert ledger(opened, initiative_id).usage == before
