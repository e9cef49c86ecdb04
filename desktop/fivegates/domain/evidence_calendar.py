"""The expiry of evidence and waivers, and the first day on which the verdict falls if nothing is renewed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from fivegates.domain.initiative.initiative import Change, Evidence, Initiative
from fivegates.domain.initiative.waivers import Waiver, last_day
from fivegates.domain.natural_order import natural_key
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Criterion, Rubric
from fivegates.domain.verdict.evidence_rule import last_valid_day, prove
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    Standing,
    Verdict,
    fails,
    judge,
    waiver_of,
)

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lapse:
    """An expiry, past or ahead: `last_day` is the last one on which a proof supports `criteria`.

    There is at least one criterion, in the rubric's order. `evidence` is the item on which they rest that
    day. Where it is `voided`, a change ends it, rather than its age; a change known beforehand counts
    from its date on. Where criteria give one item different ends, each end is a lapse.
    """

    criteria: tuple[str, ...]
    evidence: Evidence
    last_day: date
    voided: bool

    @property
    def criterion(self) -> str:
        """The first of the criteria."""
        return self.criteria[0]


@dataclass(frozen=True, slots=True)
class Fall:
    """The verdict after `last_day` with nothing renewed, and the criteria whose proof lapses then.

    `waived` are those whose waiver ends then and that fail.

    `readiness` is the one of the day after, 0 to 100; None where a gate has no score.
    """

    last_day: date
    verdict: VerdictState
    readiness: Fraction | None
    criteria: tuple[str, ...]
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverEnd:
    """A criterion that a waiver covers or covered, with the last day of the waiver.

    `needed` is true if the criterion fails on the day of the calendar, so that a waiver counts.
    """

    gate: str
    criterion: str
    waiver: Waiver
    last_day: date
    needed: bool


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """A "not applicable" answer to be checked again by a day."""

    gate: str
    criterion: str
    review_by: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """The proofs of one review as of the day `on`, the first to lapse first.

    `fall` is None where no end makes the verdict of that day, `verdict`, a lower one. `waivers` are those
    in force on the day, and those that ended although the criterion fails; `answers` are to be checked
    again. Both have the first to end first.
    """

    on: date
    verdict: VerdictState
    lapses: tuple[Lapse, ...]
    fall: Fall | None
    waivers: tuple[WaiverEnd, ...] = ()
    answers: tuple[DueAnswer, ...] = ()
    waived_until: date | None = None

    @property
    def ahead(self) -> tuple[Lapse, ...]:
        """The proofs that still hold."""
        return tuple(lapse for lapse in self.lapses if lapse.last_day >= self.on)

    @property
    def behind(self) -> tuple[Lapse, ...]:
        """The proofs that have lapsed already."""
        return tuple(lapse for lapse in self.lapses if lapse.last_day < self.on)

    @property
    def claims_behind(self) -> int:
        """Number of claims that rest on those; one proof may support several."""
        return sum(len(lapse.criteria) for lapse in self.behind)


def calendar_of(case: Case, on: date) -> Calendar:
    """The expiry of a review's evidence, as of the later of the day `on` and the review's.

    Answers, actions and figures of the ledger stay as they are; evidence and changes count from their
    dates on. A proof is listed only where the claim needs one and it expires.
    """
    today = _on(case, max(on, case.review.dated))
    verdict = judge(today)
    needing = [
        result
        for result in verdict.criteria
        if result.claimed is not None and result.claimed >= case.rubric.thresholds.proof_from
    ]
    lapses = _each_once(lapse for result in needing for lapse in _lapses(today, result))
    fall = None if verdict.state is BEST_FIRST[-1] else _fall(today, verdict, needing)
    return Calendar(
        today.review.dated,
        verdict.state,
        tuple(lapses),
        fall,
        tuple(sorted(_waiver_ends(today, verdict), key=lambda end: end.last_day)),
        tuple(sorted(_due_answers(verdict), key=lambda answer: answer.review_by)),
        verdict.waived_until,
    )


def _each_once(found: Iterable[Lapse]) -> list[Lapse]:
    """The lapses of single claims, merged by proof and day, the earliest first."""
    criteria: dict[Lapse, list[str]] = {}
    for lapse in found:
        criteria.setdefault(replace(lapse, criteria=()), []).extend(lapse.criteria)
    joined = (replace(lapse, criteria=tuple(keys)) for lapse, keys in criteria.items())
    return sorted(joined, key=lambda lapse: lapse.last_day)


def _waiver_ends(case: Case, verdict: Verdict) -> Iterator[WaiverEnd]:
    """Waivers in force, each to the end of its last successor; and failing criteria no longer covered."""
    for result in verdict.criteria:
        criterion, failing = result.criterion, fails(result)
        if result.waiver is not None:
            end = _covered_until(case, criterion)
            yield WaiverEnd(criterion.gate, criterion.id, result.waiver, end, failing)
        elif failing and (ended := _last_ended(case, criterion)):
            yield WaiverEnd(criterion.gate, criterion.id, ended, last_day(ended), needed=True)


def _last_ended(case: Case, criterion: Criterion) -> Waiver | None:
    """The waiver of a required criterion that ended last; None where none did."""
    ended = [
        waiver
        for waiver in case.waivers
        if criterion.required
        and waiver.criterion == criterion.id
        and waiver.granted <= last_day(waiver) < case.review.dated
    ]
    return max(ended, key=lambda waiver: (last_day(waiver), waiver.granted, waiver.reason), default=None)


def _covered_until(case: Case, criterion: Criterion) -> date:
    """The last day of an unbroken cover by waivers."""
    end = case.review.dated
    while (waiver := waiver_of(_on(case, end), criterion)) is not None:
        end = last_day(waiver)
        if end == date.max:
            return end
        end += _DAY
    return end - _DAY


def _due_answers(verdict: Verdict) -> Iterator[DueAnswer]:
    """Answers "not applicable" to be checked again by a day."""
    for result in verdict.criteria:
        left_out = result.score.not_applicable
        if result.standing is Standing.NOT_APPLICABLE and left_out and left_out.review_by:
            yield DueAnswer(result.criterion.gate, result.criterion.id, left_out.review_by)


def _on(case: Case, day: date) -> Case:
    """The same review as if held on another day."""
    return replace(case, review=replace(case.review, dated=day))


def _lapses(case: Case, result: CriterionResult) -> Iterator[Lapse]:
    """Past or future expiry of the proof of one claim; empty without a proof that expires."""
    proof, criterion = result.proof, result.criterion
    if proof.evidence is not None and proof.state is not ProofState.CURRENT:
        yield _lapsed(criterion, proof.evidence, proof.change)
    if proof.state is ProofState.CURRENT:
        for day in _turning_days(case, criterion):
            then = prove(_on(case, day), criterion)
            if then.evidence is not None and then.state is not ProofState.CURRENT:
                yield _lapsed(criterion, then.evidence, then.change)
                return


def _lapsed(criterion: Criterion, item: Evidence, change: Change | None) -> Lapse:
    """The first end of a proof, by age or by a change."""
    by_age = last_valid_day(item.dated, criterion.validity_days)
    last_day = by_age if change is None else min(by_age, change.dated - _DAY)
    return Lapse((criterion.id,), item, last_day, voided=last_day != by_age)


def _turning_days(case: Case, criterion: Criterion) -> list[date]:
    """Days after the review's on which a proof of the criterion may expire, in order.

    Evidence superseded by newer evidence by then is ignored.
    """
    dated = [item.dated for item in case.evidence if item.backs(criterion.id)]
    ends = {day: last_valid_day(day, criterion.validity_days) for day in dated}
    days = {
        end + _DAY
        for day, end in ends.items()
        if end < date.max and not any(day < other <= end + _DAY for other in dated)
    }
    days |= {change.dated for change in case.changes if change.kind in criterion.voided_by}
    return sorted(day for day in days if day > case.review.dated)


def _fall(case: Case, now: Verdict, needing: Iterable[CriterionResult]) -> Fall | None:
    """Judge on each day on which a proof or a waiver may end, until the verdict is a lower one."""
    days = {day for result in needing for day in _turning_days(case, result.criterion)}
    days |= {day for result in needing for day in _days_of_other_proof(case, result.criterion)}
    days |= _waiver_days(case)
    before = now
    for day in sorted(days):
        then = judge(_on(case, day))
        if BEST_FIRST.index(then.state) > BEST_FIRST.index(now.state):
            ended = _no_longer_waived(before, then)
            return Fall(day - _DAY, then.state, then.readiness, _lowered(before, then), ended)
        before = then
    return None


def _days_of_other_proof(case: Case, criterion: Criterion) -> set[date]:
    """Days after the review's on which newer evidence counts, where a class demands more of it."""
    if not criterion.class_proof:
        return set()
    dated = (item.dated for item in case.evidence if item.backs(criterion.id))
    return {day for day in dated if day > case.review.dated}


