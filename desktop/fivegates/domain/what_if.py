"""What-if analysis: a review and a month of the ledger under other levels, volume and price."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.domain.limits import LEVELS
from fivegates.domain.review.review import Case, Score
from fivegates.domain.verdict.assessment import Assessment


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The assumptions: levels by criterion, units a month (None for today's) and the change of price.

    `price_change` is a fraction: −0.1 for a tenth less.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    volume: int | None = None
    price_change: Decimal = Decimal(0)


def supposed_case(case: Case, levels: Mapping[str, int]) -> Case:
    """The case as if these levels were claimed, each with proof of the case's own day.

    Contradictions by the ledger and all else of the case stay as they are.
    """
    if not levels:
        return case
    scores = {**case.review.scores, **{key: Score(key, level) for key, level in levels.items()}}
    proofs = [Evidence(key, EvidenceKind.SIGN_OFF, "", case.review.dated) for key in levels]
    review = replace(case.review, scores=scores)
    return replace(case, review=review, evidence=(*case.evidence, *proofs))


def assumptions_of(what_if: WhatIf, name: str, volume: int, currency: str, note: str = "") -> Assumptions:
    """The scenario with the assumed volume and price; `volume` where none is."""
    price = what_if.price_change or None
    return Assumptions(name, what_if.volume or volume, currency, price_change=price, note=note)


def worth_asking(found: Assessment) -> tuple[str, ...]:
    """Every criterion, the most decisive first: those of the path, of single moves, then the others."""
    return tuple(dict.fromkeys(_by_weight(found)))


def _by_weight(found: Assessment) -> Iterator[str]:
    yield from (step.criterion for step in found.path.steps)
    yield from (move.criterion for move in found.firmness)
    yield from (result.criterion.id for result in found.verdict.criteria)


def stepped_level(now: int | None, steps: int) -> int:
    """The level `steps` away from another one, limited to the scale; from none it is the first."""
    if now is None:
        return LEVELS[0] if steps < 0 else LEVELS[1]
    return min(max(now + steps, LEVELS[0]), LEVELS[-1])
