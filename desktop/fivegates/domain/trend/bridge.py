"""The bridge: from one review to a later one, readiness and verdict explained as parts that add up exactly.

Inputs of the earlier review are replaced by those of the later one, one kind after another, and the
review is judged after each. The order is fixed, that of `Cause`:

1. the rubric, with the answers to criteria that are new in it: nobody could have answered them before;
2. scope: the criteria that became or ceased to be not applicable, with all that is known of them;
3. answers: the criteria answered for the first time, or not answered any more, likewise;
4. proof that lapsed, was voided or withdrawn, and has not been renewed;
5. claims on which there is no new evidence: judgement;
6. claims and proof on which there is: work;
7. what the ledger says;
8. the risk class, which may ask for a higher level, and for more proof of it;
9. the actions promised, which do not move a score either;
10. waivers granted, ended or revoked, which do not move a score either.

New evidence is what the later review sees and the earlier one did not. So a proof renewed in time is
work that moved nothing, and not a loss and a gain.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fivegates.domain.initiative.initiative import EvidenceKind
from fivegates.domain.review.review import Case, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.evidence_rule import prove, shortfall_of
from fivegates.domain.verdict.ledger_rule import contradiction_of
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    Standing,
    Verdict,
    committed_criteria,
    fails,
    gate_result,
    is_waived,
    judge,
    needed_level,
    result_of,
    verdict_of,
    waiver_of,
)


class Cause(StrEnum):
    """The causes of a change in readiness or verdict, in the order in which inputs are replaced."""

    RUBRIC = "rubric"
    SCOPE = "scope"
    ANSWERS = "answers"
    LAPSED = "lapsed"
    JUDGEMENT = "judgement"
    WORK = "work"
    LEDGER = "ledger"
    CLASS = "class"
    PLAN = "plan"
    WAIVED = "waived"


_ORDER = {cause: place for place, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True)
class CriterionMove:
    """One criterion in a part: its effective levels before and after it.

    A level is None where the criterion is unanswered, not applicable, or not in the rubric.
    """

    criterion: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """The effect of one cause: on criteria, on readiness (0 to 100) and on the verdict.

    `before` is the last figure of readiness, and `after` the next one; each is None where there is none.
    """

    cause: Cause
    criteria: tuple[CriterionMove, ...]
    before: Fraction | None
    after: Fraction | None
    verdict_before: VerdictState
    verdict_after: VerdictState

    @property
    def effect(self) -> Fraction | None:
        """Points of readiness gained or lost, exact; None where there is no figure to compare."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def turns_verdict(self) -> bool:
        """True if the verdict changed."""
        return self.verdict_before is not self.verdict_after


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two reviews with the parts between them; the effects of `parts` add up to the difference."""

    earlier: Case
    later: Case
    start: Verdict
    end: Verdict
    parts: tuple[Part, ...]


def bridge_between(earlier: Case, later: Case) -> Bridge:
    """Explain the later review from the earlier one; reviews that judge alike have no parts."""
    start = judge(earlier)
    mix = _Mix(earlier, later)
    verdicts = {cause: mix.verdict_after(cause) for cause in Cause}
    parts = tuple(_parts(mix, start, verdicts))
    return Bridge(earlier, later, start, verdicts[Cause.WAIVED], parts)


def _parts(mix: "_Mix", start: Verdict, verdicts: Mapping[Cause, Verdict]) -> Iterator[Part]:
    """Each step that changed something, with the last figure known before it."""
    verdict, known = start, start.readiness
    for cause, following in verdicts.items():
        moves = mix.moves(cause, verdict, following)
        if moves or _outcome(verdict) != _outcome(following):
            yield Part(cause, moves, known, following.readiness, verdict.state, following.state)
        verdict = following
        known = known if following.readiness is None else following.readiness


def _outcome(verdict: Verdict) -> object:
    """The part of a verdict that a step may change as a whole."""
    return verdict.state, [(gate.gate.id, gate.state, gate.score) for gate in verdict.gates]


class _Mix:
    """Two reviews, with the inputs of the later one replaced up to a cause."""

    def __init__(self, earlier: Case, later: Case) -> None:
        self.earlier, self.later = earlier, later
        self.thresholds = later.rubric.thresholds
        self.asked_before = {criterion.id for criterion in earlier.rubric.criteria}
        self.renewed = _with_new_evidence(earlier, later)
        self.steps = {criterion.id: self._steps(criterion) for criterion in later.rubric.criteria}

    def verdict_after(self, cause: Cause) -> Verdict:
        """The verdict when everything up to `cause` is the later review's."""
        promised = committed_criteria(self._side(cause, Cause.PLAN))
        rubric = self.later.rubric
        return verdict_of(
            tuple(
                gate_result(
                    gate,
                    tuple(self._result(criterion, cause) for criterion in rubric.criteria_of(gate.id)),
                    self.thresholds,
                    promised,
                )
                for gate in rubric.gates
            )
        )

    def moves(self, cause: Cause, verdict: Verdict, following: Verdict) -> tuple[CriterionMove, ...]:
        """Criteria changed by a step, in the later rubric's order, then those it dropped."""
        before, after = _results(verdict), _results(following)
        promises = self._new_promises(following) if cause is Cause.PLAN else frozenset()
        waivers = self._other_waivers(before, after) if cause is Cause.WAIVED else frozenset()
        return tuple(
            CriterionMove(key, _level(before.get(key)), _level(after.get(key)))
            for key in dict.fromkeys((*after, *before))
            if _counts(before.get(key)) != _counts(after.get(key))
            or key in promises
            or key in waivers
            or (cause is Cause.CLASS and before[key].needed != after[key].needed)
            or (cause is Cause.WORK and self._is_renewed(key, after[key]))
        )

    def _side(self, reached: Cause, step: Cause) -> Case:
        """The review whose inputs of `step` count once `reached` is."""
        return self.later if _ORDER[step] <= _ORDER[reached] else self.earlier

    def _result(self, criterion: Criterion, reached: Cause) -> CriterionResult:
        """One criterion of the later rubric, its inputs from either side."""
        claim_step, proof_step, ledger_step = self.steps[criterion.id]
        scores = self._side(reached, claim_step).review.scores
        figures = self._side(reached, ledger_step).figures
        proof, classed = prove(self._side(reached, proof_step), criterion), self._side(reached, Cause.CLASS)
        needed = needed_level(classed, criterion, self.thresholds)
        return result_of(
            criterion,
            scores.get(criterion.id, Score(criterion.id)),
            proof,
            contradiction_of(criterion, figures, self.thresholds),
            self.thresholds,
            waiver_of(self._side(reached, Cause.WAIVED), criterion),
            needed,
            shortfall_of(criterion, proof, figures, classed.risk, needed),
        )

    def _steps(self, criterion: Criterion) -> tuple[Cause, Cause, Cause]:
        """The steps at which the criterion takes the later review's claim, proof, and ledger."""
        if criterion.id not in self.asked_before:
            return Cause.RUBRIC, Cause.RUBRIC, Cause.RUBRIC
        before, after = (self._alone(criterion, case) for case in (self.earlier, self.later))
        standings = {before.standing, after.standing}
        if len(standings) > 1:
            step = Cause.SCOPE if Standing.NOT_APPLICABLE in standings else Cause.ANSWERS
            return step, step, Cause.LEDGER
        renewed = criterion.id in self.renewed
        proven_again = renewed and after.proof.state is ProofState.CURRENT
        claim = Cause.WORK if renewed else Cause.JUDGEMENT
        return claim, Cause.WORK if proven_again else Cause.LAPSED, Cause.LEDGER

    def _alone(self, criterion: Criterion, case: Case) -> CriterionResult:
        """The criterion as the later rubric has it, in one of the reviews."""
        score = case.review.scores.get(criterion.id, Score(criterion.id))
        return result_of(criterion, score, prove(case, criterion), None, self.thresholds)

    def _is_renewed(self, criterion_id: str, result: CriterionResult) -> bool:
        """True if work provided new proof for a claim that needs one."""
        needed = result.claimed is not None and result.claimed >= self.thresholds.proof_from
        return needed and self.steps[criterion_id][1] is Cause.WORK

    def _new_promises(self, verdict: Verdict) -> frozenset[str]:
        """Required failing criteria whose action was promised or dropped since."""
        changed = committed_criteria(self.earlier) ^ committed_criteria(self.later)
        return frozenset(
            key
            for key, result in _results(verdict).items()
            if key in changed and result.criterion.required and fails(result)
        )

    def _other_waivers(
        self, before: Mapping[str, CriterionResult], after: Mapping[str, CriterionResult]
    ) -> frozenset[str]:
        """Failing criteria that are waived in only one of the reviews."""
        return frozenset(key for key, result in after.items() if is_waived(result) != is_waived(before[key]))