def _waiver_days(case: Case) -> set[date]:
    """The days after the review's on which a waiver begins, or has ended."""
    days = {waiver.granted for waiver in case.waivers}
    ends = (last_day(waiver) for waiver in case.waivers)
    days |= {end + _DAY for end in ends if end < date.max}
    return {day for day in days if day > case.review.dated}


def _no_longer_waived(before: Verdict, after: Verdict) -> tuple[str, ...]:
    """The criteria that fail and whose waiver has ended, in the rubric's order."""
    waived = {result.criterion.id for result in before.criteria if result.waiver is not None}
    return tuple(
        result.criterion.id
        for result in after.criteria
        if result.criterion.id in waived and result.waiver is None and fails(result)
    )


def _lowered(before: Verdict, after: Verdict) -> tuple[str, ...]:
    """Criteria whose effective level falls, in the rubric's order."""
    levels = {result.criterion.id: result.effective or 0 for result in before.criteria}
    return tuple(
        result.criterion.id
        for result in after.criteria
        if (result.effective or 0) < levels[result.criterion.id]
    )


@dataclass(frozen=True, slots=True)
class ProofsOf:
    """An initiative with the calendar of the proofs behind its latest review, worded by its rubric."""

    initiative: Initiative
    rubric: Rubric
    calendar: Calendar


def by_day(found: Iterable[ProofsOf]) -> list[tuple[ProofsOf, Lapse]]:
    """The lapses of several initiatives in one list, the earliest first; then by name and rubric."""
    pairs = [(proofs, lapse) for proofs in found for lapse in proofs.calendar.lapses]
    return sorted(pairs, key=lambda pair: (pair[1].last_day, natural_key(pair[0].initiative.name)))


def exceptions_by_day(found: Iterable[ProofsOf]) -> list[tuple[ProofsOf, WaiverEnd | DueAnswer]]:
    """The waivers of several initiatives, and answers to be checked again, the earliest first."""
    dated: list[tuple[date, ProofsOf, WaiverEnd | DueAnswer]] = []
    for proofs in found:
        dated += [(end.last_day, proofs, end) for end in proofs.calendar.waivers]
        dated += [(answer.review_by, proofs, answer) for answer in proofs.calendar.answers]
    ordered = sorted(dated, key=lambda each: (each[0], natural_key(each[1].initiative.name)))
    return [(proofs, exception) for _, proofs, exception in ordered]
