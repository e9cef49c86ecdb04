"""The case of a review: as it was sealed where it is final, as the records are now in a draft."""

from fivegates.domain.economics.money import RateTable
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.risk import risk_class_on
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.ledger_rule import figures_on


def draft_case(
    record: InitiativeRecord, review: Review, rubric: Rubric, currency: str, rates: RateTable
) -> Case:
    """Join a review with the initiative's current records and the figures of its ledger."""
    figures = figures_on(record.ledger, currency, rates, record.initiative, review.dated)
    risk = risk_class_on(record.risk_classes, review.dated)
    return Case(rubric, review, record.proofs, record.changes, record.actions, figures, record.waivers, risk)


def earlier_name(review: Review, name: str) -> str:
    """The name that an initiative now called `name` had when a review was made final.

    Empty for a draft, and where the name is unchanged. Raises UserError where the seal is damaged.
    """
    sealed = name if review.seal is None else read_content(review.seal.content).name
    return "" if sealed == name else sealed


def final_case(review: Review, rubric: Rubric) -> Case | None:
    """The case as it was sealed, without later records; None for a draft.

    Raises UserError where another program altered a sealed review.
    """
    return None if review.seal is None else read_content(review.seal.content).case(review, rubric)


def sealed_record(review: Review) -> SealedRecord | None:
    """The sealed content of a review beyond the input of its verdict; None for a draft and an older seal.

    Raises UserError where another program altered a sealed review.
    """
    return None if review.seal is None else read_content(review.seal.content).record
