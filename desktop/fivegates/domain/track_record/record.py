"""The track record: promises with their errors, and forecasts, of an initiative or of a whole portfolio."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from statistics import median, quantiles
from types import MappingProxyType
from typing import Final

from fivegates.domain.economics.projections import Market
from fivegates.domain.initiative.decisions import Condition, ConditionState
from fivegates.domain.initiative.initiative import EvidenceKind
from fivegates.domain.language import whole_percent
from fivegates.domain.limits import WHOLE
from fivegates.domain.portfolio.attention import REVIEW_AFTER
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.track_record.calibration import ForecastCase, forecasts_on
from fivegates.domain.track_record.kinds import (
    MEASURES,
    MONEY_KINDS,
    Bias,
    Due,
    Measure,
    PromiseCase,
    PromiseKind,
)
from fivegates.domain.track_record.papers import Known, RubricsByKey, known_by
from fivegates.domain.track_record.promises import (
    benefit_cases,
    cost_cases,
    effort_cases,
    go_live_cases,
    ready_cases,
)
from fivegates.domain.verdict.states import VerdictState


def condition_cases(known: Known) -> Iterator[PromiseCase]:
    """Each condition of a decision, and whether it was met: missed where it is not, or open past its day.

    The same words in a later decision are the same promise, due when it was first; met once, it is met. A
    condition without a day is due when its state is recorded.
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
    """The state of a condition on a day; none before it is due."""
    settled = states - {ConditionState.OPEN}
    if (due is None and not settled) or (due is not None and due >= on):
        return case
    if ConditionState.MET in settled:
        return replace(case, due=Due.MEASURED, error=Fraction(0))
    return replace(case, due=Due.MEASURED, error=Fraction(1), so_far=not settled)


