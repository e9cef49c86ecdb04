"""A receipt: one line that is read as it was given, and fits the chain that it was given for alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.chain import Receipt, read_receipt, receipt_of, receipt_problem
from fivegates.domain.review.review import ChainHead, Seal
from fivegates.domain.wording.finality import receipt_holds_sentence

AT = datetime(2026, 5, 13, 23, 30, tzinfo=UTC)
SEALS = tuple(Seal(number, "R. Marsh", AT, "0" * 64, f"{number:064x}", "{}") for number in (1, 2, 3))
RECEIPT = Receipt(2, AT.date(), f"{2:064x}")


def test_it_is_given_for_the_end_of_a_chain() -> None:
    assert receipt_of(ChainHead(2, f"{2:064x}", AT)) == RECEIPT
    assert receipt_of(ChainHead(2, f"{2:064x}")) is None


def test_its_line_is_read_as_it_was_given() -> None:
    assert RECEIPT.line == f"FIVEGATES-RECEIPT 2 2026-05-13 {2:064X}"
    assert read_receipt(RECEIPT.line) == RECEIPT
    assert read_receipt(f"  {RECEIPT.line.lower()}\n") == RECEIPT


@pytest.mark.parametrize(
    "line", ["", "FIVEGATES-RECEIPT", f"FIVEGATES-RECEIPT 2 2026-02-30 {2:064X}", RECEIPT.line[:-1]]
)
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(UserError, match="This is not a receipt"):
        read_receipt(line)


def test_it_fits_the_chain_and_what_grew_from_it() -> None:
    assert receipt_problem(RECEIPT, SEALS[:2]) is None
    assert receipt_problem(RECEIPT, SEALS) is None


@pytest.mark.parametrize(
    ("seals", "reported"),
    [
        (SEALS[:1], "for 2 final reviews, and the file has 1"),
        ((SEALS[0], replace(SEALS[1], hash="f" * 64)), "no. 2 is not the one of the receipt"),
        ((SEALS[0], replace(SEALS[1], at=datetime(2026, 5, 14, tzinfo=UTC))), "no. 2 is not the one"),
    ],
)
def test_it_fits_no_other(seals: tuple[Seal, ...], reported: str) -> None:
    assert reported in str(receipt_problem(RECEIPT, seals))


def test_what_came_after_is_counted() -> None:
    assert receipt_holds_sentence(0, ENGLISH) == "The receipt fits: no review became final since."
    assert receipt_holds_sentence(2, ENGLISH) == "The receipt fits: 2 reviews became final since."
