"""What a final review was sealed with, as a value and as canonical JSON."""

from dataclasses import dataclass, replace
from typing import Final

from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.domain.portfolio.overview import Reached, reached
from fivegates.domain.review.fingerprint import (
    Plain,
    canonical,
    canonical_text,
    exact,
    ledger_content,
    review_content,
    rubric_digest,
)
from fivegates.domain.review.review import Case, Review
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.review.sealed_values import plain_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.ledger_figures import LedgerFigures
from fivegates.domain.verdict.verdict import judge

VERSION: Final = 2
"""Of the content. Version 1, which does not say so, holds no more than what the verdict rests on."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The content of a seal: a review with what it saw, and the verdict that was reached.

    `code` and `name` are the initiative's as they were, and no store's id is in it. `record` is what the
    brief prints beside it; None in a seal of version 1.
    """

    code: str
    name: str
    rubric_digest: str
    review: Review
    evidence: tuple[Evidence, ...]
    changes: tuple[Change, ...]
    actions: tuple[Action, ...]
    figures: LedgerFigures | None
    reached: Reached
    record: SealedRecord | None = None

    def case(self, review: Review, rubric: Rubric) -> Case:
        """The case as it was sealed; `review` lends its id and its seal alone."""
        as_sealed = replace(self.review, id=review.id, seal=review.seal)
        return Case(rubric, as_sealed, self.evidence, self.changes, self.actions, self.figures)


def content_of(case: Case, initiative: Initiative, record: SealedRecord | None = None) -> str:
    """The canonical JSON of what the verdict on a case rests on, of that verdict, and of the `record`.

    Without a record it is that of a seal of version 1, as Fivegates wrote them up to 0.1.
    """
    content: dict[str, Plain] = {
        **canonical(case),
        "initiative": {"code": initiative.code, "name": initiative.name},
        "rubric": rubric_digest(case.rubric),
        "review": _review(case.review),
        "ledger": None if case.figures is None else _figures(case.figures),
        "verdict": _reached(reached(judge(case))),
    }
    if record is not None:
        content |= {"version": VERSION, "record": plain_of(record)}
    return canonical_text(content)


def _review(review: Review) -> Plain:
    """What a fingerprint covers of a review, what was carried over, and what it corrects."""
    return {
        **review_content(review),
        "carried": [*sorted(key for key, score in review.scores.items() if score.carried)],
        "supersedes": review.supersedes,
        "correction": review.correction,
    }


def _figures(figures: LedgerFigures) -> Plain:
    """What a fingerprint covers of the ledger, and what else the reasons quote."""
    gap = figures.rate_gap
    return {
        **ledger_content(figures),
        "unit": figures.unit,
        "value_basis": figures.value_basis.value if figures.value_basis else None,
        "rate_gap": [str(gap.month), gap.base, gap.quote] if gap else None,
    }


def _reached(verdict: Reached) -> Plain:
    """A verdict with exact scores."""
    gates: list[Plain] = [
        {"gate": mark.gate, "name": mark.name, "state": mark.state.value, "score": exact(mark.score)}
        for mark in verdict.gates
    ]
    return {"state": verdict.verdict.value, "readiness": exact(verdict.readiness), "gates": gates}
