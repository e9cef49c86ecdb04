"""Finalise a review: seal it with the whole input of its verdict, and chain it; issue and verify receipts."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import case_of, saving
from fivegates.actions.signing import own_key
from fivegates.actions.track_record import money_biases
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import MOST_SEALED
from fivegates.domain.language import Message
from fivegates.domain.limits import line_problems
from fivegates.domain.panel.settling import require_settled
from fivegates.domain.review.chain import (
    Receipt,
    read_receipt,
    receipt_of,
    receipt_problem,
    seal_after,
    time_problem,
)
from fivegates.domain.review.history import require_draft
from fivegates.domain.review.review import Review, Seal
from fivegates.domain.review.sealed_record import record_to_seal
from fivegates.store.records.initiatives import read_price_books
from fivegates.store.records.ledger import read_rates
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import REVIEW, SEAL, read_chain_head, read_review, read_seals
from fivegates.store.records.settings import read_settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


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


def finalise_review(
    opened: OpenPortfolio, review_id: int, by: str, at: datetime, key: "Ed25519PrivateKey | None" = None
) -> Changes:
    """Make a draft final in the name of `by`; `at` is an aware time, and `key` signs the seal.

    Neither it nor any earlier action can be undone. Raises UserError when the review is final already,
    answers no criterion or has a panel that has not agreed, or when `at` is before its day or the last seal;
    DataError when the name is empty or invalid.
    """
    refuse(tuple(line_problems("by", by, required=True)))
    initiative_id = REVIEW.owner(opened.file, review_id)
    review = read_review(opened.file, review_id)
    require_draft(review)
    require_settled(review)
    _require_answers(review)
    record = read_record(opened.file, initiative_id)
    biases = money_biases(opened, record, review.dated)
    label = Message("Make the review of {day} final", day=review.dated)
    with saving(opened, label) as action:
        action.judge_review(initiative_id, review_id)
        case = case_of(opened, record, review)
        last = read_chain_head(opened.file)
        if problem := time_problem(last, review, at):
            raise problem
        held = record_to_seal(
            record,
            review,
            read_settings(opened.file).currency,
            read_rates(opened.file),
            read_price_books(opened.file),
        )
        held = replace(held, biases=biases)
        seal = seal_after(last, case, record.initiative, by.strip(), at, held, key)
        _require_room(seal)
        SEAL.insert(action.edit, seal, review_id)
        action.lasts()
    return action.changes


def finalise_signed(opened: OpenPortfolio, review_id: int, by: str, at: datetime) -> Changes:
    """Make a draft final, signed with the key in the system's keyring.

    Raises as `finalise_review` does, and NoKeyringError where the keyring cannot be used.
    """
    return finalise_review(opened, review_id, by, at, own_key())


def _require_answers(review: Review) -> None:
    """Refuse a review in which no criterion has a level or is not applicable."""
    answers = review.scores.values()
    if all(score.level is None and score.not_applicable is None for score in answers):
        raise UserError("Nothing is scored in this review yet, so there is nothing to make final.")


def _require_room(seal: Seal) -> None:
    """Refuse a record that exceeds the limits of a seal."""
    if len(seal.content) > MOST_SEALED:
        raise UserError(
            "The review rests on more than a seal can hold ({most} MB). Remove decisions, scenarios or "
            "actions that no longer matter; nothing was made final.",
            most=MOST_SEALED // 1_000_000,
        )
