"""Rows of a comparison table about money as text, one cell per side."""

from math import ceil
from typing import TYPE_CHECKING

from fivegates.domain.comparison.comparison import Comparison
from fivegates.domain.economics.break_even import Never
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison_facts import Cell, Row
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_terms import unit_text
from fivegates.domain.wording.paybacks import payback_text
from fivegates.domain.wording.words import LONGEST_UNIT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable


def money_rows(comparison: Comparison, language: Language) -> tuple[Row, ...]:
    """Unit cost and value today and at target volume, and the break-even volume."""
    gettext = language.gettext
    texts: tuple[tuple[str, Callable[[Prospect], Cell]], ...] = (
        (gettext("Unit cost"), lambda found: _of_month(found, language)),
        (gettext("Value per unit"), lambda found: _value(found, language)),
        (gettext("Target volume a month"), lambda found: Cell(_target(found, language))),
        (
            gettext("Unit cost there"),
            lambda found: Cell(unit_text(found.target_unit_cost, found.currency, language)),
        ),
        (
            gettext("Margin of a unit there"),
            lambda found: Cell(unit_text(found.target_margin, found.currency, language)),
        ),
        (gettext("Breaks even at"), lambda found: Cell(break_even_text(found, language))),
    )
    rows = [Row(label, tuple(tell(side.prospect) for side in comparison.sides)) for label, tell in texts]
    return (*rows[:-1], result_row(comparison, language), rows[-1])


def result_row(comparison: Comparison, language: Language) -> Row:
    """Monthly result at target volume: the one amount that can be compared."""
    label = language.gettext("Result of a month at target volume")
    return Row(label, tuple(_result(side.prospect, language) for side in comparison.sides))


def build_rows(comparison: Comparison, language: Language) -> tuple[Row, ...]:
    """Build cost, and the payback at target volume."""
    gettext = language.gettext
    return (
        Row(gettext("Build cost"), tuple(_build(side.prospect, language) for side in comparison.sides)),
        Row(
            gettext("Payback at target volume"),
            tuple(_payback(side.prospect, language) for side in comparison.sides),
        ),
    )


def _build(found: Prospect, language: Language) -> Cell:
    build = found.at_target.build if found.at_target else None
    return Cell(language.money(build, found.currency, 0) if build else UNKNOWN)


def _payback(found: Prospect, language: Language) -> Cell:
    return Cell(payback_text(found.at_target, language) if found.at_target else UNKNOWN)


def money_note(language: Language) -> str:
    """Source of the figures, and how they are projected."""
    return language.gettext(
        "Figures of the latest actual month that was over by the end of the day of the comparison, or of a "
        "final review as they were sealed with it, projected to target volume: fixed cost spread over the "
        "units, variable cost and value a unit as they are. A dash: not known."
    )


def break_even_text(found: Prospect, language: Language) -> str:
    """Break-even volume, or a note that there is none."""
    match found.break_even:
        case None:
            return UNKNOWN
        case Never():
            return language.gettext("never")
        case even if not even:
            return language.gettext("any volume")
        case even:
            volume = volume_text(ceil(even), _unit_name(found), language)
            return language.gettext("{volume} a month", volume=volume)


def _of_month(found: Prospect, language: Language) -> Cell:
    """Unit cost of the latest actual month, or why there is none."""
    if found.gap is not None:
        return Cell(UNKNOWN, note=found.gap.error().text(language))
    if found.month is None:
        return Cell(UNKNOWN)
    return Cell(unit_text(found.unit_cost, found.currency, language), note=language.month(found.month))


def _value(found: Prospect, language: Language) -> Cell:
    """Value per unit, marked where it is a forecast."""
    forecast = found.value_basis is Basis.FORECAST
    return Cell(
        unit_text(found.unit_value, found.currency, language),
        note=language.gettext("expected") if forecast else "",
    )


def _target(found: Prospect, language: Language) -> str:
    if not found.target_volume:
        return UNKNOWN
    return volume_text(found.target_volume, _unit_name(found), language)


def _unit_name(found: Prospect) -> str:
    """Word for a unit, unless it is too long for a cell."""
    return found.unit if len(found.unit) <= LONGEST_UNIT else ""


def _result(found: Prospect, language: Language) -> Cell:
    result = found.target_result
    return Cell(UNKNOWN if result is None else language.money(result, found.currency, 0))