def _with_new_evidence(earlier: Case, later: Case) -> frozenset[str]:
    """Criteria with evidence that only the later review sees.

    Evidence is distinguished by its kind, date and cases: correcting a title makes nothing new.
    """
    return frozenset(criterion for criterion, *_ in _seen(later) - _seen(earlier))


def _seen(case: Case) -> Counter[tuple[str, EvidenceKind, int, int | None, int | None]]:
    """Evidence of a review, counted by criterion, kind, day, and the cases tried and passed."""
    on = case.review.dated
    return Counter(
        (criterion, item.kind, item.dated.toordinal(), item.cases, item.passed)
        for item in case.evidence
        if item.dated <= on
        for criterion in item.criteria
    )


def _results(verdict: Verdict) -> dict[str, CriterionResult]:
    """Every criterion's result, in the rubric's order."""
    return {result.criterion.id: result for result in verdict.criteria}


def _counts(result: CriterionResult | None) -> object:
    """The part of a criterion's result that affects its gate; None where the rubric has no such criterion."""
    if result is None:
        return None
    criterion = result.criterion
    return criterion.gate, criterion.required, criterion.weight, result.standing, result.effective


def _level(result: CriterionResult | None) -> int | None:
    """The effective level."""
    return None if result is None else result.effective


def last_final(cases: Iterable[Case]) -> Case | None:
    """The latest final case of cases given oldest first, the start of the bridge to the next review."""
    finals = [case for case in cases if case.review.seal is not None]
    return finals[-1] if finals else None
