"""What papers projected of money at volume, against the first month that came near that volume."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.economics.scenarios import Scenario, unit_cost
from fivegates.domain.track_record.kinds import Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.papers import Known, Paper, at_volume, complete_months

AT_VOLUME: Final = Fraction(1, 2)
"""A month is at volume from half of the target volume. What was projected is worked out at the volume that
came, so that a month short of the target is no error of the unit cost."""


@dataclass(frozen=True, slots=True)
class _Projected:
    """What a paper projected: the month at the target volume, from the figures of `month`."""

    paper: Paper
    prospect: Prospect
    at_target: Scenario
    month: Month
    volume: int

    @property
    def least(self) -> int:
        """From how many units a month is at volume."""
        return -int(-self.volume * AT_VOLUME // 1)


def cost_cases(known: Known) -> Iterator[PromiseCase]:
    """Unit cost in currency a unit: projected to the units of the first month at volume, and of that month.

    The same figure at the same target volume in several papers is one promise, of the first of them.
    """
    seen = set()
    for projected in _projections(known):
        figure = unit_cost(projected.at_target)
        key = projected.at_target.currency, projected.volume, figure
        if figure is None or key in seen:
            continue
        seen.add(key)
        case = _case(known, projected, PromiseKind.UNIT_COST, figure)
        months = complete_months(known.record.ledger, case.currency, known.market, known.day)
        if months is None:
            yield replace(case, due=Due.UNKNOWN)
            continue
        month = next(at_volume(months, projected.month, projected.least), None)
        yield case if month is None else _cost_that_came(case, projected, month)


def benefit_cases(known: Known) -> Iterator[PromiseCase]:
    """Benefit in currency a month: value per unit × the units of the first month at volume, and that month's.

    Only an actual benefit counts. The same value per unit at the same target volume is one promise.
    """
    seen = set()
    for projected in _projections(known):
        value = projected.at_target.value_per_unit
        key = projected.at_target.currency, projected.volume, value
        if value is None or key in seen:
            continue
        seen.add(key)
        case = _case(known, projected, PromiseKind.BENEFIT, value * projected.volume)
        months = complete_months(known.record.ledger, case.currency, known.market, known.day)
        if months is None:
            yield replace(case, due=Due.UNKNOWN)
            continue
        reached = tuple(at_volume(months, projected.month, projected.least))
        month = next((each for each in reached if each.benefit_basis is Basis.ACTUAL), None)
        if month is not None:
            promised = value * (month.units or 0)
            yield _measured(replace(case, promised=promised), month, month.benefit)
        else:
            yield replace(case, due=Due.UNKNOWN if reached else Due.NOT_YET)


def _projections(known: Known) -> Iterator[_Projected]:
    """What each paper projected, where it could."""
    for paper in known.papers:
        prospect = paper.prospect
        if prospect and prospect.at_target and prospect.month and prospect.target_volume:
            yield _Projected(paper, prospect, prospect.at_target, prospect.month, prospect.target_volume)


def _case(known: Known, of: _Projected, kind: PromiseKind, promised: Fraction) -> PromiseCase:
    """A promise of which nothing has come yet."""
    return PromiseCase(
        known.record.initiative,
        kind,
        of.paper.dated,
        of.paper.sponsor,
        promised=promised,
        currency=of.at_target.currency,
        volume=of.volume,
    )


def _cost_that_came(case: PromiseCase, projected: _Projected, month: MonthFigures) -> PromiseCase:
    """A forecast of unit cost with the month that came at volume."""
    then = unit_cost(replace(projected.at_target, volume=Fraction(month.units or 0)))
    return _measured(replace(case, promised=then), month, month.unit_cost)


def _measured(case: PromiseCase, month: MonthFigures, came: Fraction | None) -> PromiseCase:
    """The error of a forecast; unknown where what came is nothing, to which no error is relative."""
    measured = replace(case, month=month.month, volume=month.units, came=came)
    if not came or not isinstance(case.promised, Fraction):
        return replace(measured, due=Due.UNKNOWN)
    return replace(measured, due=Due.MEASURED, error=(case.promised - came) / came)