def verdict_cases(known: Known) -> Iterator[PromiseCase]:
    """Each verdict “Ready”, under a waiver or with conditions too, and the incidents recorded while it held.

    It holds until the next paper, a quarter at most. An incident is evidence of that kind; one that
    supports several criteria counts once. The error is their number.
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


FEW: Final = 5
"""Minimum number of cases for a bias; below it, only the cases are listed."""

_FINDERS: Final[Mapping[PromiseKind, Callable[[Known], Iterator[PromiseCase]]]] = MappingProxyType(
    {
        PromiseKind.GO_LIVE: go_live_cases,
        PromiseKind.UNIT_COST: cost_cases,
        PromiseKind.BENEFIT: benefit_cases,
        PromiseKind.EFFORT: effort_cases,
        PromiseKind.READY_BY: ready_cases,
        PromiseKind.CONDITION: condition_cases,
        PromiseKind.VERDICT: verdict_cases,
    }
)


@dataclass(frozen=True, slots=True)
class Summary:
    """The promises of one kind: number, and bias and spread of the measured errors.

    `middle` is the median error, the bias; `low` and `high` are the quartiles, between which half of the
    errors lie (the inclusive method: linear between the closest ranks). All are exact, in the kind's
    measure; None without a case. `below` and `above` count errors under and over zero.
    """

    kind: PromiseKind
    measured: tuple[PromiseCase, ...]
    not_due: int
    unknown: int

    @property
    def errors(self) -> tuple[Fraction, ...]:
        """The errors, in the order of the cases."""
        return tuple(case.error for case in self.measured if case.error is not None)

    @property
    def middle(self) -> Fraction | None:
        """The median error."""
        return median(self.errors) if self.errors else None

    @property
    def low(self) -> Fraction | None:
        """The lower quartile."""
        return self._quartile(0)

    @property
    def high(self) -> Fraction | None:
        """The upper quartile."""
        return self._quartile(2)

    def _quartile(self, place: int) -> Fraction | None:
        """One of the three quartiles; of a single error, that error."""
        errors = self.errors
        if len(errors) > 1:
            return quantiles(errors, n=4, method="inclusive")[place]
        return errors[0] if errors else None

    @property
    def below(self) -> int:
        """Number of errors under zero."""
        return sum(1 for error in self.errors if error < 0)

    @property
    def above(self) -> int:
        """Number of errors over zero."""
        return sum(1 for error in self.errors if error > 0)

    @property
    def kept(self) -> int:
        """Number of cases without an error."""
        return sum(1 for error in self.errors if not error)

    @property
    def few(self) -> bool:
        """True if there are too few cases for a bias."""
        return len(self.measured) < FEW

    @property
    def measure(self) -> Measure:
        """The measure of the errors."""
        return MEASURES[self.kind]

    def bias(self, *, whole: bool = True) -> Bias:
        """The median error of shares as displayed, half a percent rounded away from zero."""
        middle = (self.middle or Fraction(0)) * WHOLE
        percent = whole_percent(abs(middle)) * (-1 if middle < 0 else 1)
        return Bias(self.kind, percent, self.below, self.above, len(self.measured), whole)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Promises and forecasts as of the evening of `day`."""

    day: date
    cases: tuple[PromiseCase, ...] = ()
    forecasts: tuple[ForecastCase, ...] = ()

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """One summary for each kind with a promise."""
        found = (self.summary(kind) for kind in PromiseKind)
        return tuple(each for each in found if each.measured or each.not_due or each.unknown)

    def summary(self, kind: PromiseKind) -> Summary:
        """The promises of one kind."""
        of_kind = [case for case in self.cases if case.kind is kind]
        return Summary(
            kind,
            tuple(case for case in of_kind if case.due is Due.MEASURED),
            sum(1 for case in of_kind if case.due is Due.NOT_YET),
            sum(1 for case in of_kind if case.due is Due.UNKNOWN),
        )

    def money_biases(self, *, whole: bool = True) -> tuple[Bias, ...]:
        """The bias of forecasts of money, of each kind that is measured."""
        found = (self.summary(kind) for kind in PromiseKind if kind in MONEY_KINDS)
        return tuple(each.bias(whole=whole) for each in found if each.measured)

    @property
    def by_person(self) -> "tuple[tuple[str, TrackRecord], ...]":
        """The record of each person who made an estimate or a forecast, by name.

        The part after a comma is a role: with it and without it, it is one person, named with it.
        """
        names: dict[str, str] = {}
        for name in (*(case.by for case in self.cases), *(each.forecast.by for each in self.forecasts)):
            if name.strip():
                names[_folded(name)] = max(names.get(_folded(name), ""), name.strip(), key=len)
        return tuple((name, self._of(key)) for key, name in sorted(names.items()))

    def _of(self, person: str) -> "TrackRecord":
        return TrackRecord(
            self.day,
            tuple(case for case in self.cases if _folded(case.by) == person),
            tuple(each for each in self.forecasts if _folded(each.forecast.by) == person),
        )


def _folded(name: str) -> str:
    return name.partition(",")[0].strip().casefold()


def track_record_of(
    record: InitiativeRecord,
    rubrics: RubricsByKey,
    market: Market,
    day: date,
    kinds: Collection[PromiseKind] = tuple(PromiseKind),
) -> TrackRecord:
    """The promises of an initiative's papers, of these kinds, against the outcomes by a day.

    Each promise is counted once, and nothing of a later day is used. Raises UserError where another
    program has damaged a seal.
    """
    known = known_by(record, rubrics, market, day)
    cases = tuple(case for kind in PromiseKind if kind in kinds for case in _FINDERS[kind](known))
    return TrackRecord(day, cases, forecasts_on(record, day))


def combined(records: Iterable[TrackRecord], day: date) -> TrackRecord:
    """The records of several initiatives as one."""
    found = tuple(records)
    return TrackRecord(
        day,
        tuple(case for each in found for case in each.cases),
        tuple(case for each in found for case in each.forecasts),
    )
