"""The fingerprint of a review: a checksum (SHA-256) of everything its verdict depends on."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.initiative.initiative import Action, Change, Evidence
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.review.review import Case, NotApplicable, Review, Score
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_to_plain
from fivegates.domain.verdict.ledger_rule import LedgerFigures

SHORT = 8

Plain = str | int | None | list["Plain"] | dict[str, "Plain"]


def fingerprint(case: Case) -> str:
    """Return 64 hexadecimal digits, the SHA-256 of the review's canonical content.

    It covers the review, its scores, the evidence and changes that it sees, the actions, the figures
    of the ledger, and which rubric they are read against. Neither the order of records nor the
    store's ids make a difference, so the same review in another file has the same fingerprint.
    """
    return digest(canonical_text(canonical(case)))


def rubric_digest(rubric: Rubric) -> str:
    """The SHA-256 of a rubric's whole content."""
    return digest(canonical_text(rubric_to_plain(rubric)))


def canonical_text(plain: object) -> str:
    """JSON in ASCII with sorted keys and without spaces: equal content gives equal text."""
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def short_fingerprint(case: Case) -> str:
    """The first digits, enough to distinguish reviews on paper: `3f9c21ab`."""
    return fingerprint(case)[:SHORT]


def canonical(case: Case) -> dict[str, Plain]:
    """The content that is hashed. Every field is named here: adding one changes all fingerprints.

    A field added later is omitted where it is empty, so that older content keeps its hash.
    """
    on = case.review.dated
    content: dict[str, Plain] = {
        "review": review_content(case.review),
        "evidence": _sorted(_evidence(item) for item in case.evidence if item.dated <= on),
        "changes": _sorted(_change(change) for change in case.changes if change.dated <= on),
        "actions": _sorted(_action(action) for action in case.actions),
    }
    if granted := [waiver for waiver in case.waivers if waiver.granted <= on]:
        content["waivers"] = _sorted(map(_waiver, granted))
    if case.risk is not None:
        content["risk_class"] = _risk_class(case.risk)
    return content if case.figures is None else {**content, "ledger": ledger_content(case.figures)}


def review_content(review: Review) -> dict[str, Plain]:
    """The review; a blank score is omitted."""
    scores = sorted(review.scores.values(), key=lambda score: score.criterion)
    return {
        "dated": review.dated.isoformat(),
        "rubric": review.rubric_id,
        "rubric_version": review.rubric_version,
        "reviewer": review.reviewer,
        "decision_asked": review.decision_asked,
        "scores": [_score(score) for score in scores if not score.blank],
    }


def _score(score: Score) -> Plain:
    """One answer."""
    left_out = score.not_applicable
    return {
        "criterion": score.criterion,
        "level": score.level,
        "not_applicable": _not_applicable(left_out) if left_out else None,
        "rationale": score.rationale,
    }


def _not_applicable(left_out: NotApplicable) -> Plain:
    """Reason and approver; without a day to check again, in the form used before there was one."""
    content: dict[str, Plain] = {"reason": left_out.reason, "approver": left_out.approver}
    if left_out.review_by is not None:
        content["review_by"] = left_out.review_by.isoformat()
    return content


def _waiver(waiver: Waiver) -> Plain:
    """One waiver; its revocation is omitted where there is none."""
    content: dict[str, Plain] = {
        "criterion": waiver.criterion,
        "reason": waiver.reason,
        "requester": waiver.requester,
        "approver": waiver.approver,
        "granted": waiver.granted.isoformat(),
        "until": waiver.until.isoformat(),
        "condition": waiver.condition,
    }
    if waiver.revoked is not None:
        content |= {
            "revoked": waiver.revoked.isoformat(),
            "revoked_by": waiver.revoked_by,
            "revoked_why": waiver.revoked_why,
        }
    return content


def _evidence(item: Evidence) -> Plain:
    """One item of evidence; a missing file, cases or further criteria are omitted, as before they existed."""
    content: dict[str, Plain] = {
        "criterion": item.criterion,
        "kind": item.kind.value,
        "title": item.title,
        "dated": item.dated.isoformat(),
        "reference": item.reference,
        "note": item.note,
    }
    tested = {"cases": item.cases, "passed": item.passed}
    content |= {key: value for key, value in tested.items() if value is not None}
    if item.also:
        content["also"] = [*item.also]
    file = item.file
    if file is None:
        return content
    return {**content, "file": {"name": file.name, "sha256": file.digest, "size": file.size}}


def _change(change: Change) -> Plain:
    """One change."""
    return {"dated": change.dated.isoformat(), "kind": change.kind.value, "summary": change.summary}


def _action(action: Action) -> Plain:
    """One action."""
    return {
        "criterion": action.criterion,
        "title": action.title,
        "target_level": action.target_level,
        "owner": action.owner,
        "due": _day(action.due),
        "effort": _figure(action.effort),
        "status": action.status.value,
    }


def _risk_class(risk: RiskClass) -> Plain:
    """The risk class with its answers."""
    answers: list[Plain] = [{"question": each.question, "yes": int(each.yes)} for each in risk.answers]
    return {
        "dated": risk.dated.isoformat(),
        "by": risk.by,
        "reason": risk.reason,
        "scheme": risk.scheme,
        "version": risk.version,
        "level": risk.level,
        "name": risk.name,
        "cites": risk.cites,
        "applies_from": _day(risk.applies_from),
        "also": [*risk.also],
        "answers": answers,
    }


def ledger_content(figures: LedgerFigures) -> dict[str, Plain]:
    """The figures of the ledger on which the verdict rests; missing ones, where there are any."""
    lacking: dict[str, Plain] = {
        "gap": figures.gap.value if figures.gap else None,
        "gap_month": str(figures.gap_month) if figures.gap_month else None,
        "unattributed_most": exact(figures.unattributed_most),
        "bounds": 1 if figures.bounds else None,
        "unconverted": [str(month) for month in figures.unconverted] or None,
        "uncosted": [str(month) for month in figures.uncosted] or None,
    }
    return {
        "currency": figures.currency,
        "cost_months": figures.cost_months,
        "usage_months": figures.usage_months,
        "unattributed": exact(figures.unattributed),
        "target_volume": figures.target_volume,
        "month": str(figures.month) if figures.month else None,
        "unit_cost": exact(figures.unit_cost),
        "unit_value": exact(figures.unit_value),
        **{key: value for key, value in lacking.items() if value is not None},
    }


def exact(value: Fraction | None) -> str | None:
    """An exact figure, as a fraction in lowest terms."""
    return None if value is None else str(value)


def _day(day: date | None) -> str | None:
    """A date as ISO 8601."""
    return day.isoformat() if day else None


def _figure(value: Decimal | None) -> str | None:
    """A decimal without trailing zeros, so that 3 and 3.0 are the same."""
    return None if value is None else f"{value.normalize():f}"


def _sorted(items: Iterable[Plain]) -> list[Plain]:
    """Sort records by their content alone."""
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
