"""What was to be kept: conditions of decisions, and verdicts that let an initiative go ahead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from fivegates.domain.initiative.decisions import Condition, ConditionState
from fivegates.domain.initiative.initiative import EvidenceKind
from fivegates.domain.portfolio.attention import REVIEW_AFTER
from fivegates.domain.track_record.kinds import Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.papers import Known
from fivegates.domain.verdict.states import VerdictState


def condition_cases(known: Known) -> Iterator[PromiseCase]:
    """Each condition of a decision, and whether it was met: missed where it is not, or open past its day.

    The same words in a later decision are the same promise, due when it was first; met once, it is met.
    A condition without a day is due when somebody says what became of it.
    """
    found: dict[str, tuple[date, Condition]] = {}
    states: dict[str, set[ConditionState]] = {}
    for decision in sorted(known.record.decisions, key=lambda each: each.dated):
        if decision.dated > known.day:
            continue
        for condition in decision.conditions:
            key = " ".join(condition.text.casefold().split())
            found.setdefault(key, (decision.dated, condition))
            states.setdefault(key, set()).add(condition.state)
    for key, (made, condition) in found.items():
        case = PromiseCase(
            known.record.initiative,
            PromiseKind.CONDITION,
            made,
            condition.owner,
            promised=condition.due,
            text=condition.text,
        )
        yield _with_state(case, condition.due, states[key], known.day)


def _with_state(case: PromiseCase, due: date | None, states: set[ConditionState], on: date) -> PromiseCase:
    """What became of a condition by a day; before it is due, nothing."""
    settled = states - {ConditionState.OPEN}
    if (due is None and not settled) or (due is not None and due >= on):
        return case
    if ConditionState.MET in settled:
        return replace(case, due=Due.MEASURED, error=Fraction(0))
    return replace(case, due=Due.MEASURED, error=Fraction(1), so_far=not settled)


def verdict_cases(known: Known) -> Iterator[PromiseCase]:
    """Each verdict “Ready”, under a waiver or with conditions too, and the incidents recorded while it held.

    It holds until the next paper, a quarter at most. An incident is evidence of that kind; backing several
    criteria, it is one. The error counts them.
    """
    incidents = {
        (item.dated, item.title) for item in known.record.evidence if item.kind is EvidenceKind.INCIDENT
    }
    for paper, following in zip_longest(known.papers, known.papers[1:]):
        if paper.verdict not in {VerdictState.READY, VerdictState.WAIVED, VerdictState.CONDITIONAL}:
            continue
        end = paper.dated + REVIEW_AFTER
        if following is not None:
            end = min(end, following.dated)
        count = sum(1 for dated, _title in incidents if paper.dated < dated <= min(end, known.day))
        case = PromiseCase(
            known.record.initiative,
            PromiseKind.VERDICT,
            paper.dated,
            paper.sponsor,
            promised=end,
            text=paper.verdict.value,
        )
        yield case if end > known.day else replace(case, due=Due.MEASURED, error=Fraction(count))
