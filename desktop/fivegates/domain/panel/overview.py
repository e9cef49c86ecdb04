"""Compares a panel's ballots: disputes, the verdict of each ballot, and the order of the agenda."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fivegates.domain.panel.agreement import Agreement, agreement_of
from fivegates.domain.review.review import Ballot, Case, Panel, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    answer_result,
    committed_criteria,
    gate_result,
    state_of,
)

Answers = Mapping[str, Score]
"""Answers by criterion; one that is not there is unanswered."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers of each ballot to one criterion, None where it gives none."""

    criterion: Criterion
    answers: tuple[Score | None, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels given, in the order of the ballots."""
        return tuple(each.level for each in self.answers if each is not None and each.level is not None)

    @property
    def differs(self) -> bool:
        """True if two ballots give different answers; missing answers do not differ."""
        return len({each.level for each in self.answers if each is not None}) > 1

    @property
    def width(self) -> int:
        """Difference of the highest and lowest level."""
        return max(self.levels) - min(self.levels) if self.levels else 0


@dataclass(frozen=True, slots=True)
class Dispute:
    """A criterion on which ballots differ. `verdicts` are those that it decides between, if it does.

    It decides where replacing a ballot's answer by another ballot's changes the verdict; settled criteria
    count as settled on each.
    """

    spread: Spread
    verdicts: frozenset[VerdictState]
    settled: Score | None

    @property
    def decides(self) -> bool:
        """True if it could change the verdict."""
        return len(self.verdicts) > 1


@dataclass(frozen=True, slots=True)
class Dissent:
    """An answer of a ballot that differs from the agreed one."""

    criterion: Criterion
    ballot: Ballot
    answer: Score
    agreed: Score


@dataclass(frozen=True, slots=True)
class PanelOverview:
    """A panel in its last round of which a ballot was collected; `ballots` are those, in the order sent.

    All verdicts are as of `day`, that of the review; `verdicts` are those that each ballot gives as a whole.
    `disputes` come in the order of the agenda: what could change the verdict first, then by how far the
    levels are apart, then as in the rubric.
    """

    panel: Panel
    day: date
    round: int
    ballots: tuple[Ballot, ...]
    outstanding: tuple[Ballot, ...]
    spreads: tuple[Spread, ...]
    verdicts: tuple[VerdictState, ...]
    disputes: tuple[Dispute, ...]

    @property
    def agreement(self) -> Agreement:
        """The agreement of the ballots."""
        return agreement_of([each.levels for each in self.spreads])

    @property
    def earlier(self) -> bool:
        """True if a later round has ballots too."""
        return self.round < max(rounds_of(self.panel), default=self.round)

    @property
    def unsettled(self) -> tuple[Dispute, ...]:
        """Disputes that are not settled yet."""
        return tuple(each for each in self.disputes if each.settled is None)

    @property
    def depends_on_dispute(self) -> bool:
        """True if ballots give different verdicts."""
        return len(set(self.verdicts)) > 1


def rounds_of(panel: Panel) -> tuple[int, ...]:
    """The rounds of which a ballot was collected."""
    return tuple(sorted({each.round for each in panel.ballots if each.seal}))


def overview_of(panel: Panel, case: Case, number: int | None = None) -> PanelOverview:
    """Compare the ballots of a round, else of the last one with any, on the facts of a case."""
    rounds = rounds_of(panel)
    chosen = number or (rounds[-1] if rounds else panel.round)
    ballots = tuple(each for each in panel.ballots if each.round == chosen and each.seal)
    answers = [{score.criterion: score for score in each.scores} for each in ballots]
    spreads = tuple(
        Spread(each, tuple(_answer(held.get(each.id)) for held in answers)) for each in case.rubric.criteria
    )
    judge = _Judge(case)
    return PanelOverview(
        panel,
        case.review.dated,
        chosen,
        ballots,
        tuple(each for each in panel.ballots if each.round == chosen and not each.seal),
        spreads,
        tuple(judge.verdict(held) for held in answers),
        _disputes(panel, spreads, answers, judge),
    )


def _answer(score: Score | None) -> Score | None:
    """An answer; a rationale alone is none."""
    return score if score and (score.level is not None or score.not_applicable is not None) else None


def _disputes(
    panel: Panel, spreads: Sequence[Spread], answers: Sequence[Answers], judge: "_Judge"
) -> tuple[Dispute, ...]:
    """The criteria on which ballots differ, as the agenda has them."""
    settled = {score.criterion: score for score in panel.settled}
    bases = [{**held, **settled} for held in answers]
    found = []
    for spread in spreads:
        if spread.differs:
            own = settled.get(spread.criterion.id)
            verdicts = frozenset() if own else _swing(spread, bases, judge)
            found.append(Dispute(spread, verdicts, own))
    return tuple(
        sorted(found, key=lambda each: (each.settled is not None, not each.decides, -each.spread.width))
    )


def _swing(spread: Spread, bases: Sequence[Answers], judge: "_Judge") -> frozenset[VerdictState]:
    """All verdicts that the answers to one criterion give on ballots of which they change the verdict."""
    found: frozenset[VerdictState] = frozenset()
    for base in bases:
        verdicts = {judge.verdict({**base, score.criterion: score}) for score in spread.answers if score}
        if len(verdicts) > 1:
            found |= verdicts
    return found


class _Judge:
    """Judges many answers on the same facts; the proof of a criterion is the same for all of them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._committed = committed_criteria(case)
        self._results: dict[tuple[str, object, object], CriterionResult] = {}

    def verdict(self, answers: Answers) -> VerdictState:
        """The verdict on these scores."""
        rubric = self._case.rubric
        return state_of(
            {
                self._gate(number, [self._result(each, answers) for each in rubric.criteria_of(gate.id)])
                for number, gate in enumerate(rubric.gates)
            }
        )

    def _gate(self, number: int, results: Sequence[CriterionResult]) -> GateState:
        gate = self._case.rubric.gates[number]
        return gate_result(gate, tuple(results), self._case.rubric.thresholds, self._committed).state

    def _result(self, criterion: Criterion, answers: Answers) -> CriterionResult:
        score = answers.get(criterion.id) or Score(criterion.id)
        key = (criterion.id, score.level, score.not_applicable)
        if key not in self._results:
            self._results[key] = answer_result(self._case, criterion, score)
        return self._results[key]


def dissents(found: PanelOverview, agreed: Answers) -> Iterator[Dissent]:
    """Answers that differ from the agreed ones, criterion by criterion."""
    for spread in found.spreads:
        held = agreed.get(spread.criterion.id)
        for ballot, answer in zip(found.ballots, spread.answers, strict=True):
            if held is not None and answer is not None and _stand(answer) != _stand(held):
                yield Dissent(spread.criterion, ballot, answer, held)


def _stand(score: Score) -> tuple[int | None, bool]:
    return score.level, score.not_applicable is not None
