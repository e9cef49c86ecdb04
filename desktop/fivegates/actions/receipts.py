"""Issue a receipt for the chain of final reviews, and verify one against a portfolio."""

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import UserError
from fivegates.domain.review.receipt import Receipt, read_receipt, receipt_of, receipt_problem
from fivegates.store.records.reviews import read_chain_head, read_seals


def current_receipt(opened: OpenPortfolio) -> Receipt:
    """The receipt for the chain as it is now. Raises UserError where no review is final."""
    if opened.file.consolidated:
        raise UserError(
            "A consolidated view has no chain of its own. Take the receipt of each file that it is made of."
        )
    head = read_chain_head(opened.file)
    receipt = None if head is None else receipt_of(head)
    if receipt is None:
        raise UserError("No review of this portfolio is final yet, so there is no receipt to give.")
    return receipt


def require_receipt(opened: OpenPortfolio, line: str) -> int:
    """Verify a receipt against a portfolio; returns how many reviews became final after it.

    The chain itself is verified by `check_portfolio`. Raises UserError for any text but a receipt, and
    where the chain is not the one of the receipt.
    """
    receipt = read_receipt(line)
    seals = read_seals(opened.file)
    if problem := receipt_problem(receipt, seals):
        raise problem
    return len(seals) - receipt.count
