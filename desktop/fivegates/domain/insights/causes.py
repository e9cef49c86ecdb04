"""Common causes that block several initiatives, with the effect of clearing each alone.

A cause is a criterion, a provider, a model or an owner. A blocking criterion is attributed to each provider
of its initiative where a change of provider or terms would void its proof, to each model where a change of
model would; and to the owner of each open action for it. A sponsor answers for no criterion.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fivegates.domain.initiative.initiative import Action, ActionStatus, ChangeKind, Initiative, Stage
from fivegates.domain.insights.reviewed import Reviewed, by_name
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.path import NO_EFFORT, effort_to_reach
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    GateResult,
    Standing,
    Verdict,
    committed_criteria,
    gate_result,
    verdict_of,
)

SEVERAL = 2


class CauseKind(StrEnum):
    """The kinds of common causes; causes of equal effect are listed in this order."""

    CRITERION = "criterion"
    PROVIDER = "provider"
    MODEL = "model"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Held:
    """An initiative that a cause holds back: its blocked criteria, and the verdict without the cause.

    `effort` in person-days makes these criteria pass (by the rules of the path to ready, DESIGN 4.8).
    """

    initiative: Initiative
    criteria: tuple[Criterion, ...]
    effort: Decimal
    now: VerdictState
    then: VerdictState
    readiness_now: Fraction | None
    readiness_then: Fraction | None

    @property
    def freed(self) -> bool:
        """True if clearing the cause alone gives a better verdict."""
        return BEST_FIRST.index(self.then) < BEST_FIRST.index(self.now)


@dataclass(frozen=True, slots=True)
class Cause:
    """A common cause of the blocking reasons of several initiatives, listed by name.

    `name` is the criterion's title, or the name of a provider, a model or a person.
    """

    kind: CauseKind
    name: str
    held: tuple[Held, ...]

    @property
    def effort(self) -> Decimal:
        """Person-days to clear it in every initiative that it holds back."""
        return sum((held.effort for held in self.held), NO_EFFORT)

    @property
    def freed(self) -> tuple[Held, ...]:
        """The initiatives with a better verdict if this alone were cleared."""
        return tuple(held for held in self.held if held.freed)


@dataclass(slots=True)
class _Group:
    """A cause under construction: its spelling, and the criteria that it blocks by initiative."""

    names: Counter[str] = field(default_factory=Counter)
    held: dict[str, tuple[Reviewed, dict[str, None]]] = field(default_factory=dict)

    def add(self, of: Reviewed, criterion: str, name: str) -> None:
        """Add one blocking criterion of an initiative."""
        self.names[name] += 1
        self.held.setdefault(of.initiative.code, (of, {}))[1][criterion] = None


def common_causes(found: Iterable[Reviewed]) -> tuple[Cause, ...]:
    """List the causes behind at least two initiatives: those that free most first, then hold most.

    Retired initiatives are not held back, so they have no causes.
    """
    groups: dict[tuple[CauseKind, str], _Group] = defaultdict(_Group)
    for each in by_name(found):
        if each.initiative.stage is Stage.RETIRED:
            continue
        for criterion in each.blocking:
            for kind, key, name in _behind(each, criterion):
                groups[kind, key].add(each, criterion, name)
    causes = [_cause(kind, group) for (kind, _), group in groups.items() if len(group.held) >= SEVERAL]
    return tuple(sorted(causes, key=_order))


def cleared(of: Reviewed, criteria: Iterable[str]) -> Verdict:
    """The verdict if these criteria passed, and nothing else were different: judged again, exactly.

    A criterion that passes already keeps its level.
    """
    case, raised = of.case, frozenset(criteria)
    committed = committed_criteria(case)

    def judged(gate: GateResult) -> GateResult:
        if not any(result.criterion.id in raised for result in gate.criteria):
            return gate
        results = tuple(
            _passing(result) if result.criterion.id in raised else result for result in gate.criteria
        )
        return gate_result(gate.gate, results, case.rubric.thresholds, committed)

    return verdict_of(tuple(judged(gate) for gate in of.verdict.gates))


def _passing(result: CriterionResult) -> CriterionResult:
    """The same criterion at the level that passes, proven."""
    level = max(result.needed, result.effective or 0)
    claimed = max(level, result.claimed or 0)
    return replace(result, standing=Standing.SCORED, claimed=claimed, effective=level)


def _behind(of: Reviewed, criterion_id: str) -> Iterator[tuple[CauseKind, str, str]]:
    """The causes of a blocking criterion: kind, key within the kind, and name."""
    rubric, initiative = of.case.rubric, of.initiative
    criterion = rubric.criterion(criterion_id)
    yield CauseKind.CRITERION, f"{rubric.id}/{criterion_id}", criterion.title
    if {ChangeKind.PROVIDER, ChangeKind.TERMS} & set(criterion.voided_by):
        yield from _named(CauseKind.PROVIDER, initiative.providers)
    if ChangeKind.MODEL in criterion.voided_by:
        yield from _named(CauseKind.MODEL, initiative.models)
    owners = (action.owner for action in of.case.actions if _plans(action, criterion_id))
    yield from _named(CauseKind.OWNER, owners)


def _plans(action: Action, criterion_id: str) -> bool:
    """True if an action for the criterion is open."""
    mine = action.criterion == criterion_id and action.status is ActionStatus.OPEN
    return mine and bool(action.owner.strip())


def _named(kind: CauseKind, names: Iterable[str]) -> Iterator[tuple[CauseKind, str, str]]:
    """Causes from the non-empty names; case is ignored."""
    for name in names:
        line = " ".join(name.split())
        if line:
            yield kind, line.casefold(), line


def _cause(kind: CauseKind, group: _Group) -> Cause:
    """Compute the effect of clearing it."""
    name = min(group.names, key=lambda name: (-group.names[name], name))
    return Cause(kind, name, tuple(_held(of, tuple(criteria)) for of, criteria in group.held.values()))


def _held(of: Reviewed, criteria: tuple[str, ...]) -> Held:
    """One initiative with and without the cause."""
    now, then = of.verdict, cleared(of, criteria)
    named = tuple(map(of.case.rubric.criterion, criteria))
    results = map(now.criterion, criteria)
    effort = sum((effort_to_reach(of.case, result, result.needed) for result in results), NO_EFFORT)
    return Held(of.initiative, named, effort, now.state, then.state, now.readiness, then.readiness)


def _order(cause: Cause) -> tuple[int, int, int, str]:
    """Sort key: most freed, then most held back, then kind and name."""
    kind = list(CauseKind).index(cause.kind)
    return -len(cause.freed), -len(cause.held), kind, cause.name.casefold()
