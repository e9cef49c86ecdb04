"""What is said of one piece of evidence on the date of a review."""

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.verdict.evidence_rule import Proof, ProofState, weigh
from fivegates.domain.wording.words import change_phrase
from fivegates.ui.initiative.subject import Subject


def weighed(item: Evidence, subject: Subject) -> Proof | None:
    """How the item stands on the review's date; None where the review does not see it.

    A review sees what is dated on or before its own date, for the criteria of its rubric.
    """
    criteria = [c for c in subject.rubric.criteria if c.id == item.criterion]
    if not criteria or item.dated > subject.review.dated:
        return None
    return weigh(item, criteria[0], subject.record.changes, subject.review.dated)


def standing_text(item: Evidence, subject: Subject, language: Language) -> str:
    """`good until 15 Oct 2026`, and what else may have become of it."""
    proof = weighed(item, subject)
    if proof is None:
        return language.gettext("not seen by this review")
    lapse = language.short_date(proof.lapses_on) if proof.lapses_on else ""
    match proof.state:
        case ProofState.VOIDED:
            return _voided_text(proof, language)
        case ProofState.EXPIRED:
            return language.gettext("expired on {day}", day=lapse)
        case ProofState.CURRENT | ProofState.MISSING:
            return language.gettext("good until {day}", day=lapse)


def _voided_text(proof: Proof, language: Language) -> str:
    if proof.change is None:
        return ""
    cause = change_phrase(proof.change.kind, language)
    day = language.short_date(proof.change.dated)
    return language.gettext("voided by {change} of {day}", change=cause, day=day)
